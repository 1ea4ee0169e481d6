import ChangeLog
import ContactModel
import RelationshipPractice
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// The private overlay on people, and that no way leads out of the personal space (P10).
struct OverlayTests {
    private static let secret = "owes me a duel"

    @Test func `a tier and notes are shown with the person`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada")
        try replica.setTier(.close, of: ada)
        try replica.addNote("second of two", about: ada)
        bench.wallMilliseconds -= 5_000
        try replica.addNote(Self.secret, about: ada)
        let details = try #require(try replica.details(of: ada))
        #expect(details.summary.tier == "close")
        #expect(details.notes.map(\.text) == [Self.secret, "second of two"])
        #expect(details.notes.first?.atMilliseconds == bench.wallMilliseconds)
        try replica.setTier(nil, of: ada)
        #expect(try replica.one("Ada").tier.isEmpty)
    }

    @Test(arguments: ["a\0b", "\0", "👩‍🚀\r\n\u{202E}", String(repeating: "e\u{301}", count: 9_000)])
    func `D5: a note of any text is shown as it was written`(text: String) throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada")
        try replica.addNote(text, about: ada)
        #expect(
            try replica.details(of: ada)?.notes.map { Array($0.text.utf8) } == [Array(text.utf8)])
    }

    @Test(arguments: ["", String(repeating: "x", count: 1 << 20 + 1)])
    func `a note that is empty or too long is refused`(text: String) throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada")
        let error = #expect(throws: ReplicaError.self) { try replica.addNote(text, about: ada) }
        #expect(error?.code == "invalid_value")
        #expect(try replica.details(of: ada)?.notes.isEmpty == true)
    }

    @Test func `P10: an overlay field is refused in a team space, and nothing is written`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team")
        let refused: [CellEdit] = [
            .put(Array("focus".utf8), in: CellAddress(entity: ada, field: .tier), of: .person),
            .put(ada.bytes, in: CellAddress(entity: EntityID(value: 1), field: .about), of: .note),
            .put([1], in: CellAddress(entity: EntityID(value: 1), field: .text), of: .note),
            .remove(CellAddress(entity: ada, field: .tier), of: .person),
            .delete(EntityID(value: 1), of: .note),
            .put([1], in: CellAddress(entity: ada, field: FieldName(rawValue: "x")), of: .person),
        ]
        let before = try replica.spaces()
        for edit in refused {
            let error = #expect(throws: ReplicaError.self) {
                try replica.perform("test") { session in
                    let title = CardLine(element: ElementID(value: 3), place: 1, raw: [65])
                    let line = CellEdit.put(
                        title.value,
                        in: CellAddress(entity: ada, field: .line, element: title.element),
                        of: .person)
                    return [SpaceEdits(try session.space(named: "team"), [line, edit])]
                }
            }
            #expect(error?.code == "overlay_outside_personal_space")
            #expect(error == .overlayOutsidePersonalSpace(field: edit.cell.field.rawValue))
        }
        #expect(try replica.spaces() == before)
    }

    @Test func `P10: notes and tiers about a team's contact stay out of the team's log and cards`()
        throws
    {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team")
        try replica.setTier(.focus, of: ada)
        try replica.addNote(Self.secret, about: ada)
        _ = try replica.undoLast()
        try replica.addNote(Self.secret, about: ada)
        let runs = try replica.store(of: Bench.team).runs(
            beyond: VersionVector(), maximumBytes: 1 << 20)
        let changes = try runs.flatMap { try $0.decoded() }.compactMap(\.whole?.change)
        #expect(Set(changes.map(\.cell.field)) == [.line, .name])
        var exported: [UInt8] = []
        try replica.forEachCard { exported += $0.bytes }
        for text in [Self.secret, "focus"] {
            let bytes = Array(text.utf8)
            #expect(!runs.flatMap(\.encodedChanges).contains { $0.firstRange(of: bytes) != nil })
            #expect(exported.firstRange(of: bytes) == nil)
        }
        #expect(try replica.details(of: ada)?.notes.map(\.text) == [Self.secret])
        #expect(try replica.one("Ada").space == "team")
    }

    @Test func `what a member writes into the overlay of others is not shown`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team")
        var member = ForeignAuthor(1, in: Bench.team)
        let note = EntityID(value: 77)
        let run = try member.run([
            Wish(cell: CellAddress(entity: ada, field: .tier), value: Array("rest".utf8)),
            Wish(cell: CellAddress(entity: note, field: .about), kind: .note, value: ada.bytes),
            Wish(cell: CellAddress(entity: note, field: .text), kind: .note, value: [65]),
        ])
        _ = try replica.store(of: Bench.team).apply(.from(server: 5, [run]))
        let details = try #require(try replica.details(of: ada))
        #expect(details.summary.tier.isEmpty)
        #expect(details.notes.isEmpty)
    }

    @Test func `two values of an overlay field in a team space are no conflict of mine`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team")
        for id in [UInt128(1), 2] {
            var member = ForeignAuthor(id, in: Bench.team)
            let run = try member.run([
                Wish(cell: CellAddress(entity: ada, field: .tier), value: [UInt8(64 + id)])
            ])
            _ = try replica.store(of: Bench.team).apply(.from(server: 5, [run]))
        }
        #expect(try replica.conflicts().isEmpty)
        #expect(try replica.status().conflictCount == 0)
    }

    @Test func `a member who gives a person a machine's name does not hide the person`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = try replica.add("Ada", space: "team")
        var member = ForeignAuthor(1, in: Bench.team)
        let run = try member.run([
            Wish(
                cell: CellAddress(entity: ada, field: .name), kind: .machine,
                value: Array("evil".utf8))
        ])
        _ = try replica.store(of: Bench.team).apply(.from(server: 5, [run]))
        try replica.edit(ada, [.set(.title, "Countess")])
        #expect(try replica.one("Ada").title == "Countess")
    }

    @Test func `a note that comes in one page with its person is found by its words`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        try desk.addNote(Self.secret, about: ada)
        #expect(try desk.find("duel").map(\.id) == [ada])
        try desk.exchange(with: laptop)
        #expect(try laptop.find("duel").map(\.id) == [ada])
        _ = try desk.store(of: Bench.personal).rebuild()
        #expect(try desk.find("duel").map(\.id) == [ada])
        #expect(try desk.examine().allSatisfy(\.isGood))
    }
}
