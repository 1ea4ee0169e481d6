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
}
