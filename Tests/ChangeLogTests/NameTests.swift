import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// When two names are one.
@Suite struct NameTests {
    /// Texts that are equal to Swift, and of other bytes.
    private static let composed = "caf\u{e9}"
    private static let decomposed = "cafe\u{301}"

    @Test func `MERGE-10: names are the same when their bytes are, as texts or not`() {
        #expect(Self.composed == Self.decomposed)
        let fields = [Self.composed, Self.decomposed].map { FieldName(rawValue: $0) }
        #expect(fields[0] != fields[1])
        #expect(!(fields[0] == fields[1]))
        #expect(Set(fields + fields).count == 2)
        #expect(fields[1] < fields[0] && !(fields[0] < fields[1]))
        let kinds = [Self.composed, Self.decomposed].map { EntityKind(rawValue: $0) }
        #expect(kinds[0] != kinds[1])
        #expect(!(kinds[0] == kinds[1]))
        #expect(Set(kinds + kinds).count == 2)
    }

    @Test func `MERGE-10: cells of names that only look alike are two cells`() throws {
        var state = MergedState(digest: .sha256)
        let replica = ReplicaID(value: 1)
        for (index, name) in [Self.composed, Self.decomposed].enumerated() {
            let change = Change(
                dot: Dot(replica: replica, sequence: UInt64(index) + 1),
                timestamp: HybridTimestamp(milliseconds: 1, counter: 0), transaction: .alone,
                cell: CellAddress(entity: EntityID(value: 1), field: FieldName(rawValue: name)),
                kind: EntityKind(rawValue: "note"), verb: .put,
                replaces: index == 0 ? [] : [Dot(replica: replica, sequence: 1)])
            state.merge(try ChangeCodec.encode(change))
        }
        #expect(state.cellsByEntity.values.joined().flatMap(\.value.heads).count == 2)
    }
}
