import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica
import Testing

/// History: who changed what, when, from what, on which machine.
struct HistoryTests {
    @Test func `every value a property ever had is told in order, with time and machine`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        bench.wallMilliseconds += 1_000
        try desk.exchange(with: laptop)
        try laptop.edit(ada, [.set(.title, "Countess")])
        bench.wallMilliseconds += 1_000
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.set(.title, "")])
        let told = try desk.history(of: ada).filter { $0.property == "TITLE" }
        #expect(told.map(\.old) == ["", "Lady", "Countess"])
        #expect(told.map(\.new) == ["Lady", "Countess", "(removed)"])
        #expect(told.map(\.machine) == ["desk", "laptop", "desk"])
        #expect(told.map(\.verb) == [.put, .put, .remove])
        let start = bench.wallMilliseconds - 2_000
        #expect(told.map(\.atMilliseconds) == [start, start + 1_000, start + 2_000])
        #expect(told.allSatisfy { $0.space == "personal" })
    }

    @Test func `deleting, restoring and the tier are in it`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada")
        try replica.setTier(.focus, of: ada)
        try replica.delete(ada)
        try replica.restore(ada)
        let told = try replica.history(of: ada).suffix(3)
        #expect(told.map(\.property) == ["tier", "life", "life"])
        #expect(told.map(\.new) == ["focus", "(deleted)", "(restored)"])
    }

    @Test func `what is noted in private is in it, corrected and taken away too`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let (ada, bob) = (try replica.add("Ada"), try replica.add("Bob"))
        let id = try replica.addNote("Prefers calls.", about: ada)
        try replica.addNote("of Bob", about: bob)
        let found = try replica.notes(endingWith: String(id.description.suffix(6)))
        let note = try #require(found.first)
        #expect(found.count == 1 && note.about == ada && note.text == "Prefers calls.")
        bench.wallMilliseconds += 1_000
        try replica.change(note, to: "Prefers letters.")
        #expect(try replica.notes(about: ada).map(\.text) == ["Prefers letters."])
        #expect(try replica.notes(about: ada).map(\.atMilliseconds) == [note.milliseconds])
        bench.wallMilliseconds += 1_000
        try replica.delete(note)
        #expect(try replica.notes(about: ada).isEmpty)
        let told = try replica.history(of: ada).filter { $0.property == "note" }
        #expect(told.map(\.new) == ["Prefers calls.", "Prefers letters.", "(deleted)"])
        #expect(told.map(\.old) == ["", "Prefers calls.", ""])
        _ = try replica.undoLast()
        #expect(try replica.notes(about: ada).map(\.text) == ["Prefers letters."])
        #expect(throws: ReplicaError.self) { try replica.change(note, to: "") }
    }

    @Test func `both sides of a conflict are in it`() throws {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada", [.set(.title, "Lady")])
        try desk.exchange(with: laptop)
        try desk.edit(ada, [.set(.title, "Countess")])
        bench.wallMilliseconds += 1
        try laptop.edit(ada, [.set(.title, "Programmer")])
        try desk.exchange(with: laptop)
        let told = try desk.history(of: ada).filter { $0.property == "TITLE" }
        #expect(told.map(\.new) == ["Lady", "Countess", "Programmer"])
        #expect(told.map(\.old) == ["", "Lady", "Lady"])
        #expect(try laptop.history(of: ada) == desk.history(of: ada))
    }

    @Test func `Apple's labels are told in words`() throws {
        let replica = try Bench().replica()
        _ = try replica.importFile(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\ni.TEL:1\r\n"
                + "i.X-ABLabel:_$!<HomeFAX>!$_\r\nEND:VCARD\r\n")
        let told = try replica.history(of: replica.one("Ada").id)
        #expect(told.first { $0.property == "X-ABLABEL" }?.new == "home fax")
    }

    @Test func `a label that was changed is told, a day as people write it, a field by its word`()
        throws
    {
        let replica = try Bench().replica()
        _ = try replica.importFile(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ada\r\nTEL;TYPE=HOME:1\r\n"
                + "BDAY;X-APPLE-OMIT-YEAR=1604:1604-07-15\r\nEND:VCARD\r\n")
        let ada = try replica.one("Ada").id
        try replica.edit(ada, [.remove(.phone, "1", label: "")])
        let told = try replica.history(of: ada)
        #expect(told.first { $0.property == "BDAY" }?.new == "--07-15")
        let calls = told.filter { $0.property == "TEL" }
        #expect(calls.map(\.oldLabel) == ["", "home"])
        #expect(calls.map(\.newLabel) == ["home", ""])
        #expect(
            ["TEL", "BDAY", "X-KITH-CSV-USER-1", "X-SHOE-SIZE", "tier", "VERSION"]
                .map(CardFieldWord.word(ofProperty:))
                == ["phone", "birthday", "x.user-1", "x.shoe-size", "tier", "VERSION"])
    }

    @Test func `every card of somebody is in it, and the merging`() throws {
        let replica = try Bench().replica()
        let ada = try replica.add("Ada", [.set(.title, "Lady")])
        let other = try replica.add("Countess Lovelace", [.set(.role, "Author")])
        _ = try replica.merge(other, into: ada)
        let told = try replica.history(of: ada)
        #expect(told.contains { $0.property == "TITLE" && $0.new == "Lady" })
        #expect(told.contains { $0.property == "ROLE" && $0.new == "Author" })
        let merging = try #require(told.last)
        #expect(merging.property == "merged into")
        #expect(merging.new == "Ada (\(ada.description.prefix(8)))")
    }

    @Test func `nobody has an empty history`() throws {
        let bench = try Bench()
        #expect(try bench.replica().history(of: EntityID(value: 9)).isEmpty)
    }

    @Test func `a photo is told by its size`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let photo = String(repeating: "QUJD", count: 2_000)
        _ = try replica.importFile(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ada\r\n"
                + "PHOTO;ENCODING=b;TYPE=JPEG:\(photo)\r\nEND:VCARD\r\n")
        let told = try replica.history(of: replica.one("Ada").id)
        let entry = try #require(told.first { $0.property == "PHOTO" })
        #expect(entry.new.hasPrefix("6 KB"))
        #expect(entry.new.utf8.count < 40)
    }

    @Test func `a card of an earlier day has no line of who was somebody else that day`() throws {
        let bench = try Bench()
        let replica = try bench.replica()
        let ada = try replica.add("Ada Lind", [.add(.email, "ada@example.org", label: "")])
        let other = try replica.add("Ada Lindt", [.add(.email, "later@example.org", label: "")])
        let apart = bench.wallMilliseconds
        bench.wallMilliseconds += 1_000
        try replica.merge(other, into: ada)
        let joined = bench.wallMilliseconds
        bench.wallMilliseconds += 1_000
        let before = try replica.card(of: ada, at: apart)
        #expect(PersonView(before.card).emails.map(\.value) == ["ada@example.org"])
        #expect(before.cardsApart == 1)
        let after = try replica.card(of: ada, at: joined)
        #expect(PersonView(after.card).emails.count == 2 && after.cardsApart == 0)
    }
}
