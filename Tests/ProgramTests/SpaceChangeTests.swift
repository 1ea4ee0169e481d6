import Foundation
import Testing

/// A team's space is renamed, or taken away, while its members go on.
struct SpaceChangeTests {
    private func team(_ bench: TestBench) throws -> (daemon: Daemon, ada: Machine, ben: Machine) {
        let (daemon, machines) = try bench.household(machines: ["ada"])
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        for name in ["team", "club"] {
            try daemon.admin("space", "add", name)
            for user in ["ada", "ben"] { try daemon.admin("member", "add", name, user) }
        }
        try machines[0].sync()
        try machines[0].kith("add", "--space", "team", "--name", "Grace Example")
        try machines[0].sync()
        try ben.sync()
        return (daemon, machines[0], ben)
    }

    @Test func `A renamed space is the same one under its new name`() throws {
        let bench = try TestBench()
        let (daemon, ada, _) = try team(bench)
        #expect(try daemon.attempt(["space", "rename", "team", "club"]).exitCode == 5)
        #expect(try daemon.attempt(["space", "rename", "team", "personal"]).exitCode == 5)
        #expect(try daemon.attempt(["space", "rename", "nowhere", "x"]).exitCode == 1)
        try daemon.admin("space", "rename", "team", "harbour")
        try ada.sync()
        #expect(try ada.json("show", "Grace")["spaces"] as? [String] == ["harbour"])
        try ada.kith("edit", "Grace", "--space", "harbour", "--set", "title=Boss")
        try ada.sync()
        try ada.requireEqual()
    }

    @Test func `A space that is taken away is gone for its members, and nothing of theirs is lost`()
        throws
    {
        let bench = try TestBench()
        let (daemon, ada, ben) = try team(bench)
        let backup = bench.folder.appending(path: "before.kithd")
        try daemon.admin("backup", backup.path)
        try ben.kith("edit", "Grace", "--set", "title=Unsent")
        let asked = try daemon.attempt(["space", "rm", "team"])
        #expect(asked.exitCode == 5 && asked.diagnostics.contains("from ada, ben"))
        try ada.sync()
        #expect(try ada.names() == ["Grace Example"])
        try daemon.admin("space", "rm", "team", "--yes")
        let told = try ada.kith("sync").output
        #expect(told.contains("team: you are no member any more; what is here stays"))
        try ben.attempt("sync")
        for machine in [ada, ben] {
            #expect(try machine.names() == ["Grace Example"])
            let refused = try machine.attempt("edit", "Grace", "--set", "title=X")
            #expect(refused.exitCode == 5 && refused.diagnostics.contains("no member of `team`"))
        }
        let own = try ben.attempt("unshare", "Grace")
        #expect(own.exitCode == 5 && own.diagnostics.contains("--copy"))
        try ben.kith("unshare", "Grace", "--copy")
        let card = try ben.kith("export", "--space", "personal").output
        #expect(card.contains("TITLE:Unsent") && card.contains("FN:Grace Example"))
        try ada.kith("doctor")
        // A backup of before does not bring it back.
        try daemon.stop()
        #expect(try daemon.admin("doctor").output.contains("good"))
        let recovered = try daemon.admin("recover", backup.path)
        #expect((recovered.output + recovered.diagnostics).contains("`team` stays taken away"))
        #expect(try !daemon.admin("space", "list").output.contains("team"))
    }
}
