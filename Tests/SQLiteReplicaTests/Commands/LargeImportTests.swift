import ContactFormats
import ContactModel
import SQLiteReplica
import SyncProtocol
import Testing

/// Imports of several commits, each of which is written while the file is read on.
struct LargeImportTests {
    private static let cardCount = 550

    /// More than one commit: eight transactions of 512 KiB.
    private static let cards = (0..<cardCount).map { number in
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:person-\(number)\r\nFN:Person \(number)\r\n"
            + "NOTE:" + String(repeating: "a", count: 8_000) + "\r\nEND:VCARD\r\n"
    }
    private static let file = cards.joined()

    @Test func `cards that come again while they are committed change nothing`() throws {
        let replica = try Bench().replica()
        // The first commit is under way when they come again.
        let again = Self.cards.prefix(30)
        let report = try replica.importFile(Self.file + again.joined())
        #expect(report.count(.imported) == Self.cardCount)
        #expect(report.count(.unchanged) == again.count)
        var bytes: [UInt8] = []
        try replica.forEachCard { bytes += $0.bytes }
        #expect(bytes.count == Self.file.utf8.count)
        // One command, however many commits.
        _ = try replica.undoLast()
        #expect(try replica.people().isEmpty)
    }

    @Test func `a commit that fails behind the reading ends the import, and is told again`() throws
    {
        let bench = try Bench()
        let replica = try bench.enrolled("desk", team: .owner)
        let cards = VCardReader.read(Array(Self.file.utf8)).cards
        let session = try ImportSession(into: replica, space: "team")
        let team = SpaceDescription(id: Bench.team, name: "team", role: .viewer, isPersonal: false)
        try replica.update([team], tag: [])
        let refusal = ReplicaError.mayNotWrite(space: "team")
        #expect(throws: refusal) {
            try session.take(cards)
            try session.finish()
        }
        #expect(throws: refusal) { try session.finish() }
        #expect(try replica.people().isEmpty)
    }
}
