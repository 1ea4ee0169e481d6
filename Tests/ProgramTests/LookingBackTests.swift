import Foundation
import Testing

/// What somebody finds out afterwards: who is gone, what was changed, and what a command wrote.
struct LookingBackTests {
    @Test func `Who is in the trash still has a history`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        try machine.kith("edit", "ada", "--set", "title=Captain")
        try machine.kith("rm", "ada")
        #expect(try machine.kith("history", "ada").output.contains("Captain"))
        #expect(try machine.kith("show", "ada", "--at", "today").output.contains("Ada Example"))
        // Somebody of the same name who is there is meant.
        try machine.kith("add", "--name", "Ada Other")
        #expect(try !machine.kith("history", "ada").output.contains("Captain"))
    }

    @Test func `The list of commands names whom a note or a touch was about, also when it is gone`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        try machine.kith("note", "ada", "Sails.")
        let note = try machine.json("note", "ada", "--list")["notes"] as? [[String: Any]]
        try machine.kith("drop", try #require(note?.first?["id"] as? String))
        try machine.kith("touch", "ada", "call", "about the boat")
        try machine.kith("undo")
        let list = try #require(machine.json("undo", "--list")["commands"] as? [[String: Any]])
        #expect(list.map { $0["people"] as? [String] }.allSatisfy { $0 == ["Ada Example"] })
        #expect(list.count >= 4)
    }

    @Test func `A trial run tells of every title and organisation that would go`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let card = """
            BEGIN:VCARD\r
            VERSION:3.0\r
            UID:a\r
            FN:Ada Example\r
            ORG:Zell;Lab\r
            ORG:Acme\r
            TITLE:Boss\r
            TITLE:Guard\r
            X-KIND:individual\r
            END:VCARD\r

            """
        try machine.kith("import", try bench.file("a.vcf", card).path)
        func changes(_ words: String...) throws -> [String]? {
            let result = try machine.kith(words: words + ["--dry-run", "--json"])
            let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
            let people = (object as? [String: Any])?["people"] as? [[String: Any]]
            return people?.first?["changes"] as? [String]
        }
        #expect(
            try changes("edit", "ada", "--set", "title=X") == ["title: Boss → X", "title: - Guard"])
        #expect(try changes("edit", "ada", "--remove", "org=Acme") == ["org: - Acme"])
        #expect(
            try changes("edit", "--search", "-tag:club", "--set", "role=Host") == ["role: + Host"])
        // What khard calls somebody's kind is no field of one's own.
        #expect(try !machine.kith("show", "ada").output.contains("individual"))

        // The form names what it does not show, and leaves it.
        let editor = try bench.program(
            "editor",
            "#!/bin/sh\ncp \"$1\" \"$0.form\"\nsed -i 's/^title: Boss/title:/; s/^org: Zell/org:/; s/- Lab$//' \"$1\"\n"
        )
        try machine.kith("edit", "ada", extra: ["EDITOR": editor.path, "VISUAL": ""])
        let form = try String(contentsOfFile: editor.path + ".form", encoding: .utf8)
        #expect(form.contains("ORG (Acme), TITLE (Guard)"))
        let left = try machine.kith("show", "ada").output
        #expect(left.contains("Guard") && left.contains("Acme"))
        #expect(!left.contains("Boss") && !left.contains("Zell"))
    }

    @Test func `Numbers without a country are read as those of most who name one`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for number in 1...3 {
            try machine.kith(
                "add", "--name", "Person \(number)", "--phone", "+49 30 555000\(number)")
        }
        try machine.kith("add", "--name", "Eva Ng", "--phone", "0301234567")
        try machine.kith("add", "--name", "Eva Ng", "--phone", "+49 30 1234567")
        let pairs = try machine.json("dupes")["pairs"] as? [[String: Any]]
        #expect(pairs?.count == 1)
        let text = try machine.kith("dupes").output
        #expect(!text.contains("nothing in common"), "\(text)")
    }
}
