import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith due`.
struct Due: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Show with whom it is time to be in touch, and why.",
        discussion: """
            Cadence comes from the person, else a tag or what the person is to you, the tier, or \
            a rule for everybody (`kith new cadence tier:close every=30d/60d`, or tag:family, \
            relation:manager, all). Who was never touched is due since the day of that word, or \
            since they came into the book if that was later. Unanswered attempts widen the gap; \
            a boundary of no, mute, snooze and rest weeks keep silent; whom you see within seven \
            days by a follow-up or a gathering of eight at most needs no reminder.

            Examples:
              kith due
              kith due --why
              kith due --days 7
            """)

    @Flag(name: .long, help: "Name the touches and rules behind each line.")
    var why = false

    @Option(name: .long, help: "How many at most, from 1; unless told 20, for programs all.")
    var limit: Int?

    @Option(name: DaysAhead.names, help: "Who falls due within so many days, too: 7, 2w.")
    var days: DaysAhead?

    @OptionGroup var output: OutputOptions

    /// As many as a screen holds: technical.
    private static let shownPeople = 20

    func validate() throws {
        try LimitOption.check(limit)
        try DaysAhead.checkYear(days)
    }

    func run() throws {
        let shown = limit ?? Self.shownPeople
        let replica = try Replica.reading()
        let day = try PracticeDay(
            replica, limit: output.json ? limit : shown,
            ahead: days?.count(from: LocalTime.today) ?? 0)
        if output.json {
            JSONOutput.write([("due", .array(day.due.contacts.map(Self.json)))])
            return
        }
        if let rest = day.rest {
            Terminal.note("Rest until \(rest): nothing is due.")
            return
        }
        guard day.due.count > 0 else {
            let hint = try replica.hasTiers() ? "" : " `kith tier NAME close` says who matters."
            Terminal.note("Nobody is due.\(hint)")
            return
        }
        for contact in day.due.contacts {
            Terminal.tell(Self.line(contact) + "\n", hanging: 10)
            if why {
                contact.reasons.forEach { Terminal.tell("    \(TerminalText.visible($0))\n") }
            }
        }
        if day.due.count > shown {
            Terminal.tell(Style.faint("\(day.due.count - shown) more; --limit shows them.\n"))
        }
    }

    /// One line: who, the tier, and since when.
    static func line(_ contact: DueContact) -> String {
        let name = TerminalText.visible(contact.name)
        let when =
            contact.lateSince.map { Style.warning("late since \($0)") } ?? "due \(contact.due)"
        let tier = contact.tier.map { "  \($0.rawValue)" } ?? ""
        return
            "\(Style.faint(PeopleTable.shortID(contact.person)))  \(Style.strong(name))\(tier)  \(when)"
    }

    /// For programs.
    static func json(_ contact: DueContact) -> JSONValue {
        .object([
            ("id", .text(contact.person.description)), ("name", .text(contact.name)),
            ("tier", .optional(contact.tier?.rawValue)), ("due", .text(contact.due.description)),
            ("late", .bool(contact.isLate)),
            ("late_since", .optional(contact.lateSince?.description)),
            ("why", .array(contact.reasons.map { .text($0) })),
        ])
    }
}
