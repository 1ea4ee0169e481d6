import ChangeLog
import ContactModel
import Foundation
import RelationshipPractice
import TestSupport
import Testing

@testable import SQLiteReplica

/// What "done" means on disk, and how files of other versions are met.
struct DurabilityTests {
    @Test(arguments: [
        ("synchronous", "2"), ("journal_mode", "wal"), ("wal_autocheckpoint", "4000"),
        ("trusted_schema", "0"),
    ])
    func `P1: a commit is flushed before a command returns`(pragma: String, value: String) throws {
        let bench = try Bench()
        let found = try bench.replica().database.read { try $0.text("PRAGMA \(pragma)") }
        #expect(found == value)
    }

    @Test func `P1: what a command wrote is in the files while the program still runs`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        _ = try replica.add("Ada")
        let (from, to) = (bench.folder(), bench.folder("after the power cut"))
        try FileManager.default.createDirectory(
            atPath: to.data, withIntermediateDirectories: true)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: from.database + suffix, toPath: to.database + suffix)
        }
        let after = try Replica(to, mode: .writing, environment: bench.environment())
        #expect(try after.people().map(\.name) == ["Ada"])
        #expect(try after.examine().allSatisfy(\.isGood))
        withExtendedLifetime(replica) {}
    }

    @Test(arguments: [Schema.current + 1, Schema.current + 2, 1_000_000, -1])
    func `S11: a file of a newer kith is refused and left as it is`(version: Int) throws {
        let bench = try Bench()
        _ = try bench.replica().add("Ada")
        try bench.damage(bench.folder(), "PRAGMA user_version = \(version)")
        let before = try Data(contentsOf: URL(filePath: bench.folder().database))
        for mode in [Replica.Mode.reading, .writing] {
            let error = #expect(throws: ReplicaError.self) {
                try Replica(bench.folder(), mode: mode, environment: bench.environment())
            }
            #expect(error == .newerSchema(found: version, supported: Schema.current))
            #expect(error?.sentence.contains("newer kith") == true)
        }
        #expect(try Data(contentsOf: URL(filePath: bench.folder().database)) == before)
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `S11: a file of the first version is brought up to date, by who only reads too`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        let ada = try bench.replica().add("Ada")
        try bench.damage(
            bench.folder(),
            """
            DROP INDEX album_by_space; ALTER TABLE space DROP COLUMN album_of;
            DROP TABLE picture; DROP TABLE named_picture; DELETE FROM search;
            ALTER TABLE touched DROP COLUMN tried; ALTER TABLE item_value DROP COLUMN place;
            ALTER TABLE command DROP COLUMN takes_back; ALTER TABLE author DROP COLUMN named;
            ALTER TABLE tie DROP COLUMN until; DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 1;
            """)
        func names() throws -> [String] {
            try Replica(bench.folder(), mode: mode, environment: bench.environment()).find("ada")
                .map(\.name)
        }
        #expect(try names() == ["Ada"])
        let replica = try bench.replica()
        let picture = NoisyPicture(seed: 3, byteCount: 2_000)
        #expect(try replica.setPhoto(Picture(picture.bytes), of: ada).isChanged)
        #expect(try replica.photo(0, of: ada) == .bytes(picture.bytes))
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `S11: the second version did not say when somebody was tried`(mode: Replica.Mode) throws {
        let bench = try Bench()
        let ada = try bench.replica().add("Ada")
        var touch = ItemDraft(id: try bench.replica().newItemID(), kind: .touch)
        touch.insert(.with, ada)
        touch.set(.at, instant: 86_400_000)
        touch.set(.response, text: "none")
        try bench.replica().write("touch", [touch])
        try bench.damage(
            bench.folder(),
            """
            ALTER TABLE touched DROP COLUMN tried; ALTER TABLE item_value DROP COLUMN place;
            ALTER TABLE command DROP COLUMN takes_back; ALTER TABLE author DROP COLUMN named;
            ALTER TABLE tie DROP COLUMN until; DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 2;
            """)
        func tried() throws -> UInt64? {
            try Replica(bench.folder(), mode: mode, environment: bench.environment())
                .rhythmFacts(of: ada)?.touches.triedMilliseconds
        }
        #expect(try tried() == 86_400_000)
        #expect(try bench.replica().examine().allSatisfy(\.isGood))
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `S11: the third version did not keep in which order people were named`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        let people = try (0..<8).map { try bench.replica().add("Person \($0)") }
        let typed = people.sorted {
            $0.bytes.reversed().lexicographicallyPrecedes($1.bytes.reversed())
        }
        var draft = ItemDraft(
            id: try bench.replica().newItemID(), kind: .campaign)
        draft.set(.text, text: "Talks")
        for person in typed { draft.insert(.people, person) }
        try bench.replica().write("new", [draft])
        func shown() throws -> [EntityID]? {
            try Replica(bench.folder(), mode: mode, environment: bench.environment())
                .item(draft.id)?.entities(.people)
        }
        #expect(try shown() == typed && typed != people.sorted())
        try bench.damage(
            bench.folder(),
            """
            ALTER TABLE item_value DROP COLUMN place; ALTER TABLE command DROP COLUMN takes_back;
            ALTER TABLE author DROP COLUMN named; ALTER TABLE tie DROP COLUMN until;
            DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 3;
            """)
        #expect(try shown() == typed)
        #expect(try bench.replica().examine().allSatisfy(\.isGood))
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `the sixth version had no words of names without their marks`(mode: Replica.Mode) throws {
        let bench = try Bench()
        _ = try bench.replica().add("Łukasz")
        try bench.damage(
            bench.folder(),
            """
            UPDATE search SET name = 'Łukasz'; ALTER TABLE tie DROP COLUMN until;
            DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 6;
            """)
        let replica = try Replica(bench.folder(), mode: mode, environment: bench.environment())
        #expect(try replica.find("lukasz").map(\.name) == ["Łukasz"])
    }

    @Test func `a file of the fourth version has undos that can be done again from now on`() throws
    {
        let bench = try Bench()
        let ada = try bench.replica().add("Ada", [.set(.title, "one")])
        try bench.replica().edit(ada, [.set(.title, "two")])
        try bench.damage(
            bench.folder(),
            """
            ALTER TABLE command DROP COLUMN takes_back; ALTER TABLE author DROP COLUMN named;
            ALTER TABLE tie DROP COLUMN until; DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 4;
            """)
        #expect(try bench.replica().undoLast().command == "edit")
        #expect(try bench.replica().redoLast().command == "edit")
        #expect(try bench.replica().one("Ada").title == "two")
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `S11: the sixth version took a relation for over that has an end to come`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        let (ada, bob) = (try bench.replica().add("Ada"), try bench.replica().add("Bob"))
        try bench.replica().setTier(.close, of: ada)
        var draft = ItemDraft(id: try bench.replica().newItemID(), kind: .relation)
        draft.set(.a, entity: ada)
        draft.set(.b, entity: bob)
        draft.set(.to, text: "2030")
        try bench.replica().write("new", [draft])
        try bench.damage(
            bench.folder(),
            """
            DELETE FROM tie; ALTER TABLE tie DROP COLUMN until;
            DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 6;
            """)
        func ways(_ year: Int) throws -> Int {
            try Replica(bench.folder(), mode: mode, environment: bench.environment()).ways(
                to: bob, count: 3, maximumHandshakes: 6,
                today: try #require(CivilDay(year: year, month: 12, day: 30))
            ).count
        }
        #expect(try ways(2030) == 1)
        #expect(try ways(2031) == 0)
        #expect(try bench.replica().examine().allSatisfy(\.isGood))
    }

    @Test func `S0-11: the seventh version took a like for an answer`() throws {
        let bench = try Bench()
        let ada = try bench.replica().add("Ada")
        for (time, type) in [(1, "mail"), (2, "like")] {
            var draft = ItemDraft(id: try bench.replica().newItemID(), kind: .touch)
            draft.insert(.with, ada)
            draft.set(.at, instant: UInt64(time) * 86_400_000)
            draft.set(.type, text: type)
            if type == "mail" { draft.set(.response, text: "none") }
            try bench.replica().write("new", [draft])
        }
        try bench.damage(
            bench.folder(),
            """
            UPDATE item_link SET mark = 1; UPDATE touched SET count = 2, unanswered = 0;
            DROP TABLE shared_touch; DROP TABLE shared_touch_person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 7;
            """)
        #expect(try bench.replica().rhythmFacts(of: ada)?.touches.unanswered == 1)
        #expect(try bench.replica().examine().allSatisfy(\.isGood))
    }

    @Test func `where there is no replica, reading and writing say so`() throws {
        let bench = try Bench()
        let folder = bench.folder("nowhere")
        for mode in [Replica.Mode.reading, .writing] {
            #expect(throws: ReplicaError.absent(folder: folder.data)) {
                try Replica(folder, mode: mode, environment: bench.environment())
            }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.data))
    }

    @Test func `an empty file, left by a start that was cut short, becomes a replica`() throws {
        let bench = try Bench()
        let folder = bench.folder()
        try FileManager.default.createDirectory(
            atPath: folder.data, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: folder.database))
        #expect(throws: ReplicaError.absent(folder: folder.data)) {
            try Replica(folder, mode: .reading, environment: bench.environment())
        }
        let replica = try Replica(folder, mode: .writing, environment: bench.environment())
        _ = try replica.add("Ada")
        #expect(try replica.people().count == 1)
    }

    @Test(arguments: ["with space", "new\nline", "quote'\"", "?mode=memory", "%41", "Zoë 👩‍🚀"])
    func `C2: a folder of any name works`(name: String) throws {
        let bench = try Bench()
        _ = try bench.replica(name).add("Ada")
        let reader = try Replica(
            bench.folder(name), mode: .reading, environment: bench.environment())
        #expect(try reader.people().count == 1)
        #expect(FileManager.default.fileExists(atPath: bench.folder(name).database))
    }

    @Test func `C2: a folder that cannot be made is an error that names it`() throws {
        let bench = try Bench()
        try Data().write(to: bench.root.appending(path: "file"))
        let error = #expect(throws: ReplicaError.self) { try bench.replica("file/home") }
        #expect(error?.code == "inaccessible")
        #expect(error?.sentence.contains("file") == true)
    }
}
