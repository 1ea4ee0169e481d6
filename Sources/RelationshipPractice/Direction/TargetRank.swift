package import ChangeLog
package import ContactModel

/// One target, and how much speaks for beginning with it (practice S4-6).
///
/// Three parts of 100 each: what it does for the goal, what I can give, how reachable it is. They
/// are multiplied and the cube root taken, so that none makes up for another that is missing.
package struct TargetRank: Hashable, Sendable {
    /// One part with the words it comes from.
    package struct Part: Hashable, Sendable {
        package private(set) var score: Int
        package private(set) var reasons: [String]

        fileprivate init() { (score, reasons) = (0, []) }

        fileprivate mutating func add(_ more: Int, _ reason: String) {
            score = min(max(score + more, 0), 100)
            reasons.append("\(more < 0 ? "−" : "+")\(abs(more)) \(reason)")
        }
    }

    /// The best way to somebody, as ``IntroductionSearch`` finds it.
    package struct Way: Hashable, Sendable {
        package let handshakes: Int
        /// Of its weakest tie, 0 to 100.
        package let weakestTie: Int
        /// Who would introduce; nil when I know the person.
        package let via: String?

        package init(handshakes: Int, weakestTie: Int, via: String?) {
            self.handshakes = handshakes
            self.weakestTie = weakestTie
            self.via = via
        }
    }

    package let target: Item
    package let fit: Part
    package let offer: Part
    package let reach: Part
    package let score: Int
    /// The advice that would help most, from the weakest part.
    package let advice: String

    /// Ranks the targets that are not over, the best first; of who is left in peace none.
    ///
    /// The ways are the best one to each target's person.
    package static func all(_ ways: [EntityID: Way], in book: PracticeBook) -> [TargetRank] {
        let pages = BookByPerson(book)
        let helps = HelpRadar.matches(in: book)
        return book.open(.target).filter { target in
            target.entity(.person).map { book.peace(of: $0) == nil && !book.isGone($0) } ?? true
        }.map { target in
            TargetRank(target, target.entity(.person).flatMap { ways[$0] }, helps, pages)
        }.sorted {
            ($1.score, $0.target.text(.text), $0.target.id)
                < ($0.score, $1.target.text(.text), $1.target.id)
        }
    }

    /// The targets that are not over and rest with their person, and why (practice S0-11, S0-15).
    package static func resting(in book: PracticeBook) -> [(target: Item, peace: Peace)] {
        book.open(.target).compactMap { target in
            target.entity(.person).flatMap { book.peace(of: $0) }.map { (target, $0) }
        }
    }

    private init(_ target: Item, _ way: Way?, _ helps: [HelpRadar], _ pages: BookByPerson) {
        self.target = target
        fit = Self.fit(target, pages)
        offer = Self.offer(target, helps, pages)
        reach = Self.reach(target, way, pages)
        score = Self.mean(fit.score, offer.score, reach.score)
        let weakest = min(fit.score, offer.score, reach.score)
        let facts = target.entity(.person).flatMap { pages.book.people[$0] }
        advice =
            facts?.isTheirTurn ?? false
            ? "let it be: it is their turn"
            : weakest >= TargetWeights.readyPart
                ? "take the next step"
                : weakest == fit.score
                    ? Self.lacking(target)
                    : weakest == offer.score
                        ? "find out what is needed, and what you can bring"
                        : "find who could introduce you, or where to meet"
    }

    /// The part of its purpose that a target lacks.
    private static func lacking(_ target: Item) -> String {
        let hasPurpose = target.entity(.goal) != nil || target.entity(.area) != nil
        if target.text(.why).isEmpty {
            return hasPurpose ? "say why" : "say for which goal, and why"
        }
        return hasPurpose ? "see whether the goal is still open" : "say for which goal"
    }

    private static func fit(_ target: Item, _ pages: BookByPerson) -> Part {
        var part = Part()
        let book = pages.book
        if let goal = book.open(.goal).first(where: { $0.id == target.entity(.goal) }) {
            part.add(TargetWeights.goal, "for the goal “\(goal.text(.text))”")
        }
        if let area = book.open(.area).first(where: { $0.id == target.entity(.area) }) {
            let energy = area.number(.energy, in: 0...5) ?? 0
            part.add(
                TargetWeights.area.base + energy * TargetWeights.area.energy,
                "in the area “\(area.text(.text))”"
                    + (area.number(.energy).map { ", energy \($0) of 5" } ?? ""))
        }
        if !target.text(.why).isEmpty { part.add(TargetWeights.why, "you know why") }
        guard let person = target.entity(.person) else { return part }
        if let influence = pages.overlay(of: person).number(.influence, in: 0...5), influence > 0 {
            part.add(
                TargetWeights.influence.points(influence), "influence \(influence) of 5")
        }
        if let seat = pages.openSeats(of: person).first {
            part.add(TargetWeights.seat, "has the seat “\(seat.text(.text))”")
        }
        return part
    }

    private static func offer(
        _ target: Item, _ helps: [HelpRadar], _ pages: BookByPerson
    ) -> Part {
        var part = Part()
        if !target.text(.offer).isEmpty {
            part.add(TargetWeights.offer, "you bring: \(target.text(.offer))")
        }
        guard let person = target.entity(.person) else { return part }
        let own = helps.filter { $0.person == person }
        if let help = own.first {
            part.add(
                own.count > 1 ? TargetWeights.need.several : TargetWeights.need.one,
                "\(help.needPhrase); \(help.answer)")
        } else if let need = pages.open(.need, of: person).first {
            part.add(
                TargetWeights.unmetNeed,
                "\(HelpRadar.phrase(need)): nothing of yours meets it yet")
        }
        let bring = pages.overlay(of: person).text(.bring)
        if !bring.isEmpty { part.add(TargetWeights.bring, "you bring: \(bring)") }
        let given = pages.balance(with: person).given
        if given > 0 {
            part.add(TargetWeights.given.points(given), "given \(given) already")
        }
        return part
    }

    /// As many names as a line has room for.
    private static let shownPeople = 3

    /// Half is lost with each handshake: a word passed on twice is a weak one (Travers and
    /// Milgram, 1969).
    private static func reach(_ target: Item, _ way: Way?, _ pages: BookByPerson) -> Part {
        var part = Part()
        guard let person = target.entity(.person) else {
            let there = target.entity(.org).map(pages.known) ?? []
            let names = there.prefix(shownPeople).map(pages.book.name).joined(separator: ", ")
            part.add(
                TargetWeights.noWay,
                "nobody yet: find out who it is"
                    + (names.isEmpty ? "" : "; you know \(names) there"))
            return part
        }
        if pages.isKnown(person) {
            let closeness = pages.closeness(to: person).score
            part.add(
                TargetWeights.known.base + closeness * TargetWeights.known.closeness / 100,
                "you know each other: closeness \(closeness)")
        } else if let way, way.handshakes > 0 {
            let far = min(way.handshakes, IntroductionSearch.maximumHandshakes + 1)
            let full = TargetWeights.oneHandshake >> (far - 1)
            // The weakest tie takes half of it at most: it is still a way.
            let score = full * (100 + min(max(way.weakestTie, 0), 100)) / 200
            let through = way.via.map { " through \($0)" } ?? ""
            part.add(
                min(score, TargetWeights.cap),
                "\(Counted.text(way.handshakes, "handshake"))\(through), the weakest tie \(way.weakestTie)"
            )
        } else {
            part.add(
                TargetWeights.noWay, "no way is written down: kith new relation a=… b=…")
        }
        if pages.overlay(of: person).text(.boundary) == "slow" {
            part.add(TargetWeights.slow, "wants it slow")
        }
        return part
    }

    /// The geometric mean of three scores.
    private static func mean(_ first: Int, _ second: Int, _ third: Int) -> Int {
        let product = first * second * third
        var root = 0
        while root < 100, (root + 1) * (root + 1) * (root + 1) <= product { root += 1 }
        return root
    }
}
