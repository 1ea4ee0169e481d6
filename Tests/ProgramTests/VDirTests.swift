import Foundation
import Testing

/// A folder of .vcf files that other programs edit, beside `kith`.
struct VDirTests {
    private func card(_ uid: String, _ lines: String...) -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:\(uid)\r\n" + lines.map { $0 + "\r\n" }.joined()
            + "END:VCARD\r\n"
    }

    /// A machine with some people, and a folder that mirrors them.
    private func linked(
        _ bench: TestBench, people: Int = 3
    ) throws -> (machine: Machine, folder: MirrorFolder) {
        let machine = try bench.machine("laptop")
        let book = try bench.file("book.vcf", InventedCards.text(count: people))
        try machine.kith("import", book.path)
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        return (machine, folder)
    }

    @Test func `A linked folder has a file a person, and files nobody changed are never rewritten`()
        throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        #expect(folder.names == ["invented-0.vcf", "invented-1.vcf", "invented-2.vcf"])
        #expect(try folder.text("invented-1.vcf") == InventedCards.text(first: 1, count: 1))
        let before = try folder.stamps()
        try machine.kith("edit", "Person1", "--set", "title=Captain")
        try machine.kith("vdir", "sync")
        let after = try folder.stamps()
        #expect(before["invented-0.vcf"] == after["invented-0.vcf"])
        #expect(before["invented-2.vcf"] == after["invented-2.vcf"])
        #expect(before["invented-1.vcf"] != after["invented-1.vcf"])
        #expect(try folder.text("invented-1.vcf").contains("TITLE:Captain\r\n"))
        #expect(try machine.kith("vdir", "sync").output.contains("nothing to do"))
        #expect(try folder.stamps() == after)
    }

    @Test func `A folder that was linked before the machine joined is mirrored as before`() throws {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        let (daemon, others) = try bench.household(machines: ["desktop"])
        try others[0].kith("add", "--name", "Zed Example")
        try others[0].sync()
        try machine.join(daemon, code: try daemon.addDevice("ada"))
        try machine.sync()
        try folder.replace("Example Company 0", by: "File Company", in: "invented-0.vcf")
        try machine.kith("vdir", "sync")
        #expect(folder.names.count == 4)
        #expect(try machine.kith("show", "Person0").output.contains("File Company"))
        #expect(try machine.kith("vdir", "list").output.contains("personal"))
    }

    @Test func `A file whose card was merged meanwhile names nobody else`() throws {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench, people: 2)
        try folder.replace("FN:", by: "FN:File ", in: "invented-1.vcf")
        try folder.replace("ORG:Example Company 1", by: "ORG:File Company", in: "invented-1.vcf")
        let name = try #require(try machine.names().first)
        try machine.kith("merge", "Person0", "Person1")
        try machine.kith("vdir", "sync")
        #expect(try machine.names() == [name])
        let names = try machine.kith("export").output.split(separator: "\r\n")
            .filter { $0.hasPrefix("FN:") }
        #expect(names.count == 1)
        try machine.kith("unmerge", name)
        #expect(try machine.names().count == 2)
    }

    @Test func `Edits on both sides meet; one line changed twice keeps kith's value in history`()
        throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        try machine.kith("edit", "Person0", "--set", "title=Captain")
        try machine.kith("edit", "Person0", "--set", "org=Kith Company")
        try folder.replace("ORG:Example Company 0", by: "ORG:File Company", in: "invented-0.vcf")
        try folder.replace("NOTE:", by: "NOTE:Older. ", in: "invented-0.vcf")
        let result = try machine.kith("vdir", "sync")
        #expect(result.diagnostics.contains("invented-0.vcf: ORG was changed on both sides"))
        let text = try folder.text("invented-0.vcf")
        for line in ["TITLE:Captain", "ORG:File Company", "NOTE:Older. Met"] {
            #expect(text.contains(line), "\(text)")
        }
        #expect(try machine.kith("export", "Person0").output == text)
        #expect(try machine.kith("history", "Person0").output.contains("Kith Company"))
        try machine.kith("undo")
        #expect(try machine.kith("conflicts", "list").output.contains("No conflicts"))
        try machine.kith("vdir", "sync")
        #expect(try folder.text("invented-0.vcf").contains("ORG:Kith Company"))
    }

    @Test func `What another program does not know and leaves out is told, and can be had back`()
        throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        try machine.kith("edit", "Person0", "--set", "X-PHONETIC-FIRST-NAME=Pur-son")
        try machine.kith("vdir", "sync")
        let whole = try folder.text("invented-0.vcf")
        try folder.replace("X-PHONETIC-FIRST-NAME:Pur-son\r\n", by: "", in: "invented-0.vcf")
        let result = try machine.kith("vdir", "sync")
        #expect(
            result.diagnostics.contains(
                "invented-0.vcf: X-PHONETIC-FIRST-NAME is gone, left out by the program"))
        #expect(try machine.kith("history", "Person0").output.contains("Pur-son"))
        try machine.kith("undo")
        try machine.kith("vdir", "sync")
        #expect(try folder.text("invented-0.vcf") == whole)
    }

    @Test func `A card that becomes one of 3.0 is one in its file too`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let card = [
            "BEGIN:VCARD", "VERSION:2.1",
            "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jo =C3=9Cber", "UID:u1",
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=9Cber;Jo", "TEL;CELL:1", "END:VCARD", "",
        ].joined(separator: "\r\n")
        try machine.kith("import", try bench.file("old.vcf", card).path)
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        try machine.kith("vdir", "sync")
        let new = bench.folder.appending(path: "new.vcf").path
        try machine.kith("export", "Jo", "--format", "vcard3", "-o", new)
        try machine.kith("import", new)
        try machine.kith("vdir", "sync")
        let name = try #require(folder.names.first)
        let text = try folder.text(name)
        for line in ["VERSION:3.0", "TEL;TYPE=CELL:1", "FN:Jo Über", "N:Über;Jo"] {
            #expect(text.contains(line + "\r\n") || text.contains(line + ";"), "\(text)")
        }
        #expect(!text.contains("QUOTED"))
    }

    @Test func `What a file said of a value in conflict is taken back, and the conflict stays`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "Pia Example", "--email", "pia@example.org")
        for machine in machines { try machine.sync() }
        try laptop.kith("edit", "Pia", "--set", "title=Aa")
        try desktop.kith("edit", "Pia", "--set", "title=Bb")
        for machine in machines + machines { try machine.sync() }
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try laptop.kith("vdir", "link", folder.url.path)
        try laptop.kith("vdir", "sync")
        func choices() throws -> [[String]] {
            try laptop.conflicts().map { conflict in
                (conflict["choices"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
            }
        }
        let before = try choices()
        let shown = try #require(before.first?.first)
        try folder.replace("TITLE:\(shown)", by: "TITLE:Vv", in: try #require(folder.names.first))
        try laptop.kith("vdir", "sync")
        #expect(try choices().first?.first == "Vv")
        #expect(try laptop.kith("undo").output.contains("1 value"))
        #expect(try choices() == before)
        try laptop.kith("redo")
        #expect(try choices().first?.first == "Vv")
        // Who left a line out had not seen the other value.
        try laptop.kith("vdir", "sync")
        try folder.replace("TITLE:Vv\r\n", by: "", in: try #require(folder.names.first))
        try laptop.kith("vdir", "sync")
        let other = try #require(before.first?.last)
        #expect(try choices() == [[other, "(removed)"]])
        #expect(try laptop.kith("undo").output.contains("1 value"))
        #expect(try choices() == [["Vv", other]])
    }

    @Test func `The label of an address that another program leaves out is told`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let card =
            "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:u1\r\nFN:Ada Lind\r\n"
            + "ADR;TYPE=home;LABEL=\"1 Rd\":;;1 Rd;Oslo;;;\r\nEND:VCARD\r\n"
        try machine.kith("import", try bench.file("ada.vcf", card).path)
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        try machine.kith("vdir", "sync")
        try folder.replace(";LABEL=\"1 Rd\"", by: "", in: "u1.vcf")
        let told = try machine.kith("vdir", "sync").diagnostics
        #expect(told.contains("u1.vcf: ADR;LABEL is gone, left out by the program"))
    }

    @Test func `What a file and kith said differently is a conflict, settled for the file too`()
        throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        try machine.kith("edit", "Person0", "--set", "org=Kith Company")
        try folder.replace("ORG:Example Company 0", by: "ORG:File Company", in: "invented-0.vcf")
        try folder.replace("NOTE:", by: "NOTE:Older. ", in: "invented-0.vcf")
        try machine.kith("vdir", "sync")
        let conflicts = try machine.kith("conflicts", "list").output
        #expect(conflicts.contains("File Company") && conflicts.contains("Kith Company"))
        #expect(!conflicts.contains("Older"), "one side alone changed the note: \(conflicts)")
        #expect(try machine.kith("vdir", "sync").output.contains("nothing to do"))
        // Another edit of the file has not seen kith's value either.
        try folder.replace("ORG:File Company", by: "ORG:Filed Company", in: "invented-0.vcf")
        try machine.kith("vdir", "sync")
        let further = try machine.kith("conflicts", "list").output
        #expect(further.contains("Filed Company") && further.contains("Kith Company"))
        #expect(!further.contains("File Company"))
        let json = try machine.kith("conflicts", "list", "--json").output
        let start = try #require(json.firstRange(of: "\"id\":\"")).upperBound
        let id = String(json[start...].prefix(8))
        try machine.kith("conflicts", "pick", id, "Kith Company")
        try machine.kith("vdir", "sync")
        #expect(try folder.text("invented-0.vcf").contains("ORG:Kith Company"))
        #expect(try machine.kith("conflicts", "list").output.contains("No conflicts"))
        #expect(try machine.kith("doctor").output.contains("bad") == false)
    }

    @Test func `A removed file trashes its person, a removed person's file goes, edits win`() throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench, people: 4)
        try folder.remove("invented-0.vcf")
        try folder.remove("invented-1.vcf")
        try machine.kith("edit", "Person1", "--set", "title=Captain")
        try machine.kith("rm", "Person2")
        try machine.kith("rm", "Person3")
        try folder.replace("NOTE:", by: "NOTE:Older. ", in: "invented-3.vcf")
        try machine.kith("vdir", "sync")
        #expect(folder.names == ["invented-1.vcf", "invented-3.vcf"])
        #expect(try machine.names() == ["Person1 Example1", "Person3 Example3"])
        #expect(try folder.text("invented-1.vcf").contains("TITLE:Captain"))
        try machine.kith("restore", "Person0")
        try machine.kith("vdir", "sync")
        #expect(try folder.text("invented-0.vcf") == InventedCards.text(count: 1))
    }

    @Test func `A folder linked again, copied or brought to another machine doubles nobody`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Example", "--email", "ada@example.org")
        let book = try bench.file(
            "book.vcf",
            ["Bob", "Cy"].map { name in
                """
                BEGIN:VCARD\r
                VERSION:3.0\r
                FN:\(name) Example\r
                item1.EMAIL:news@example.org\r
                item1.X-ABLabel:news\r
                TEL:+49 30 \(name.utf8.count)\r
                END:VCARD\r

                """
            }.joined())
        try machine.kith("import", book.path)
        let before = try machine.kith("export").output
        try machine.kith("merge", "Bob", "Cy")
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        let written = try folder.names.map { try folder.text($0) }
        #expect(written.count == 2)
        #expect(written.joined().components(separatedBy: "X-ABLabel").count == 2)
        let copy = try MirrorFolder(bench.folder.appending(path: "copy"))
        for name in folder.names { try copy.write(name, folder.text(name)) }
        try machine.kith("vdir", "unlink", folder.url.path)
        try machine.kith("vdir", "link", folder.url.path)
        try machine.kith("vdir", "link", copy.url.path)
        for again in [folder, copy] {
            #expect(try again.names.map { try again.text($0) } == written)
        }
        #expect(try machine.names() == ["Ada Example", "Bob Example"])
        try machine.kith("unmerge", "Bob")
        let other = try bench.machine("desktop")
        try machine.kith("vdir", "sync")
        try other.kith("vdir", "link", folder.url.path)
        #expect(try other.names() == ["Ada Example", "Bob Example", "Cy Example"])
        let uid = #/UID:.*\r\n/#
        #expect(
            try machine.kith("export").output.replacing(uid, with: "")
                == before.replacing(uid, with: ""))
    }

    @Test
    func `A first title that a file and kith give somebody is a conflict, and not two titles`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try folder.write("a.vcf", card("a", "FN:Ada Lind", "N:Lind;Ada;;;"))
        try machine.kith("vdir", "link", folder.url.path)
        try machine.kith("edit", "ada", "--set", "title=Captain", "--set", "org=Harbour")
        try folder.replace(
            "FN:Ada Lind\r\n", by: "FN:Ada Lind\r\nTITLE:Pilot\r\nORG:Harbour\r\n", in: "a.vcf")
        try machine.kith("vdir", "sync")
        let shown = try machine.kith("show", "ada", "--raw").output
            .components(separatedBy: "\r\n").filter {
                $0.hasPrefix("TITLE") || $0.hasPrefix("ORG")
            }
        #expect(shown.sorted() == ["ORG:Harbour", "TITLE:Pilot"])
        let conflict = try #require(machine.conflicts().first)
        let choices = try #require(conflict["choices"] as? [[String: Any]])
        #expect(Set(choices.compactMap { $0["text"] as? String }) == ["Captain", "Pilot"])
        #expect(try machine.conflicts().count == 1)
    }

    @Test func `Files that take each other's names are still the same people's`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        func text(_ number: Int) -> String {
            card("u\(number)", "FN:P\(number) Fam", "N:Fam;P\(number);;;", "EMAIL:p\(number)@x.org")
        }
        for number in 10..<22 { try folder.write("\(number).vcf", text(number)) }
        try machine.kith("vdir", "link", folder.url.path)
        for number in 10..<22 { try machine.kith("note", "P\(number) fam", "about P\(number)") }
        func notes() throws -> [String] {
            try (10..<22).filter { $0 != 11 }.map { number in
                let list = try machine.json("note", "p\(number)@x.org", "--list")["notes"]
                let note = try #require((list as? [[String: Any]])?.first?["text"] as? String)
                return "P\(number): \(note)"
            }
        }
        let right = (10..<22).filter { $0 != 11 }.map { "P\($0): about P\($0)" }
        // The second is removed, the rest numbered anew; then two take each other's names.
        for number in 12..<22 { try folder.write("\(number - 1).vcf", text(number)) }
        try folder.remove("21.vcf")
        let told = try machine.kith("vdir", "sync").output
        #expect(told.contains("1 person trashed") && !told.contains("updated"), "\(told)")
        #expect(try notes() == right)
        let trash = try machine.json("list", "--trash")["people"] as? [[String: Any]]
        #expect(trash?.map { $0["name"] as? String } == ["P11 Fam"])
        try folder.write("10.vcf", text(13))
        try folder.write("12.vcf", text(10))
        try machine.kith("vdir", "sync")
        #expect(try notes() == right)

        // A copy over another one's file takes nobody's place, and is told.
        try folder.write("14.vcf", text(16))
        let copied = try machine.attempt("vdir", "sync")
        #expect(copied.exitCode == 6)
        #expect((copied.output + copied.diagnostics).contains("it has the UID of another file"))
        #expect(try notes() == right)
        try folder.write("14.vcf", text(15))
        try machine.kith("vdir", "sync")
        // Somebody else's card under a name is somebody else.
        try folder.write("14.vcf", card("other", "FN:Zed Else", "N:Else;Zed;;;", "EMAIL:z@y.org"))
        try machine.kith("vdir", "sync")
        let zed = try machine.json("note", "z@y.org", "--list")["notes"] as? [Any]
        #expect(zed?.isEmpty == true)
        #expect(try machine.json("list", "--trash")["people"] is [Any])
        #expect(try machine.names().contains("Zed Else") && !machine.names().contains("P15 Fam"))
        // Another UID in the card of the same person is an edit.
        try folder.write("15.vcf", text(16).replacing("UID:u16", with: "UID:new"))
        try machine.kith("vdir", "sync")
        #expect(try machine.json("note", "p16@x.org", "--list")["notes"] is [Any])
        #expect(try machine.names().count { $0 == "P16 Fam" } == 1)
    }

    @Test func `Removing many people or files at once needs --force`() throws {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench, people: 10)
        for name in folder.names.prefix(6) { try folder.remove(name) }
        let refused = try machine.attempt("vdir", "sync")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("6 of 10 files were removed"))
        #expect(refused.diagnostics.contains("`kith vdir link` write their files again"))
        #expect(try machine.names().count == 10)
        try machine.kith("vdir", "sync", "--force")
        #expect(try machine.names().count == 4)
        try FileManager.default.removeItem(at: folder.url)
        #expect(try machine.attempt("vdir", "sync", "--force").exitCode == 6)
        #expect(try machine.names().count == 4)
    }

    @Test func `Files that are not one card are named with line and reason, and left alone`() throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        let torn = "BEGIN:VCARD\nVERSION:3.0\nFN:Torn\n"
        try folder.write("torn.vcf", torn)
        try folder.write("twice.vcf", card("invented-0", "FN:Second"))
        try folder.write("part.vcf.tmp", torn)
        try folder.write(".hidden.vcf", torn)
        try folder.replace("FN:Person1", by: "<<<<<<< mine\r\nFN:Person1", in: "invented-1.vcf")
        let result = try machine.attempt("vdir", "sync")
        #expect(result.exitCode == 6)
        for line in [
            "torn.vcf: line 3: the card is not closed",
            "twice.vcf: line 1: it has the UID of invented-0.vcf",
            "invented-1.vcf: line 4: this is not a property",
        ] {
            #expect(result.diagnostics.contains(line), "\(result.diagnostics)")
        }
        #expect(try folder.text("torn.vcf") == torn)
        #expect(try machine.names().count == 3)
        try folder.write("torn.vcf", torn + "END:VCARD\n")
        try folder.remove("twice.vcf")
        try folder.replace("<<<<<<< mine\r\n", by: "", in: "invented-1.vcf")
        try machine.kith("vdir", "sync")
        #expect(try machine.names().contains("Torn"))
    }

    @Test
    func `A renamed file keeps its person, a merged person's file goes, unlinking touches none`()
        throws
    {
        let bench = try TestBench()
        let (machine, folder) = try linked(bench)
        try folder.rename("invented-0.vcf", to: "other name.vcf")
        try machine.kith("vdir", "sync")
        #expect(try machine.names().count == 3)
        try machine.kith("edit", "Person0", "--set", "title=Captain")
        try machine.kith("vdir", "sync")
        #expect(try folder.text("other name.vcf").contains("TITLE:Captain"))
        try machine.kith("merge", "Person0", "Person1")
        try machine.kith("vdir", "sync")
        #expect(folder.names == ["invented-2.vcf", "other name.vcf"])
        #expect(try folder.text("other name.vcf").contains("EMAIL;TYPE=INTERNET:person1@"))
        let before = try folder.stamps()
        try machine.kith("vdir", "unlink", folder.url.path)
        #expect(try folder.stamps() == before)
        #expect(try machine.json("vdir", "list")["folders"] as? [String] == [])
        try machine.kith("vdir", "link", folder.url.path)
        #expect(try folder.stamps() == before)
    }
}

/// A folder of cards, as another program sees it.
struct MirrorFolder {
    let url: URL

    /// Makes the folder.
    init(_ url: URL) throws {
        self.url = url
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// The names of the cards, sorted.
    var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return all.filter { $0.hasSuffix(".vcf") && !$0.hasPrefix(".") }.sorted()
    }

    /// The text of a card.
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
    }

    /// Writes a card the way other programs do: beside it, then over it.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: url.appending(path: name), options: .atomic)
    }

    /// Replaces text, which has to be there.
    func replace(_ old: String, by new: String, in name: String) throws {
        let text = try text(name)
        try #require(text.contains(old), "\(old) in \(text)")
        try write(name, text.replacingOccurrences(of: old, with: new))
    }

    /// Removes a card.
    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: url.appending(path: name))
    }

    /// Renames a card.
    func rename(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(
            at: url.appending(path: name), to: url.appending(path: other))
    }

    /// Inode and time of every card.
    func stamps() throws -> [String: String] {
        var result: [String: String] = [:]
        for name in names {
            var status = stat()
            try #require(lstat(url.appending(path: name).path, &status) == 0)
            result[name] =
                "\(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        }
        return result
    }
}
