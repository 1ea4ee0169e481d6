import ChangeLog
import ContactModel
import SQLiteReplica
import SyncProtocol
import TestSupport

/// Ada with two machines and ben with one, who are in a team that has a card of grace.
struct SharingBench {
    let bench: Bench
    let desk: Replica
    let laptop: Replica
    let ben: Replica
    /// Whom the team knows.
    let grace: EntityID

    init(seed: UInt64 = 1, ben role: Role = .editor) throws {
        bench = try Bench(seed: seed)
        desk = try bench.enrolled("desk")
        laptop = try bench.enrolled("laptop")
        ben = try bench.enrolled(
            "bens", team: role, user: "ben", personal: SpaceID(value: 0xBE2))
        grace = try desk.add("Grace", space: "team")
        try meet()
    }

    /// What the server says of ben, with a role in the team.
    func bensSpaces(_ role: Role) -> [SpaceDescription] {
        [
            SpaceDescription(
                id: SpaceID(value: 0xBE2), name: "personal", role: .owner, isPersonal: true),
            SpaceDescription(id: Bench.team, name: "team", role: role, isPersonal: false),
        ]
    }

    /// Everybody has everything afterwards that is theirs.
    func meet() throws {
        for _ in 0..<2 {
            try desk.exchange(with: laptop)
            try desk.exchange(with: laptop, space: Bench.team)
            try desk.exchange(with: ben, space: Bench.team)
        }
    }

    /// A touch that says a lot.
    func touch(
        _ replica: Replica, with people: [EntityID], text: String = "the harbour"
    ) -> ItemDraft {
        var draft = ItemDraft(id: replica.newItemID(), kind: .touch)
        draft.set(.at, instant: bench.wallMilliseconds)
        draft.set(.type, text: "call")
        draft.set(.channel, text: "phone")
        draft.set(.text, text: text)
        draft.set(.depth, text: "3")
        draft.set(.energy, text: "-2")
        draft.set(.gave, text: "canarygave")
        draft.set(.learned, text: "canarylearned")
        for person in people { draft.insert(.with, person) }
        return draft
    }

    /// Says something else of an item.
    func set(
        _ item: EntityID, _ replica: Replica, _ change: (inout ItemDraft) -> Void
    ) throws -> [TeamReading] {
        var draft = ItemDraft(id: item, kind: .touch)
        change(&draft)
        return try replica.write("set", [draft])
    }

    /// The words of what a machine's teams read, the latest first.
    func words(_ replica: Replica) throws -> [String] {
        try replica.teamTouches().map(\.touch.text)
    }

    /// What the team's log says of touches.
    func logged(_ replica: Replica) throws -> [Change] {
        try replica.store(of: Bench.team).runs(beyond: VersionVector(), maximumBytes: 1 << 24)
            .flatMap { try $0.decoded() }.compactMap(\.whole?.change).filter { $0.kind == .touch }
    }
}
