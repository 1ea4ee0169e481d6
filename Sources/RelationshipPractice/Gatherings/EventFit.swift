package import ChangeLog
package import ContactModel

/// Whether a gathering is worth going to, before it (practice S3-18, S4-8).
///
/// The weights are kith's own and none decides alone; each names the row of the essays it follows.
package struct EventFit: Hashable, Sendable {
    /// What the points come to.
    package enum Verdict: String, Hashable, Sendable {
        case go
        case perhaps
        case skip
    }

    package let event: EntityID
    package let text: String
    package let day: CivilDay?
    /// From 0 to 100.
    package private(set) var score: Int
    package private(set) var reasons: [String]

    /// Where every gathering begins: neither good nor bad.
    private static let start = 30
    private static let goScore = 60
    private static let perhapsScore = 35
    /// Minutes a week when nobody says otherwise, as for the plan of the week.
    private static let usualBudget = 120

    /// What the points come to.
    package var verdict: Verdict {
        score >= Self.goScore ? .go : score >= Self.perhapsScore ? .perhaps : .skip
    }

    /// Weighs one gathering.
    package init(_ event: Item, in book: PracticeBook) {
        self.init(
            EventPages(event, BookByPerson(book)), helps: HelpRadar.matches(in: book))
    }

    /// Every gathering to come, the best first.
    package static func all(in book: PracticeBook) -> [EventFit] {
        let pages = BookByPerson(book)
        let helps = HelpRadar.matches(in: book)
        return book.open("event").map { EventPages($0, pages) }.filter { !$0.isPast }
            .map { EventFit($0, helps: helps) }.sorted {
                ($1.score, $0.text, $0.event) < ($0.score, $1.text, $1.event)
            }
    }

    private init(_ pages: EventPages, helps: [HelpRadar]) {
        event = pages.event.id
        text = pages.event.text("text")
        day = pages.day
        (score, reasons) = (Self.start, [])
        weighPurpose(pages)
        weighPeople(pages, helps)
        weighEffort(pages)
        weighPast(pages)
        score = min(max(score, 0), 100)
    }

    private mutating func add(_ more: Int, _ reason: String) {
        score += more
        reasons.append("\(more < 0 ? "−" : "+")\(abs(more)) \(reason)")
    }

    private mutating func weighPurpose(_ pages: EventPages) {
        let goal = pages.book.open("goal").first { $0.id == pages.event.entity("goal") }
        let area = pages.book.open("area").first { $0.id == pages.event.entity("area") }
        if let goal { add(20, "for the goal “\(goal.text("text"))” (S3-11)") }
        if let area {
            let energy = area.number("energy", in: -2...5) ?? 0
            add(10 + energy * 2, "in the area “\(area.text("text"))”, energy \(energy) (S1-5)")
        }
        if goal == nil, area == nil { add(-15, "for no goal and in no area (S3-1)") }
    }

    private mutating func weighPeople(_ pages: EventPages, _ helps: [HelpRadar]) {
        let book = pages.book
        let coming = Set(pages.people)
        let targets = book.open("target").filter { target in
            if let person = target.entity("person") { return coming.contains(person) }
            let name = FoldedText.words(target.text("text"))
            return pages.guests.contains { FoldedText.words($0.text("text")) == name }
        }
        if let target = targets.first {
            add(
                min(targets.count, 3) * 10,
                "\(targets.count) of your targets: \(target.text("text")) (S4-6)")
        }
        let seated = pages.people.filter { !pages.pages.items("seat", of: $0).isEmpty }
        if let person = seated.first {
            add(min(seated.count, 2) * 5, "\(book.name(person)) has a seat in a goal (S3-11)")
        }
        let needs = Set(helps.filter { coming.contains($0.person) }.map(\.need))
        if !needs.isEmpty {
            add(min(needs.count, 3) * 5, "\(needs.count) needs there that you can meet (S3-14)")
        }
        let areas = book.open("area").filter { area in
            area.entities("people").contains(where: coming.contains)
        }
        if let area = areas.first {
            add(min(areas.count, 2) * 4, "people of “\(area.text("text"))” come (S4-8)")
        }
    }

    private mutating func weighEffort(_ pages: EventPages) {
        if let size = pages.event.number("size", in: 0...1_000_000), size > 0 {
            switch size {
            case ...12: add(15, "\(size) people: everybody talks with everybody (S4-8)")
            case ...40: add(10, "\(size) people: small enough to meet (S4-8)")
            case ...150: break
            default: add(-10, "\(size) people: few are met in a crowd (S4-8)")
            }
        }
        let hours = pages.event.number("hours", in: 0...1_000) ?? 0
        let profile = pages.book.items("me")
        let budget = profile.compactMap { $0.number("budget", in: 0...10_000) }.first
        if hours * 60 > budget ?? Self.usualBudget {
            add(-5, "\(hours) hours are more than a week's budget (S0-7)")
        }
        switch pages.event.text("cost") {
        case "middle": add(-5, "it costs something")
        case "high": add(-15, "it costs much")
        default: break
        }
        let day = pages.event.text("day")
        let isRest = pages.book.items("rest").contains { rest in
            !day.isEmpty && rest.text("from") <= day && day <= rest.text("to")
        }
        if isRest { add(-25, "it falls into your rest (S4-5)") }
    }

    /// "Try going to one or two meetings to assess" (S3-9).
    private mutating func weighPast(_ pages: EventPages) {
        let verdict = pages.book.items("community").first {
            $0.id == pages.event.entity("community")
        }?.text("verdict")
        if verdict == "stay" { add(10, "a community you chose to stay in (S3-9)") }
        if verdict == "leave" { add(-30, "a community you chose to leave (S3-9)") }
        let earlier = pages.earlier
        let returns = earlier.map(EventReturn.init)
        let good = returns.count(where: \.hasReturned)
        if good > 0 {
            add(15, "something came of \(good) of \(returns.count) visits before (S3-9)")
        } else if returns.count > 1 {
            add(-20, "nothing came of \(returns.count) visits before (S3-9)")
        }
        let energy = earlier.flatMap(\.touches).compactMap { $0.item.number("energy", in: -2...2) }
        let sum = energy.reduce(0, +)
        if sum < 0 { add(-10, "visits before took energy (S4-5)") }
    }
}
