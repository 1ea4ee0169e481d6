import Foundation
import Testing

/// The form in an editor that a script plays.
struct EditingTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        let card = """
            BEGIN:VCARD\r
            VERSION:3.0\r
            UID:invented-1\r
            FN:Grace Example\r
            N:Example;Grace;;;\r
            EMAIL;TYPE=INTERNET,WORK;X-KEEP=yes:grace@example.org\r
            X-UNKNOWN_PROPERTY:kept as it is\r
            PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==\r
            END:VCARD\r

            """
        try machine.kith("import", try bench.file("grace.vcf", card).path)
        return machine
    }

    /// An editor that runs a script over the file, in `$1`.
    private func editor(_ bench: TestBench, _ script: String) throws -> [String: String] {
        let file = try bench.file("editor-\(UUID().uuidString).sh", script)
        return ["EDITOR": "sh '\(file.path)'", "KITH_EDIT_AGAIN": "1"]
    }

    private func drafts(_ machine: Machine) -> [String] {
        let folder = machine.home.appending(path: "state/drafts").path
        return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    @Test func `A field is called the same for add, for edit and in the form`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith(
            "add", "Ada Example", "--set", "organisation=Harbour", "--add", "units=Boats", "--add",
            "emails.work=ada@example.org", "--set", "suffix=Jr.", "--set", "postal code=12345",
            "--set", "custom.shoe-size=42")
        let card = try machine.kith("show", "Ada", "--raw").output
        for line in [
            "FN:Ada Example Jr.", "N:Example;Ada;;;Jr.", "ORG:Harbour;Boats",
            "EMAIL;TYPE=work:ada@example.org", "ADR:;;;;;12345;", "X-SHOE-SIZE:42",
        ] {
            #expect(card.lowercased().contains(line.lowercased()), "\(line) in \(card)")
        }
        try machine.kith(
            "edit", "Ada", "--remove", "email=ada@example.org", "--remove", "unit=Boats")
        try machine.kith("edit", "Ada", "--remove", "suffix=", "--set", "deceased=2026")
        let shown = try machine.kith("show", "Ada").output
        #expect(shown.contains("died        2026") && !shown.contains("Boats"))
        #expect(shown.hasPrefix("Ada Example ") && !shown.contains("@"))
        let wrong = try machine.attempt("edit", "Ada", "--set", "surnam=x")
        #expect(wrong.exitCode == 2 && wrong.diagnostics.contains("prefix, given, middle, family"))
    }

    @Test func `An editor that cannot be started is named, and leaves no draft behind`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for command in ["no-such-editor", "false"] {
            let result = try machine.attempt("edit", "Grace", extra: ["EDITOR": command])
            #expect(result.exitCode == 6)
            #expect(!result.diagnostics.contains("Your text is in"), "\(result.diagnostics)")
        }
        let unknown = try machine.attempt("edit", "Grace", extra: ["EDITOR": "no-such-editor"])
        #expect(unknown.diagnostics.contains("“no-such-editor” cannot be started"))
        let none = try machine.attempt("edit", "Grace", extra: ["EDITOR": "", "VISUAL": ""])
        #expect(none.exitCode == 2 && none.diagnostics.contains("no terminal for an editor"))
        #expect(drafts(machine).isEmpty)
    }

    @Test func `A note comes from a file or a pipe, and an empty one is none`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let text = try bench.file("minutes.md", "\n# Harbour walk\n\n- likes tea\n")
        try machine.kith("note", "Grace", input: text)
        let shown = try machine.kith("show", "Grace").output
        #expect(shown.contains("Harbour walk") && shown.contains("likes tea"))
        let empty = try machine.start(["note", "Grace"], input: try bench.file("e", " \n")).wait()
        #expect(empty.exitCode == 2 && empty.diagnostics.contains("The note is empty"))
    }

    @Test func `The form changes what was changed in it, and no other byte`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let before = try machine.export()
        let seen = bench.folder.appending(path: "seen.yaml")
        let script = """
            cp "$1" '\(seen.path)'
            sed -i -e 's/^title:/title: Analyst/' -e 's/^tags:.*/tags: [club, friend]/' \\
                -e 's/^birthday:.*/birthday: --04-12/' "$1"
            """
        try machine.kith("edit", "Grace", extra: try editor(bench, script))
        let form = try String(contentsOf: seen, encoding: .utf8)
        #expect(form.contains("# Grace Example ("))
        #expect(form.contains("emails:\n  - work: grace@example.org\n"))
        #expect(form.contains("PHOTO"))
        let after = String(decoding: try machine.export(), as: UTF8.self)
        let added = after.split(separator: "\r\n").filter {
            !String(decoding: before, as: UTF8.self).contains($0)
        }
        #expect(
            added.sorted() == [
                "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "CATEGORIES:club,friend", "TITLE:Analyst",
            ])
        #expect(drafts(machine).isEmpty)
        try machine.kith("undo")
        #expect(try machine.export() == before)
    }

    @Test func `A name needs no option, and what was taken back is done again`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("desk")
        try machine.kith("add", "Mary", "Example", "--email", "mary@example.org")
        #expect(try machine.kith("show", "mary").output.contains("mary@example.org"))
        let both = try machine.start(["add", "Mary", "--name", "Ben"]).wait()
        #expect(both.exitCode == 2 && both.diagnostics.contains("twice"))
        let none = try machine.start(["add"]).wait()
        #expect(none.exitCode == 2 && none.diagnostics.contains("--edit"))
        #expect(try machine.kith("undo").output.hasPrefix("Took back `kith add`"))
        let taken = try machine.kith("undo", "--list").output
        #expect(taken.contains("Mary Example") && taken.contains("taken back"))
        let listed = try machine.json("undo", "--list")["commands"] as? [[String: Any]]
        #expect((listed?.first?["changes"] as? Int ?? 0) > 4)
        let redone = try machine.kith("redo").output
        #expect(redone.hasPrefix("Did again `kith add`") && redone.contains("(Mary Example)"))
        let again = try machine.json("undo", "--list")["commands"] as? [[String: Any]]
        #expect(again?.first?["people"] as? [String] == ["Mary Example"])
        #expect((again?.first?["people_ids"] as? [String])?.count == 1)
        #expect(try machine.kith("list").output.contains("Mary Example"))
        #expect(try machine.start(["redo"]).wait().exitCode == 1)
    }

    @Test func `A form that cannot be read opens again as typed, the error above its line`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        let seen = bench.folder.appending(path: "seen.yaml")
        let script = """
            if grep -q '^# kith: ' "$1"; then
                cp "$1" '\(seen.path)'
                sed -i 's/^birthday: soon.*/birthday: 1906-12-09/' "$1"
            else
                sed -i -e 's/^title:/title: Rear Admiral # my own comment/' \\
                    -e 's/^birthday:.*/birthday: soon/' "$1"
            fi
            """
        try machine.kith("edit", "Grace", extra: try editor(bench, script))
        let lines = try String(contentsOf: seen, encoding: .utf8).split(separator: "\n")
        let mark = try #require(lines.firstIndex { $0.hasPrefix("# kith: ") })
        #expect(lines[mark].contains("1985-04-12"))
        #expect(lines[mark + 1] == "birthday: soon")
        #expect(lines.contains("title: Rear Admiral # my own comment"))
        let card = try machine.kith("export", "Grace").output
        #expect(card.contains("BDAY:1906-12-09"))
        #expect(card.contains("TITLE:Rear Admiral\r\n"))
    }

    @Test func `Who leaves an error as it is finds the text in a file, and nothing is changed`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        let before = try machine.export()
        let wrong = try editor(bench, "grep -q '^wrong' \"$1\" || echo 'wrong: *bomb' >> \"$1\"")
        let result = try machine.attempt("edit", "Grace", extra: wrong)
        #expect(result.exitCode == 6)
        let kept = try #require(drafts(machine).first)
        #expect(result.diagnostics.contains("state/drafts/\(kept)"))
        let draft = machine.home.appending(path: "state/drafts/\(kept)")
        #expect(try String(contentsOf: draft, encoding: .utf8).contains("wrong: *bomb"))
        let mode = try FileManager.default.attributesOfItem(atPath: draft.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        // Without a terminal nobody can be asked again.
        let alone = try machine.attempt(
            "edit", "Grace", extra: wrong.merging(["KITH_EDIT_AGAIN": "1"]) { _, new in new })
        #expect(alone.exitCode == 6)
        for script in ["true", ": > \"$1\"", "echo '# a comment' >> \"$1\""] {
            let unchanged = try machine.kith("edit", "Grace", extra: try editor(bench, script))
            #expect(unchanged.diagnostics.contains("Nothing was changed"))
        }
        #expect(try machine.export() == before)
    }

    @Test func `P4: what somebody else changed while the editor was open stays`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let kith = "KITH_HOME='\(machine.home.path)' '\(BuildFolder.path(of: "kith"))'"
        let script = """
            \(kith) edit Grace --set title=Admiral --set role=Pioneer --add tag=new >/dev/null || exit 9
            sed -i -e 's/^title:/title: Analyst/' -e 's/^org:/org: Navy/' "$1"
            """
        let result = try machine.kith("edit", "Grace", extra: try editor(bench, script))
        #expect(result.diagnostics.contains("1 value changed while the editor was open"))
        let card = try machine.kith("export", "Grace").output
        for line in ["ORG:Navy", "ROLE:Pioneer", "CATEGORIES:new"] { #expect(card.contains(line)) }
        let conflicts = try machine.kith("conflicts", "list").output
        #expect(conflicts.contains("Admiral"))
        #expect(conflicts.contains("Analyst"))
        let deleting = try editor(
            bench, "\(kith) rm Grace >/dev/null; sed -i 's/^title:.*/title: X/' \"$1\"")
        let deleted = try machine.attempt("edit", "Grace", extra: deleting)
        #expect(deleted.exitCode == 2)
        #expect(deleted.diagnostics.contains("trash"))
        #expect(deleted.diagnostics.contains("Your text is in"))
    }

    @Test func `P4: the card as it is stored is edited on the state that was shown, too`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let kith = "KITH_HOME='\(machine.home.path)' '\(BuildFolder.path(of: "kith"))'"
        let script = """
            \(kith) edit Grace --set role=Pioneer --add email=other@example.org >/dev/null || exit 9
            sed -i 's/^END:VCARD/TITLE:Analyst\\r\\nEND:VCARD/' "$1"
            """
        try machine.kith("edit", "Grace", "--vcard", extra: try editor(bench, script))
        let card = try machine.kith("export", "Grace").output
        for line in ["TITLE:Analyst", "ROLE:Pioneer", "other@example.org", "grace@example.org"] {
            #expect(card.contains(line), "\(line)")
        }
    }

    @Test func `kith add --edit makes a card of a form`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let script = """
            cat > "$1" <<'END'
            name:
              given: Ada
              family: Example
            emails:
              - home: ada@example.org
              - Chess club: ada@example.net
            addresses:
              - label: work
                street: |
                  1 Harbour Road
                  Second floor
                city: Example
            notes:
              - |
                Likes *tea*.

                And ships.
            custom:
              shoe-size: 42
            END
            """
        try machine.kith("add", "--edit", extra: try editor(bench, script))
        let shown = try machine.json("show", "Ada Example")
        let person = try #require(shown["person"] as? [String: Any])
        #expect(person["notes"] as? [String] == ["Likes *tea*.\n\nAnd ships."])
        #expect(
            (person["emails"] as? [[String: Any]])?.map { $0["label"] as? String } == [
                "home", "Chess club",
            ])
        let card = try machine.kith("export", "Ada").output
        #expect(card.contains("ADR;TYPE=work:;;1 Harbour Road\\nSecond floor;Example;;;"))
        #expect(card.contains("X-SHOE-SIZE:42"))
        let empty = try machine.attempt(
            "add", "--edit", extra: try editor(bench, "echo 'title: Nobody' > \"$1\""))
        #expect(empty.exitCode == 6)
        #expect(empty.diagnostics.contains("name"))
        #expect(try machine.names() == ["Ada Example"])
    }
}
