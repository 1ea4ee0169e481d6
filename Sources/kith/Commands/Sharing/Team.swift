import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith team`.
struct Team: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team",
        abstract: "Show who of your teams was in touch with somebody, when, and about what.",
        discussion: """
            What members shared by name: `kith touch NAME … --share SPACE`, `kith share --touch ID`. With a \
            name it says first whom to ask: who was in touch, how often, when last. Without one it lists \
            the latest touches of all your teams. Nothing of it counts as a touch of yours.

            Examples:
              kith team ada
              kith team --space team --limit 50
            """)

    @Argument(
        help: "With whom; the latest with anybody without it.",
        completion: CompletedWords.people.kind)
    var person: [String] = []

    @Option(
        name: .long, help: "Only what this team reads; `kith space list` shows yours.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @Option(name: .long, help: "How many touches at most, from 1, the latest; 20 unless told.")
    var limit: Int?

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let replica = try Replica.reading()
        let words = person.joined(separator: " ")
        let summary = person.isEmpty ? nil : try replica.person(words)
        let page =
            summary == nil
            ? try TeamPage(of: nil, replica, in: space, limit: limit ?? Self.shown)
            : try TeamPage(of: summary?.id, replica, in: space)
        if output.json {
            var members: [(key: String, value: JSONValue)] = []
            if let summary {
                members.append(("id", .text(summary.id.description)))
                members.append(("name", .text(summary.name)))
                members.append(("contacts", contacts(page)))
            }
            members.append(("touches", page.json(limit: limit ?? Self.shown)))
            return JSONOutput.write(members)
        }
        guard !page.touches.isEmpty else { return Terminal.note(try why(summary, replica)) }
        Terminal.page(text(page, isOfOne: summary != nil), pager)
    }

    private func text(_ page: TeamPage, isOfOne: Bool) -> String {
        var text = ""
        if isOfOne {
            for contact in page.contacts {
                let who = page.isReader(contact.who) ? "you" : contact.who
                text +=
                    Style.strong(TerminalText.visible(who))
                    + "  \(Counted.text(contact.count, "time")), last "
                    + "\(LocalTime.day(of: contact.lastMilliseconds))\n"
            }
            text += "\n"
        }
        let limit = limit ?? Self.shown
        for touch in page.touches.prefix(limit) {
            text += Terminal.told(page.line(touch) + "\n", hanging: 8)
        }
        let more = page.touches.count - limit
        if more > 0 { text += Style.faint("\(more) more before them; --limit shows them.\n") }
        return text
    }

    private func contacts(_ page: TeamPage) -> JSONValue {
        .array(
            page.contacts.map { contact in
                .object([
                    ("who", .text(contact.who)), ("you", .bool(page.isReader(contact.who))),
                    ("count", .integer(Int64(contact.count))),
                    ("last", .integer(Int64(clamping: contact.lastMilliseconds))),
                    ("last_day", .text(LocalTime.day(of: contact.lastMilliseconds).description)),
                ])
            })
    }

    /// Why there is nothing to show.
    private func why(_ person: PersonSummary?, _ replica: Replica) throws -> String {
        guard try replica.spaces(countsPeople: false).contains(where: { !$0.isPersonal }) else {
            return "You are in no team; whoever runs the server makes one (docs/teams.md)."
        }
        let whom = person.map { " with \($0.name)" } ?? ""
        return "Nobody shared a touch\(whom) yet; `kith touch WHO … --share SPACE` does."
    }

    /// As many as a screen holds: technical.
    private static let shown = 20
}
