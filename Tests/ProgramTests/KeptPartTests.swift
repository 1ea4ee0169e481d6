import Foundation
import Testing

/// What somebody keeps of a card in their own book stays there, whatever is shared later.
struct KeptPartTests {
    private static let card = """
        BEGIN:VCARD\r
        VERSION:3.0\r
        UID:grace\r
        FN:Grace Example\r
        N:Example;Grace;;;\r
        EMAIL:grace@example.org\r
        CATEGORIES:canarytag2\r
        NOTE:canarynote1\r
        END:VCARD\r

        """

    private func expect(_ word: String, _ isThere: Bool, on machine: Machine) throws {
        let files = try machine.files().map { try Data(contentsOf: $0) }
        #expect(files.contains { $0.range(of: Data(word.utf8)) != nil } == isThere, "\(word)")
    }

    @Test
    func `P10: what was kept stays kept, by search and on another machine, until all is given`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(user: "ada", machines: ["desk", "lap"])
        let (desk, laptop) = (machines[0], machines[1])
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "ben", "--role", "editor")
        func meet() throws { for machine in [desk, laptop, ben, desk] { try machine.sync() } }
        try desk.sync()
        try desk.kith("import", try bench.file("grace.vcf", Self.card).path)
        try desk.kith("share", "Grace", "--space", "team", "--keep", "note")
        try meet()
        let again = try laptop.kith("share", "--search", "grace", "--space", "team")
        #expect(again.diagnostics.contains("Kept in your own book as before: note. --all gives"))
        try laptop.kith("edit", "Grace", "--add", "url=https://canaryurl3.example")
        try laptop.kith("share", "Grace", "--space", "team", "--keep", "url")
        try meet()
        #expect(try desk.json("show", "Grace")["spaces"] as? [String] == ["personal", "team"])
        // Taken back and given once more: what was said of it stands.
        try desk.kith("unshare", "Grace")
        let planned = try desk.kith("share", "Grace", "--space", "team", "--dry-run")
        #expect(planned.output.contains("stays yours: note canarynote1"))
        #expect(planned.diagnostics.contains("Kept in your own book as before: note, url."))
        try desk.kith("share", "Grace", "--space", "team")
        try meet()
        for word in ["canarynote1", "canaryurl3"] { try expect(word, false, on: ben) }
        try expect("canarytag2", true, on: ben)
        let given = try desk.kith("share", "Grace", "--space", "team", "--all", "--keep", "note")
        #expect(given.output.contains("team sees: url https://canaryurl3.example"))
        try meet()
        try expect("canarynote1", false, on: ben)
        try expect("canaryurl3", true, on: ben)
        try laptop.kith("set", "Grace", "keep=")
        #expect(try laptop.kith("share", "Grace", "--space", "team").output.contains("team sees"))
        try meet()
        try expect("canarynote1", true, on: ben)
        try desk.kith("doctor")
    }

    @Test func `What is kept is said of people in private, and only of parts that there are`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(user: "ada", machines: ["ada"])
        let ada = machines[0]
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try ada.sync()
        try ada.kith("import", try bench.file("grace.vcf", Self.card).path)
        let refused = try ada.attempt("set", "Grace", "keep=notes")
        #expect(refused.exitCode == 2 && refused.diagnostics.contains("no part `notes`"))
        try ada.kith("set", "Grace", "keep=note")
        let shared = try ada.kith("share", "Grace", "--space", "team").output
        #expect(shared.contains("stays yours: note") && shared.contains("team sees: email"))
        // One undo takes back what was given, and what was remembered with it.
        try ada.kith("undo")
        try ada.kith("share", "Grace", "--space", "team", "--all")
        try ada.kith("undo")
        let kept = try ada.kith("share", "Grace", "--space", "team", "--dry-run").output
        #expect(kept.contains("stays yours: note"))
        #expect(try !String(decoding: ada.export(), as: UTF8.self).contains("keep"))
    }
}
