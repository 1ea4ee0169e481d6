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
    }

    @Test func `A viewer reads the team's people and cannot write them`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas"])
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
}
