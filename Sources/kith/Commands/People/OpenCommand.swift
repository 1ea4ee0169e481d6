import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith open`.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a page, handle, address or number of somebody in the program for it.",
        discussion: """
            Without WHAT: the one that `kith set ada channel=` names, else all of them are listed. \
            Links of web pages, mail, phones and messengers are opened, by xdg-open; nothing else \
            that a card may say.

            Examples:
              kith open ada
              kith open ada mastodon
              kith open ada mail --print
            """)

    @Argument(help: "Whose.", completion: CompletedWords.people.kind)
    var person: String

    @Argument(help: "Which: its label, mail, phone, or a part of it.")
    var what: String?

    @Flag(name: .customLong("print"), help: "Print the link instead.")
    var isPrinted = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let summary = try replica.person(person)
        guard let details = try replica.details(of: summary.id) else {
            throw ReplicaError.unknownPerson
        }
        let links = details.view.links
        let channel = try replica.overlay(of: summary.id).text(.channel)
        let chosen = links.filter { link in
            what.map(link.matches) ?? (!channel.isEmpty && link.matches(channel))
        }
        if output.json {
            JSONOutput.write([
                ("links", .array((what == nil ? links : chosen).map(Self.json)))
            ])
        } else if let link = chosen.first {
            guard isPrinted else { return try open(link) }
            Terminal.write(TerminalText.visible(link.uri) + "\n")
        } else if what == nil, !links.isEmpty {
            for link in links {
                Terminal.write(TerminalText.visible("\(link.label)  \(link.uri)") + "\n")
            }
        } else {
            throw CommandError(
                exit: .nothingFound,
                sentence: "\(summary.name) has no \(what ?? "link") that can be opened: "
                    + "kith edit \"\(summary.name)\" --add url=https://…")
        }
    }

    private func open(_ link: ContactLink) throws {
        guard let program = ExternalProgram(oneOf: ["xdg-open"]) else {
            throw CommandError(
                exit: .data, sentence: "xdg-open is not installed; --print shows the link.")
        }
        try program.run([link.uri])
    }

    private static func json(_ link: ContactLink) -> JSONValue {
        .object([("label", .text(link.label)), ("uri", .text(link.uri))])
    }
}
