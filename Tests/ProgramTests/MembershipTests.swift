import Foundation
import Testing

/// Who is in a team is changed on purpose only, and what was not done is not said to be done.
struct MembershipTests {
    /// A server with ada, the owner of a team, and ben.
    private func server(_ bench: TestBench) throws -> Daemon {
        let daemon = try bench.daemon()
        for name in ["ada", "ben"] { _ = try daemon.addUser(name) }
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        return daemon
    }

    @Test(arguments: [
        (["member", "add", "team", "ada"], 5, "`ada` is owner of `team` already"),
        (["member", "add", "team", "ada", "--role", "owner"], 5, "`kithd member set`"),
        (["member", "set", "team", "ben", "--role", "owner"], 1, "`ben` is no member of `team`"),
        (["member", "rm", "team", "ben"], 1, "`ben` is no member of `team`"),
        (["member", "add", "team", "cyd"], 1, "no user `cyd`"),
        (["member", "rm", "personal", "ada"], 1, "no team space `personal`"),
        (["user", "rm", "cyd"], 1, "no user `cyd`"),
        (["user", "add", "ada"], 5, "exists already"),
        (["space", "add", "team"], 5, "exists already"),
    ])
    func `A command that has nothing to change says so, and changes nothing`(
        words: [String], exitCode: Int, said: String
    ) throws {
        let bench = try TestBench()
        let daemon = try server(bench)
        let result = try daemon.attempt(words)
        #expect(Int(result.exitCode) == exitCode)
        #expect(result.diagnostics.contains(said) && result.output.isEmpty)
        let members = try daemon.admin("member", "list").lines
        #expect(
            members == ["team      ada  owner", "personal  ada  owner", "personal  ben  owner"])
    }

    @Test func `What a command took away is counted, and told once`() throws {
        let bench = try TestBench()
        let (daemon, _) = try bench.household(machines: ["laptop"])
        for name in ["team", "club"] {
            try daemon.admin("space", "add", name)
            try daemon.admin("member", "add", name, "ada")
        }
        let first = try daemon.admin("device", "revoke", "ada", "laptop").output
        #expect(first.contains("laptop of ada is shut out."))
        let again = try daemon.admin("device", "revoke", "ada", "laptop").output
        #expect(again.contains("laptop of ada was shut out before."))
        _ = try daemon.addDevice("ada")
        _ = try daemon.addUser("ben")
        let json = try daemon.admin("user", "rm", "ada", "--json").standardOutput
        let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        #expect(object?["spaces"] as? [String] == ["club", "team"])
        let ben = try daemon.admin("user", "rm", "ben").output
        #expect(ben.contains("ben is taken away: 0 machines are shut out, 1 code is void."))
        #expect(ben.contains("`kithd user rm ben --left` erases it"))
        _ = try daemon.addUser("ben")
        let rest = try daemon.admin("user", "rm", "ben", "--left").output
        #expect(rest.contains("Nobody is taken away.") && rest.contains("left is erased"))
        #expect(try daemon.admin("user", "list").output.contains("ben"))
    }

    @Test
    func `A space made anew under its name is another one, and what was in it can be given to it`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["ada"])
        let ada = machines[0]
        func makeTeam() throws {
            try daemon.admin("space", "add", "team")
            try daemon.admin("member", "add", "team", "ada")
        }
        try makeTeam()
        try ada.sync()
        try ada.kith("add", "--space", "team", "--name", "Grace Example")
        try ada.sync()
        try daemon.admin("space", "rm", "team", "--yes")
        try makeTeam()
        let news = try ada.kith("sync").output
        #expect(news.contains("team: new for you"))
        #expect(news.contains("team (left): you are no member any more"))
        let refused = try ada.attempt("share", "grace", "--space", "team")
        #expect(refused.exitCode == 2 && refused.diagnostics.contains("kith unshare --copy"))
        try ada.kith("unshare", "--search", #"space:"team (left)""#, "--copy")
        try ada.kith("share", "grace", "--space", "team")
        try ada.sync()
        #expect(try ada.kith("export", "--space", "team").output.contains("FN:Grace Example"))
        #expect(
            try ada.kith("export", "--space", "team (left)").output.contains("FN:Grace Example"))
    }
}
