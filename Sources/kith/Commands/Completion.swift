import ArgumentParser
import SQLiteReplica

/// `kith completion`.
struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completion script of a shell; it completes people's names too.",
        discussion: """
            Examples:
              kith completion bash > ~/.local/share/bash-completion/completions/kith
              kith completion zsh > ~/.zfunc/_kith
              kith completion fish > ~/.config/fish/completions/kith.fish
            """)

    /// The shells that are served.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash
        case zsh
        case fish
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() throws {
        Terminal.write(CompletionScript.text(for: shell) + "\n")
    }
}

/// `kith complete`: names for the completion scripts.
struct Complete: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Print names that begin with a text, one a line.", shouldDisplay: false)

    @Argument(help: "The beginning of a name.")
    var text: String = ""

    @Flag(name: .long, help: "Names of groups.")
    var groups = false

    func run() throws {
        if groups {
            for name in try Replica.reading().groupNames(beginningWith: text) {
                Terminal.write(TerminalText.visible(name) + "\n")
            }
            return
        }
        for name in try Replica.reading().names(beginningWith: text, limit: 2_000) {
            Terminal.write(TerminalText.visible(name) + "\n")
        }
    }
}
