import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica
import TestSupport
import Testing

/// What kith exported is nothing new to it, whatever was edited and merged before.
struct OwnExportTests {
    private static let picture = "/9j/" + String(repeating: "QUJD", count: 2_000)
    private static let book = [
        ["FN:Ada", "EMAIL:ada@example.org", "item1.URL:https://a.example", "item1.X-ABLabel:Blog"],
        ["FN:Ada L.", "EMAIL:ada@example.org", "item1.TEL:+1 555 0100", "item1.X-ABLabel:Boat"],
        ["FN:Ben", "UID:b", "TEL:1"], ["FN:Ben", "UID:b2", "TEL:2", "NOTE:two"],
        ["FN:Only a name"], ["FN:Cy", "TEL:+1 555 0199", "PHOTO;ENCODING=b;TYPE=JPEG:\(picture)"],
    ].map { lines in
        (["BEGIN:VCARD", "VERSION:3.0"] + lines + ["END:VCARD"]).map { $0 + "\r\n" }.joined()
    }.joined()

    private func export(_ replica: Replica) throws -> String {
        var bytes: [UInt8] = []
        try replica.forEachCard { bytes += $0.bytes }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `CARD-7: an export of edited and merged people is unchanged when it comes in`()
        throws
    {
        let bench = try Bench()
        let replica = try bench.replica()
        _ = try replica.importFile(Self.book)
        let ada = try replica.one("Ada L.").id
        try replica.merge(try replica.people(called: "Ada")[0], into: ada)
        let bens = try replica.people(called: "Ben")
        try replica.merge(bens[1], into: bens[0])
        try replica.edit(ada, [.set(.title, "Countess")])
        for name in ["Only a name", "Cy"] {
            try replica.edit(try replica.one(name).id, [.set(.title, "Edited")])
        }
        let exported = try export(replica)
        let report = try replica.importFile(exported)
        #expect(report.count(.unchanged) == 4 && report.cardCount == 4)
        #expect(try export(replica) == exported)
        // What differs in a line is somebody's news, or somebody else, as ever.
        let other = try replica.importFile(exported.replacing("TITLE:Edited", with: "TITLE:New"))
        #expect(other.count(.imported) == 2 && other.count(.unchanged) == 2)
    }

    @Test func `CARD-6: a card that got its UID here is known by it`() throws {
        let replica = try Bench().replica()
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nTEL:1\r\nEND:VCARD\r\n"
        _ = try replica.importFile(card)
        try replica.edit(try replica.one("Ada").id, [.setProperty("UID", rawValue: "a-1")])
        let exported = try export(replica)
        #expect(exported.contains("UID:a-1"))
        #expect(try replica.importFile(exported).count(.unchanged) == 1)
        let newer = exported.replacing("TEL:1", with: "TEL:2")
        #expect(try replica.importFile(newer).count(.updated) == 1)
        #expect(try export(replica).contains("TEL:2"))
        #expect(try replica.people().count == 1)
        // Two cards of one UID in a file are still two people.
        let two = newer + newer.replacing("FN:Ada", with: "FN:Eve")
        #expect(try replica.importFile(two).count(.imported) == 1)
    }

    @Test func `What is shown in one space is still taken into another`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let ada = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nTEL:+1 555 0100\r\nEND:VCARD\r\n"
        _ = try replica.importFile(ada)
        try replica.edit(try replica.one("Ada").id, [.set(.title, "Countess")])
        let exported = try export(replica)
        #expect(try replica.importFile(exported).count(.unchanged) == 1)
        let team = try #require(try replica.spaces().first { $0.name != "personal" }?.name)
        #expect(try replica.importFile(exported, space: team).count(.imported) == 1)
    }
}

extension Replica {
    /// Everybody of exactly that name, in the order of their ids.
    fileprivate func people(called name: String) throws -> [EntityID] {
        try find(name).filter { $0.name == name }.map(\.id).sorted()
    }
}
