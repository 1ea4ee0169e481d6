package import ChangeLog
import ContactModel

/// Who brought me whom: the tree of `met-via` (practice S4-15).
package struct IntroductionTree: Hashable, Sendable {
    /// Somebody in the tree.
    package struct Row: Hashable, Sendable {
        package let person: EntityID
        /// 0 for those whom nobody brought.
        package let depth: Int
        /// How many people came through this person, and through those again.
        package let count: Int
    }

    /// Each person before those who came through this one; whoever brought most comes first.
    package let rows: [Row]
    private let broughtBy: [EntityID: EntityID]

    /// Reads the tree.
    package init(_ book: PracticeBook) {
        var broughtBy: [EntityID: EntityID] = [:]
        for facts in book.people.values {
            guard let via = facts.overlay.entity(.metVia), via != facts.person else { continue }
            broughtBy[facts.person] = via
        }
        // Two who brought each other: the one who stands first was there before.
        for start in broughtBy.keys.sorted() {
            var seen: Set<EntityID> = [start]
            var person = start
            while let via = broughtBy[person] {
                if !seen.insert(via).inserted {
                    broughtBy[via] = nil
                    break
                }
                person = via
            }
        }
        self.broughtBy = broughtBy
        let children = Dictionary(grouping: broughtBy.keys) { broughtBy[$0] ?? $0 }
        var counts: [EntityID: Int] = [:]
        for person in broughtBy.keys {
            var above = broughtBy[person]
            while let via = above {
                counts[via, default: 0] += 1
                above = broughtBy[via]
            }
        }
        func ordered(_ people: [EntityID]) -> [EntityID] {
            people.sorted {
                (counts[$1] ?? 0, book.name($0), $0) < (counts[$0] ?? 0, book.name($1), $1)
            }
        }
        let roots = ordered(children.keys.filter { broughtBy[$0] == nil })
        var rows: [Row] = []
        var waiting = roots.reversed().map { (person: $0, depth: 0) }
        while let (person, depth) = waiting.popLast() {
            rows.append(Row(person: person, depth: depth, count: counts[person] ?? 0))
            waiting += ordered(children[person] ?? []).reversed().map { ($0, depth + 1) }
        }
        self.rows = rows
    }

    /// Who brought me somebody; nil when nobody is written down.
    package func via(_ person: EntityID) -> EntityID? { broughtBy[person] }

    /// The people whom somebody brought me, by id.
    package func brought(by person: EntityID) -> [EntityID] {
        broughtBy.filter { $0.value == person }.keys.sorted()
    }
}
