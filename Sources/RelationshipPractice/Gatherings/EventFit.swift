package import ChangeLog
package import ContactModel

/// Whether a gathering is worth going to, before it (practice S3-18, S4-8).
///
/// ``EventWeights`` has the numbers; none decides alone, and each names the row it follows.
package struct EventFit: Hashable, Sendable {
    /// The verdict that the points amount to.
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
    /// Where it begins, then what is added and taken; together they are the score.
    package private(set) var reasons: [String]

    /// The verdict of the points.
    package var verdict: Verdict {
        score >= EventWeights.go ? .go : score >= EventWeights.perhaps ? .perhaps : .skip
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
        return book.open(.event).map { EventPages($0, pages) }.filter { !$0.isPast }
            .map { EventFit($0, helps: helps) }.sorted {
                ($1.score, $0.text, $0.event) < ($0.score, $1.text, $1.event)
            }
    }

    private init(_ pages: EventPages, helps: [HelpRadar]) {
        event = pages.event.id
        text = pages.event.text(.text)
        day = pages.day
        (score, reasons) = (EventWeights.start, ["\(EventWeights.start) to begin with"])
        weighPurpose(pages)
        weighPeople(pages, helps)
        weighEffort(pages)
        weighPast(pages)
        let within = min(max(score, 0), 100)
        if within != score { reasons.append(score > 100 ? "100 at most" : "0 at least") }
        score = within
    }

    private mutating func add(_ more: Int, _ reason: String) {
        score += more
        reasons.append("\(more < 0 ? "−" : "+")\(abs(more)) \(reason)")
    }

    private mutating func weighPurpose(_ pages: EventPages) {
        let purposes = Purposes(pages.book)
        let goal = pages.book.open(.goal).first { $0.id == purposes.goal(of: pages.event) }
        let area = pages.book.open(.area).first { $0.id == purposes.area(of: pages.event) }
        if let goal { add(EventWeights.goal, "for the goal “\(goal.text(.text))”") }
        if let area {
            let energy = area.number(.energy, in: -2...5) ?? 0
            add(
                EventWeights.area.base + energy * EventWeights.area.energy,
                "in the area “\(area.text(.text))”, energy \(energy)")
        }
        if goal == nil, area == nil {
            add(EventWeights.noPurpose, "for no goal and in no area")
        }
    }

    /// Targets that a reason names: as many as a line holds (technical).
    private static let shownTargets = 3

    private mutating func weighPeople(_ pages: EventPages, _ helps: [HelpRadar]) {
        let book = pages.book
        let coming = Set(pages.people)
        let targets = book.open(.target).filter { target in
            if let person = target.entity(.person) { return coming.contains(person) }
            let name = FoldedText.words(target.text(.text))
            return pages.guests.contains { FoldedText.words($0.text(.text)) == name }
        }
        if !targets.isEmpty {
            add(
                EventWeights.target.points(targets.count),
                "\(targets.count) of your targets: "
                    + targets.prefix(Self.shownTargets).map { $0.text(.text) }.joined(
                        separator: ", ")
                    + (targets.count > Self.shownTargets ? " …" : ""))
        }
        let seated = pages.people.filter { !pages.pages.openSeats(of: $0).isEmpty }
        if let person = seated.first {
            add(
                EventWeights.seat.points(seated.count),
                "\(book.name(person)) has a seat in a goal")
        }
        let needs = Set(helps.filter { coming.contains($0.person) }.map(\.need))
        if !needs.isEmpty {
            add(
                EventWeights.need.points(needs.count),
                "\(Counted.text(needs.count, "need")) there that you can meet")
        }
        let areas = book.open(.area).filter { area in
            area.entities(.people).contains(where: coming.contains)
        }
        if let area = areas.first {
            add(
                EventWeights.areaPeople.points(areas.count),
                "people of “\(area.text(.text))” come")
        }
    }

    private mutating func weighEffort(_ pages: EventPages) {
        if let size = pages.event.number(.size, in: 0...1_000_000), size > 0 {
            switch size {
            case ...EventWeights.roundSize:
                add(EventWeights.everybody, "\(size) people: everybody talks with everybody")
            case ...EventWeights.smallSize:
                add(EventWeights.few, "\(size) people: small enough to meet")
            case ...EventWeights.crowdSize: break
            default: add(EventWeights.crowd, "\(size) people: few are met in a crowd")
            }
        }
        let hours = pages.event.number(.hours, in: 0...1_000) ?? 0
        let profile = pages.book.items(.me)
        let budget = profile.compactMap { $0.number(.budget, in: 0...10_000) }.first
        if hours * 60 > budget ?? WeekPace.usualBudget {
            add(
                EventWeights.long,
                "\(Counted.text(hours, "hour is", "hours are")) more than a week's budget")
        }
        if let (points, words) = EventWeights.costs[pages.event.text(.cost)] { add(points, words) }
        let rests = RestDays(pages.book.items(.rest))
        if CivilDay(pages.event.text(.day)).map(rests.contains) == true {
            add(EventWeights.rest, "it falls into your rest")
        }
    }

    /// "Try going to one or two meetings to assess" (S3-9).
    private mutating func weighPast(_ pages: EventPages) {
        let verdict = pages.book.items(.community).first {
            $0.id == pages.event.entity(.community)
        }?.text(.verdict)
        if verdict == "stay" { add(EventWeights.stay, "a community you chose to stay in") }
        if verdict == "leave" { add(EventWeights.leave, "a community you chose to leave") }
        let earlier = pages.earlier
        let returns = earlier.map(EventReturn.init)
        let good = returns.count(where: \.hasReturned)
        if good > 0 {
            add(
                EventWeights.returned,
                "something came of \(good) of \(Counted.text(returns.count, "visit")) before")
        } else if returns.count >= EventWeights.fruitless.visits {
            add(
                EventWeights.fruitless.points,
                "nothing came of \(Counted.text(returns.count, "visit")) before")
        }
        let energy = earlier.flatMap(\.touches).compactMap {
            $0.item.number(.energy, in: Touch.energies)
        }
        let sum = energy.reduce(0, +)
        if sum < 0 { add(EventWeights.tired, "visits before took energy") }
    }
}
