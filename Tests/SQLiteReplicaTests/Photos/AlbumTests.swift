import ChangeLog
import ContactFormats
import ContactModel
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// Pictures by hash, in a log of their own.
struct AlbumTests {
    private let bench: Bench
    private let picture = NoisyPicture(seed: 1, byteCount: 5_000)
    private static let album = Bench.personal.album(using: .sha256)

    init() throws {
        bench = try Bench()
    }

    private func card(_ name: String, _ picture: NoisyPicture) -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:\(name)\r\nFN:\(name)\r\n"
            + "PHOTO;ENCODING=b;TYPE=JPEG:\(picture.folded(70, "\r\n "))\r\nEND:VCARD\r\n"
    }

    private func pictureCount(_ replica: Replica) throws -> UInt64 {
        let held = try replica.album(of: Bench.personal)?.facts.held
        return held?.dots.reduce(0) { $0 + $1.sequence } ?? 0
    }

    private func export(_ replica: Replica) throws -> String {
        var bytes: [UInt8] = []
        var exporter = VCardExporter()
        try replica.forEachCard { bytes += exporter.next($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `PHOTO-8: a picture is stored once, whoever has it and however often it is set`()
        throws
    {
        let replica = try bench.enrolled("a")
        let book = card("Ada", picture) + card("Bob", picture)
        _ = try replica.importFile(book)
        #expect(try pictureCount(replica) == 1)
        let cleo = try replica.add("Cleo")
        #expect(try replica.setPhoto(Picture(picture.bytes), of: cleo).isChanged)
        #expect(try pictureCount(replica) == 1)
        #expect(try replica.photos().map(\.sharedBy) == [3, 3, 3])
        #expect(try export(replica).hasPrefix(book))
        #expect(try replica.importFile(book).count(.unchanged) == 2)
        try replica.removePhotos(of: cleo)
        _ = try replica.undoLast()
        #expect(try replica.photo(0, of: cleo) == .bytes(picture.bytes))
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test
    func `PHOTO-1, PHOTO-10: cards come without their pictures, and are whole once these come`()
        throws
    {
        let (mine, yours) = (try bench.enrolled("mine"), try bench.enrolled("yours"))
        let book = card("Ada", picture)
        _ = try mine.importFile(book)
        try mine.send(to: yours)
        let ada = try yours.one("Ada").id
        #expect(try yours.details(of: ada)?.photos.map(\.state) == [.away])
        #expect(try yours.awayPhotoCount() == 1)
        try yours.forEachCard { #expect($0.lacksPicture) }
        // What is known of the photo is enough to know it again.
        #expect(try yours.importFile(book).count(.unchanged) == 1)
        try yours.edit(ada, [.set(.title, "Countess")])
        try yours.makeAlbum(of: Bench.personal)
        try mine.send(to: yours, space: Self.album)
        #expect(try yours.photo(0, of: ada) == .bytes(picture.bytes))
        #expect(try yours.photos().map(\.facts) == mine.photos().map(\.facts))
        #expect(try yours.awayPhotoCount() == 0)
        _ = try yours.undoLast()
        #expect(try export(yours) == book)
        #expect(try yours.examine().allSatisfy(\.isGood))
    }

    @Test func `PHOTO-4: bytes that are not what the id says are kept, and never shown`() throws {
        let replica = try bench.enrolled("a")
        _ = try replica.importFile(card("Ada", picture))
        let ada = try replica.one("Ada").id
        let hash = DigestFunction.sha256(picture.bytes)
        var vandal = ForeignAuthor(0xBAD, in: Self.album)
        let held = try #require(try replica.album(of: Bench.personal)).facts.held
        let wish = Wish(
            timestamp: HybridTimestamp(milliseconds: 1_800_000_000_000, counter: 0),
            cell: CellAddress(entity: EntityID(derivedFrom: hash), field: .bytes), kind: .picture,
            value: Array("another picture".utf8))
        let store = try #require(try replica.album(of: Bench.personal)).store
        _ = try store.apply(.from(server: 5, [try vandal.run([wish])]))
        #expect(try replica.photo(0, of: ada) == .bytes(picture.bytes))
        #expect(try replica.conflictCount() == 0)
        var replacing = wish
        replacing.replaces = held.dots
        _ = try store.apply(.from(server: 5, [try vandal.run([replacing])]))
        #expect(try replica.photo(0, of: ada) == .away(hash, byteCount: 5_000))
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `PHOTO-9: a purge takes the pictures along that nobody else has, older ones too`()
        throws
    {
        let replica = try bench.enrolled("a")
        let (shared, older) = (NoisyPicture(seed: 2, byteCount: 3_000), picture)
        _ = try replica.importFile(card("Ada", older) + card("Bob", shared))
        let (ada, bob) = (try replica.one("Ada").id, try replica.one("Bob").id)
        #expect(try replica.setPhoto(Picture(shared.bytes), of: ada).isChanged)
        try replica.delete(bob)
        let plan = try replica.planPurge(of: [ada])
        #expect(plan.photoCount == 1)
        try replica.purge(plan)
        try replica.restore(bob)
        #expect(try replica.photo(0, of: bob) == .bytes(shared.bytes))
        let log = try #require(try replica.album(of: Bench.personal)).store
        let runs = try log.runs(beyond: VersionVector(), maximumBytes: 1 << 20)
        let bytes = runs.flatMap(\.changes).map { change in
            if case .bytes(let bytes) = change { bytes } else { [UInt8]() }
        }
        let noise = Array(older.bytes.suffix(100))
        #expect(!bytes.contains { $0.count > 100 && Array($0.suffix(100)) == noise })
        #expect(bytes.contains { $0.count > 2_000 })
        #expect(try replica.planPurge(of: [bob]).photoCount == 1)
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `A machine that joins brings its pictures into the user's album`() throws {
        func begin() throws {
            let local = try bench.replica("local")
            _ = try local.importFile(card("Ada", picture))
        }
        try begin()
        let joined = try bench.enrolled("local")
        #expect(try joined.album(of: Bench.personal)?.id == Self.album)
        let other = try bench.enrolled("other")
        try other.makeAlbum(of: Bench.personal)
        try joined.send(to: other)
        try joined.send(to: other, space: Self.album)
        #expect(try other.photo(0, of: other.one("Ada").id) == .bytes(picture.bytes))
        for replica in [joined, other] {
            #expect(try replica.examine().allSatisfy(\.isGood))
            #expect(try replica.spaces().map(\.name) == ["personal", "team"])
        }
    }

    @Test func `What may not be sent into a team is kept with its picture`() async throws {
        func begin() throws {
            let mine = try bench.enrolled("mine")
            let ada = try mine.add("Ada", space: "team")
            #expect(try mine.setPhoto(Picture(picture.bytes), of: ada).isChanged)
            #expect(try mine.spaces().map(\.unsentChanges).first == 0)
        }
        try begin()
        let demoted = try bench.enrolled("mine", team: .viewer)
        let withdrawal = try await demoted.withdraw(from: "team", keeping: true) { _ in }
        #expect(withdrawal.kept > 0)
        #expect(try pictureCount(demoted) == 1)
        #expect(try demoted.spaces().map(\.unsentChanges).last == 0)
        let kept = try demoted.one("Ada").id
        #expect(try demoted.photo(0, of: kept) == .bytes(picture.bytes))
        #expect(try demoted.examine().allSatisfy(\.isGood))
    }

    @Test func `The doctor makes anew what it finds damaged of albums`() throws {
        let replica = try bench.enrolled("a")
        _ = try replica.importFile(card("Ada", picture))
        let ada = try replica.one("Ada").id
        for damage in ["DELETE FROM picture", "DELETE FROM named_picture"] {
            try bench.damage(bench.folder("a"), damage)
            #expect(try !replica.examine().allSatisfy(\.isGood))
            #expect(try replica.photo(0, of: ada) == .bytes(picture.bytes))
            #expect(try replica.examine().allSatisfy(\.isGood))
        }
    }
}
