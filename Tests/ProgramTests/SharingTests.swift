import Foundation
import Testing

/// Giving somebody of one's own to a team, and taking them back, with real users over a real server.
struct SharingTests {
    private static let card = """
        BEGIN:VCARD\r
        VERSION:3.0\r
        UID:grace\r
        FN:Grace Example\r
        N:Example;Grace;;;\r
        EMAIL:grace@example.org\r
        TITLE:Chemist\r
        NOTE:canarynote1\r
        END:VCARD\r

        """

    /// Ada, who owns a team, ben, who may edit in it, and cleo, who may read.
    private func team(
        _ bench: TestBench
    ) throws -> (daemon: Daemon, ada: Machine, ben: Machine, cleo: Machine) {
        let (daemon, machines) = try bench.household(machines: ["ada"])
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        let cleo = try bench.machine("cleo")
        try cleo.join(daemon, code: try daemon.addUser("cleo"))
        try daemon.admin("space", "add", "team")
        for (name, role) in [("ada", "owner"), ("ben", "editor"), ("cleo", "viewer")] {
            try daemon.admin("member", "add", "team", name, "--role", role)
        }
        for machine in [machines[0], ben, cleo] { try machine.sync() }
        return (daemon, machines[0], ben, cleo)
    }

    private func meet(_ machines: [Machine]) throws {
        for machine in machines + machines { try machine.sync() }
    }

    private func expectAbsent(_ word: String, on machine: Machine) throws {
        for file in try machine.files() {
            let content = try Data(contentsOf: file)
            #expect(
                content.range(of: Data(word.utf8)) == nil, "\(word) in \(file.lastPathComponent)")
        }
    }

    @Test
    func `P10: who is given to a team is one person there, with id, photo and bytes, and no more`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, ben, cleo) = try team(bench)
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        let picture = bench.folder.appending(path: "p.png")
        try Data(base64Encoded: Self.png)?.write(to: picture)
        try ada.kith("photo", "set", "Grace", picture.path)
        try ada.kith("note", "Grace", "canaryprivate2")
        try ada.kith("tier", "Grace", "close")
        try ada.kith("touch", "Grace", "coffee", "canarytouch3")
        let before = try ada.kith("export", "Grace").standardOutput
        let planned = try ada.json(
            "share", "Grace", "--space", "team", "--keep", "note", "--dry-run")
        let lines = try #require((planned["people"] as? [[String: Any]])?.first?["changes"])
        #expect((lines as? [String])?.contains("stays yours: note canarynote1") == true)
        let said = try ada.kith("share", "Grace", "--space", "team", "--keep", "note")
        #expect(said.output.contains("team sees: email grace@example.org"))
        #expect(said.diagnostics.contains("what you alone say of somebody stays yours"))
        try meet([ada, ben, cleo])
        for machine in [ben, cleo] {
            let shown = try #require(try machine.json("show", "Grace")["person"] as? [String: Any])
            let own = try #require(try ada.json("show", "Grace")["person"] as? [String: Any])
            #expect(shown["id"] as? String == own["id"] as? String)
            #expect((shown["photo"] as? [String: Any])?.isEmpty == false)
            for word in ["canarynote1", "canaryprivate2", "canarytouch3"] {
                try expectAbsent(word, on: machine)
            }
        }
        // Without its note the card is what it was, to the byte.
        let text = String(decoding: before, as: UTF8.self)
            .replacing("NOTE:canarynote1\r\n", with: "")
        #expect(
            String(decoding: try ben.kith("export", "Grace").standardOutput, as: UTF8.self) == text)
        let page = try ada.kith("show", "Grace").output
        #expect(page.contains("canarynote1  (personal)") && page.contains("canaryprivate2"))
        #expect(page.contains("grace@example.org  (team)") && page.contains("close"))
        try ada.kith("doctor")
    }

    @Test func `P4: who has a value in conflict is shared once that is settled`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada")
        try laptop.kith("add", "Ann Example", "--email", "ann@example.org")
        for machine in machines { try machine.sync() }
        try laptop.kith("edit", "Ann", "--set", "title=A")
        try desktop.kith("edit", "Ann", "--set", "title=B")
        for machine in machines + machines { try machine.sync() }
        for option in [[], ["--dry-run"]] {
            let refused = try laptop.attempt(words: ["share", "Ann", "--space", "team"] + option)
            #expect(refused.exitCode == 2 && refused.diagnostics.contains("in conflict"))
        }
        let id = try #require(try laptop.conflicts().first?["id"] as? String)
        try laptop.kith("conflicts", "pick", id, "1")
        try laptop.kith("share", "Ann", "--space", "team")
        // Given away here, written to there: what is left is a card, and taken back a whole one.
        try desktop.kith("edit", "Ann", "--set", "role=Z")
        for machine in machines + machines { try machine.sync() }
        let shown = try laptop.kith("export", "Ann").output
        #expect(shown.hasPrefix("BEGIN:VCARD\r\nVERSION:4.0\r\n") && shown.contains("UID:"))
        for words in [
            ["export", "--space", "personal"], ["export", "Ann", "--space", "personal"],
        ] {
            let left = try laptop.kith(words: words).output
            for line in ["VERSION:4.0\r\n", "UID:", "FN:Ann Example", "ROLE:Z"] {
                #expect(left.contains(line), "\(line)")
            }
            #expect(!left.contains("EMAIL"))
        }
        // As a further card of somebody else it has its name too.
        try laptop.kith("add", "Bea Example")
        try laptop.kith("merge", "Bea", "Ann")
        #expect(try !laptop.kith("show", "Bea").output.contains("(no name)"))
        try laptop.kith("unmerge", "Bea")
        try laptop.kith("unshare", "Ann")
        let own = try laptop.kith("export", "Ann", "--space", "personal").output
        for line in ["VERSION:4.0", "UID:", "FN:Ann Example", "ROLE:Z", "EMAIL:ann@example.org"] {
            #expect(own.contains(line), "\(line)")
        }
    }

    @Test
    func
        `P4: a team's card in conflict is taken back once that is settled, and an open form is told`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, ben, _) = try team(bench)
        try ada.kith("add", "--space", "team", "--name", "Una Example")
        try meet([ada, ben])
        try ada.kith("edit", "Una", "--set", "title=Aa")
        try ben.kith("edit", "Una", "--set", "title=Bb")
        try meet([ada, ben, ada])
        let refused = try ada.attempt("unshare", "Una")
        #expect(refused.exitCode == 2 && refused.diagnostics.contains("your own book gets one"))
        try ada.kith("unshare", "Una", "--copy")
        try ada.kith("undo")
        let id = try #require(try ada.conflicts().first?["id"] as? String)
        try ada.kith("conflicts", "pick", id, "1")
        // Meanwhile she is taken into one's own book, and then erased.
        for (meanwhile, told) in [
            ("unshare Una", "is not in team any more, but in personal"),
            ("purge Una --yes", "was erased meanwhile"),
        ] {
            let editor = try bench.file(
                "editor-\(meanwhile.prefix(5)).sh",
                "kith \(meanwhile) >/dev/null 2>&1; sed -i 's/^role:.*/role: R/' \"$1\"\n")
            let lost = try ada.attempt(
                "edit", "Una",
                extra: ["EDITOR": "sh '\(editor.path)'", "PATH": BuildFolder.searchPath])
            #expect(lost.exitCode == 2 && lost.diagnostics.contains(told), "\(lost.diagnostics)")
        }
    }

    @Test func `Undo of unshare gives back whoever has a tier, too`() throws {
        let bench = try TestBench()
        let (_, ada, ben, _) = try team(bench)
        try ada.kith("add", "--space", "team", "--name", "Uli Example", "--email", "u@example.org")
        try meet([ada, ben])
        try ada.kith("tier", "Uli", "close")
        let before = try ada.kith("export", "--space", "team").output
        for option in [[], ["--copy"]] {
            try ada.kith(words: ["unshare", "Uli"] + option)
            let told = try ada.kith("undo").output
            #expect(!told.contains("nothing"), "\(told)")
            #expect(try ada.kith("export", "--space", "team").output == before)
            #expect(try ada.kith("show", "Uli").output.contains("close"))
            #expect(try ada.kith("export", "--space", "personal").output.isEmpty)
        }
    }

    @Test func `What a colleague edits is the card that everybody sees, and no second copy`() throws
    {
        let bench = try TestBench()
        let (_, ada, ben, _) = try team(bench)
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        try ada.kith("share", "Grace", "--space", "team")
        try meet([ada, ben])
        let said = try ben.kith("edit", "Grace", "--set", "title=Boss").output
        #expect(said == "Edited Grace Example in team.\n")
        try meet([ben, ada])
        let titles = try ada.kith("show", "Grace").lines.filter { $0.hasPrefix("title") }
        #expect(titles == ["title       Boss"])
        #expect(try ada.kith("dupes").output.isEmpty)
        #expect(try ada.names() == ["Grace Example"])
        // Nor does the file that the card came from bring one back.
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        #expect(try ada.json("show", "Grace")["spaces"] as? [String] == ["team"])
        try ada.kith("unshare", "Grace")
        #expect(try ada.json("show", "Grace")["spaces"] as? [String] == ["personal"])
    }

    @Test func `A share is taken back whole, or not at all once somebody wrote to the card`() throws
    {
        let bench = try TestBench()
        let (_, ada, ben, _) = try team(bench)
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        try ada.kith("tier", "Grace", "close")
        let before = try ada.kith("show", "Grace").output
        for _ in 1...2 {
            try ada.kith("share", "Grace", "--space", "team")
            try ada.kith("undo")
            #expect(try ada.kith("show", "Grace").output == before)
            // Done again it is shared, whatever was said in private before, and taken back again.
            let redone = try ada.kith("redo").output
            #expect(redone.contains("Did again") && !redone.contains("stay"))
            #expect(try ada.kith("export", "--space", "team").output.contains("FN:Grace Example"))
            try ada.kith("undo")
            #expect(try ada.kith("show", "Grace").output == before)
            try meet([ada, ben])
            #expect(try ben.names().isEmpty)
        }
        try ada.kith("share", "Grace", "--space", "team")
        try meet([ada, ben])
        try ben.kith("edit", "Grace", "--add", "phone=+1 555 0100")
        try meet([ben, ada])
        #expect(try ada.kith("undo").output.contains("Grace Example"))
        try meet([ada, ben])
        let page = try ben.kith("show", "Grace").output
        #expect(page.contains("Chemist") && page.contains("+1 555 0100"))
    }

    @Test func `P4: undo of a share leaves a colleague who had not heard of it the whole card`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, ben, _) = try team(bench)
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        for _ in 1...2 {
            try ada.kith("share", "Grace", "--space", "team")
            try meet([ada, ben])
            try ben.kith("edit", "Grace", "--set", "role=Pioneer")
            let before = try ben.kith("export", "Grace").output
            #expect(before.contains("ROLE:Pioneer") && before.contains("FN:Grace Example"))
            try ben.sync()
            try ada.kith("undo")
            try meet([ada, ben, ada])
            #expect(try ben.kith("export", "Grace").output == before)
            // Whether the team keeps it is asked; here it does not.
            let id = try #require(try ben.conflicts().first?["id"] as? String)
            try ben.kith("conflicts", "pick", id, "delete")
            try meet([ben, ada])
            #expect(try ben.names().isEmpty)
            #expect(try ada.json("show", "Grace")["spaces"] as? [String] == ["personal"])
        }
    }

    @Test func `Taken out of a team, somebody is in one's own book with all that others wrote`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, ben, cleo) = try team(bench)
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        try ada.kith("share", "Grace", "--space", "team", "--keep", "note")
        try meet([ada, ben, cleo])
        try cleo.kith("note", "Grace", "of cleo alone")
        try ben.kith("edit", "Grace", "--set", "title=Boss", "--add", "phone=+1 555 0100")
        try meet([ben, ada, cleo])
        try ada.kith("unshare", "Grace")
        #expect(try ada.json("show", "Grace")["spaces"] as? [String] == ["personal"])
        try meet([ada, ben, cleo])
        let own = try ada.kith("show", "Grace").output
        for word in ["Boss", "+1 555 0100", "canarynote1"] { #expect(own.contains(word)) }
        #expect(try ben.names().isEmpty)
        #expect(try ben.kith("list", "--trash").output.contains("Grace"))
        try expectAbsent("canarynote1", on: ben)
        try ben.kith("restore", "Grace")
        try meet([ben, cleo])
        #expect(try cleo.kith("show", "Grace").output.contains("of cleo alone"))
        // Given again, the card is as it is now, not beside what it was.
        try ben.kith("rm", "Grace")
        try meet([ben, ada])
        try ada.kith("edit", "Grace", "--remove", "phone=+1 555 0100")
        try ada.kith("share", "Grace", "--space", "team")
        try meet([ada, ben])
        #expect(try !ben.kith("show", "Grace").output.contains("+1 555 0100"))
        #expect(try ben.kith("conflicts", "list").output.contains("No conflicts"))
    }

    @Test func `Who may only read gives nobody and takes nobody, but may copy`() throws {
        let bench = try TestBench()
        let (_, ada, ben, cleo) = try team(bench)
        try ada.kith("add", "--space", "team", "--name", "Hugo Example")
        try meet([ada, cleo])
        try cleo.kith("import", try bench.file("grace.vcf", Self.card).path)
        let share = try cleo.attempt("share", "Grace", "--space", "team")
        #expect(share.exitCode == 5 && share.diagnostics.contains("allows reading only"))
        let unshare = try cleo.attempt("unshare", "Hugo")
        #expect(unshare.exitCode == 5 && unshare.diagnostics.contains("`kith unshare --copy`"))
        try cleo.kith("unshare", "Hugo", "--copy")
        try cleo.kith("edit", "Hugo", "--add", "phone=+1 555 7431")
        try meet([cleo, ada, ben])
        #expect(try cleo.json("show", "Hugo")["spaces"] as? [String] == ["personal", "team"])
        #expect(try !ada.kith("show", "Hugo").output.contains("7431"))
        #expect(try ada.names() == ["Hugo Example"])
        let other = try ben.attempt("unshare", "Hugo", "--space", "personal")
        #expect(other.exitCode == 2)
        #expect(try ben.attempt("share", "Hugo", "--space", "team").output.isEmpty)
    }

    @Test func `Merged cards go to the team as one person, and so do many at once`() throws {
        let bench = try TestBench()
        let (_, ada, ben, _) = try team(bench)
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        try ada.kith("add", "--name", "G. Example")
        try ada.kith("edit", "G. Example", "--add", "phone=+1 555 0100")
        try ada.kith("merge", "grace@example.org", "+1 555 0100")
        try ada.kith("add", "--name", "Hugo Example")
        try ada.kith("edit", "--search", "example", "--add", "tag=club")
        try ada.kith("share", "--search", "tag:club", "--space", "team")
        try meet([ada, ben])
        #expect(try ben.names() == ["Grace Example", "Hugo Example"])
        #expect(try ben.kith("show", "Grace").output.contains("+1 555 0100"))
        #expect(try ada.json("show", "Grace")["spaces"] as? [String] == ["team"])
    }

    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
}
