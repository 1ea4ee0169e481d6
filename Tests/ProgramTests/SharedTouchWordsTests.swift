import Foundation
import Testing

/// What commands say of touches shared by name, and of whom a team has no card.
struct SharedTouchWordsTests {
    /// Ada and ben in `team`, which has a card of Grace, and in `crew`, which has one of Jo.
    private func members(
        _ bench: TestBench
    ) throws -> (daemon: Daemon, ada: Machine, ben: Machine) {
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas"])
        let ben = try bench.machine("bens")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        for space in ["team", "crew"] {
            try daemon.admin("space", "add", space)
            try daemon.admin("member", "add", space, "ada", "--role", "owner")
            try daemon.admin("member", "add", space, "ben", "--role", "editor")
        }
        try machines[0].sync()
        try machines[0].kith("add", "--space", "team", "--name", "Grace Example")
        try machines[0].kith("add", "--space", "crew", "--name", "Jo Both")
        for machine in [machines[0], ben] { try machine.sync() }
        return (daemon, machines[0], ben)
    }

    @Test func `The way that is named for somebody in another team alone is one that works`() throws
    {
        let bench = try TestBench()
        let (_, ada, _) = try members(bench)
        let refused = try ada.attempt("touch", "Jo", "call", "--share", "team")
        #expect(refused.exitCode == 5)
        #expect(
            refused.diagnostics.contains(
                "`kith unshare Jo Both --copy`, then `kith share Jo Both --space team`, gives one.")
        )
        let left = try ada.kith("touch", "Grace", "Jo", "call", "--share", "team").diagnostics
        #expect(left.contains("Jo Both; `kith unshare Jo Both --copy`, then `kith share Jo Both"))
        try ada.kith("unshare", "Jo Both", "--copy")
        try ada.kith("share", "Jo Both", "--space", "team")
        try ada.kith("touch", "Jo", "call", "--share", "team")
        let own = try ada.attempt("touch", "Grace", "call", "--share", "personal")
        #expect(
            own.diagnostics.contains("`personal` is your own book, where the touch is already."))
    }

    @Test
    func `A touch that two teams read is one, with all it was with, and apart where they differ`()
        throws
    {
        let bench = try TestBench()
        let (daemon, ada, ben) = try members(bench)
        func meet() throws { for machine in [ada, ben, ada, ben] { try machine.sync() } }
        try ada.kith("new", "area", "canaryarea1")
        try ada.kith("new", "event", "canaryevent2")
        try ada.kith("touch", "Grace", "Jo", "call", "one", "--share", "team")
        let id = try #require(try ada.items("touch").first?["id"] as? String)
        try ada.kith("share", "--touch", id, "--space", "crew")
        try ada.kith("set", id, "area=canaryarea1", "event=canaryevent2")
        try meet()
        let lines = try ben.kith("team").lines
        #expect(lines.count == 1 && lines[0].contains("ada: call: one, with "), "\(lines)")
        for word in ["Grace Example", "Jo Both", "(crew, team)"] {
            #expect(lines.first?.contains(word) == true, "\(lines)")
        }
        // Of one of the teams alone, only what that team reads.
        #expect(try !ben.kith("team", "--space", "team").output.contains("Jo"))
        #expect(try ben.kith("team", "Grace").lines.first?.hasPrefix("ada  1 time") == true)
        try daemon.admin("member", "set", "crew", "ada", "--role", "viewer")
        try meet()
        let said = try ada.kith("set", id, "text=two").diagnostics
        #expect(said.contains("crew reads on what it read: you may not write there."))
        #expect(said.contains("team reads, by ada:") && said.contains("two, with Grace Example."))
        try meet()
        let apart = try ben.kith("team").lines
        #expect(apart.count == 2)
        #expect(apart.contains { $0.contains("call: two, with Grace Example  (team)") })
        #expect(apart.contains { $0.contains("call: one, with Jo Both  (crew)") })
        #expect(try ben.kith("team", "--json").output.contains("\"text\":\"two\""))
        for file in try ben.files() {
            let content = try Data(contentsOf: file)
            #expect(content.range(of: Data("canary".utf8)) == nil, "\(file.lastPathComponent)")
        }
    }

    @Test func `A text that floods a page is cut there, and whole for programs`() throws {
        let bench = try TestBench()
        let (_, ada, ben) = try members(bench)
        let flood = String(repeating: "flood ", count: 10_000) + "the end"
        try ada.kith("touch", "Grace", "call", flood, "--share", "team")
        for machine in [ada, ben] { try machine.sync() }
        for words in [["team"], ["team", "Grace"], ["show", "Grace"], ["prep", "Grace"]] {
            let page = try ben.kith(words: words).output
            #expect(page.contains("flood"), "\(words)")
            #expect(page.utf8.count < 2_000 && !page.contains("the end"), "\(words)")
            #expect(page.contains("more characters; --json has all)"), "\(words)")
        }
        #expect(try ben.kith("team", "--json").output.contains(flood))
        #expect(try ben.kith("show", "Grace", "--json").output.contains(flood))
    }
}
