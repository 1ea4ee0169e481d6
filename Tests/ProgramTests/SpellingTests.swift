import Foundation
import Testing

/// Letters beyond ASCII, in another case, without their mark, or with the mark apart, as macOS writes
/// them.
struct SpellingTests {
    private static let book = """
        BEGIN:VCARD\r
        VERSION:4.0\r
        UID:composed\r
        FN:Ann Composed\r
        CATEGORIES:caf\u{E9}\r
        END:VCARD\r
        BEGIN:VCARD\r
        VERSION:4.0\r
        UID:apart\r
        FN:Bob Apart\r
        CATEGORIES:cafe\u{301}\r
        END:VCARD\r

        """

    private func names(_ machine: Machine, _ words: String...) throws -> [String] {
        let result = try machine.attempt(words[0], words[1], "--json")
        let read =
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let people = read?["people"] as? [[String: Any]] ?? []
        return people.compactMap { $0["name"] as? String }.sorted()
    }

    @Test func `A tag is one tag however its accent is written`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("book.vcf", Self.book).path)
        let both = ["Ann Composed", "Bob Apart"]
        #expect(try names(machine, "find", "tag:café") == both)
        #expect(try names(machine, "find", "tag:cafe\u{301}") == both)
        try machine.kith("touch", "ann", "call", "-20d")
        try machine.kith("touch", "bob", "call", "-20d")
        try machine.kith("new", "cadence", "tag:café", "every=7d")
        let due = try machine.json("due")["due"] as? [[String: Any]] ?? []
        #expect(due.compactMap { $0["name"] as? String }.sorted() == both)
        #expect(try !machine.kith("doctor").output.contains("bad"))
        let groups = try machine.json("group", "list")["groups"] as? [[String: Any]] ?? []
        #expect(groups.compactMap { $0["count"] as? Int } == [2])
        try machine.kith("group", "rename", "café", "tea")
        #expect(try names(machine, "find", "tag:tea") == both)
    }

    @Test func `Fields are found in any case and without accents`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Host", "--set", "city=Århus")
        try machine.kith("add", "--organisation-card", "Ökohaus GmbH")
        try machine.kith(
            "new", "affiliation", "Überprüferin", "person=ada", "org=Ökohaus GmbH")
        try machine.kith("add", "Jan Özil")
        try machine.kith("new", "relation", "cousin", "a=ada", "b=özil")
        try machine.kith("set", "ada", "met-where=Über Ökohaus")
        for query in [
            "org:ökohaus", "org:OKOHAUS", "title:überprüferin", "role:uberpruferin",
            "ever:ökohaus", "relation:özil", "relation:OZIL", "city:Årh", "city:år", "city:arh",
            "my.met-where:ÜBER", "my.met-where:okohaus",
        ] {
            #expect(try names(machine, "find", query).contains("Ada Host"), "\(query)")
        }
        #expect(try names(machine, "find", "org:kohaus").isEmpty)
    }

    @Test func `A number or word of any length disturbs no search`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let long = String(repeating: "1", count: 70)
        try machine.kith("add", "Long Number", "--phone", long)
        try machine.kith("add", "Ada Host", "--phone", "030 5550475")
        #expect(try names(machine, "find", "+49 30 5550475") == ["Ada Host"])
        #expect(try names(machine, "find", "phone:0305550475") == ["Ada Host"])
        #expect(try machine.kith("show", "0305550475").output.contains("Ada Host"))
        for field in ["kind", "org", "email", "relation", "ever", "title", "phone", "city"] {
            let asked = try machine.attempt("find", "\(field):\(long)@\(long)")
            #expect(asked.exitCode == 1 && asked.diagnostics.isEmpty == false, "\(field)")
            #expect(!asked.diagnostics.contains("database"), "\(asked.diagnostics)")
        }
    }

    @Test func `Files whose names differ in how an accent is written are told of`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let folder = bench.folder.appending(path: "cards")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, name) in ["ren\u{E9}.vcf", "rene\u{301}.vcf"].enumerated() {
            let card =
                "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:\(number)\r\nFN:René \(number)\r\nEND:VCARD\r\n"
            let file = open(folder.path + "/" + name, O_WRONLY | O_CREAT, 0o600)
            defer { close(file) }
            #expect(write(file, card, card.utf8.count) == card.utf8.count)
        }
        let linked = try machine.attempt("vdir", "link", folder.path)
        let synced = try machine.attempt("vdir", "sync")
        #expect((linked.diagnostics + synced.diagnostics).contains("rename one"), "\(synced)")
    }
}
