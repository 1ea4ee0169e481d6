import ContactModel
import RelationshipPractice

/// The screen as text.
struct TodayPage {
    let day: PracticeDay
    let isWhole: Bool
    var lines: [String] = []

    /// Items of a section, unless all are wanted: as many as a screen has room for.
    static let shownItems = 7

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
            let person = item.entity(.person)
            let died = person.map(day.dead.contains) ?? false ? " (died)" : ""
            let who = (person.flatMap { day.names[$0] } ?? "") + died
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
        if day.room == 0, count > contacts.count {
            let rest = contacts.isEmpty ? "the rest can" : "all but your private circle can"
            lines.append("Your touches of a week are used up: \(rest) wait (`kith due`).")
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
