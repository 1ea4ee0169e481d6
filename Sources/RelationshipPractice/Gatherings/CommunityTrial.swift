package import ChangeLog
import ContactModel

/// A community looked at by its visits: one or two meetings say whether it leads to new people
/// (practice S3-9).
package struct CommunityTrial: Hashable, Sendable {
    package let community: EntityID
    package let name: String
    /// Events of it that I was at.
    package let visits: Int
    /// Hours there, as far as events say.
    package let hours: Int
    /// People whose first touch was at one of them.
    package let newPeople: Int
    /// Events that serve a goal or an area.
    package let purposeful: Int
    /// Whether the verdict is still open.
    package let isOpen: Bool

    /// So many visits are enough to judge: "try going to one or two meetings" (practice S3-9).
    package static let enoughVisits = 2

    /// Whether it is time for a verdict.
    package var isReady: Bool { isOpen && visits >= Self.enoughVisits }

    /// The visits in a sentence, and the question they leave.
    package var sentence: String {
        let inHours = hours > 0 ? " in \(Counted.text(hours, "hour"))" : ""
        return
            "\(name): \(Counted.text(visits, "visit")), \(Counted.text(newPeople, "new person", "new people"))\(inHours), "
            + "\(purposeful) for a goal or an area: stay or leave?"
    }

    /// Every community, in the order in which they were written down.
    package static func all(_ book: PracticeBook) -> [CommunityTrial] {
        let communities = book.items(.community)
        guard !communities.isEmpty else { return [] }
        let touched = Set(book.items(.touch).compactMap { $0.entity(.event) })
        let events = book.items(.event).filter {
            EventPages.isVisited($0, isTouched: touched.contains($0.id))
        }
        let communityOf = Dictionary(
            events.compactMap { event in event.entity(.community).map { (event.id, $0) } },
            uniquingKeysWith: { first, _ in first })
        let purposes = Purposes(book)
        var met: Set<EntityID> = []
        var new: [EntityID: Int] = [:]
        for touch in book.items(.touch) {
            let community = touch.entity(.event).flatMap { communityOf[$0] }
            for person in touch.entities(.with) where met.insert(person).inserted {
                let day = book.day(of: touch.instant(.at) ?? 0)
                if let community, !book.wasMet(person, before: day) {
                    new[community, default: 0] += 1
                }
            }
        }
        return communities.map { community in
            let own = events.filter { $0.entity(.community) == community.id }
            return CommunityTrial(
                community: community.id, name: community.text(.text), visits: own.count,
                hours: own.reduce(0) { $0 + ($1.number(.hours) ?? 0) },
                newPeople: new[community.id] ?? 0,
                purposeful: own.count(where: purposes.serves),
                isOpen: ["", "trial"].contains(community.text(.verdict)))
        }
    }
}
