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

/// `kith complete`: words for the completion scripts.
struct Complete: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Print words that begin with a text, one a line.", shouldDisplay: false)

    @Argument(help: "Which words.")
    var words: CompletedWords

    @Argument(help: "The beginning of one.")
    var text: String = ""

    func run() throws {
        for word in try words.offered(for: text, Replica.reading()) {
            Terminal.write(TerminalText.visible(word) + "\n")
        }
    }
}
