import ArgumentParser
import ContactModel
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

    @Flag(name: .long, help: "Names of spaces.")
    var spaces = false

    func run() throws {
        for name in try names(Replica.reading()) {
            Terminal.write(TerminalText.visible(name) + "\n")
        }
    }

    private func names(_ replica: Replica) throws -> [String] {
        if groups { return try replica.groupNames(beginningWith: text) }
        let key = text.lowercased()
        if spaces {
            return try replica.spaces(countsPeople: false).map(\.name)
                .filter { $0.lowercased().hasPrefix(key) }
        }
        if key.hasPrefix("@") {
            return try replica.items(of: .search).map { "@" + $0.text(.name) }
                .filter { $0.lowercased().hasPrefix(key) }
        }
        return try replica.names(beginningWith: text, limit: 2_000)
    }
}
