import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica
import TestSupport
import Testing

/// What lists tell of photos, and that it follows the cards.
struct PhotoTableTests {
    private let bench: Bench
    private let replica: Replica

    init() throws {
        bench = try Bench()
        replica = try bench.replica()
        _ = try replica.importFile(
            Self.card("a", "Ada", "PHOTO;ENCODING=b;TYPE=JPEG:\(TinyPictures.png.base64)")
                + Self.card("b", "Bob", "PHOTO:data:image/png;base64,\(TinyPictures.png.base64)")
                + Self.card("c", "Cleo", "PHOTO;VALUE=uri:https://example.org/c.jpg")
                + Self.card("d", "Dora", "PHOTO;ENCODING=b:*") + Self.card("e", "Eve", "TEL:1"))
    }

    private static func card(_ uid: String, _ name: String, _ line: String) -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:\(uid)\r\nFN:\(name)\r\n\(line)\r\nEND:VCARD\r\n"
    }

    private func told(_ replica: Replica) throws -> [String] {
        try replica.photos().map { "\($0.name): \($0.facts.summary), \($0.sharedBy)" }
    }

    @Test func `every photo is told, and who shares it, whatever form it has`() throws {
        #expect(
            try told(replica) == [
                "Ada: PNG, 74 bytes, 7x5, 2", "Bob: PNG, 74 bytes, 7x5, 2",
                "Cleo: a link, https://example.org/c.jpg, 0", "Dora: damaged, 0",
            ])
        let ada = try replica.one("Ada").id
        #expect(try replica.photo(0, of: ada) == .bytes(TinyPictures.png.bytes))
        #expect(try replica.photo(1, of: ada) == nil)
        #expect(
            try replica.details(of: ada)?.photos == [try #require(replica.photos().first).facts])
    }

    @Test func `a photo that is set, removed, undone and synced is told so everywhere`() throws {
        let eve = try replica.one("Eve").id
        let picture = try Picture(TinyPictures.gif.bytes)
        #expect(try replica.setPhoto(picture, of: eve).isChanged)
        #expect(try !replica.setPhoto(picture, of: eve).isChanged)
        #expect(try replica.photo(0, of: eve) == .bytes(picture.bytes))
        #expect(try told(replica).last?.hasPrefix("Eve: GIF") == true)
        try replica.removePhotos(of: eve)
        #expect(try replica.details(of: eve)?.photos == [])
        #expect(try replica.undoLast().command == "photo remove")
        #expect(try told(replica).last?.hasPrefix("Eve: GIF") == true)
        let mine = try bench.enrolled("mine")
        _ = try mine.importFile(Self.card("f", "Flo", "TEL:2"))
        #expect(try mine.setPhoto(picture, of: mine.one("Flo").id).isChanged)
        let yours = try bench.enrolled("yours")
        try mine.exchange(with: yours)
        #expect(try told(yours) == told(mine))
        #expect(try yours.photo(0, of: yours.one("Flo").id) == .bytes(picture.bytes))
    }

    @Test func `people are found by whether they have a photo; the trash has none`() throws {
        func names(_ text: String) throws -> [String] {
            try replica.search(
                SearchQuery(text), today: CivilDay(milliseconds: 0), dayStart: { _ in 0 },
                limit: 9
            ).map(\.name)
        }
        #expect(try names("has:photo") == ["Ada", "Bob", "Cleo", "Dora"])
        #expect(try names("no:photo") == ["Eve"])
        try replica.delete(replica.one("Bob").id)
        #expect(try replica.photos().map(\.name) == ["Ada", "Cleo", "Dora"])
        #expect(try replica.photos().first?.sharedBy == 1)
    }

    @Test func `the doctor finds a table of photos that does not follow from the log`() throws {
        #expect(try replica.examine().allSatisfy(\.isGood))
        let before = try replica.photos()
        try bench.damage(bench.folder(), "DELETE FROM photo WHERE number = 0; ")
        #expect(try replica.photos().isEmpty)
        #expect(try !replica.examine().allSatisfy(\.isGood))
        #expect(try replica.photos() == before)
    }

    @Test func `a card that would be too long keeps the photo it has`() throws {
        let key = "KEY:" + String(repeating: "k", count: 3 << 20)
        _ = try replica.importFile(Self.card("g", "Gil", key))
        let gil = try replica.one("Gil").id
        let png = TinyPictures.png.bytes
        let large = try Picture(png + [UInt8](repeating: 0, count: (1 << 20) - png.count))
        #expect(throws: PictureError.cardTooLarge) { try replica.setPhoto(large, of: gil) }
        #expect(try replica.details(of: gil)?.photos == [])
    }

    @Test func `JSON tells kind, size and hash, and no byte of the picture`() throws {
        let ada = try #require(try replica.details(of: replica.one("Ada").id))
        let text = ada.view.json(photo: ada.photos.first).encoded()
        let hash = DigestFunction.sha256(TinyPictures.png.bytes).description
        #expect(
            text.contains(
                "\"photo\":{\"inline\":true,\"state\":\"picture\",\"type\":\"image/png\","
                    + "\"bytes\":74,\"width\":7,\"height\":5,\"sha256\":\"\(hash)\"}"))
        #expect(!text.contains("iVBOR"))
        let cleo = try #require(try replica.details(of: replica.one("Cleo").id))
        #expect(
            cleo.view.json(photo: cleo.photos.first).encoded().contains(
                "\"photo\":{\"inline\":false,\"state\":\"link\","
                    + "\"uri\":\"https://example.org/c.jpg\"}"))
    }
}
