import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica
import SyncProtocol
import Testing

/// Conflicts: all that was said is listed, and one choice settles it everywhere.
struct ConflictTests {
    /// Two machines that gave Ada's title two values.
    private struct Disagreement {
        let bench: Bench
        let desk: Replica
        let laptop: Replica
        let ada: EntityID

        init() throws {
            bench = try Bench()
            desk = try bench.enrolled("desk")
            laptop = try bench.enrolled("laptop")
            ada = try desk.add("Ada", [.set(.title, "Lady")])
            try desk.exchange(with: laptop)
            try desk.edit(ada, [.set(.title, "Countess")])
            bench.wallMilliseconds += 1_000
            try laptop.edit(ada, [.set(.title, "Programmer")])
            try desk.exchange(with: laptop)
        }
    }

    @Test func `Two labels of one number are told apart by the labels`() throws {
        let bench = try Bench()
        let desk = try bench.enrolled("desk")
        let laptop = try bench.enrolled("laptop")
        let ada = try desk.add("Ada", [.add(.phone, "+49 30 100", label: "")])
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.add(.phone, "+49 30 100", label: "home")])
        bench.wallMilliseconds += 1_000
        try laptop.edit(ada, [.add(.phone, "+49 30 100", label: "mobile")])
        try desk.exchange(with: laptop)
        let conflict = try #require(try desk.conflicts().first)
        #expect(conflict.choices.map(\.text) == ["+49 30 100 (mobile)", "+49 30 100 (home)"])
        _ = try desk.pick(conflict.id, "+49 30 100 (home)")
        #expect(try desk.conflicts().isEmpty)
    }

    @Test func `MERGE-7: of who is in the trash nothing is asked, until they come back`() throws {
        let both = try Disagreement()
        for machine in [both.desk, both.laptop] {
            try machine.setTier(machine === both.desk ? .close : .wide, of: both.ada)
        }
        try both.desk.exchange(with: both.laptop)
        #expect(try both.desk.conflicts().map(\.property).sorted() == ["TITLE", "tier"])
        try both.desk.delete(both.ada)
        try both.desk.exchange(with: both.laptop)
        for machine in [both.desk, both.laptop] {
            #expect(try machine.conflicts().isEmpty)
            #expect(try machine.conflictCount() == 0)
            #expect(try machine.examine().allSatisfy(\.isGood))
        }
        try both.laptop.restore(both.ada)
        try both.laptop.exchange(with: both.desk)
        for machine in [both.desk, both.laptop] {
            #expect(try machine.conflicts().map(\.property).sorted() == ["TITLE", "tier"])
            #expect(try machine.examine().allSatisfy(\.isGood))
        }
    }

    @Test func `MERGE-3, MERGE-4: both machines show the later value and list the other`() throws {
        let both = try Disagreement()
        for replica in [both.desk, both.laptop] {
            #expect(try replica.one("Ada").title == "Programmer")
            let conflicts = try replica.conflicts()
            let conflict = try #require(conflicts.first)
            #expect(conflicts.count == 1)
            #expect(conflict.person == both.ada)
            #expect((conflict.personName, conflict.property) == ("Ada", "TITLE"))
            #expect(conflict.choices.map(\.text) == ["Programmer", "Countess"])
            #expect(conflict.choices.map(\.machine) == ["laptop", "desk"])
            #expect(conflict.choices.map(\.isShown) == [true, false])
            #expect(try replica.details(of: both.ada)?.conflictCount == 1)
            #expect(try replica.status().conflictCount == 1)
        }
        #expect(try both.desk.conflicts().map(\.id) == both.laptop.conflicts().map(\.id))
    }

    @Test func `MERGE-4: a conflict about a merge has the names, and is settled by them`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let xena = try desk.add("Xena One")
        let alpha = try desk.add("Alpha Two")
        let beta = try desk.add("Beta Three")
        try desk.exchange(with: laptop)
        try desk.merge(xena, into: alpha)
        bench.wallMilliseconds += 1_000
        try laptop.merge(xena, into: beta)
        try desk.exchange(with: laptop)
        let conflict = try #require(try desk.conflicts().first)
        #expect(
            conflict.choices.map(\.text) == [
                "Beta Three (\(beta.description.prefix(8)))",
                "Alpha Two (\(alpha.description.prefix(8)))",
            ])
        _ = try desk.pick(conflict.id, "alpha two")
        #expect(try desk.conflicts().isEmpty)
        #expect(try desk.cards(of: alpha).count == 2)
    }

    @Test func `S0-11: a boundary of no stands against an ok said meanwhile, until it is lifted`()
        throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let zed = try desk.add("Zed")
        try desk.exchange(with: laptop)
        func say(_ word: String, on replica: Replica) throws {
            bench.wallMilliseconds += 1_000
            try replica.setOverlay(of: zed, [(field: .boundary, value: FieldValue.text(word))])
        }
        func boundaries() throws -> [String?] {
            try [desk, laptop].map { try $0.rhythmFacts(of: zed)?.overlay.text(.boundary) }
        }
        try say("no", on: desk)
        try say("ok", on: laptop)
        try desk.exchange(with: laptop)
        #expect(try boundaries() == ["no", "no"])
        let conflict = try #require(try laptop.conflicts().first)
        #expect(conflict.choices.map(\.text) == ["no", "ok"])
        #expect(conflict.choices.map(\.isShown) == [true, false])
        // Whoever says it now has seen the no.
        try say("ok", on: laptop)
        try desk.exchange(with: laptop)
        #expect(try boundaries() == ["ok", "ok"] && desk.conflicts().isEmpty)
    }

    @Test
    func `P4: who adds a tag to tags in conflict chooses none, and takes back that tag alone`()
        throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ann = try desk.add("Ann", [.add(.tag, "base", label: "")])
        try desk.exchange(with: laptop)
        for (replica, tag) in [(desk, "red"), (laptop, "blue")] {
            bench.wallMilliseconds += 1_000
            try replica.edit(ann, [.add(.tag, tag, label: "")])
        }
        try desk.exchange(with: laptop)
        // What the laptop said meanwhile is a change since.
        #expect(try desk.undoLast().keptCells == 1)
        let before = try desk.conflicts().first?.choices.map(\.text)
        #expect(before == ["base,blue", "base,red"])
        for _ in 1...2 {
            bench.wallMilliseconds += 1_000
            try desk.edit(ann, [.add(.tag, "new", label: "")])
            #expect(
                try desk.conflicts().first?.choices.map(\.text) == ["base,blue,new", "base,red"])
            let report = try desk.undoLast()
            #expect(report.keptCells == 0)
            #expect(try desk.conflicts().first?.choices.map(\.text) == before)
        }
        _ = try desk.redoLast()
        try desk.exchange(with: laptop)
        #expect(try laptop.conflicts().first?.choices.map(\.text) == ["base,blue,new", "base,red"])
        // A form that was open meanwhile replaces nothing that its reader did not see.
        let basis = try desk.editingBasis(of: try desk.one("Ann"))
        bench.wallMilliseconds += 1_000
        try laptop.edit(ann, [.add(.tag, "green", label: "")])
        try desk.exchange(with: laptop)
        var random = SystemRandomNumberGenerator()
        let edits = try CardEditor.edits(
            [.add(.tag, "late", label: "")], to: basis.card, using: &random)
        bench.wallMilliseconds += 1_000
        _ = try desk.edit(on: basis, edits)
        #expect(
            try desk.conflicts().first?.choices.map(\.text) == [
                "base,blue,new,late", "base,blue,new,green", "base,red",
            ])
        try desk.exchange(with: laptop)
        let conflict = try #require(try laptop.conflicts().first)
        _ = try laptop.pick(conflict.id, "3")
        #expect(try laptop.conflicts().isEmpty)
        #expect(try desk.examine().allSatisfy(\.isGood))
    }

    /// Two values of one line, an edit of it, and what stands to be chosen then.
    private struct PartCase: Sendable {
        let first: CardEditCommand
        let second: CardEditCommand
        let edit: CardEditCommand
        let choices: [String]?
    }

    private static let partCases = [
        PartCase(
            first: .setAddress(.city, "Lisbon", label: ""),
            second: .setAddress(.city, "Porto", label: ""),
            edit: .setAddress(.postcode, "1000", label: ""),
            choices: ["1 Way; Porto; 1000", "1 Way; Lisbon"]),
        PartCase(
            first: .setAddress(.city, "Lisbon", label: ""),
            second: .setAddress(.city, "Porto", label: ""),
            edit: .setAddress(.city, "Faro", label: ""), choices: nil),
        PartCase(
            first: .set(.organisation, "A Ltd"), second: .set(.organisation, "B Ltd"),
            edit: .addUnit("Research"), choices: ["B Ltd; Research", "A Ltd"]),
        PartCase(
            first: .set(.title, "A"), second: .set(.title, "B"), edit: .set(.title, "C"),
            choices: nil),
        PartCase(
            first: .setNamePart(.prefix, "Dr."), second: .setNamePart(.prefix, "Prof."),
            edit: .setNamePart(.family, "Other"),
            choices: ["Prof. Nia Other", "Dr. Nia Noe", "Other; Nia; Prof.", "Noe; Nia; Dr."]),
    ]

    @Test(arguments: partCases)
    private func `P4: who sets one part of a line chooses none of another part`(_ some: PartCase)
        throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let nia = try desk.add(
            "Nia Noe",
            [
                .setAddress(.street, "1 Way", label: ""), .set(.organisation, "Old"),
                .set(.title, "Old"),
            ])
        try desk.exchange(with: laptop)
        for (replica, command) in [(desk, some.first), (laptop, some.second)] {
            bench.wallMilliseconds += 1_000
            try replica.edit(nia, [command])
        }
        try desk.exchange(with: laptop)
        let before = try desk.conflicts().flatMap { $0.choices.map(\.text) }
        for _ in 1...2 {
            bench.wallMilliseconds += 1_000
            try desk.edit(nia, [some.edit])
            #expect(
                try desk.conflicts().flatMap { $0.choices.map(\.text) } == some.choices ?? [])
            guard some.choices != nil else { break }
            let report = try desk.undoLast()
            #expect(report.keptCells == 0 && report.settledConflicts == 0)
            #expect(try desk.conflicts().flatMap { $0.choices.map(\.text) } == before)
        }
        guard some.choices != nil else { return }
        _ = try desk.redoLast()
        try desk.exchange(with: laptop)
        #expect(try laptop.conflicts().flatMap { $0.choices.map(\.text) } == some.choices)
    }

    @Test func `Taken back, an edit over a conflict says that the conflict stays away`() throws {
        let both = try Disagreement()
        try both.desk.edit(both.ada, [.set(.title, "Queen")])
        let report = try both.desk.undoLast()
        #expect(report.undoneCells == 1 && report.settledConflicts == 1)
        #expect(try both.desk.one("Ada").title == "Programmer")
    }

    @Test func `a group's name is the same on every machine, however its tag is spelled`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        for tag in ["harbour", "Harbour", "HARBOUR"] {
            _ = try desk.add("Kim \(tag)", [.add(.tag, tag, label: "")])
            bench.wallMilliseconds += 1_000
            _ = try laptop.add("Lee \(tag)", [.add(.tag, tag.uppercased(), label: "")])
            bench.wallMilliseconds += 1_000
        }
        try laptop.exchange(with: desk)
        let names = try [desk, laptop].map { try $0.groups().map(\.name) }
        #expect(names == [["harbour"], ["harbour"]])
    }

    @Test func `what two copies of a machine call it is no conflict`() throws {
        let replica = try Bench().enrolled("desk")
        let cell = CellAddress(entity: EntityID(value: 77), field: .name)
        var (one, two) = (ForeignAuthor(77), ForeignAuthor(78))
        let runs = try [
            one.run([Wish(cell: cell, kind: .machine, value: Array("laptop".utf8))]),
            two.run([Wish(cell: cell, kind: .machine, value: Array("copy".utf8))]),
        ]
        _ = try replica.store(of: Bench.personal).apply(.from(server: 5, runs))
        #expect(try replica.status().conflictCount == 0)
        #expect(try replica.conflicts().isEmpty)
    }

    @Test(arguments: [("1", "Programmer"), ("2", "Countess"), ("countess", "Countess")])
    func `a pick settles it on every machine`(choice: String, title: String) throws {
        let both = try Disagreement()
        let conflict = try #require(try both.desk.conflicts().first)
        #expect(try both.desk.pick(String(conflict.id.prefix(3)).uppercased(), choice) == conflict)
        try both.desk.exchange(with: both.laptop)
        for replica in [both.desk, both.laptop] {
            #expect(try replica.one("Ada").title == title)
            #expect(try replica.conflicts().isEmpty)
            #expect(try replica.status().conflictCount == 0)
        }
    }

    @Test(arguments: ["", "zzzz", "0", "ffffffffffff"])
    func `a conflict that is not there cannot be picked`(id: String) throws {
        let both = try Disagreement()
        #expect(throws: ReplicaError.unknownConflict(id: id)) {
            try both.desk.pick(id, "1")
        }
    }

    @Test(arguments: ["", "0", "3", "-1", "9223372036854775808", "Queen"])
    func `a choice that is not there changes nothing`(choice: String) throws {
        let both = try Disagreement()
        let conflict = try #require(try both.desk.conflicts().first)
        #expect(throws: ReplicaError.unknownChoice(id: conflict.id, count: 2)) {
            try both.desk.pick(conflict.id, choice)
        }
        #expect(try both.desk.conflicts() == [conflict])
    }

    @Test func `an edit that saw the conflict settles it too`() throws {
        let both = try Disagreement()
        try both.desk.edit(both.ada, [.set(.title, "Analyst")])
        try both.desk.exchange(with: both.laptop)
        #expect(try both.laptop.conflicts().isEmpty)
        #expect(try both.laptop.one("Ada").title == "Analyst")
    }

    @Test func `MERGE-4: the same value twice is no conflict`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.set(.title, "Countess")])
        try laptop.edit(ada, [.set(.title, "Countess")])
        try desk.exchange(with: laptop)
        #expect(try desk.conflicts().isEmpty)
        #expect(try desk.one("Ada").title == "Countess")
    }

    @Test func `MERGE-5: a value removed here and changed there is kept, and listed`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.set(.title, "")])
        try laptop.edit(ada, [.set(.title, "Countess")])
        try desk.exchange(with: laptop)
        #expect(try desk.one("Ada").title == "Countess")
        let conflict = try #require(try desk.conflicts().first)
        #expect(conflict.choices.map(\.text) == ["Countess", "(removed)"])
        _ = try desk.pick(conflict.id, "2")
        try desk.exchange(with: laptop)
        #expect(try laptop.one("Ada").title.isEmpty)
        #expect(try laptop.conflicts().isEmpty)
    }

    @Test func `a tier that two machines set differently is a conflict of one's own`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        try desk.exchange(with: laptop)
        try desk.setTier(.focus, of: ada)
        try laptop.setTier(.rest, of: ada)
        try desk.exchange(with: laptop)
        let conflict = try #require(try laptop.conflicts().first)
        #expect(conflict.property == "tier")
        _ = try laptop.pick(conflict.id, "focus")
        try desk.exchange(with: laptop)
        #expect(try desk.one("Ada").tier == "focus")
        #expect(try desk.conflicts().isEmpty)
    }

    @Test func `a conflict of a note says whom it is about`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        let id = try desk.addNote("first words", about: ada)
        try desk.exchange(with: laptop)
        for (machine, text) in [(desk, "calls in the morning"), (laptop, "calls in the evening")] {
            let note = try #require(try machine.notes(endingWith: id.description).first)
            try machine.change(note, to: text)
        }
        try desk.exchange(with: laptop)
        for machine in [desk, laptop] {
            #expect(try machine.conflicts().map(\.personName) == ["note about Ada"])
            #expect(try machine.conflicts().map(\.property) == ["text"])
        }
    }

    @Test func `a conflict of somebody purged here and merged there has a name`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let (yara, zoe) = (try desk.add("Yara"), try desk.add("Zoe"))
        try desk.exchange(with: laptop)
        try desk.purge(try desk.planPurge(of: [yara]))
        try laptop.merge(yara, into: zoe)
        try desk.exchange(with: laptop)
        for machine in [desk, laptop] {
            #expect(try machine.conflicts().map(\.personName) == ["somebody erased"])
        }
    }

    @Test func `the list and the count agree when a newer program's field has two values`() throws {
        let both = try Disagreement()
        let store = try both.desk.store(of: Bench.personal)
        let cell = CellAddress(entity: both.ada, field: FieldName(rawValue: "tomorrow"))
        for id in [UInt128(1), 2] {
            var author = ForeignAuthor(id)
            let run = try author.run([Wish(cell: cell, value: [UInt8(id)])])
            _ = try store.apply(.from(server: 5, [run]))
        }
        #expect(try both.desk.conflicts().map(\.property) == ["TITLE"])
        #expect(try both.desk.status().conflictCount == 1)
    }
}
