import Foundation
import Testing

/// What `kith import` says of files, good and other.
struct ImportCommandTests {
    private static let table = """
        First Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value
        Ada,Example,,* myContacts,Home,ada@example.org
        Ben,Example,,* myContacts,Home,ben@example.org
        Ada,Example,,* myContacts,Home,ada@example.org

        """

    @Test func `CARD-9: of several people of one UID the own export changes nobody`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("desk")
        let file = try bench.file(
            "both.vcf",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:u1\r\nFN:Grace Lee\r\nEMAIL:work@example.org\r\n"
                + "TITLE:Boss\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nUID:u1\r\nFN:Hana Kim\r\n"
                + "EMAIL:home@example.org\r\nEND:VCARD\r\n")
        try machine.kith("import", file.path)
        try machine.kith("edit", "Hana", "--set", "title=Chief")
        let before = try machine.export()
        for words in [["export", "Hana"], ["export"]] {
            let own = try bench.file("own.vcf", try machine.start(words).wait().output)
            #expect(try machine.kith("import", own.path).output.contains("unchanged"))
            #expect(try machine.export() == before)
        }
    }

    @Test func `A dry run names every card, and counts what the import will count`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let file = try bench.file("contacts.csv", Self.table).path
        let dry = try machine.kith("import", file, "--dry-run").output
        #expect(dry.contains("line 2  imported   Ada Example"))
        #expect(dry.contains("line 4  unchanged  Ada Example"))
        #expect(dry.contains("2 imported, 1 unchanged; that is what would be"))
        #expect(!FileManager.default.fileExists(atPath: machine.home.path))
        let real = try machine.kith("import", file).output
        #expect(real.contains("2 imported, 1 unchanged.") && !real.contains("line 2"))
        let again = try machine.json("import", file, "--dry-run")
        let files = try #require(again["files"] as? [[String: Any]])
        let cards = try #require(files.first?["cards"] as? [[String: Any]])
        #expect(cards.map { $0["verdict"] as? String } == ["unchanged", "unchanged", "unchanged"])
        #expect(cards.first?["name"] as? String == "Ada Example")
    }

    @Test func `An import says that somebody seems to be there twice`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let keys = try bench.file("keys", "")
        let first = try bench.file("a.csv", Self.table).path
        let told = try machine.onTerminal(["import", first], keys: keys).output
        #expect(told.contains("kith stocktake") && !told.contains("kith dupes"))
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:A. Example\nEMAIL:ada@example.org\nEND:VCARD\n"
        let second = try bench.file("b.vcf", card).path
        let again = try machine.onTerminal(["import", second], keys: keys).output
        #expect(again.contains("seem to be there twice") && again.contains("kith dupes"))
        // So is whoever reads what a job of the night said.
        let third = try bench.file("c.vcf", card.replacing("A. Example", with: "Ada E.")).path
        let quiet = try machine.kith("import", third)
        #expect(quiet.diagnostics.contains("kith dupes"))
        #expect(!quiet.diagnostics.contains("kith stocktake"))
    }

    @Test func `Several files are one command: none when one is missing, one undo for all`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let first = try bench.file("a.csv", Self.table).path
        let second = try bench.file("b.vcf", InventedCards.text(count: 3)).path
        let missing = try machine.attempt("import", first, "nowhere.vcf")
        #expect(missing.exitCode == 6)
        #expect(missing.diagnostics.contains("nowhere.vcf: No such file"))
        #expect(try machine.attempt("list").output.isEmpty)
        try machine.kith("import", first, second)
        #expect(try machine.names().count == 5)
        try machine.kith("undo")
        #expect(try machine.names().isEmpty)
    }

    @Test func `One undo takes an import back with the notes that came with it`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let sample = BuildFolder.packageRoot.appending(path: "Tests/Samples/monica.json").path
        #expect(try machine.attempt("import", sample).output.contains("2 imported"))
        #expect(try machine.kith("show", "Ann").output.contains("gulls"))
        try machine.kith("undo")
        #expect(try machine.names().isEmpty)
        // What undo took back can be imported again, notes and all.
        #expect(try machine.attempt("import", sample).output.contains("2 imported"))
        #expect(try machine.kith("show", "Ann").output.contains("gulls"))
    }

    @Test(arguments: ["icloud.vcf", "google.csv", "monica.json"])
    func `A dry run before the first import writes nothing at all`(sample: String) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let path = BuildFolder.packageRoot.appending(path: "Tests/Samples/\(sample)").path
        let temporary = bench.folder.appending(path: "tmp")
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        let result = try machine.start(
            ["import", path, "--dry-run"], extra: ["TMPDIR": temporary.path]
        ).wait()
        // Of Monica's export parts are left out, which is told.
        let code: Int32 = sample == "monica.json" ? 6 : 0
        #expect(result.exitCode == code && result.output.contains("nothing was changed"))
        #expect(!FileManager.default.fileExists(atPath: machine.home.path))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
        #expect(try machine.attempt("import", path).exitCode == code)
        let before = try machine.kith("status", "--json").output
        let again = try machine.attempt("import", path, "--dry-run").output
        #expect(again.contains("unchanged") && !again.contains("imported"))
        #expect(try machine.kith("status", "--json").output == before)
    }

    @Test func `What is no address book is called by its name`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cases = [
            ("takeout.zip", "PK\u{3}\u{4}\u{14}", "is a ZIP archive: unpack it"),
            ("contacts.csv", "PK\u{3}\u{4}\u{14}", "is a ZIP archive: unpack it"),
            ("people.pdf", "%PDF-1.7", "is a PDF"),
            ("ada.gif", "GIF89a\u{1}", "is a picture: `kith photo set PERSON FILE`"),
            ("table.csv", "Member,Mail\nAda,a@example.org\n", "such as `Member = name`"),
        ]
        for (name, text, sentence) in cases {
            let result = try machine.attempt("import", try bench.file(name, text).path)
            #expect(result.exitCode == 6, "\(name)")
            #expect(result.diagnostics.contains(sentence), "\(result.diagnostics)")
        }
        let unreadable = try machine.attempt("import", "caf\u{FFFD}.vcf")
        #expect(unreadable.exitCode == 6)
        #expect(unreadable.diagnostics.contains("Its name is not UTF-8: rename it"))
        let letter = try machine.attempt("import", try bench.file("h.txt", "hello\n").path)
        #expect(letter.output.contains("no cards") && !letter.diagnostics.contains("kept as it is"))
    }

    @Test func `Whoever comes from Monica is asked for nothing that Monica knew`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let account = try bench.file(
            "monica.json",
            #"""
            {"account": {"data": [{"type": "contact", "values": [
              {"uuid": "c1", "properties": {"first_name": "Ann", "last_name": "Keeper",
                "stay_in_touch_frequency": 7}, "data": [
                {"type": "call", "values": [{"uuid": "k1", "properties":
                  {"called_at": "2024-05-06T10:20:00Z", "content": "the cellar"}}]},
                {"type": "task", "values": [{"uuid": "t1", "properties":
                  {"title": "send the draft", "completed": false}}]}]}]}]}}
            """#
        ).path
        let told = try machine.kith("import", account).output
        #expect(told.contains("3 touches, follow-ups, days and cadences of before, for you alone."))
        try machine.kith("tier", "ann", "close")
        // Twice the week that Monica kept, not the month of the tier.
        #expect(try machine.kith("due").output.contains("late since 2024-05-21"))
        try machine.kith("set", "ann", "cadence=30d")
        try machine.kith("import", account)
        #expect(try machine.kith("due").output.contains("late since 2024-07-06"))
        #expect(try machine.kith("items", "followups").output.contains("send the draft"))
        #expect(try !machine.kith("import", account).output.contains("of before"))
        #expect(try machine.kith("items", "touches").lines.count == 1)
        for _ in 0..<3 { try machine.kith("undo") }
        #expect(try machine.names().isEmpty)
        #expect(try !machine.attempt("items").output.contains("send the draft"))
    }
}
