import Foundation
import Testing

/// What `kith purge` erases, and what it must not.
@Suite(.serialized)
struct PurgeTests {
    /// A word that nobody else has; a part of it, because an index may split it.
    private static let canary = "Quixotical7431"
    private static let trace = "otical7431"

    @Test func `Whoever comes again after a purge is there like anybody else, on every machine`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let card = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:u1\r\nFN:Ada Example\r\nEND:VCARD\r\n"
        let file = try bench.file("a.vcf", card).path
        try laptop.kith("import", file)
        try laptop.sync()
        try desktop.sync()
        try laptop.kith("purge", "ada", "--yes")
        #expect(try laptop.names().isEmpty)
        try laptop.kith("import", file)
        for machine in [laptop, desktop] {
            try machine.sync()
            #expect(try machine.people().map { $0["contested"] as? Bool } == [false])
            let conflicts = try machine.json("conflicts", "list")["conflicts"] as? [Any]
            #expect(conflicts?.isEmpty == true)
            try machine.requireEqual()
        }
        #expect(try laptop.kith("import", file).output.contains("1 unchanged"))
        try laptop.kith("undo")
        #expect(try laptop.names().isEmpty)
        try laptop.kith("doctor")
    }

    @Test func `A viewer erases what is said of somebody, and the team keeps its card`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        let code = try daemon.addUser("bob")
        let owner = try daemon.addUser("ada")
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "bob", "--role", "viewer")
        try daemon.start()
        let (ada, bob) = (try bench.machine("ada"), try bench.machine("bob"))
        try ada.join(daemon, code: owner)
        try bob.join(daemon, code: code)
        try ada.kith("add", "--space", "team", "--name", "Grace Example")
        try ada.sync()
        try bob.sync()
        let nothing = try bob.attempt("purge", "grace", "--yes")
        #expect(nothing.exitCode == 5 && nothing.diagnostics.contains("team"))
        try bob.kith("note", "grace", "A \(Self.canary) word.")
        try bob.kith("tier", "grace", "close")
        let plan = try bob.json("purge", "grace", "--dry-run")
        #expect(plan["stays_in"] as? [String] == ["team"] && plan["lines"] as? Int == 0)
        #expect(try bob.kith("purge", "grace", "--dry-run").output.contains("Stays where you"))
        try bob.kith("purge", "grace", "--yes")
        #expect(try traces(in: bob.home).isEmpty)
        #expect(try bob.people().map { $0["tier"] as? String } == [""])
        try bob.sync()
        try ada.sync()
        #expect(try ada.names() == ["Grace Example"] && bob.names() == ["Grace Example"])
    }

    @Test func `LOG-11: a purge leaves no byte of a person on two machines and the server`() throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let others = try bench.file("others.vcf", InventedCards.text(count: 200))
        try laptop.kith("import", others.path)
        try laptop.kith(
            "add", "--name", "\(Self.canary) Example", "--email", "\(Self.canary)@example.org",
            "--title", Self.canary, "--phone", "+1 555 0199", "--org", "\(Self.canary) Ltd")
        try laptop.kith("add", "--name", "Hugo Example")
        try laptop.sync()
        try desktop.sync()
        try desktop.kith("edit", Self.canary, "--set", "title=\(Self.canary) the second")
        try desktop.kith("note", Self.canary, "A word about \(Self.canary).")
        try desktop.kith("set", Self.canary, "why=\(Self.canary)")
        try desktop.kith(
            "touch", Self.canary, "coffee", Self.canary, "promised=\(Self.canary)",
            "needs=\(Self.canary)")
        try desktop.kith("new", "relation", "a=\(Self.canary)", "b=Hugo", "text=\(Self.canary)")
        try desktop.kith("touch", Self.canary, "Hugo", "coffee")
        for machine in [desktop, laptop] { try machine.sync() }
        for folder in [laptop.home, desktop.home, daemon.data] {
            #expect(try !traces(in: folder).isEmpty, "the test would see nothing")
        }

        let told = try laptop.kith("purge", Self.canary, "--dry-run").output
        #expect(told.contains(Self.canary) && told.contains("Nothing was erased"))
        #expect(told.contains("1 note"))
        try laptop.kith("purge", Self.canary, "--yes")
        #expect(try traces(in: laptop.home).isEmpty)
        for machine in [laptop, desktop, laptop] { try machine.sync() }
        for (index, machine) in machines.enumerated() {
            let backup = bench.folder.appending(path: "backup-\(index)")
            try machine.kith("backup", backup.path)
            #expect(try traces(in: machine.home).isEmpty)
            #expect(try !holds(backup))
            #expect(try machine.names().count == 201)
            #expect(try machine.items("touch").count == 1, "what was done with others stays")
            try machine.requireEqual()
            #expect(try machine.kith("doctor").exitCode == 0)
        }
        try daemon.stop()
        #expect(try daemon.admin("doctor").exitCode == 0)
        #expect(try traces(in: daemon.data).isEmpty)
    }

    @Test func `MERGE-8: an edit that a purge had not seen stays, and is listed`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop", "tower"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Grace Example", "--title", "Secret")
        for machine in machines { try machine.sync() }
        try laptop.kith("purge", "Grace", "--yes")
        try desktop.kith("edit", "Grace", "--add", "phone=+1 555 0100")
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            let listing = try machine.kith("conflicts", "list").output
            #expect(listing.contains("purged") && listing.contains("edited"))
            let card = try machine.kith("export").output
            #expect(card.contains("+1 555 0100") && !card.contains("Secret"))
            try machine.requireEqual()
        }
        let id = try #require(try laptop.people().first?["id"] as? String)
        let history = try desktop.kith("history", id).output
        #expect(history.contains("(erased)") && history.contains("+1 555 0100"))
        // Purging again, having seen the edit, is final.
        try laptop.kith("purge", id, "--yes")
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            #expect(try machine.names().isEmpty)
            #expect(try machine.conflicts().isEmpty)
            #expect(try machine.kith("doctor").exitCode == 0)
        }
        try daemon.stop()
        #expect(try daemon.admin("doctor").exitCode == 0)
    }

    @Test func `Of whom a purge left nothing the conflict alone is told`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "Eve Plain", "--birthday", "1991-01-01")
        for machine in machines { try machine.sync() }
        try laptop.kith("edit", "Eve", "--set", "birthday=")
        try desktop.kith("purge", "Eve", "--yes")
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            #expect(try machine.names().isEmpty)
            try machine.kith("doctor")
            try machine.requireEqual()
        }
        let conflict = try #require(try laptop.conflicts().first)
        #expect(conflict["name"] as? String == "somebody erased")
        try laptop.kith("conflicts", "pick", try #require(conflict["id"] as? String), "delete")
        for machine in machines + machines { try machine.sync() }
        for machine in machines { #expect(try machine.conflicts().isEmpty) }
    }

    @Test func `A backup from before a purge is erased by the sync after it is recovered`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "\(Self.canary) Example")
        try laptop.sync()
        try desktop.sync()
        let backup = bench.folder.appending(path: "backup")
        try desktop.kith("backup", backup.path)
        try laptop.kith("purge", Self.canary, "--yes")
        try laptop.sync()
        try desktop.sync()
        try desktop.kith("recover", backup.path)
        #expect(try desktop.names() == ["\(Self.canary) Example"])
        try desktop.kith("add", "--name", "Hugo Example")
        try desktop.sync()
        try laptop.sync()
        for machine in machines {
            #expect(try machine.names() == ["Hugo Example"])
            try machine.requireEqual()
        }
        #expect(try !holds(desktop.home.appending(path: "kith.sqlite")))
    }

    @Test func `A purge asks first, finds the trash, and is not undone`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example", "--title", "Analyst")
        try machine.kith("add", "--name", "Hugo Example")
        let asked = try machine.attempt("purge", "Grace")
        #expect(asked.exitCode == 5)
        #expect(asked.diagnostics.contains("--yes"))
        #expect(try machine.attempt("purge").exitCode == 2)
        #expect(try machine.attempt("purge", "Grace", "--older", "30d").exitCode == 2)
        #expect(try machine.attempt("purge", "Nobody", "--yes").exitCode == 1)
        #expect(try machine.names().count == 2)

        try machine.kith("rm", "Hugo")
        try machine.kith("rm", "Grace")
        #expect(
            try machine.kith("purge", "--trash", "--older", "30d", "--yes").output.contains(
                "nothing"))
        let plan = try machine.json("purge", "Grace", "--dry-run")
        #expect((plan["people"] as? [[String: Any]])?.first?["name"] as? String == "Grace Example")
        #expect(plan["erased"] as? Bool == false)
        try machine.kith("purge", "Grace", "--yes")
        try machine.kith("purge", "--trash", "--yes")
        #expect(try machine.kith("purge", "--trash", "--yes").output.contains("nothing"))

        let refused = try machine.attempt("undo")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("--past-purge"))
        try machine.kith("undo", "--past-purge")
        try machine.kith("undo", "--past-purge")
        try machine.kith("undo", "--past-purge")
        let last = try machine.kith("undo", "--past-purge").output
        #expect(last.contains("cannot come back"))
        #expect(try machine.names().isEmpty)
        #expect(try machine.kith("doctor").exitCode == 0)
    }

    @Test func `On a terminal only yes erases, and only what was looked at`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example", "--title", "Analyst")
        func asked() throws -> TestTerminal {
            let terminal = try TestTerminal(bench, machine, shell: "kith purge Grace")
            let question = try terminal.wait(for: "Type yes:")
            #expect(question.contains("Grace Example") && question.contains("lines of cards"))
            return terminal
        }
        for answer in ["", "no", "y"] {
            let terminal = try asked()
            try terminal.type(answer)
            try terminal.press("Enter")
            #expect(try terminal.wait(for: "exit=5").contains("Nothing was changed"))
        }
        let late = try asked()
        try machine.kith("note", "Grace", "Written while it was asked.")
        try late.type("yes")
        try late.press("Enter")
        #expect(try late.wait(for: "exit=3").contains("Something changed meanwhile"))
        #expect(try machine.names() == ["Grace Example"])

        let terminal = try asked()
        try machine.kith("add", "--name", "Hugo Example")
        try terminal.type("YES")
        try terminal.press("Enter")
        #expect(try terminal.wait(for: "exit=0").contains("Erased here"))
        #expect(try machine.names() == ["Hugo Example"])
    }

    @Test func `The history of somebody erased says when and where, and nothing of the person`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith(
            "add", "--name", "\(Self.canary) Example", "--email", "\(Self.canary)@example.org")
        let id = try #require(try machine.people().first?["id"] as? String)
        #expect(try machine.kith("history", Self.canary).output.contains(Self.canary))
        try machine.kith("purge", Self.canary, "--yes")
        let history = try machine.kith("history", id)
        #expect(history.output.contains("life") && history.output.contains("(erased)"))
        #expect(!(history.output + history.diagnostics).contains(Self.canary))
        let entries = try machine.json("history", String(id.prefix(8)))["history"]
        #expect((entries as? [[String: Any]])?.last?["property"] as? String == "life")
        let byName = try machine.attempt("history", Self.canary)
        #expect(byName.exitCode == 1)
    }

    @Test func `A purge takes the file out of linked folders, here and on the other machine`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("import", try bench.file("book.vcf", InventedCards.text(count: 4)).path)
        for machine in machines { try machine.sync() }
        let folders = try machines.map { machine in
            let folder = try MirrorFolder(bench.folder.appending(path: "mirror-\(machine.name)"))
            try machine.kith("vdir", "link", folder.url.path)
            return folder
        }
        // An edit that kith has not read yet is part of what is erased.
        try folders[0].replace("NOTE:", by: "NOTE:\(Self.canary) ", in: "invented-1.vcf")
        try laptop.kith("purge", "Person1", "--yes")
        #expect(folders[0].names == ["invented-0.vcf", "invented-2.vcf", "invented-3.vcf"])
        for folder in [laptop.home, folders[0].url] { #expect(try traces(in: folder).isEmpty) }
        #expect(try laptop.kith("vdir", "sync").output.contains("nothing to do"))

        for machine in [laptop, desktop] { try machine.sync() }
        try desktop.kith("vdir", "sync")
        #expect(folders[1].names == folders[0].names)
        #expect(try desktop.names() == laptop.names())
        for machine in machines {
            try machine.requireEqual()
            #expect(try machine.kith("doctor").exitCode == 0)
        }
    }

    @Test func `A purge erases what a linked file said, though the file cannot be read`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let book = InventedCards.text(count: 4).replacing("NOTE:", with: "NOTE:\(Self.canary) ")
        try laptop.kith("import", try bench.file("book.vcf", book).path)
        for machine in machines { try machine.sync() }
        let folders = try machines.map { machine in
            let folder = try MirrorFolder(bench.folder.appending(path: "mirror-\(machine.name)"))
            try machine.kith("vdir", "link", folder.url.path)
            return folder
        }
        let broken = folders.map { $0.url.appending(path: "invented-1.vcf") }
        for file in broken { try Data("BEGIN:VCARD\r\nhalf".utf8).write(to: file) }
        for machine in machines { try machine.attempt("vdir", "sync") }
        let purged = try laptop.kith("purge", "--yes", "Person1")
        #expect(purged.diagnostics.contains("invented-1.vcf was changed and stays"))
        for person in ["Person0", "Person2", "Person3"] {
            try laptop.kith("purge", "--yes", person)
        }
        for machine in machines {
            try machine.sync()
            #expect(try traces(in: machine.home).isEmpty, "\(machine.name)")
        }
        // The others' files are as they were, and go with the next run.
        let told = try desktop.attempt("vdir", "sync", "--force")
        #expect((told.output + told.diagnostics).contains("somebody who was erased"))
        for (machine, folder) in zip(machines, folders) {
            #expect(folder.names == ["invented-1.vcf"])
            try folder.remove("invented-1.vcf")
            #expect(try machine.kith("vdir", "sync").exitCode == 0)
            #expect(try machine.names().isEmpty)
            #expect(try machine.kith("doctor").exitCode == 0)
        }
        // Whoever comes again is there as if new, with a file.
        try laptop.kith("import", try bench.file("again.vcf", book).path)
        try laptop.kith("vdir", "sync")
        #expect(folders[0].names.count == 4)
    }

    /// The files below a folder that hold a trace of the canary.
    private func traces(in folder: URL) throws -> [String] {
        try allFiles(below: folder).filter { try holds($0) }.map(\.lastPathComponent)
    }

    private func holds(_ file: URL) throws -> Bool {
        try Data(contentsOf: file).range(of: Data(Self.trace.utf8)) != nil
    }
}
