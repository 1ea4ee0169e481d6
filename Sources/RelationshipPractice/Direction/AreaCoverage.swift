package import ChangeLog
package import ContactModel

/// Whether there is somebody to turn to in an area, and where nobody is (practice S1-3, S1-6).
package struct AreaCoverage: Hashable, Sendable {
    /// How an area stands.
    package enum State: String, Hashable, Sendable {
        /// Somebody to turn to, and the tie holds.
        case covered
        /// People, but none to turn to, or only a weak tie.
        case thin
        /// Nobody.
        case blind
    }

    package let area: EntityID
    package let text: String
    package let state: State
    /// The person I would ask first; nil when nobody was named.
    package let goTo: String?
    package let goToPerson: EntityID?
    /// People in the area, the closest first.
    package let people: [(id: EntityID, name: String, closeness: Int)]
    /// The organisations of the area, by name.
    package let organisations: [AreaOrganisation]
    /// Open targets in the area, or at one of its organisations.
    package let targets: [(id: EntityID, text: String)]
    /// A sentence each.
    package let reasons: [String]

    package static func == (left: AreaCoverage, right: AreaCoverage) -> Bool {
        left.area == right.area && left.reasons == right.reasons
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(area) }

    /// Organisations of the area in which I know nobody.
    package var unknownOrganisations: [AreaOrganisation] {
        organisations.filter(\.known.isEmpty)
    }

    /// Below this closeness nobody is there to turn to, as with a seat (``GoalGap/weakCloseness``).
    private static let weakCloseness = GoalGap.weakCloseness

    /// Every open area, blind ones first, then thin ones.
    package static func all(in book: PracticeBook) -> [AreaCoverage] {
        let pages = BookByPerson(book)
        let met = met(pages)
        return book.open(.area).map { AreaCoverage($0, pages, met[$0.id] ?? []) }.sorted {
            ($0.order, $0.text, $0.area) < ($1.order, $1.text, $1.area)
        }
    }

    /// Looks at one area.
    package init(_ area: Item, in book: PracticeBook) {
        let pages = BookByPerson(book)
        self.init(area, pages, Self.met(pages)[area.id] ?? [])
    }

    /// With whom one was in touch for an area, whether or not they are named in it.
    private static func met(_ pages: BookByPerson) -> [EntityID: Set<EntityID>] {
        pages.book.items(.touch).reduce(into: [:]) { met, touch in
            guard Touch(touch).isReal, let area = pages.purposes.area(of: touch) else { return }
            met[area, default: []].formUnion(touch.entities(.with))
        }
    }

    private init(_ area: Item, _ pages: BookByPerson, _ met: Set<EntityID>) {
        let book = pages.book
        self.area = area.id
        text = area.text(.text)
        let first = area.entity(.goTo)
        let all = Set(area.entities(.people) + [first].compactMap { $0 })
        let ties = all.filter { book.peace(of: $0) == nil && !book.isGone($0) }.map { person in
            (id: person, name: book.name(person), closeness: pages.closeness(to: person).score)
        }.sorted { ($1.closeness, $0.name, $0.id) < ($0.closeness, $1.name, $1.id) }
        people = ties
        goTo = first.flatMap { book.people[$0]?.name }
        goToPerson = goTo == nil ? nil : first
        let organisations = area.entities(.orgs).map { AreaOrganisation($0, pages) }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        self.organisations = organisations
        let places = Set(area.entities(.orgs))
        let targets = book.open(.target).filter {
            $0.entity(.area) == area.id || $0.entity(.org).map(places.contains) ?? false
        }.map { (id: $0.id, text: $0.text(.text)) }
        self.targets = targets
        let closeness = ties.first { $0.id == first }?.closeness ?? 0
        let there = organisations.flatMap { $0.known.map(\.person) }
        func unnamed(_ people: Set<EntityID>) -> Set<EntityID> {
            people.subtracting(all).filter { book.peace(of: $0) == nil && !book.isGone($0) }
        }
        let met = unnamed(met)
        (state, reasons) = Self.judge(
            (ties.count, met.count, unnamed(Set(there)).subtracting(met).count), goTo,
            first.flatMap { book.peace(of: $0) }, closeness,
            organisations.filter(\.known.isEmpty).map(\.name), targets.map(\.text))
    }

    private static func judge(
        _ count: (named: Int, met: Int, there: Int), _ goTo: String?, _ peace: Peace?,
        _ closeness: Int,
        _ organisations: [String], _ targets: [String]
    ) -> (State, [String]) {
        var reasons: [String] = []
        let state: State
        if let goTo, let peace {
            state = count.named + count.met + count.there > 0 ? .thin : .blind
            reasons.append(
                "\(goTo) \(peace.sentence): name somebody else, kith set AREA go-to=NAME")
        } else if let goTo {
            state = closeness < weakCloseness ? .thin : .covered
            let weak = state == .thin ? ", weak below \(weakCloseness) (one real talk)" : ""
            reasons.append("you would ask \(goTo), closeness \(closeness)\(weak)")
        } else if count.named > 0 {
            state = .thin
            reasons.append("nobody to ask first yet: kith set AREA go-to=NAME")
        } else if count.met > 0 {
            state = .thin
            let people = Counted.text(count.met, "person", "people")
            reasons.append(
                "in touch with \(people) for it, and none is named: kith set AREA people=NAME")
        } else if count.there > 0 {
            state = .thin
            let people = Counted.text(count.there, "person", "people")
            reasons.append(
                "you know \(people) at its organisations, and none is named: "
                    + "kith set AREA people=NAME")
        } else {
            state = .blind
            reasons.append("you know nobody in it")
        }
        if !organisations.isEmpty {
            reasons.append("nobody known at \(organisations.joined(separator: ", "))")
        }
        if state != .covered {
            reasons.append(
                targets.isEmpty
                    ? "no target yet: kith new target \"…\" area=…"
                    : "targets: \(targets.joined(separator: ", "))")
        }
        return (state, reasons)
    }

    private var order: Int {
        switch state {
        case .blind: 0
        case .thin: 1
        case .covered: 2
        }
    }
}
