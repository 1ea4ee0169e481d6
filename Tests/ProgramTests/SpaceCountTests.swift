import Testing

/// How many people a space has, and in which spaces somebody is: the same on every screen, for every member.
@Suite(.serialized)
struct SpaceCountTests {
    private func count(_ space: String, _ machine: Machine) throws -> [Int] {
        try [machine.json("status"), machine.json("space", "list")].map { answer in
            let spaces = answer["spaces"] as? [[String: Any]]
            let found = try #require(spaces?.first { $0["name"] as? String == space })
            return try #require(found["people"] as? Int)
        }
    }

    @Test func `Who has a card of one's own and the team's counts in both, for every member`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas"])
        let (ada, ben) = (machines[0], try bench.machine("bens"))
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        for name in ["ada", "ben"] {
            try daemon.admin("member", "add", "team", name, "--role", "editor")
        }
        try ada.sync()
        try ada.kith("add", "--space", "team", "--name", "Grace Example")
        try ada.kith("add", "Hana Example")
        try ada.kith("add", "Own Example")
        try ada.kith("edit", "hana", "--set", "note=private")
        try ada.kith("share", "hana", "--space", "team", "--keep", "note")
        for machine in [ada, ben] { try machine.sync() }
        for machine in [ada, ben] {
            #expect(try count("team", machine) == [2, 2])
            #expect(try machine.kith("status").output.contains("team: 2 people"))
            let found = try machine.json("find", "space:team")["people"] as? [[String: Any]]
            #expect(found?.count == 2)
        }
        #expect(try count("personal", ada) == [2, 2])
        #expect(try count("personal", ben) == [0, 0])
        func spaces(_ name: String, _ machine: Machine) throws -> [String]? {
            try machine.people().first { $0["name"] as? String == name }?["spaces"] as? [String]
        }
        #expect(try spaces("Hana Example", ada) == ["personal", "team"])
        #expect(try ada.json("show", "hana")["spaces"] as? [String] == ["personal", "team"])
        #expect(try spaces("Hana Example", ben) == ["team"])
        #expect(try spaces("Own Example", ada) == ["personal"])
        let line = try ada.kith("list").output.split(separator: "\n").first { $0.contains("Hana") }
        #expect(line?.hasSuffix("personal, team") == true)
        #expect(try ada.kith("list", "--fields", "name,space").output.contains("personal, team"))
        #expect(try ada.kith("subject", "hana").output.contains("the spaces personal, team"))
        // Merged, it is the same: two cards of the reader's own and the team's are one person.
        try ada.kith("merge", "Own", "Grace")
        #expect(try count("team", ada) == [2, 2])
        #expect(try count("personal", ada) == [2, 2])
        let both = try ada.people().filter { ($0["spaces"] as? [String])?.count == 2 }
        #expect(both.count == 2)
        try ada.kith("unmerge", "Own")
        try ada.kith("unshare", "hana")
        #expect(try count("team", ada) == [1, 1])
        #expect(try spaces("Hana Example", ada) == ["personal"])
        try ada.kith("doctor")
    }
}
