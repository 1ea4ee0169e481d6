import Foundation
import Testing

/// Touches shared with a team by name, between real users over a real server.
@Suite(.serialized)
struct SharedTouchTests {
    /// Ada, who owns a team that has a card of Grace, ben, who may edit in it, and cleo, who may read.
    private struct Members {
        let daemon: Daemon
        let ada: Machine
        let ben: Machine
        let cleo: Machine

        func meet() throws {
            for machine in [ada, ben, cleo, ada, ben, cleo] { try machine.sync() }
        }
    }

    private func members(_ bench: TestBench) throws -> Members {
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas"])
        let (ben, cleo) = (try bench.machine("bens"), try bench.machine("cleos"))
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try cleo.join(daemon, code: try daemon.addUser("cleo"))
        try daemon.admin("space", "add", "team")
        for (name, role) in [("ada", "owner"), ("ben", "editor"), ("cleo", "viewer")] {
            try daemon.admin("member", "add", "team", name, "--role", role)
        }
        let members = Members(daemon: daemon, ada: machines[0], ben: ben, cleo: cleo)
        try members.ada.sync()
        try members.ada.kith("add", "--space", "team", "--name", "Grace Example")
        try members.meet()
        return members
    }

    private func touches(_ machine: Machine, _ words: String...) throws -> [[String: Any]] {
        let result = try machine.start(["team"] + words + ["--json"]).wait()
        let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
        return try #require((object as? [String: Any])?["touches"] as? [[String: Any]])
    }

    private func expectAbsent(_ words: [String], in files: [URL]) throws {
        #expect(!files.isEmpty)
        for file in files {
            let content = try Data(contentsOf: file)
            for word in words {
                #expect(
                    content.range(of: Data(word.utf8)) == nil,
                    "\(word) in \(file.lastPathComponent)")
            }
        }
    }

    @Test
    func `P10: a colleague reads exactly what was shared, and no byte of the rest goes to them`()
        throws
    {
        let bench = try TestBench()
        let members = try members(bench)
        try members.ada.kith("add", "canaryhugo1")
        let secrets = [
            "canaryhugo1", "canarygave2", "canarylearned3", "canarypromise4", "canarytopic5",
            "canaryevent6", "canarygoal7",
        ]
        try members.ada.kith("new", "event", "canaryevent6")
        try members.ada.kith("new", "goal", "canarygoal7")
        let said = try members.ada.kith(
            "touch", "Grace", "canaryhugo1", "call", "14:30", "yesterday",
            "wants the harbour plans",
            "channel=phone", "depth=3", "energy=-2", "gave=canarygave2", "learned=canarylearned3",
            "promised=canarypromise4", "#canarytopic5", "event=canaryevent6", "goal=canarygoal7",
            "--share", "team")
        #expect(said.diagnostics.contains("team reads, by ada: "))
        #expect(said.diagnostics.contains("call (phone): wants the harbour plans"))
        #expect(said.diagnostics.contains("Left out, without a card there: canaryhugo1"))
        try members.meet()
        let read = try touches(members.ben, "Grace")
        #expect(read.count == 1)
        let touch = try #require(read.first)
        #expect(touch["who"] as? String == "ada" && touch["own"] as? Bool == false)
        #expect(touch["type"] as? String == "call" && touch["channel"] as? String == "phone")
        #expect(touch["text"] as? String == "wants the harbour plans")
        #expect(touch["spaces"] as? [String] == ["team"])
        let people = try #require(touch["with"] as? [[String: Any]])
        #expect(people.map { $0["name"] as? String } == ["Grace Example"])
        let own = try #require(try members.ada.items("touch").first)
        #expect(touch["at"] as? Int == own["at"] as? Int)
        #expect(touch["id"] as? String != own["id"] as? String)
        for machine in [members.ben, members.cleo] {
            #expect(try machine.kith("show", "Grace").output.contains("wants the harbour plans"))
            try expectAbsent(secrets, in: try machine.files())
        }
        #expect(!String(decoding: try members.ada.export(), as: UTF8.self).contains("harbour"))
        let errors = String(
            decoding: try Data(contentsOf: try #require(members.daemon.process).errorLog),
            as: UTF8.self)
        #expect(!errors.contains("harbour") && !errors.contains("canary"))
        try members.daemon.stop()
        let log = try members.daemon.log(ofSpace: "team")
        #expect(log.contains("wants the harbour plans"))
        for word in secrets { #expect(!log.contains(word), "\(word)") }
    }

    @Test func `Whom to ask about somebody: who was in touch, how often, when last, in what words`()
        throws
    {
        let bench = try TestBench()
        let members = try members(bench)
        let (ada, ben) = (members.ada, members.ben)
        try ada.kith("touch", "Grace", "coffee", "-9d", "first words", "--share", "team")
        try ada.kith("touch", "Grace", "call", "-1d", "later words", "--share", "team")
        try ada.kith("touch", "Grace", "mail", "for me alone")
        try ben.kith("touch", "Grace", "visit", "-5d", "ben's words", "--share", "team")
        try members.meet()
        let lines = try ben.kith("team", "Grace").lines
        #expect(lines.first?.hasPrefix("ada  2 times, last ") == true)
        #expect(lines.dropFirst().first?.hasPrefix("you  1 time, last ") == true)
        let entries = lines.filter { $0.contains("words") }
        #expect(entries.count == 3 && entries[0].contains("ada: call: later words"))
        #expect(entries[1].contains("you: visit: ben's words"))
        #expect(entries.allSatisfy { $0.hasSuffix("(team)") })
        #expect(try members.cleo.kith("team", "--limit", "1").output.contains("later words"))
        #expect(try touches(members.cleo, "--space", "team").count == 3)
        let contacts = try #require(
            try members.cleo.json("team", "Grace")["contacts"] as? [[String: Any]])
        #expect(contacts.map { $0["count"] as? Int } == [2, 1])
        #expect(contacts.map { $0["you"] as? Bool } == [false, false])
        #expect(try ben.attempt("team", "--space", "club").exitCode == 2)
        let page = try ben.kith("show", "Grace").output
        #expect(page.contains("your team") && page.contains("ada: call: later words"))
        let prep = try ben.kith("prep", "Grace").output
        #expect(prep.contains("Your team\n") && prep.contains("ada: coffee: first words"))
        let subject = try members.cleo.kith("subject", "Grace").output
        #expect(subject.contains("where your teams read it") && subject.contains("ben's words"))
        for machine in [ada, ben, members.cleo] {
            #expect(
                try !machine.kith("team").output.contains("for me alone") || machine.name == "adas")
            try machine.kith("doctor")
        }
    }

    @Test func `P10: a colleague's touch moves no figure of mine and asks nothing of me`() throws {
        let bench = try TestBench()
        let members = try members(bench)
        let ben = members.ben
        try ben.kith("add", "Hugo Example")
        try ben.kith("tier", "Grace", "close")
        try ben.kith("tier", "Hugo", "close")
        try ben.kith("touch", "Grace", "coffee", "-60d")
        try ben.kith("new", "relation", "a=Grace", "b=Hugo", "text=friend")
        let asked = [
            ["due", "--json"], ["today", "--json"], ["stats", "--json"],
            ["path", "Hugo", "--json"],
            ["dormant", "--json"], ["items", "touches", "--json"], ["plan", "--json"],
            ["radar", "--json"], ["circle", "--json"],
        ]
        func answers() throws -> [String] {
            try asked.map { try ben.kith(words: $0).output }
        }
        let before = try answers()
        for day in ["-3d", "-2d", "-1d"] {
            try members.ada.kith("touch", "Grace", "visit", day, "depth=3", "--share", "team")
        }
        try members.meet()
        #expect(try touches(ben, "Grace").count == 3)
        for (number, answer) in try answers().enumerated() {
            #expect(answer == before[number], "\(asked[number])")
        }
        // Once for whoever wrote it, as without sharing.
        #expect(try members.ada.items("touch").count == 3)
        let found = try members.ada.kith("find", "touched:>2026-01-01").output
        #expect(found.contains("Grace"))
    }

    @Test func `What is shared follows its touch, and what is a colleague's is theirs`() throws {
        let bench = try TestBench()
        let members = try members(bench)
        let (ada, ben) = (members.ada, members.ben)
        try ada.kith("touch", "Grace", "call", "one")
        let id = try #require(try ada.items("touch").first?["id"] as? String)
        let planned = try ada.kith("share", "--touch", id, "--space", "team", "--dry-run")
        #expect(planned.output.contains("team would read, by ada"))
        #expect(try touches(ada).isEmpty)
        let shared = try ada.kith("share", "--touch", String(id.suffix(6)), "--space", "team")
        #expect(shared.output.contains("team reads, by ada") && shared.output.contains("call: one"))
        try members.meet()
        let set = try ada.kith("set", String(id.suffix(6)), "text=two")
        #expect(set.diagnostics.contains("team reads, by ada") && set.diagnostics.contains("two"))
        try members.meet()
        #expect(try touches(ben).first?["text"] as? String == "two")
        // What ben sees he can name, and may not touch.
        let theirs = try #require(try touches(ben).first?["id"] as? String)
        for words in [["set", theirs, "text=three"], ["drop", theirs]] {
            let refused = try ben.start(words).wait()
            #expect(refused.exitCode == 5, "\(words)")
            #expect(refused.diagnostics.contains("a touch of ada's, shared with `team`"))
        }
        let unshare = try ben.attempt("unshare", "--touch", theirs)
        #expect(unshare.exitCode == 5)
        try ada.kith("undo")
        try members.meet()
        #expect(try touches(ben).first?["text"] as? String == "one")
        let drop = try ada.kith("drop", String(id.suffix(6)))
        #expect(drop.diagnostics.contains("team reads it no more"))
        try members.meet()
        #expect(try touches(ben).isEmpty)
        try ada.kith("undo")
        try members.meet()
        #expect(try touches(ben).count == 1)
        #expect(try ada.kith("unshare", "--touch", theirs).output == "team reads it no more.\n")
        try members.meet()
        #expect(try touches(ben).isEmpty && ada.items("touch").count == 1)
        #expect(try ada.attempt("unshare", "--touch", id).exitCode == 2)
        for machine in [ada, ben, members.cleo] { try machine.kith("doctor") }
    }

    @Test func `Nothing is written when nobody has a card there, and a viewer is refused`() throws {
        let bench = try TestBench()
        let members = try members(bench)
        try members.ada.kith("add", "Hugo Example")
        let refused = try members.ada.attempt("touch", "Hugo", "coffee", "--share", "team")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("`kith share Hugo Example --space team`"))
        #expect(try members.ada.items("touch").isEmpty)
        let viewer = try members.cleo.attempt("touch", "Grace", "coffee", "--share", "team")
        #expect(viewer.exitCode == 5 && viewer.diagnostics.contains("allows reading only"))
        #expect(try members.cleo.items("touch").isEmpty)
        let alone = try members.ada.attempt("touch", "Grace", "coffee", "--share", "personal")
        #expect(alone.exitCode == 2)
        let words = try members.ada.attempt(
            "share", "Grace", "--touch", "abcdef", "--space", "team")
        #expect(words.exitCode == 2 && words.diagnostics.contains("Say either whom"))
    }

    @Test func `LOG-11: who is purged is purged from what was shared too, on every machine`() throws
    {
        let bench = try TestBench()
        let members = try members(bench)
        let (ada, ben) = (members.ada, members.ben)
        try ada.kith("add", "--space", "team", "--name", "Hugo Example")
        try ada.kith("touch", "Grace", "call", "canaryalone1", "--share", "team")
        try ada.kith("touch", "Grace", "Hugo", "call", "of both", "--share", "team")
        try ada.kith("touch", "Grace", "call", "canarydropped2", "--share", "team")
        let last = try #require(
            try ada.items("touch").first { $0["text"] as? String == "canarydropped2" })
        try ada.kith("drop", try #require(last["id"] as? String))
        try members.meet()
        let plan = try ben.kith("purge", "Grace", "--dry-run").output
        #expect(plan.contains("2 touches that you or colleagues shared with a team"))
        try ben.kith("purge", "Grace", "--yes")
        try members.meet()
        #expect(try touches(ben).compactMap { $0["text"] as? String } == ["of both"])
        let rest = try #require(try touches(members.cleo).first?["with"] as? [[String: Any]])
        #expect(rest.map { $0["name"] as? String } == ["Hugo Example"])
        for machine in [ben, members.cleo] {
            try expectAbsent(["canaryalone1", "canarydropped2"], in: try machine.files())
            try machine.kith("doctor")
        }
        // What ada wrote for herself is hers.
        #expect(try ada.items("touch").contains { $0["text"] as? String == "canaryalone1" })
        #expect(try members.cleo.attempt("purge", "Hugo", "--dry-run").exitCode == 5)
        try members.daemon.stop()
        let log = try members.daemon.log(ofSpace: "team")
        #expect(!log.contains("canaryalone1") && !log.contains("canarydropped2"))
    }
}
