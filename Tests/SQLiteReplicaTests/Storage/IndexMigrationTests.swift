import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog
import Synchronization
import TestSupport
import Testing

@testable import SQLiteReplica

/// The index of an older kith is filled anew, whatever stops it.
struct IndexMigrationTests {
    /// The index as the seventh version had it, with nobody in it.
    private static let seventh = """
        DROP TABLE search_terms; DROP TABLE search;
        CREATE VIRTUAL TABLE search USING fts5 (
            name, organisation, contact, tags, notes,
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        );
        CREATE VIRTUAL TABLE search_terms USING fts5vocab (search, row);
        DROP TABLE shared_touch; DROP TABLE shared_touch_person;
        ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 7;
        """

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `S11: the seventh version had less in its index`(mode: Replica.Mode) throws {
        let bench = try Bench()
        _ = try bench.replica().add(
            "Ada", [.setProperty("TITLE", rawValue: "Countess"), .add(.tag, "x", label: "")])
        _ = try bench.replica().add("Bob", [.setProperty("X-SPOUSE", rawValue: "Ada")])
        try bench.damage(bench.folder(), Self.seventh)
        let replica = try Replica(bench.folder(), mode: mode, environment: bench.environment())
        #expect(try replica.find("ada").map(\.name) == ["Ada", "Bob"])
        #expect(try replica.find("countess").map(\.name) == ["Ada"])
        if mode == .writing { #expect(try replica.examine().allSatisfy(\.isGood)) }
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `the tenth version showed a fax, and every card of one person in the trash`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        try {
            let replica = try bench.replica()
            let fay = try replica.add("Fay")
            try replica.edit(
                fay, [.add(.phone, "5551", label: "fax"), .add(.phone, "5552", label: "")])
            let ada = try replica.add("Ada One")
            try replica.merge(try replica.add("Ada Two"), into: ada)
            try replica.delete(ada)
        }()
        try bench.damage(
            bench.folder(),
            """
            UPDATE person SET phone = '5551' WHERE name = 'Fay';
            UPDATE person SET life = 1, canonical = entity WHERE name <> 'Fay';
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 10;
            """)
        let replica = try Replica(bench.folder(), mode: mode, environment: bench.environment())
        #expect(try replica.people().map(\.phone) == ["5552"])
        #expect(try replica.people(trashed: true).count == 1)
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `a book of before knows all spaces that have a card of somebody`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        try {
            let replica = try bench.enrolled("home")
            let ada = try replica.add("Ada")
            try replica.merge(try replica.add("Ada of the team", space: "team"), into: ada)
            _ = try replica.add("Grace", space: "team")
        }()
        try bench.damage(
            bench.folder(),
            "DELETE FROM contact_value WHERE kind = 'space'; ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 12;"
        )
        let replica = try Replica(bench.folder(), mode: mode, environment: bench.environment())
        #expect(try replica.people().map(\.spaces) == [["personal", "team"], ["team"]])
        #expect(try replica.spaces().map(\.peopleCount) == [1, 2])
    }

    @Test func `an index whose filling was cut short is filled on, by who only reads too`() throws {
        let bench = try Bench()
        let people = try (0..<5).map { try bench.replica().add("Person \($0)") }
        let third = try bench.replica().database.read { try $0.row(of: people[2]) }
        let last = try #require(third)
        let before = try bench.replica().people().count
        for mode in [Replica.Mode.reading, .writing] {
            try bench.damage(
                bench.folder(),
                """
                DELETE FROM search WHERE rowid > \(last);
                UPDATE search SET name = 'Done' WHERE rowid = \(last);
                INSERT INTO setting (key, value) VALUES ('unindexed', '\(last)');
                """)
            let replica = try Replica(bench.folder(), mode: mode, environment: bench.environment())
            #expect(try replica.find("person").count == before - 1)
            #expect(try replica.find("done").map(\.name) == ["Person 2"], "what is done stays")
            let left = try replica.database.read { try $0.setting(SettingKey.unindexed) }
            #expect(left == nil)
        }
    }

    @Test func `a whole book is indexed a part at a time, and told of`() throws {
        let bench = try Bench()
        let cards = (0..<2_500).map {
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person \($0)\r\nTITLE:t\($0)\r\nEND:VCARD\r\n"
        }
        _ = try bench.replica().importFile(cards.joined())
        try bench.damage(bench.folder(), Self.seventh)
        let told = Mutex<[Int]>([])
        let usual = bench.environment()
        let environment = ReplicaEnvironment(
            digest: usual.digest, random128: usual.random128,
            wallMilliseconds: usual.wallMilliseconds, machineID: usual.machineID,
            machineName: usual.machineName,
            indexing: { done, all in
                #expect(all == 2_500)
                told.withLock { $0.append(done) }
            })
        let replica = try Replica(bench.folder(), mode: .reading, environment: environment)
        #expect(told.withLock { $0 } == [1_000, 2_000, 2_500, 2_500])
        #expect(try replica.find("t2499").map(\.name) == ["Person 2499"])
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `the fourteenth version kept the day of a tier in UTC, and none of the private circle`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        let (ada, bea) = try {
            let replica = try bench.replica()
            let people = (try replica.add("Ada"), try replica.add("Bea"))
            try replica.setTier(.close, of: people.0)
            try replica.setOverlay(of: people.1, [(.circle, FieldValue.text("private"))])
            return people
        }()
        try bench.damage(
            bench.folder(),
            """
            DELETE FROM contact_value WHERE kind = 'tiered';
            INSERT INTO contact_value (kind, value, entity)
                SELECT 'tiered', '2020-01-01', entity FROM person WHERE name = 'Ada';
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 14;
            """)
        let replica = try Replica(bench.folder(), mode: mode, environment: bench.environment())
        for person in [ada, bea] {
            let said = try replica.rhythmFacts(of: person)?.promisedMilliseconds
            #expect(said == bench.wallMilliseconds)
        }
    }
}
