import Foundation
import Testing

/// Who may do what, and that a refusal loses nothing.
@Suite(.serialized)
struct RightsTests {
    @Test func `P8: a revoked device is refused, keeps its changes and is told what to do`() throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[1].kith("add", "--name", "Grace Example")
        try daemon.admin("device", "revoke", "ada", "desktop")
        let refused = try machines[1].attempt("sync")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("kith join"))
        #expect(try machines[1].names() == ["Grace Example"])
        try machines[0].sync()
        #expect(try machines[0].names().isEmpty)
        // What is told without asking the server is true too.
        #expect(try machines[1].kith("status").output.contains("does not let this machine in"))
        #expect(try machines[1].kith("unsent").output.contains("until `kith join`"))
        #expect(try machines[1].json("status")["refused"] is Int)
        try machines[1].join(daemon, code: try daemon.addDevice("ada"))
        #expect(!(try machines[1].kith("status").output.contains("does not let")))
    }

    @Test
    func `What is kept of a space is synced however much it is, and undo passes over the rest`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "editor")
        try laptop.sync()
        try laptop.kith("add", "--name", "Ada Example")
        let note = "NOTE:" + String(repeating: "words ", count: 1_400)
        let cards = (0..<900).map { number in
            "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:big-\(number)\r\nFN:Person \(number)\r\n"
                + "\(note)\r\nEND:VCARD\r\n"
        }
        let book = try bench.file("book.vcf", cards.joined())
        try laptop.kith("import", "--space", "team", book.path)
        try daemon.admin("member", "set", "team", "ada", "--role", "viewer")
        #expect(try laptop.attempt("sync").exitCode == 3)
        // The last command wrote where nothing may be written now: it is told, and passed over.
        #expect(try laptop.kith("undo").output.contains("may only read"))
        try laptop.kith("unsent", "keep", "team")
        try laptop.sync()
        try laptop.requireEqual()
        #expect(try laptop.names().count == 901)
        let tablet = try bench.machine("tablet")
        try tablet.join(daemon, code: try daemon.addDevice("ada"))
        try tablet.sync()
        #expect(try tablet.names().count == 901)
    }

    @Test func `P8: a code that a revoked device made lets nobody in`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let code = try machines[1].kith("device", "add").output.split(
            whereSeparator: \.isWhitespace)
        let told = try daemon.admin("device", "revoke", "ada", "desktop").output
        #expect(told.contains("void now: 2"))
        let thief = try bench.machine("thief")
        let refused = try thief.attempt("join", daemon.url, String(try #require(code.last)))
        #expect(refused.exitCode == 5)
        #expect(try daemon.admin("device", "list").output.contains("thief") == false)
    }

    @Test func `P8: a recovered backup lets in nobody who was shut out since`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop", "tablet"])
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        let unused = try daemon.addDevice("ada")
        let file = bench.folder.appending(path: "server.sqlite").path
        try daemon.admin("backup", file)
        try daemon.admin("device", "revoke", "ada", "desktop")
        try daemon.admin("member", "rm", "team", "ada")
        // Joined anew: the token of before is void.
        let copy = try bench.machine("copy")
        try FileManager.default.copyItem(at: machines[2].home, to: copy.home)
        try machines[2].join(daemon, code: try daemon.addDevice("ada"))
        try daemon.stop()

        let told = try daemon.admin("recover", file).output
        #expect(told.contains("desktop of ada stays shut out, as there."))
        #expect(told.contains("tablet of ada stays shut out, as there."))
        #expect(told.contains("ada stays out of team, as there."))
        #expect(told.contains("ada  laptop") && !told.contains("ada  desktop"))
        try daemon.start()
        try machines[0].sync()
        #expect(try machines[1].attempt("sync").exitCode == 5)
        #expect(try copy.attempt("sync").exitCode == 5)
        #expect(try daemon.admin("member", "list", "team").output == "")
        #expect(try bench.machine("new").attempt("join", daemon.url, unused).exitCode == 5)

        // Where nothing tells of later, the owner is told to look.
        let elsewhere = try bench.daemon("elsewhere")
        let silent = try elsewhere.admin("recover", file).output
        #expect(silent.contains("in again") && silent.contains("kithd device revoke"))
        #expect(silent.contains("ada  desktop"))
    }

    @Test
    func `P8: who was taken away stays away in a recovered backup, and what was erased is erased`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try daemon.admin("space", "add", "team")
        for name in ["cyd", "dan"] {
            let machine = try bench.machine(name)
            try machine.join(daemon, code: try daemon.addUser(name))
            try daemon.admin("member", "add", "team", name)
            try machine.kith("add", "--name", "Friendof\(name) Example")
            try machine.sync()
        }
        _ = try daemon.addUser("fay")
        try daemon.admin("user", "rm", "fay")
        // Nobody has joined since.
        _ = try daemon.addUser("eve")
        let file = bench.folder.appending(path: "server.sqlite")
        try daemon.admin("backup", file.path)
        try daemon.admin("user", "rm", "cyd", "--erase")
        for name in ["dan", "eve"] { try daemon.admin("user", "rm", name) }
        try daemon.admin("user", "rm", "fay", "--erase")
        // The name is somebody else's now.
        _ = try daemon.addUser("dan")
        try daemon.stop()

        let told = try daemon.admin("recover", file.path).output
        #expect(told.contains("cyd stays taken away, with the personal space, as there."))
        for name in ["dan", "eve"] {
            #expect(told.contains("\(name) stays taken away, as there."))
        }
        #expect(told.contains("the space `personal of fay, who left` stays erased, as there."))
        #expect(told.contains("  ada  laptop") && !told.contains("  cyd  "))
        let users = try daemon.admin("user", "list").lines
        #expect(users.count == 1 && users[0].hasPrefix("ada"))
        #expect(try daemon.admin("member", "list", "team").output == "")
        let spaces = try daemon.admin("space", "list").output
        #expect(spaces.contains("personal of dan, who left") && !spaces.contains("fay"))
        #expect(try Data(contentsOf: file).contains(text: "Friendofcyd"))
        let recovered = try Data(contentsOf: daemon.data.appending(path: "kithd.sqlite"))
        #expect(!recovered.contains(text: "Friendofcyd"))
        #expect(recovered.contains(text: "Friendofdan"))
        try daemon.admin("doctor")
        try daemon.start()
        try machines[0].sync()
        #expect(try bench.machine("cyd").attempt("sync").exitCode == 5)
    }

    @Test func `A viewer reads the team's people and cannot write them`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas", "desk"])
        let bob = try bench.machine("bobs")
        try bob.join(daemon, code: try daemon.addUser("bob"))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "bob", "--role", "viewer")
        try machines[0].sync()
        try machines[0].kith("add", "--space", "team", "--name", "Grace Example")
        try machines[0].sync()
        try bob.sync()
        #expect(try bob.names() == ["Grace Example"])
        let refused = try bob.attempt("edit", "Grace", "--set", "title=Engineer")
        #expect(refused.exitCode == 5)
        try bob.kith("note", "Grace", "Only mine.")
        try bob.sync()
        try bob.requireEqual()

        // Who may not settle a conflict is not told to.
        try machines[1].sync()
        for (machine, title) in zip(machines, ["Engineer", "Analyst"]) {
            try machine.kith("edit", "Grace", "--set", "title=\(title)")
        }
        for machine in machines + machines + [bob] { try machine.sync() }
        #expect(try machines[0].kith("conflicts").output.contains("settle with"))
        let seen = try bob.kith("conflicts").output
        #expect(seen.contains("settled by who may write in team"))
        #expect(!seen.contains("settle with"))
        #expect(try bob.conflicts().map { $0["may_settle"] as? Bool } == [false])
    }

    @Test func `P5: an unreachable server leaves the work saved and exits with 4`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try daemon.stop()
        try machines[0].kith("add", "--name", "Grace Example")
        let offline = try machines[0].attempt("sync")
        #expect(offline.exitCode == 4)
        #expect(offline.diagnostics.lowercased().contains("kept"))
        try daemon.start()
        try machines[0].sync()
        try machines[0].requireEqual()
    }

    @Test func `Without a server nothing is owed to one`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example")
        let told = try machine.kith("unsent").output
        #expect(told.contains("kith join") && !told.contains("kith sync"))
    }

    /// A team of ada and bob, in which bob wrote two things that he did not send.
    private func team(
        _ bench: TestBench
    ) throws -> (daemon: Daemon, ada: Machine, bob: Machine) {
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas"])
        let bob = try bench.machine("bobs")
        try bob.join(daemon, code: try daemon.addUser("bob"))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "bob", "--role", "editor")
        try machines[0].sync()
        try machines[0].kith(
            "add", "--space", "team", "--name", "Grace Example", "--title", "Admiral")
        try machines[0].sync()
        try bob.sync()
        try bob.kith("edit", "Grace", "--set", "title=Engineer")
        try bob.kith("add", "--space", "team", "--name", "Hugo Example")
        return (daemon, machines[0], bob)
    }

    @Test func `In a team it is told whose machine it was`() throws {
        let bench = try TestBench()
        let (_, ada, bob) = try team(bench)
        try bob.sync()
        try ada.kith("edit", "Grace", "--set", "title=Chair")
        try ada.sync()
        let history = try ada.kith("history", "Grace").output
        #expect(history.contains("adas of ada") && history.contains("bobs of bob"))
        #expect(try ada.kith("conflicts", "list").output.contains("(bobs of bob,"))
    }

    @Test func `SYNC-19: who may only read now still reads, and keeps what cannot be sent`() throws
    {
        let bench = try TestBench()
        let (daemon, ada, bob) = try team(bench)
        try daemon.admin("member", "set", "team", "bob", "--role", "viewer")
        try ada.kith("add", "--space", "team", "--name", "Later Example")
        try ada.sync()
        for _ in 0..<2 {
            let told = try bob.attempt("sync")
            #expect(told.exitCode == 3)
            #expect(told.diagnostics.contains("as viewer you may only read"))
            #expect(told.diagnostics.contains("Grace Example, Hugo Example"))
            #expect(told.diagnostics.contains("kith unsent keep team"))
        }
        #expect(try bob.names() == ["Grace Example", "Hugo Example", "Later Example"])
        #expect(try bob.kith("undo").output.contains("may only read"))
        // A form is refused before it is typed.
        let opened = bench.folder.appending(path: "opened")
        let form = try bob.attempt(
            "edit", "Grace", extra: ["EDITOR": "touch '\(opened.path)'; :"])
        #expect(form.exitCode != 0 && form.diagnostics.contains("allows reading only"))
        #expect(!FileManager.default.fileExists(atPath: opened.path))
        #expect(try bob.json("unsent", "list").description.contains("Hugo Example"))

        let kept = try bob.kith("unsent", "keep", "team")
        #expect(kept.output.contains("for you alone"))
        // It is nowhere else: an undo would lose it.
        let undone = try bob.attempt("undo")
        #expect(undone.exitCode == 5 && undone.diagnostics.contains("nowhere else"))
        try bob.sync()
        try bob.requireEqual()
        try bob.kith("doctor")
        let grace = try bob.kith("export", "Grace").output
        #expect(grace.hasPrefix("BEGIN:VCARD\r\nVERSION:") && grace.contains("TITLE:Engineer"))
        let own = try bob.kith("export", "--space", "personal", "Grace").output
        #expect(own.contains("FN:Grace Example"), "\(own)")
        #expect(try bob.kith("export", "--space", "team").output.contains("TITLE:Admiral"))
        try ada.sync()
        #expect(try ada.names() == ["Grace Example", "Later Example"])
        #expect(!(try ada.kith("export").output.contains("Engineer")))
        #expect(try bob.kith("unsent", "list").output.contains("Nothing waits"))
        #expect(try bob.names() == ["Grace Example", "Hugo Example", "Later Example"])
    }

    @Test func `A12: whom one gave to a team that takes it no more is one's own again`() throws {
        let bench = try TestBench()
        let (daemon, ada, bob) = try team(bench)
        try bob.kith("add", "Own Person", "--email", "own@example.org")
        try bob.kith("tier", "own", "close")
        try bob.kith("share", "own", "--space", "team")
        try daemon.admin("member", "set", "team", "bob", "--role", "viewer")
        #expect(try bob.attempt("sync").exitCode == 3)
        let told = try bob.kith("unsent", "drop", "team").output
        #expect(told.contains("Whom you had given from your own book is yours again."))
        let own = try bob.kith("show", "own").output
        #expect(own.contains("own@example.org") && own.contains("close"), "\(own)")
        #expect(try bob.names() == ["Grace Example", "Own Person"])
        try bob.sync()
        try bob.kith("doctor")
        try ada.sync()
        #expect(try ada.names() == ["Grace Example"])
    }

    @Test func `A12: a removed member is told so, exports what was not sent, and syncs on`() throws
    {
        let bench = try TestBench()
        let (daemon, ada, bob) = try team(bench)
        try daemon.admin("member", "rm", "team", "bob")
        try ada.kith("add", "--space", "team", "--name", "Later Example")
        try ada.sync()
        for _ in 0..<2 {
            let told = try bob.attempt("sync")
            #expect(told.exitCode == 3)
            #expect(told.diagnostics.contains("no member any more"))
        }
        let refused = try bob.attempt("edit", "Grace", "--set", "title=General")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("no member of `team` any more"))
        #expect(try bob.kith("status").output.contains("left: to read only"))
        #expect(try bob.kith("export").output.contains("TITLE:Engineer"))
        #expect(try bob.names() == ["Grace Example", "Hugo Example"])
        try bob.kith("unsent", "drop", "team")
        try bob.sync()
        #expect(try bob.kith("show", "Grace").output.contains("Admiral"))
        #expect(try bob.names() == ["Grace Example"])
        try bob.kith("doctor")
        // Made a member again, nothing that was dropped comes back.
        try daemon.admin("member", "add", "team", "bob", "--role", "editor")
        try bob.sync()
        try bob.kith("edit", "Grace", "--set", "title=General")
        for machine in [bob, ada] {
            try machine.sync()
            try machine.requireEqual()
        }
        #expect(try ada.names() == ["Grace Example", "Later Example"])
        #expect(try ada.kith("show", "Grace").output.contains("General"))
    }

    @Test func `A machine that joins its server again is one device, and its old token is dead`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let token = machines[0].home.appending(path: "credentials")
        let old = try Data(contentsOf: token)
        try machines[0].kith("add", "--name", "Grace Example")
        let code = try daemon.addDevice("ada")
        let wrong = try machines[0].attempt("join", daemon.url, "KITH-00000-00000-00000-00000")
        #expect(wrong.exitCode == 5)
        #expect(
            wrong.diagnostics.contains("This machine is laptop of ada at \(daemon.url) already"))
        let said = try machines[0].kith("join", daemon.url, code, "--device", "laptop")
        #expect(said.diagnostics.contains("no longer valid"))
        #expect(said.output.contains("is laptop of ada"))
        try machines[0].sync()
        #expect(try daemon.admin("device", "list", "--json").output.contains("laptop"))
        #expect(!(try daemon.admin("device", "list", "--json").output.contains("laptop-2")))
        try old.write(to: token)
        #expect(try machines[0].attempt("sync").exitCode == 5)
        // Elsewhere the old token is not shown, and what is left there is told.
        let other = try bench.daemon("other")
        let elsewhere = try other.addUser("ada")
        try other.start()
        let moved = try machines[0].kith("join", other.url, elsewhere, "--device", "laptop")
        #expect(moved.diagnostics.contains("kithd device revoke ada laptop"))
    }

    @Test func `SYNC-19: a purge that may not be sent is taken back with all that it erased`()
        throws
    {
        let bench = try TestBench()
        let (daemon, ada, bob) = try team(bench)
        try bob.sync()
        try bob.kith("rm", "Grace")
        try bob.kith("purge", "Grace", "--yes")
        try daemon.admin("member", "set", "team", "bob", "--role", "viewer")
        #expect(try bob.attempt("sync").exitCode == 3)
        // Without the server nothing is taken back; with it all is, and nobody saw it empty.
        _ = try daemon.stop()
        let before = try bob.export()
        let refused = try bob.attempt("unsent", "drop", "team")
        #expect(refused.exitCode == 4)
        #expect(refused.diagnostics.contains("Nothing was taken back"))
        #expect(try bob.export() == before)
        #expect(try bob.kith("unsent", "list").output.contains("not sent"))
        try daemon.start()
        #expect(try bob.kith("unsent", "drop", "team").output.contains("came again"))
        #expect(try bob.names() == ["Grace Example", "Hugo Example"])
        try bob.requireEqual()
        try bob.kith("doctor")
        try ada.sync()
        #expect(try bob.names() == ["Grace Example", "Hugo Example"])
        #expect(try bob.export() == ada.export())
    }
}

extension Data {
    fileprivate func contains(text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
