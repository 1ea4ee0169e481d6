import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica
import SyncProtocol
import Testing

/// Adding and editing people: all of a command or nothing, on disk when it returns.
struct EditingTests {
    @Test func `P1: somebody who was added is there when the replica is opened again`() throws {
        let bench = try Bench()
        let ada = try bench.replica().add(
            "Ada Lovelace", [.set(.title, "Countess"), .add(.email, "ada@example.org", label: "")])
        let reader = try Replica(
            bench.folder(), mode: .reading, environment: bench.environment())
        let person = try reader.one("Ada Lovelace")
        #expect(person.id == ada)
        #expect(person.kind == .person)
        #expect((person.title, person.email) == ("Countess", "ada@example.org"))
        #expect(person.space == "personal")
        #expect(try reader.details(of: ada)?.view.name.family == "Lovelace")
        #expect(try reader.people().map(\.id) == [ada])
    }

    @Test func `an organisation is listed as one`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        _ = try replica.add("Analytical Engines", kind: .organisation)
        #expect(try replica.one("Analytical Engines").kind == .organisation)
    }

    @Test func `wishes of which one cannot be met write nothing`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada")
        let before = try replica.spaces()
        #expect(throws: CardEditError.notADate) {
            try replica.edit(ada, [.set(.title, "Countess"), .set(.birthday, "soon")])
        }
        #expect(throws: CardEditError.notADate) {
            try replica.add("Bob", [.set(.birthday, "soon")])
        }
        #expect(try replica.spaces() == before)
        #expect(try replica.one("Ada").title.isEmpty)
    }

    @Test func `an edit that says what is there already writes nothing`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada", [.set(.title, "Countess")])
        let before = try replica.spaces()
        #expect(try !replica.edit(ada, [.set(.title, "Countess")]).isChanged)
        #expect(try replica.spaces() == before)
        #expect(try replica.undoLast().command == "add")
    }

    @Test func `an edit writes one change for the one line it concerns`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada", [.set(.title, "Countess"), .set(.role, "Poet")])
        let before = try #require(try replica.spaces().first?.unsentChanges)
        #expect(try replica.edit(ada, [.set(.title, "Programmer")]).isChanged)
        #expect(try replica.spaces().first?.unsentChanges == before + 1)
        #expect(try replica.one("Ada").title == "Programmer")
    }

    @Test func `what nobody has cannot be edited`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let nobody = EntityID(value: 99)
        #expect(throws: ReplicaError.unknownPerson) {
            try replica.edit(nobody, [.set(.title, "x")])
        }
        #expect(throws: ReplicaError.unknownPerson) { try replica.delete(nobody) }
        #expect(throws: ReplicaError.unknownPerson) { try replica.restore(nobody) }
        #expect(throws: ReplicaError.unknownPerson) { try replica.setTier(.focus, of: nobody) }
        #expect(throws: ReplicaError.unknownPerson) { try replica.addNote("x", about: nobody) }
        #expect(throws: ReplicaError.unknownSpace(name: "moon")) {
            try replica.add("Ada", space: "moon")
        }
        #expect(try replica.details(of: nobody) == nil)
        #expect(try replica.spaces().first?.unsentChanges == 0)
    }

    @Test(arguments: ["viewer", ""])
    func `who may only read a space writes nothing into it`(role: String) throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk", team: .owner)
        let ada = try replica.add("Ada", space: "team")
        let team = SpaceDescription(
            id: Bench.team, name: "team", role: Role(rawValue: role), isPersonal: false)
        try replica.update([team], tag: [])
        let before = try replica.spaces()
        let refusal: ReplicaError =
            role.isEmpty ? .noMember(space: "team") : .mayNotWrite(space: "team")
        #expect(throws: refusal) { try replica.add("Bob", space: "team") }
        #expect(throws: refusal) { try replica.edit(ada, [.set(.title, "x")]) }
        #expect(throws: refusal) { try replica.delete(ada) }
        #expect(throws: refusal) { try ImportSession(into: replica, space: "team") }
        #expect(try replica.spaces() == before)
        try replica.setTier(.close, of: ada)
        #expect(try replica.one("Ada").tier == "close")
    }

    @Test func `two machines that edit two properties do not conflict`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.set(.title, "Countess")])
        try laptop.edit(ada, [.add(.email, "ada@example.org", label: "")])
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] {
            let person = try replica.one("Ada")
            #expect((person.title, person.email) == ("Countess", "ada@example.org"))
            #expect(try replica.conflicts().isEmpty)
        }
    }

    @Test func `LOG-5: after a clock that was wrong once history goes on with the right one`()
        throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "first")])
        let now = bench.wallMilliseconds
        bench.wallMilliseconds = 4_070_908_800_000
        try desk.edit(ada, [.set(.title, "of 2099")])
        bench.wallMilliseconds = now + 1_000
        try desk.edit(ada, [.set(.title, "back")])
        try desk.exchange(with: laptop)
        // Both edit without knowing of each other: the later one is shown.
        bench.wallMilliseconds = now + 2_000
        try desk.edit(ada, [.set(.title, "earlier")])
        bench.wallMilliseconds = now + 3_000
        try laptop.edit(ada, [.set(.title, "later")])
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] { #expect(try replica.one("Ada").title == "later") }
        let titles = try desk.history(of: ada).filter { $0.property == "TITLE" }
        #expect(titles.filter { $0.atMilliseconds > now + 10_000 }.count == 1)
    }

    @Test func `A tier that was changed by mistake and taken back stands since it was said`() throws
    {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada")
        func since() throws -> UInt64? { try replica.rhythmFacts(of: ada)?.promisedMilliseconds }
        let said = bench.wallMilliseconds
        try replica.setTier(.close, of: ada)
        bench.wallMilliseconds += 150 * 86_400_000
        try replica.setTier(.wide, of: ada)
        #expect(try since() == bench.wallMilliseconds)
        bench.wallMilliseconds += 60_000
        _ = try replica.undoLast()
        #expect(try since() == said)
        // What stood for months in between was no mistake.
        try replica.setTier(.wide, of: ada)
        bench.wallMilliseconds += 60 * 86_400_000
        try replica.setTier(.close, of: ada)
        #expect(try since() == bench.wallMilliseconds)
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `LOG-5: a clock set back by years neither refuses an edit nor loses it`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada", [.set(.title, "first")])
        bench.wallMilliseconds = 5
        try replica.edit(ada, [.set(.title, "second")])
        bench.wallMilliseconds = UInt64.max
        try replica.edit(ada, [.set(.title, "third")])
        bench.wallMilliseconds = 0
        try replica.edit(ada, [.set(.title, "last")])
        #expect(try replica.one("Ada").title == "last")
        #expect(try replica.history(of: ada).filter { $0.property == "TITLE" }.count == 4)
    }
}
