import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith today`.
struct Today: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "today",
        abstract: "The one screen to start a day with: promises, follow-ups, people, next steps.",
        discussion: """
            Promises come first, then whom to come back to and whom to greet, then with whom it is \
            time to be in touch: five at most, so that it can be done. Next steps are those of `kith new step`, \
            next= of targets, and alliances to be looked at again. While you rest \
            (`kith new rest`) only promises are asked for.

            Examples:
              kith today
              kith today --why
              kith today --if-any | mail -E -s "Today" ada@example.org
            """)

    /// As many people as a day can take.
    ///
    /// Our choice: a weekday each of them in turn, were nobody else due (practice S0-7, S4-5); `kith due`
    /// has all of them, and `kith me ceiling=` lowers it.
    private static let maximumContacts = 5

    @Flag(name: .long, help: "Name all touches and rules behind each person, not the first alone.")
    var why = false

    @Flag(name: .long, help: "Print nothing on a day that asks for nothing: for cron and mail.")
    var ifAny = false

    @Flag(name: .long, help: "Show every promise, follow-up and step, not the first of each.")
    var all = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let day = try PracticeDay(replica, limit: output.json ? nil : Self.maximumContacts)
        // Today's first: who was missed can be greeted tomorrow as well.
        let greetings =
            day.rest == nil
            ? try Greet.queue(replica, through: day.today).queue.sorted { $0.day > $1.day } : []
        if output.json {
            JSONOutput.write([
                ("day", .text(day.today.description)),
                ("rest_until", .optional(day.rest?.description)),
                ("promises", .array(day.promises.map { ItemText.json($0, day.names) })),
                ("unaddressed_promises", .integer(Int64(day.unaddressedPromises))),
                ("followups", .array(day.followups.map { ItemText.json($0, day.names) })),
                ("greetings", .array(greetings.map(Greet.json))),
                ("guests", .array(day.guests.map(Self.json))),
                ("due", .array(day.due.contacts.map(Due.json))),
                ("room", day.room.map { .integer(Int64($0)) } ?? .null),
                ("steps", .array(day.steps.map { ItemText.json($0, day.names) })),
            ])
            return
        }
        var page = TodayPage(day, isWhole: all)
        page.add("Promises", day.promises)
        page.add("Come back to", day.rest == nil ? day.followups : [])
        page.add(greetings)
        page.addGuests()
        let room = min(day.room ?? Self.maximumContacts, Self.maximumContacts)
        // Work that used a ceiling up takes nothing from the private circle (S0-7).
        let near = day.due.contacts.prefix(Self.maximumContacts).count(where: \.isPrivate)
        page.addPeople(
            Array(day.due.contacts.prefix(max(room, near))), of: day.due.count, why: why)
        page.add("Next steps", day.rest == nil ? day.steps : [])
        if ifAny, page.isEmpty { return }
        Terminal.tell(try page.text { try beginning(replica) })
    }

    /// Whom one spoke with at a gathering and who has no card, for programs.
    private static func json(_ guests: SpokenGuests) -> JSONValue {
        .object([
            ("event", .text(guests.event.text(.text))),
            ("event_id", .text(guests.event.id.description)),
            ("others", .integer(Int64(guests.otherCount))),
            (
                "spoken",
                .array(
                    guests.spoken.map {
                        .object([
                            ("id", .text($0.id.description)), ("name", .text($0.text(.text))),
                            ("note", .text($0.text(.note))),
                        ])
                    })
            ),
        ])
    }

    /// How to begin; nil once there is something that a day could be made of.
    private func beginning(_ replica: Replica) throws -> String? {
        guard try !hasBegun(replica) else { return nil }
        if let why = try replica.whyNobody() { return why + "\n" }
        return """
            Nothing yet. To begin, say who matters, and kith does the reminding:
              kith stocktake              goes through your people, one key each
              kith tier NAME close        does the same for one
              kith touch NAME coffee      when you met, called, wrote
              kith new goal "…" why="…"   where you want to go

            """
    }

    /// Whether anything was said that a day could be made of.
    private func hasBegun(_ replica: Replica) throws -> Bool {
        try replica.hasTiers() || replica.hasWrittenPractice()
    }
}

/// The screen as text.
struct TodayPage {
    private let day: PracticeDay
    private let isWhole: Bool
    private var lines: [String] = []

    /// Items of a section, unless all are wanted: as many as a screen has room for.
    private static let shownItems = 7

    init(_ day: PracticeDay, isWhole: Bool = false) {
        self.day = day
        self.isWhole = isWhole
    }

    /// Adds a section of items, unless there are none.
    mutating func add(_ title: String, _ items: [Item]) {
        guard !items.isEmpty else { return }
        lines.append(Style.strong(title))
        let shown = isWhole ? items.count : Self.shownItems
        for item in items.prefix(shown) {
            let who = item.entity(.person).flatMap { day.names[$0] } ?? ""
            let words = [NextStep.words(of: item), who].map(TerminalText.visible)
            let parts = (words + [day.when(item)]).filter { !$0.isEmpty }
            lines.append(
                "  \(Style.faint(ItemText.shortID(item.id)))  "
                    + parts.joined(separator: "  "))
        }
        if items.count > shown {
            lines.append(
                Style.faint("  and \(items.count - shown) more: `kith today --all`"))
        }
    }

    /// Adds whom one spoke with lately and nothing reminds of, for want of a card.
    mutating func addGuests() {
        guard day.rest == nil else { return }
        for guests in day.guests where !guests.spoken.isEmpty {
            let event = TerminalText.visible(guests.event.text(.text))
            lines.append(Style.strong("Spoken with at \(event), no card yet"))
            let shown = isWhole ? guests.spoken.count : Self.shownItems
            for guest in guests.spoken.prefix(shown) {
                let words = [guest.text(.text), guest.text(.note)].map(TerminalText.visible)
                lines.append(
                    "  \(Style.faint(ItemText.shortID(guest.id)))  "
                        + words.joined(separator: "  "))
            }
            let more = guests.spoken.count - shown
            lines.append(
                Style.faint(
                    (more > 0 ? "  and \(more) more: `kith today --all`; " : "  ")
                        + "`kith add --name NAME` makes a card, `kith drop ID` lets go"))
        }
    }

    /// Adds whom to greet.
    mutating func add(_ greetings: [Greeting]) {
        guard !greetings.isEmpty else { return }
        lines.append(Style.strong("Greet"))
        let shown = isWhole ? greetings.count : Self.shownItems
        for greeting in greetings.prefix(shown) {
            let parts = [
                Style.faint(PeopleTable.shortID(greeting.person)),
                TerminalText.visible(greeting.name), TerminalText.visible(greeting.what),
                Greet.when(greeting, day.today),
            ]
            lines.append("  " + parts.joined(separator: "  "))
        }
        if greetings.count > shown {
            lines.append(Style.faint("  and \(greetings.count - shown) more: `kith greet`"))
        }
    }

    /// Whether the day asks for nothing; that somebody rests is no question.
    var isEmpty: Bool { lines.isEmpty || (day.rest != nil && day.promises.isEmpty) }

    /// Adds the people of the day.
    mutating func addPeople(_ contacts: [DueContact], of count: Int, why: Bool) {
        if let rest = day.rest {
            let count = day.followups.count + day.steps.count
            let waits =
                count == 0
                ? ""
                : " \(Counted.text(count, "follow-up or step", "follow-ups and steps")) "
                    + "\(count == 1 ? "waits" : "wait") till then."
            lines.append("Rest until \(rest).\(waits)")
            return
        }
        if day.room == 0, count > 0 {
            lines.append("Your touches of a week are used up: the rest can wait (`kith due`).")
        }
        guard !contacts.isEmpty else { return }
        lines.append(Style.strong("Be in touch with"))
        for contact in contacts {
            lines.append("  " + Due.line(contact))
            for reason in why ? contact.reasons : Array(contact.reasons.prefix(1)) {
                lines.append(Style.faint("            \(TerminalText.visible(reason))"))
            }
        }
        if count > contacts.count {
            lines.append(Style.faint("  \(count - contacts.count) more can wait: `kith due`"))
        }
    }

    /// The whole screen; when there is nothing on it, it says how to begin, if nothing has begun yet.
    func text(beginning: () throws -> String?) rethrows -> String {
        try asked(beginning: beginning) + unaddressed + unspoken
    }

    /// Who else of the last days' gatherings has no card, so that no reminder can be of them.
    private var unspoken: String {
        guard day.rest == nil else { return "" }
        return day.guests.filter { $0.otherCount > 0 }.map { guests in
            let who = Counted.text(
                guests.otherCount, guests.spoken.isEmpty ? "guest" : "other guest")
            return Style.faint(
                "\(who) of \(TerminalText.visible(guests.event.text(.text))) "
                    + "\(guests.otherCount == 1 ? "has" : "have") no card: "
                    + "`kith guests \(ItemText.shortID(guests.event.id))`") + "\n"
        }.joined()
    }

    /// That a word was given to who is not here any more: a day is not said to be free of it.
    private var unaddressed: String {
        let count = day.unaddressedPromises
        guard count > 0 else { return "" }
        return Style.faint(
            "\(Counted.text(count, "promise")) of yours \(count == 1 ? "is" : "are") to somebody "
                + "in the trash, or erased: `kith items promises`") + "\n"
    }

    private func asked(beginning: () throws -> String?) rethrows -> String {
        guard lines.isEmpty else { return lines.joined(separator: "\n") + "\n" }
        let free = """
            A free day: no promise, follow-up or step falls within seven days, and nobody is due.

            """
        return try beginning() ?? free
    }
}
