package import ChangeLog
package import ContactModel

/// The people to meet at a gathering, why, and how to begin (practice S4-9, S1-22).
package struct EventSheet: Hashable, Sendable {
    /// Somebody on the list.
    package struct Entry: Hashable, Sendable {
        /// Nil for a guest without a card.
        package let person: EntityID?
        /// Of the guest; nil of who has a card.
        package let guest: EntityID?
        package let name: String
        package let points: Int
        /// A sentence each.
        package let reasons: [String]
        /// The opener, from what was learned.
        package let opener: String
    }

    package let event: EntityID
    package let text: String
    /// Those with a reason to meet, the best first.
    package let entries: [Entry]
    /// On the list without a reason that was written down, by name.
    package let others: [Entry]

    /// Looks through the list of a gathering.
    package init(_ event: Item, in book: PracticeBook) {
        let pages = EventPages(event, BookByPerson(book))
        let helps = Dictionary(
            HelpRadar.matches(in: book).map { ($0.person, $0) },
            uniquingKeysWith: { first, _ in first })
        self.event = event.id
        text = event.text(.text)
        let people = pages.people.map { Self.entry($0, pages, helps) }
        let guests = pages.guests.map { Self.entry(ofGuest: $0, pages) }
        let all = (people + guests).sorted {
            ($1.points, $0.name) < ($0.points, $1.name)
        }
        entries = all.filter { $0.points > 0 }
        others = all.filter { $0.points == 0 }
    }

    private static func entry(
        _ person: EntityID, _ event: EventPages, _ helps: [EntityID: HelpRadar]
    ) -> Entry {
        let pages = event.pages
        var points = 0
        var reasons: [String] = []
        func add(_ more: Int, _ reason: String?) {
            guard let reason else { return }
            points += more
            reasons.append(reason)
        }
        add(SheetWeights.promise, promise(to: person, pages).map { "you promised: \($0)" })
        let target = pages.open(.target, of: person).first
        add(
            SheetWeights.target,
            target.map { target in
                let why = target.text(.why)
                return "target “\(target.text(.text))”\(why.isEmpty ? "" : ": \(why)")"
            })
        add(
            SheetWeights.seat,
            pages.openSeats(of: person).first.map { "seat “\($0.text(.text))”" })
        let help = helps[person]
        add(SheetWeights.need, help.map { "\($0.needPhrase); \($0.answer)" })
        let facts = event.book.people[person]
        if let last = facts?.touches.lastMilliseconds.map(event.book.day) {
            let quiet = event.book.today.days(since: last) > DormantTie.quietDays
            add(SheetWeights.quiet, quiet ? "not in touch since \(last)" : nil)
        }
        if let tier = facts?.tier, tier >= .close {
            add(SheetWeights.close, "\(tier.rawValue)")
        }
        let area = event.book.open(.area).first { $0.entities(.people).contains(person) }
        add(SheetWeights.area, area.map { "in your area “\($0.text(.text))”" })
        add(SheetWeights.speaker, event.speakers.contains(person) ? "speaks" : nil)
        return Entry(
            person: person, guest: nil, name: event.book.name(person), points: points,
            reasons: reasons,
            opener: opener(person, pages))
    }

    private static func entry(ofGuest guest: Item, _ event: EventPages) -> Entry {
        let words = FoldedText.words(guest.text(.text))
        let target = event.book.open(.target).first {
            $0.entity(.person) == nil && FoldedText.words($0.text(.text)) == words
        }
        var points = 0
        var reasons: [String] = []
        if let target {
            points += SheetWeights.target
            reasons.append("target “\(target.text(.text))”: \(target.text(.why))")
        }
        let org = FoldedText.words(guest.text(.org))
        let wanted =
            event.book.open(.area).flatMap { $0.entities(.orgs) }
            + event.book.open(.target).compactMap { $0.entity(.org) }
        if !org.isEmpty, wanted.contains(where: { FoldedText.words(event.book.name($0)) == org }) {
            points += SheetWeights.organisation
            reasons.append("from \(guest.text(.org)), which you look at")
        }
        if FoldedText.words(guest.text(.role)).contains("speaker") {
            points += SheetWeights.speaker
            reasons.append("speaks")
        }
        return Entry(
            person: nil, guest: guest.id, name: guest.text(.text), points: points, reasons: reasons,
            opener: target.map { $0.text(.offer) }.flatMap { $0.isEmpty ? nil : "Offer: \($0)" }
                ?? openQuestion)
    }

    private static let openQuestion = "What are you working on?"

    private static func promise(to person: EntityID, _ pages: BookByPerson) -> String? {
        pages.open(.promise, of: person).first { $0.text(.side) != "theirs" }?.text(.text)
    }

    /// The first thing to say, from what was learned (S3-13, S1-13, S4-21).
    private static func opener(_ person: EntityID, _ pages: BookByPerson) -> String {
        if let promise = promise(to: person, pages) { return "Bring it, or say when: \(promise)" }
        let topics = pages.open(.topic, of: person)
        if let topic = topics.first(where: { $0.text(.turn) == "mine" }) {
            return "I owe you a word on \(topic.text(.text))"
        }
        if let need = pages.open(.need, of: person).last {
            return OpenQuestions.question(about: need.text(.text))
        }
        if let topic = topics.first { return "Go on with: \(topic.text(.text))" }
        let touches = pages.touches(with: person)
        if let last = touches.last(where: { !$0.item.text(.text).isEmpty }) {
            return "Last time: \(last.item.text(.text))"
        }
        let overlay = pages.overlay(of: person)
        for (field, words) in [(FieldName.dossier, "Ask about: "), (.bring, "Offer: ")]
        where !overlay.text(field).isEmpty {
            return words + overlay.text(field)
        }
        if let found = pages.items(.research, of: person).last {
            return "Ask about: \(found.text(.text))"
        }
        return openQuestion
    }
}
