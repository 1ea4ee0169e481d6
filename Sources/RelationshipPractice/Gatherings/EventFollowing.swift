package import ChangeLog
import ContactModel

/// What became of those whom I met at an event: hundreds of cards make no network (practice S3-2).
package struct EventFollowing: Hashable, Sendable {
    package let event: EntityID
    package let name: String
    /// People of touches there.
    package let met: Int
    /// Who heard from me within two days (practice S3-10).
    package let written: Int
    /// With whom another touch that counts followed.
    package let again: Int

    private static let twoDays: UInt64 = 48 * 3_600_000

    /// Every event that a touch names, by the time of its first touch.
    package static func all(_ book: PracticeBook) -> [EventFollowing] {
        let names = Dictionary(
            book.items("event").map { ($0.id, $0.text("text")) },
            uniquingKeysWith: { first, _ in first })
        var order: [EntityID] = []
        var first: [EntityID: [EntityID: UInt64]] = [:]
        var later: [EntityID: [Touch]] = [:]
        for item in book.items("touch") {
            let at = item.instant("at") ?? 0
            if let event = item.entity("event"), names[event] != nil {
                if first[event] == nil { order.append(event) }
                for person in item.entities("with") where first[event]?[person] == nil {
                    first[event, default: [:]][person] = at
                }
            }
        }
        let people = Set(first.values.flatMap(\.keys))
        for item in book.items("touch") {
            for person in item.entities("with") where people.contains(person) {
                later[person, default: []].append(Touch(item))
            }
        }
        return order.map { event in
            var written = 0
            var again = 0
            for (person, at) in first[event] ?? [:] {
                let after = (later[person] ?? []).filter {
                    $0.milliseconds > at && $0.item.entity("event") != event
                }
                written += after.contains { $0.milliseconds - at <= twoDays } ? 1 : 0
                again += after.contains { $0.isReal && $0.depth > 1 } ? 1 : 0
            }
            return EventFollowing(
                event: event, name: names[event] ?? "", met: first[event]?.count ?? 0,
                written: written, again: again)
        }
    }
}
