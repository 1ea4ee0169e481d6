import Foundation
import Testing

/// Organisations with dated, parallel roles; people who stand to each other in several ways; notes.
struct TieTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        try machine.kith("add", "--name", "Bob Example")
        try machine.kith("add", "--name", "Harbour Works", "--organisation-card")
        try machine.kith("add", "--name", "Night School", "--organisation-card")
        return machine
    }

    /// The line of `kith show` that holds a text.
    private func line(_ machine: Machine, _ person: String, _ text: String) throws -> String {
        let lines = try machine.kith("show", person).lines
        return try #require(lines.first { $0.contains(text) }, "\(lines)")
    }

    @Test func `Roles are dated and may be parallel; both sides show them`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let roles = [
            ["Apprentice", "org=Harbour Works", "from=2010-01-01", "to=2014-12-31"],
            ["Engineer", "org=Harbour Works", "from=2015-01-01", "type=works"],
            ["Teacher", "org=Night School", "from=2018-09"],
        ]
        for role in roles {
            _ = try machine.start(["new", "affiliation", "person=Ada"] + role).wait()
        }
        #expect(
            try line(machine, "Ada", "Apprentice").contains(
                "Apprentice, Harbour Works  (2010-01-01–2014-12-31, private)"))
        #expect(
            try line(machine, "Ada", "Engineer").contains("(works, since 2015-01-01, private)"))
        #expect(try line(machine, "Ada", "Teacher").contains("Night School  (since 2018-09, priv"))
        let vague = try machine.attempt(
            "new", "affiliation", "Guest", "person=Ada", "org=Night School", "from=soon")
        #expect(vague.exitCode == 2 && vague.diagnostics.contains("a day, month or year: 2027"))
        let people = try machine.kith("show", "Harbour Works").lines.filter {
            $0.hasPrefix("people")
        }
        #expect(people.map { $0.contains("Apprentice") } == [true, false])
        let ties = try #require(try machine.json("show", "Ada")["ties"] as? [[String: Any]])
        #expect(ties.map { $0["text"] as? String } == ["Apprentice", "Engineer", "Teacher"])
    }

    @Test func `Two people stand to each other in several ways, each dated and ended by itself`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "relation", "sister", "a=Ada", "b=Bob")
        try machine.kith("new", "relation", "manager", "a=Ada", "b=Bob", "from=2020-01-01")
        #expect(try line(machine, "Ada", "sister").contains("sister of Bob Example  (private)"))
        #expect(
            try line(machine, "Bob", "manager").contains(
                "Ada Example, manager  (since 2020-01-01, private)"))
        try machine.kith("set", "manager", "to=2026-01-31")
        #expect(try line(machine, "Bob", "manager").contains("(2020-01-01–2026-01-31, private)"))
        try machine.kith("drop", "sister")
        #expect(!(try machine.kith("show", "Ada").output.contains("sister")))
        #expect(!(try machine.kith("export").output.contains("manager")))
    }

    @Test func `Several notes about somebody are dated, and keep their Markdown`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("note", "Ada", "# Harbour fair\n\n- likes **tea**")
        let script = try bench.file("editor.sh", "printf 'Second note' > \"$1\"")
        try machine.kith("note", "Ada", extra: ["EDITOR": "sh '\(script.path)'"])
        let notes = try #require(
            try machine.json("show", "Ada")["private_notes"] as? [[String: Any]])
        #expect(
            notes.map { $0["text"] as? String } == [
                "# Harbour fair\n\n- likes **tea**", "Second note",
            ])
        #expect(notes.allSatisfy { ($0["at"] as? Int ?? 0) > 1_600_000_000_000 })
        let lines = try machine.kith("show", "Ada").lines
        #expect(lines.contains { $0.contains("- likes **tea**") && $0.contains("(private, 20") })
    }

    @Test func `Markdown on a terminal is seen without its marks, and sums keep their stars`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith(
            "note", "Ada",
            "An *old* ***friend*** of `kith`, [site](https://x.org/a): 3*4*5, a_b_c, * x")
        let shown = try TestTerminal(bench, machine, columns: 120, shell: "kith show Ada")
            .wait(for: "exit=0")
        #expect(shown.contains("An old friend of kith, site (https://x.org/a): 3*4*5, a_b_c, * x"))
    }
}
