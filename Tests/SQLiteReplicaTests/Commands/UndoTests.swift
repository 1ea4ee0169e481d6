import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica
import TestSupport
import Testing

/// Undo takes whole commands back, the last one first.
struct UndoTests {
    @Test func `undoing everything goes back through every state there was`() throws {
        for seed in UInt64(1)...6 {
            let bench = try Bench(seed: seed)
            let replica = try bench.replica()
            var random = SeededRandom(seed: seed)
            var states = [try Snapshot(replica)]
            while states.count < 16 {
                try Self.command(replica, &random)
                let state = try Snapshot(replica)
                if state != states.last { states.append(state) }
            }
            for before in states.dropLast().reversed() {
                let report = try replica.undoLast()
                #expect(report.keptCells == 0, "seed \(seed): \(report.command)")
                let isEqual = try Snapshot(replica) == before
                try #require(isEqual, "seed \(seed): undo of \(report.command)")
            }
            #expect(throws: ReplicaError.nothingToUndo) { try replica.undoLast() }
            for after in states.dropFirst() {
                let report = try replica.redoLast()
                #expect(report.keptCells == 0, "seed \(seed): \(report.command)")
                let isEqual = try Snapshot(replica) == after
                try #require(isEqual, "seed \(seed): redo of \(report.command)")
            }
            #expect(throws: ReplicaError.nothingToRedo) { try replica.redoLast() }
            // What was done again can be taken back again.
            for before in states.dropLast().reversed() {
                let report = try replica.undoLast()
                let isEqual = try Snapshot(replica) == before
                try #require(isEqual, "seed \(seed): second undo of \(report.command)")
            }
        }
    }

    @Test func `a command is told apart by whom it wrote of`() throws {
        let replica = try Bench().replica()
        let names = ["Ada", "Ben", "Cleo", "Dora"]
        let ids = try names.map { try replica.add($0, [.set(.title, "one")]) }
        try replica.edit(ids[1], [.set(.title, "two")])
        var touch = ItemDraft(id: replica.newItemID(), kind: .touch)
        touch.set(.at, instant: 1_780_000_000_000)
        for id in [ids[2], ids[0]] { touch.insert(.with, id) }
        try replica.write("touch", [touch])
        let listed = try replica.commands(limit: 9, people: 3).map { $0.people.map(\.name) }
        #expect(listed == [["Ada", "Cleo"], ["Ben"], ["Dora"], ["Cleo"], ["Ben"], ["Ada"]])
        #expect(try replica.commands(limit: 1, people: 1).map(\.people.count) == [1])
        #expect(try replica.undoLast().people.map(\.entity) == [ids[0], ids[2]])
    }

    @Test func `what was taken back is done again until another command is called`() throws {
        let replica = try Bench().replica()
        let ada = try replica.add("Ada", [.set(.title, "one")])
        try replica.edit(ada, [.set(.title, "two")])
        _ = try replica.undoLast()
        _ = try replica.undoLast()
        #expect(try replica.commands(limit: 9).map(\.name) == ["edit", "add"])
        #expect(try replica.commands(limit: 9).allSatisfy(\.isTakenBack))
        #expect(try replica.redoLast().command == "add")
        #expect(try replica.one("Ada").title == "one")
        #expect(try replica.commands(limit: 9).map(\.isTakenBack) == [true, false])
        try replica.edit(ada, [.set(.role, "host")])
        #expect(throws: ReplicaError.nothingToRedo) { try replica.redoLast() }
        // The last one called is the first that is taken back.
        #expect(try replica.undoLast().command == "edit")
        #expect(try replica.redoLast().command == "edit")
        #expect(try replica.details(of: ada)?.view.role == "host")
    }

    @Test func `what was changed since a command was taken back is not done again`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "one"), .set(.role, "one")])
        try desk.edit(ada, [.set(.title, "two"), .set(.role, "two")])
        _ = try desk.undoLast()
        try desk.exchange(with: laptop)
        try laptop.edit(ada, [.set(.title, "three")])
        try desk.exchange(with: laptop)
        let report = try desk.redoLast()
        #expect((report.undoneCells, report.keptCells) == (1, 1))
        let view = try #require(try desk.details(of: ada)?.view)
        #expect((view.title, view.role) == ("three", "two"))
    }

    @Test func `a replica without commands has nothing to undo`() throws {
        let bench = try Bench()
        #expect(throws: ReplicaError.nothingToUndo) { try bench.replica().undoLast() }
    }

    @Test func `what was changed since by another machine is left alone and counted`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "one"), .set(.role, "one")])
        try desk.edit(ada, [.set(.title, "two"), .set(.role, "two")])
        try desk.exchange(with: laptop)
        try laptop.edit(ada, [.set(.title, "three")])
        try desk.exchange(with: laptop)
        let report = try desk.undoLast()
        #expect(report.command == "edit")
        #expect((report.undoneCells, report.keptCells) == (1, 1))
        let view = try #require(try desk.details(of: ada)?.view)
        #expect((view.title, view.role) == ("three", "one"))
    }

    @Test func `a command of another machine is not undone here`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        _ = try desk.add("Ada")
        try desk.exchange(with: laptop)
        #expect(throws: ReplicaError.nothingToUndo) { try laptop.undoLast() }
    }

    @Test func `an undo reaches the other machine`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "one")])
        try desk.edit(ada, [.set(.title, "two")])
        try desk.exchange(with: laptop)
        _ = try desk.undoLast()
        try desk.exchange(with: laptop)
        #expect(try laptop.one("Ada").title == "one")
        _ = try desk.undoLast()
        try desk.exchange(with: laptop)
        #expect(try laptop.people().isEmpty)
    }

    @Test func `an import of many transactions is undone as one, and can be done again`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let people = 2_600
        let file = (1...people).map { number in
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\(number)\r\nFN:Person \(number)\r\n"
                + "N:\(number);Person;;;\r\nEND:VCARD\r\n"
        }.joined()
        #expect(try replica.importFile(file).count(.imported) == people)
        #expect(try replica.people().count == people)
        #expect(try replica.undoLast().undoneCells == people * 4)
        #expect(try replica.people().isEmpty)
        #expect(throws: ReplicaError.nothingToUndo) { try replica.undoLast() }
        #expect(try replica.importFile(file).count(.imported) == people)
        #expect(try replica.people().count == people)
    }

    /// What people can see of a replica.
    private struct Snapshot: Equatable {
        let people: [PersonDetails]
        let trash: [PersonSummary]

        init(_ replica: Replica) throws {
            people = try replica.people().compactMap { try replica.details(of: $0.id) }
            trash = try replica.people(trashed: true)
        }
    }

    private static func command(_ replica: Replica, _ random: inout SeededRandom) throws {
        let number = random.next() % 5
        guard let person = random.pick(try replica.people()) else {
            guard number > 0, let trashed = random.pick(try replica.people(trashed: true)) else {
                _ = try replica.add("Person \(number)")
                return
            }
            return try replica.restore(trashed.id)
        }
        switch random.next() % 8 {
        case 0: _ = try replica.add("Person \(number)", [.set(.title, "T")])
        case 1: try replica.delete(person.id)
        case 2: try replica.setTier(random.pick(Tier.allCases), of: person.id)
        case 3: try replica.setTier(nil, of: person.id)
        case 4: try replica.addNote("note \(number)", about: person.id)
        case 5: try replica.edit(person.id, [.set(.title, "")])
        case 6:
            try replica.edit(person.id, [.add(.email, "p\(number)@example.org", label: "")])
        default:
            try replica.edit(person.id, [.set(.title, "T\(number)"), .set(.role, "R\(number)")])
        }
    }
}

extension Replica {
    /// Imports a file in one go.
    func importFile(_ text: String, space: String? = nil) throws -> ImportReport {
        try importFile(Array(text.utf8), space: space)
    }

    /// Imports a file in one go.
    func importFile(_ bytes: [UInt8], space: String? = nil) throws -> ImportReport {
        let session = try ImportSession(into: self, space: space)
        let (cards, problems) = VCardReader.read(bytes)
        try session.take(cards)
        session.note(problems)
        try session.finish()
        return session.report
    }
}
