import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith verify`.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Show whose address and number should be checked again.",
        discussion: """
            People who are served first are checked twice a year, the others each year or two. \
            `kith set ada verified=today` says that it is right.

            Examples:
              kith verify
              kith verify --limit 5 --why
            """)

    /// "--next 10" (practice S1-25).
    private static let usualLimit = 10

    @Option(name: .long, help: "How many at most, from 1.")
    var limit = Self.usualLimit

    @Flag(name: .long, help: "Say what each line is made of.")
    var why = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let replica = try Replica.reading()
        let queue = try output.waiting {
            StaleContact.queue(
                in: try .read(replica, about: EmptyCollection(), in: StaleContact.tiers))
        }
        let shown = try queue.prefix(limit).map { contact in
            (contact: contact, details: try replica.details(of: contact.person)?.summary)
        }
        if output.json {
            let people = shown.map { contact, summary in
                JSONValue.object([
                    ("id", .text(contact.person.description)), ("name", .text(contact.name)),
                    ("email", .text(summary?.email ?? "")), ("phone", .text(summary?.phone ?? "")),
                    ("verified", .optional(contact.verified?.description)),
                    ("why", .texts(contact.reasons)),
                ])
            }
            JSONOutput.write([
                ("people", .array(people)), ("waiting", .integer(Int64(queue.count))),
            ])
            return
        }
        guard !queue.isEmpty else {
            Terminal.note(
                try replica.hasTiers()
                    ? "Everything was checked lately."
                    : "Nobody has a tier yet, which says how often to check: kith tier NAME close")
            return
        }
        for (contact, summary) in shown {
            let reached = [summary?.email ?? "", summary?.phone ?? ""].filter { !$0.isEmpty }
            let lines = reached.isEmpty ? "no address, no number" : reached.joined(separator: "  ")
            Terminal.tell(
                "\(Style.faint(PeopleTable.shortID(contact.person)))  "
                    + "\(Style.strong(TerminalText.visible(contact.name)))  "
                    + TerminalText.visible(lines) + "\n")
            guard why else { continue }
            for reason in contact.reasons {
                Terminal.tell("    \(TerminalText.visible(reason))\n")
            }
        }
        if queue.count > shown.count { Terminal.note("\(queue.count - shown.count) more wait.") }
    }
}
