import ChangeLog
import SQLiteReplica
import SyncProtocol

/// The spaces that the server let this person into, or out of, since the last sync.
struct MembershipNews {
    let joined: [SpaceSummary]
    let left: [SpaceSummary]

    /// Compares what was known before a sync with what is known after it.
    init(before: [SpaceSummary], after: [SpaceSummary]) {
        func members(_ spaces: [SpaceSummary]) -> Set<SpaceID> {
            Set(spaces.filter { !$0.role.rawValue.isEmpty }.map(\.id))
        }
        joined = after.filter { members(after).subtracting(members(before)).contains($0.id) }
        left = after.filter { members(before).subtracting(members(after)).contains($0.id) }
    }

    /// The news, for people.
    var lines: [String] {
        joined.map { "\(TerminalText.visible($0.name)): new for you, as \($0.role.rawValue)." }
            + left.map {
                "\(TerminalText.visible($0.name)): you are no member any more; what is here stays, "
                    + "to read."
            }
    }
}
