import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica
import Testing

/// The trash, alone and between two machines.
struct TrashTests {
    @Test func `MERGE-7: who is deleted is found in the trash only, and comes back whole`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add(
            "Ada Lovelace", [.add(.email, "ada@example.org", label: ""), .set(.title, "Countess")])
        try replica.setTier(.focus, of: ada)
        try replica.addNote("likes whist", about: ada)
        let before = try replica.details(of: ada)
        try replica.delete(ada)
        #expect(try replica.people().isEmpty)
        #expect(try replica.people(trashed: true).map(\.id) == [ada])
        #expect(try replica.find("Ada").isEmpty)
        #expect(try replica.find("whist").isEmpty)
        for selector in ["Ada Lovelace", "ada@example.org", ada.description] {
            #expect(try replica.lookUp(selector) == .none)
        }
        #expect(try replica.names(beginningWith: "").isEmpty)
        #expect(try replica.status().trashCount == 1)
        try replica.forEachCard { Issue.record("\($0.entity) is exported") }
        try replica.restore(ada)
        #expect(try replica.details(of: ada) == before)
        #expect(try replica.find("whist").map(\.id) == [ada])
        #expect(try replica.people(trashed: true).isEmpty)
    }

    @Test(arguments: ["Ada Lovelace", "love", "ADA"])
    func `the trash is searched by words of the name`(selector: String) throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada Lovelace")
        _ = try replica.add("Bob")
        try replica.delete(ada)
        let found = try replica.lookUp(selector, trashed: true)
        guard case .one(let person) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(person.id == ada)
        #expect(try replica.lookUp("Bob", trashed: true) == .none)
    }

    @Test(arguments: ["", " ", "-", "he", "velace"])
    func `nothing, and the middle of a word, means nobody in the trash`(selector: String) throws {
        let replica = try Bench().replica()
        for name in ["Ada Lovelace", "Ben Other"] {
            try replica.delete(try replica.add(name))
        }
        #expect(try replica.lookUp(selector, trashed: true) == .none)
    }

    @Test func `however many are in the trash, each is found there by a word`() throws {
        let replica = try Bench().replica()
        let file = (0..<130).map { number in
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\(number)\r\nFN:Person N\(number)\r\nEND:VCARD\r\n"
        }.joined()
        _ = try replica.importFile(file)
        for person in try replica.people() { try replica.delete(person.id) }
        for number in [0, 9, 99, 129] {
            let found = try replica.lookUp("person n\(number)", trashed: true)
            switch found {
            case .one(let person): #expect(number != 9 && person.name == "Person N\(number)")
            case .several(let people): #expect(number == 9 && people.count == 11)
            case .none: Issue.record("\(number) is not found")
            }
        }
    }

    @Test func `who was merged is kept with all their cards`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let one = try desk.add("Cy One", [.add(.email, "cy@x.example", label: "")])
        let two = try desk.add("Cyrus Two", [.add(.phone, "+1 555 0100", label: "")])
        try desk.merge(one, into: two)
        try desk.exchange(with: laptop)
        let whole = try desk.details(of: two)?.view
        try desk.delete(two)
        try laptop.edit(two, [.set(.role, "Lead")])
        try desk.exchange(with: laptop)
        let conflict = try #require(try desk.conflicts().first)
        _ = try desk.pick(conflict.id, "keep")
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] {
            let view = try replica.details(of: two)?.view
            #expect(view?.role == "Lead" && view?.emails == whole?.emails)
            #expect(view?.phones == whole?.phones)
            #expect(try replica.people(trashed: true).isEmpty && replica.conflicts().isEmpty)
        }
    }

    @Test func `a deletion reaches the other machine`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        try desk.exchange(with: laptop)
        try desk.delete(ada)
        try desk.exchange(with: laptop)
        #expect(try laptop.people().isEmpty)
        #expect(try laptop.people(trashed: true).map(\.id) == [ada])
        try laptop.restore(ada)
        try desk.exchange(with: laptop)
        #expect(try desk.people().map(\.id) == [ada])
    }

    @Test(arguments: ["1", "2", "keep (edited)", "DELETE (deleted)"])
    func `P4: deleted here and edited there stays until a person decides`(choice: String) throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        try desk.exchange(with: laptop)
        try desk.delete(ada)
        try laptop.edit(ada, [.set(.title, "Countess")])
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] {
            #expect(try replica.one("Ada").isContested)
            #expect(try replica.one("Ada").title == "Countess")
            let conflict = try #require(try replica.conflicts().first)
            #expect(conflict.isAboutLife)
            #expect(conflict.choices.map(\.machine) == ["laptop", "desk"])
            #expect(try replica.status().conflictCount == 1)
        }
        let conflict = try #require(try desk.conflicts().first)
        _ = try desk.pick(conflict.id, choice)
        try desk.exchange(with: laptop)
        let isKept = choice == "1" || choice.hasPrefix("keep")
        for replica in [desk, laptop] {
            #expect(try replica.conflicts().isEmpty)
            #expect(try replica.people(trashed: !isKept).map(\.id) == [ada])
            #expect(try replica.people(trashed: isKept).isEmpty)
        }
    }

    @Test(arguments: ["1", "2"])
    func `P4: kept on one machine and deleted on another at once, it is asked once more`(
        choice: String
    ) throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        try desk.exchange(with: laptop)
        try desk.delete(ada)
        try laptop.edit(ada, [.set(.title, "Countess")])
        try desk.exchange(with: laptop)
        let first = try #require(try desk.conflicts().first)
        _ = try desk.pick(first.id, "delete")
        _ = try laptop.pick(first.id, "keep")
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] {
            #expect(try replica.people().map(\.id) == [ada])
            let conflict = try #require(try replica.conflicts().first)
            #expect(conflict.isAboutLife && conflict.isRestored)
            #expect(conflict.choices.map(\.text) == ["keep (restored)", "delete (deleted)"])
            #expect(conflict.choices.map(\.machine) == ["laptop", "desk"])
        }
        _ = try laptop.pick(first.id, choice)
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] {
            #expect(try replica.conflicts().isEmpty)
            #expect(try replica.people(trashed: choice == "2").map(\.id) == [ada])
        }
    }

    @Test(arguments: [true, false])
    func `an undone deletion of somebody who was in question leaves the question as it was`(
        isPicked: Bool
    ) throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        try desk.exchange(with: laptop)
        try desk.delete(ada)
        try laptop.edit(ada, [.set(.title, "Countess")])
        try desk.exchange(with: laptop)
        let before = try #require(try desk.details(of: ada)?.card.bytes)
        if isPicked {
            _ = try desk.pick(try #require(try desk.conflicts().first).id, "2")
        } else {
            try desk.delete(ada)
        }
        for _ in 0..<2 {
            #expect(try desk.people().isEmpty && desk.conflicts().isEmpty)
            #expect(try desk.undoLast().undoneCells == 1)
            try desk.exchange(with: laptop)
            for replica in [desk, laptop] {
                #expect(try replica.one("Ada").isContested)
                #expect(try replica.conflicts().map(\.isAboutLife) == [true])
                #expect(try replica.details(of: ada)?.card.bytes == before)
            }
            _ = try desk.redoLast()
            try desk.exchange(with: laptop)
            #expect(try laptop.people().isEmpty && laptop.conflicts().isEmpty)
        }
        _ = try desk.undoLast()
        _ = try desk.pick(try #require(try desk.conflicts().first).id, "1")
        #expect(try desk.people().map(\.id) == [ada])
        #expect(try desk.conflicts().isEmpty)
    }

    @Test func `an undone deletion leaves what two machines said of a line as it was`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.set(.title, "Countess")])
        try desk.delete(ada)
        try laptop.edit(ada, [.set(.title, "Programmer")])
        try desk.exchange(with: laptop)
        let before = try desk.conflicts()
        #expect(before.map(\.property).sorted() == ["TITLE", "life"])
        try desk.delete(ada)
        _ = try desk.undoLast()
        #expect(try desk.conflicts().map(\.id) == before.map(\.id))
        #expect(
            try desk.conflicts().map { $0.choices.map(\.text) }
                == before.map { $0.choices.map(\.text) })
    }

    @Test func `deleted on both machines is deleted, and a restore that saw both brings it back`()
        throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada")
        try desk.exchange(with: laptop)
        try desk.delete(ada)
        try laptop.delete(ada)
        try desk.exchange(with: laptop)
        #expect(try desk.people(trashed: true).map(\.id) == [ada])
        #expect(try desk.conflicts().isEmpty)
        try desk.restore(ada)
        try desk.exchange(with: laptop)
        #expect(try laptop.people().map(\.id) == [ada])
    }

    @Test func `MERGE-7: what was dropped stays so when one of those it names is erased`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let (ada, bob) = (try desk.add("Ada"), try desk.add("Bob"))
        var touch = ItemDraft(id: desk.newItemID(), kind: .touch)
        touch.set(.at, instant: bench.wallMilliseconds)
        for person in [ada, bob] { touch.insert(.with, person) }
        try desk.write("touch", [touch])
        try desk.delete([try #require(try desk.item(touch.id))])
        try desk.exchange(with: laptop)
        try laptop.purge(try laptop.planPurge(of: [ada]))
        try desk.exchange(with: laptop)
        for replica in [desk, laptop] {
            #expect(try replica.items(of: .touch).isEmpty)
            #expect(try replica.conflicts().isEmpty)
        }
    }
}
