import Foundation
import TestSupport
import Testing

/// Somebody of whom one has a card of one's own, while a team has one too.
struct OwnAndTeamCardTests {
    private func card(_ uid: String, _ lines: String) -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:\(uid)\r\nFN:Grace Example\r\n"
            + "N:Example;Grace;;;\r\nEMAIL:grace@example.org\r\n\(lines)END:VCARD\r\n"
    }

    /// Ada and ben in a team that has a card of grace, by ada; ben has one of his own, of that `UID`.
    private func machines(
        _ bench: TestBench, uid: String
    ) throws -> (ada: Machine, ben: Machine) {
        let (daemon, machines) = try bench.household(machines: ["ada"])
        let ada = machines[0]
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "ben", "--role", "editor")
        try ada.sync()
        let shared = try bench.file(
            "team.vcf", card("grace", "TITLE:Chemist\r\nTEL:+1 555 0100\r\nCATEGORIES:lab,crew\r\n")
        )
        try ada.kith("import", "--space", "team", shared.path)
        try ada.sync()
        let own = try bench.file(
            "own.vcf", card(uid, "NOTE:canaryown1\r\nTEL:+1 555 0100\r\n"))
        try ben.kith("import", own.path)
        try ben.sync()
        return (ada, ben)
    }

    private func expectNoCanary(on machine: Machine) throws {
        for file in try machine.files() {
            let content = try Data(contentsOf: file)
            #expect(content.range(of: Data("canary".utf8)) == nil, "\(file.lastPathComponent)")
        }
    }

    @Test func `P10: the page joins both cards and says whose a line is; edits of mine stay mine`()
        throws
    {
        let bench = try TestBench()
        let (ada, ben) = try machines(bench, uid: "grace")
        let page = try ben.kith("show", "Grace").lines
        #expect(page.contains("title       Chemist  (team)"))
        #expect(page.contains("note        canaryown1  (personal)"))
        #expect(page.contains("phone       +1 555 0100"), "what both say is not marked")
        #expect(page.contains("tags        lab, crew  (team)"))
        // What I call somebody is nothing that the team's card says.
        let tagged = try ben.kith("edit", "Grace", "--add", "tag=canarytag2")
        #expect(tagged.output == "Edited Grace Example.\n")
        try ben.kith("group", "new", "canarytag3", "Grace")
        let tags = try ben.kith("show", "Grace").lines.filter { $0.hasPrefix("tags") }
        #expect(tags.count == 1)
        #expect(tags.first?.contains("(personal: canarytag2, canarytag3)") == true)
        #expect(tags.first?.contains("(team: lab, crew)") == true)
        // What both say is edited in one's own card alone; what only the team says, there.
        let phone = try ben.kith(
            "edit", "Grace", "--set", "note=canaryown3", "--add", "url=https://canary4.example")
        #expect(phone.output == "Edited Grace Example.\n")
        let removed = try ben.kith("edit", "Grace", "--remove", "phone=+1 555 0100")
        #expect(removed.output == "Edited Grace Example in personal.\n")
        #expect(removed.diagnostics.contains("team says on what it said of TEL"))
        #expect(try ben.kith("show", "Grace").lines.contains("phone       +1 555 0100  (team)"))
        #expect(try ben.kith("edit", "Grace", "--set", "title=Boss").output.contains("in team."))
        #expect(
            try ben.kith("edit", "Grace", "--space", "team", "--add", "phone=+1 555 0200").output
                == "Edited Grace Example in team.\n")
        for machine in [ben, ada] { try machine.sync() }
        let seen = try ada.kith("show", "Grace").output
        for word in ["Boss", "+1 555 0100", "+1 555 0200", "lab, crew\n"] {
            #expect(seen.contains(word))
        }
        try expectNoCanary(on: ada)
        // A colleague's edit of the team's card is seen as such.
        try ada.kith("edit", "Grace", "--set", "title=Chief")
        for machine in [ada, ben] { try machine.sync() }
        #expect(try ben.kith("show", "Grace").lines.contains("title       Chief  (team)"))
        let cards = try #require(try ben.json("show", "Grace")["cards"] as? [[String: Any]])
        #expect(cards.map { $0["space"] as? String } == ["personal", "team"])
    }

    @Test func `A tag that both cards have is taken from one's own, whatever stands beside it`()
        throws
    {
        let bench = try TestBench()
        let (ada, ben) = try machines(bench, uid: "grace")
        for (name, own, team) in [
            ("Tau", "base,x", "base,y"), ("Rho", "x,base", "base"), ("Phi", "base", "y,base"),
        ] {
            func file(_ tags: String) throws -> String {
                let text = card(name.lowercased(), "CATEGORIES:\(tags)\r\n")
                    .replacing("Grace", with: name).replacing("grace@", with: "\(name)@")
                return try bench.file("\(name)-\(tags.count).vcf", text).path
            }
            try ada.kith("import", "--space", "team", try file(team + ","))
            for machine in [ada, ben] { try machine.sync() }
            try ben.kith("import", try file(own))
            let told = try ben.kith("edit", name, "--remove", "tag=base")
            #expect(told.output.hasPrefix("Edited \(name)") && !told.output.contains("and team"))
            #expect(told.diagnostics.contains("team says on what it said"), "\(name)")
            let kept = try ben.kith("export", name, "--space", "team").output
            #expect(kept.contains("base"), "\(kept)")
        }
    }

    @Test func `Whoever writes a group onto the team's cards is told, and who stays in it`() throws
    {
        let bench = try TestBench()
        let (ada, ben) = try machines(bench, uid: "grace")
        let onTeam = try ada.kith("group", "new", "harbour", "Grace")
        #expect(onTeam.output == "Made “harbour” with 1 person.\n")
        #expect(onTeam.diagnostics.contains("on 1 card in team, where its members see it"))
        for machine in [ada, ben] { try machine.sync() }
        // Of my own card nobody else learns.
        let own = try ben.kith("group", "new", "canarygroup", "Grace")
        #expect(own.diagnostics.isEmpty)
        try ben.kith("group", "add", "canarygroup", "Grace")
        for command in [["rename", "harbour", "port"], ["remove", "port", "Grace"]] {
            let told = try ben.start(["group"] + command).wait()
            #expect(told.exitCode == 0 && told.diagnostics.contains("in team"), "\(command)")
        }
        // Both say it in so many words: mine is edited, and the team's says it on.
        let hugo = try bench.file(
            "hugo.vcf",
            card("hugo", "CATEGORIES:canoe\r\n").replacing("Grace", with: "Hugo")
                .replacing("grace@", with: "hugo@"))
        try ada.kith("import", "--space", "team", hugo.path)
        for machine in [ada, ben] { try machine.sync() }
        try ben.kith("import", hugo.path)
        let taken = try ben.kith("group", "remove", "canoe", "Hugo")
        #expect(taken.diagnostics.contains("Still in it by the card of a team"))
        #expect(taken.diagnostics.contains("Hugo Example"))
        try ben.kith("undo")
        for command in [["rename", "canoe", "kayak"], ["rm", "canoe"]] {
            let told = try ben.start(["group"] + command).wait()
            #expect(told.diagnostics.contains("Still in "), "\(command)")
            #expect(told.diagnostics.contains("for all: Hugo Example"), "\(command)")
            #expect(try ben.json("group", "show", "canoe")["people"] != nil)
            try ben.kith("undo")
        }
        try ben.kith("group", "remove", "canoe", "Hugo")
        for machine in [ben, ada] { try machine.sync() }
        try expectNoCanary(on: ada)
    }

    @Test(arguments: [true, false])
    func `P10: a card of mine merged with the team's is one person, and none of its lines leaves`(
        teamFirst: Bool
    ) throws {
        let bench = try TestBench()
        let (ada, ben) = try machines(bench, uid: "bens-own")
        let pairs = try #require(try ben.json("dupes")["pairs"] as? [[String: Any]])
        let people = try #require(pairs.first?["people"] as? [[String: Any]])
        let ids = people.compactMap { $0["id"] as? String }
        #expect(pairs.count == 1 && ids.count == 2, "the two cards are proposed")
        let spaces = people.compactMap { $0["spaces"] as? [String] }
        #expect(Set(spaces) == [["personal"], ["team"]])
        let team = try #require(spaces.firstIndex(of: ["team"]))
        let order = teamFirst ? [ids[team], ids[1 - team]] : [ids[1 - team], ids[team]]
        try ben.kith("merge", order[0], order[1])
        #expect(try ben.names() == ["Grace Example"])
        try ben.kith(
            "edit", "Grace", "--add", "phone=+1 555 7431", "--add", "url=https://canary5.example")
        try ben.kith("edit", "Grace", "--set", "note=canaryown6")
        try ben.kith("edit", "Grace", "--remove", "email=grace@example.org")
        for machine in [ben, ada, ben] { try machine.sync() }
        let seen = try ada.kith("show", "Grace").output
        #expect(seen.contains("grace@example.org") && !seen.contains("7431"))
        try expectNoCanary(on: ada)
        let page = try ben.kith("show", "Grace").output
        #expect(page.contains("+1 555 7431  (personal)") && page.contains("Chemist  (team)"))
        try ben.kith("unmerge", "grace@example.org")
        #expect(try ben.people().count == 2)
        try ben.kith("doctor")
    }

    @Test func `P10: what my own card says is set there alone, the second time too`() throws {
        let bench = try TestBench()
        let (ada, ben) = try machines(bench, uid: "grace")
        try ben.kith("edit", "Grace", "--space", "personal", "--set", "title=Mine")
        for title in ["Mine2", "Mine3"] {
            let told = try ben.kith("edit", "Grace", "--set", "title=\(title)")
            #expect(told.output == "Edited Grace Example in personal.\n")
            #expect(told.diagnostics.contains("team says on what it said of TITLE"))
        }
        for machine in [ben, ada] { try machine.sync() }
        #expect(try ada.kith("show", "Grace").lines.contains("title       Chemist"))
        // Taken away it is mine as well.
        try ben.kith("edit", "Grace", "--set", "title=")
        #expect(try ben.kith("show", "Grace").lines.contains("title       Chemist  (team)"))
        // What only the team says is the team's.
        let team = try ben.kith("edit", "Grace", "--set", "title=Boss")
        #expect(team.output == "Edited Grace Example in team.\n")
    }

    @Test func `A conflict of my card and one of the team's are two, each with its space`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada")
        try laptop.sync()
        try laptop.kith("add", "Finn Copy", "--title", "T0", "--email", "f@example.org")
        try laptop.kith("share", "Finn", "--space", "team")
        // Who looks first is told that it is the team's, as who does it is.
        for words in [
            ["rm", "Finn", "--dry-run"],
            ["edit", "--search", "finn", "--set", "title=X", "--dry-run"],
        ] {
            #expect(
                try laptop.attempt(words: words).diagnostics.contains(
                    "This would be for everybody in team with the next `kith sync`."), "\(words)")
        }
        try laptop.kith("unshare", "Finn", "--copy")
        for machine in machines { try machine.sync() }
        for (machine, word) in [(laptop, "A"), (desktop, "B")] {
            try machine.kith("edit", "Finn", "--set", "title=\(word)")
            try machine.kith("edit", "Finn", "--space", "team", "--set", "title=T\(word)")
        }
        for machine in machines + machines { try machine.sync() }
        let conflicts = try laptop.conflicts()
        let ids = conflicts.compactMap { $0["id"] as? String }
        #expect(Set(ids).count == 2)
        #expect(Set(conflicts.compactMap { $0["space"] as? String }) == ["personal", "team"])
        #expect(try laptop.kith("conflicts").output.contains("title  in team"))
        for id in ids { try laptop.kith("conflicts", "pick", id, "1") }
        #expect(try laptop.conflicts().isEmpty)
    }

    @Test
    func `A viewer's trial run refuses what the run does, and my card goes without the team's`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["ada"])
        let ada = machines[0]
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "ben", "--role", "viewer")
        try ada.sync()
        try ada.kith(
            "add", "--space", "team", "--name", "Grace Team", "--email", "gt@example.org",
            "--set", "title=Theirs")
        for machine in [ada, ben] { try machine.sync() }
        for arguments in [[], ["--dry-run"]] {
            let refused = try ben.attempt(
                words: ["edit", "gt@example.org", "--set", "title=X"] + arguments)
            #expect(refused.exitCode == 5, "\(arguments)")
        }
        try ben.kith("add", "--name", "Grace Own", "--email", "g@example.org")
        try ben.kith("merge", "g@example.org", "gt@example.org")
        let plan = try ben.kith("rm", "g@example.org", "--dry-run")
        #expect(plan.output.contains("into the trash"))
        let told = try ben.kith("rm", "g@example.org")
        #expect(told.output.contains("the one in team stays, where you may only read"))
        #expect(try ben.names() == ["Grace Team"])
        try ben.kith("restore", "Grace")
        #expect(try ben.names() == ["Grace Own"])
    }

    @Test func `P10: a photo of one's own card is set and removed there, and the team's stays`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let ada = machines[0]
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        for user in ["ada", "ben"] {
            try daemon.admin("member", "add", "team", user, "--role", "editor")
        }
        func meet() throws { for machine in [ada, ben, ada] { try machine.sync() } }
        func photos(_ machine: Machine) throws -> [String] {
            let photos = try machine.json("photo", "list")["photos"] as? [[String: Any]] ?? []
            return photos.compactMap {
                (($0["photo"] as? [String: Any])?["bytes"] as? Int).map(String.init)
            }.sorted()
        }
        func picture(_ number: Int) throws -> String {
            let bytes = TinyPictures.png.bytes + [UInt8](repeating: 0, count: number)
            let url = bench.folder.appending(path: "\(number).png")
            try Data(bytes).write(to: url)
            return url.path
        }
        let size = TinyPictures.png.bytes.count
        try meet()
        try ada.kith("add", "--name", "Grace Example", "--email", "grace@example.org")
        try ada.kith("photo", "set", "grace", try picture(1))
        try ada.kith("share", "grace", "--space", "team", "--keep", "photo")
        try meet()
        try ben.kith("photo", "set", "grace", try picture(2))
        try meet()
        let set = try ada.kith("photo", "set", "grace", try picture(3))
        #expect(set.diagnostics.contains("The photo in team stays as it was"))
        try meet()
        #expect(try photos(ben) == ["\(size + 2)"])
        let removed = try ada.kith("photo", "remove", "grace")
        #expect(removed.diagnostics.contains("The photo in team stays as it was"))
        try meet()
        #expect(try photos(ben) == ["\(size + 2)"] && photos(ada) == ["\(size + 2)"])
        // Her own photo is hers also where she may only read.
        try ada.kith("photo", "set", "grace", try picture(4))
        try daemon.admin("member", "set", "team", "ada", "--role", "viewer")
        try meet()
        try ada.kith("photo", "set", "grace", try picture(5))
        #expect(try ada.attempt("photo", "remove", "grace", "--space", "team").exitCode == 5)
        try daemon.admin("member", "set", "team", "ada", "--role", "editor")
        try meet()
        try ada.kith("photo", "remove", "grace", "--space", "team")
        try meet()
        #expect(try photos(ben).isEmpty)
    }
}
