import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica
import TestSupport
import Testing

/// What undo and redo do to imports, to people others wrote to, and to people in the trash.
struct UndoOfImportTests {
    private static func card(_ name: String, _ phone: String, _ title: String = "T") -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ada-1\r\nFN:\(name)\r\nTEL:\(phone)\r\nTITLE:\(title)\r\n"
            + "END:VCARD\r\n"
    }
    private static let older = card("Ada Example", "+1 555 0100", "Engineer")
    private static let newer = card("Ada Married", "+1 555 0199", "Manager")

    private static func text(_ replica: Replica) throws -> String {
        var bytes: [UInt8] = []
        try replica.forEachCard { bytes += $0.bytes }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `CARD-7: an import that was taken back can be done again`() throws {
        let replica = try Bench().replica()
        _ = try replica.importFile(Self.older)
        _ = try replica.importFile(Self.newer)
        let report = try replica.undoLast()
        #expect((report.undoneCells, report.keptCells) == (6, 0))
        #expect(try Self.text(replica) == Self.older)
        #expect(try replica.importFile(Self.older).count(.unchanged) == 1)
        #expect(try replica.importFile(Self.newer).count(.updated) == 1)
        #expect(try Self.text(replica) == Self.newer)
        _ = try replica.undoLast()
        #expect(try Self.text(replica) == Self.older)
        _ = try replica.redoLast()
        #expect(try Self.text(replica) == Self.newer)
        _ = try replica.importFile(Self.older)
        #expect(try Self.text(replica) == Self.older)
        _ = try replica.undoLast()
        _ = try replica.importFile(Self.older)
        #expect(try Self.text(replica) == Self.older)
    }

    @Test func `CARD-7: a removal by hand that was taken back and done again is one by hand`()
        throws
    {
        let replica = try Bench().replica()
        _ = try replica.importFile(Self.older)
        try replica.edit(try replica.one("Ada").id, [.set(.title, "")])
        _ = try replica.undoLast()
        _ = try replica.redoLast()
        #expect(try replica.importFile(Self.older).count(.unchanged) == 1)
        #expect(try replica.one("Ada").title == "")
    }

    @Test func `CARD-7: machines that import the same files in turn end equal`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        var random = SeededRandom(seed: 7)
        for step in 0..<24 {
            let replica = step % 2 == 0 ? desk : laptop
            let file = Bool.random(using: &random) ? Self.older : Self.newer
            _ = try replica.importFile(file)
            if step % 3 == 0 { try desk.exchange(with: laptop) }
        }
        try desk.exchange(with: laptop)
        #expect(try Self.text(desk) == Self.text(laptop))
        for file in [Self.newer, Self.older, Self.newer] {
            _ = try desk.importFile(file)
            try desk.exchange(with: laptop)
            #expect(try Self.text(desk) == file)
            #expect(try laptop.importFile(file).count(.unchanged) == 1)
            #expect(try Self.text(laptop) == file)
        }
    }

    @Test func `whom another machine wrote to stays whole when their import is taken back`() throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let other = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ben\r\nFN:Ben\r\nEND:VCARD\r\n"
        _ = try desk.importFile(Self.older + other)
        try desk.exchange(with: laptop)
        try laptop.edit(try laptop.one("Ada").id, [.set(.role, "Boss")])
        try desk.exchange(with: laptop)
        let report = try desk.undoLast()
        #expect(report.keptPeople.map(\.name) == ["Ada Example"])
        #expect((report.undoneCells, report.keptCells) == (3, 5))
        #expect(try desk.people().map(\.name) == ["Ada Example"])
        #expect(try desk.importFile(Self.older).count(.unchanged) == 1)
        try desk.exchange(with: laptop)
        #expect(try laptop.people().map(\.name) == ["Ada Example"])
    }

    @Test func `an old edit of somebody in the trash is not taken back`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "one")])
        try desk.edit(ada, [.set(.title, "two")])
        try desk.exchange(with: laptop)
        try laptop.delete(ada)
        try desk.exchange(with: laptop)
        let report = try desk.undoLast()
        #expect((report.undoneCells, report.keptCells) == (0, 1))
        #expect(report.keptPeople.map(\.name) == ["Ada"])
        #expect(try desk.people().isEmpty)
        #expect(try desk.people(trashed: true).map(\.id) == [ada])
    }

    @Test func `who comes out of the trash by an import is told, and goes back by undo`() throws {
        let replica = try Bench().replica()
        _ = try replica.importFile(Self.older)
        let ada = try replica.one("Ada").id
        try replica.delete(ada)
        let same = try replica.importFile(Self.older)
        #expect(same.count(.unchanged) == 1)
        let problem = try #require(same.entries.first?.problems.first)
        #expect(
            problem.sentence
                == "line 1: Ada Example is in the trash and stays there; `kith restore "
                + "\(ada.description.prefix(8))` brings them back")
        #expect(!same.hasLosses)
        let newer = try replica.importFile(Self.newer)
        #expect(newer.count(.updated) == 1)
        #expect(
            newer.entries.first?.problems.first?.sentence
                == "line 1: Ada Example was in the trash and is back, with what is new")
        #expect(try replica.people().map(\.name) == ["Ada Married"])
        #expect(try replica.conflicts().isEmpty)
        #expect(try replica.undoLast().keptCells == 0)
        #expect(try replica.people().isEmpty)
        #expect(try replica.people(trashed: true).map(\.name) == ["Ada Example"])
        #expect(try replica.conflicts().isEmpty)
    }
}
