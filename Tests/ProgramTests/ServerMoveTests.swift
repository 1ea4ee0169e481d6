import Foundation
import Testing

/// A server that is to be found under another address.
struct ServerMoveTests {
    private func devices(_ daemon: Daemon) throws -> [String] {
        try daemon.admin("device", "list").lines
    }

    @Test func `A machine goes on with a server that moved, as the one it is, and needs no code`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.sync()
        let before = try devices(daemon).count
        let proxy = try NarrowProxy(before: daemon, maximumBytes: 1 << 20, on: bench)
        defer { proxy.stop() }
        let said = try laptop.kith("join", proxy.url, "--same-server").output
        #expect(
            said
                == "This machine goes on as laptop of ada at \(proxy.url); `kith sync` reconciles.\n"
        )
        #expect(try laptop.kith("status").output.contains(proxy.url))
        try laptop.kith("add", "--name", "Grace Example")
        for machine in [laptop, desktop] { try machine.sync() }
        #expect(try desktop.names() == ["Grace Example"])
        #expect(try devices(daemon).count == before)
        try laptop.kith("doctor")
    }

    @Test func `A server that is another one, or that knows the machine not, changes nothing`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.sync()
        let stranger = try bench.machine("stranger")
        #expect(try stranger.attempt("join", daemon.url, "--same-server").exitCode == 6)
        try stranger.kith("add", "--name", "Hugo Example")
        #expect(try stranger.attempt("join", daemon.url, "--same-server").exitCode == 5)
        let other = try bench.daemon("other")
        _ = try other.addUser("ada")
        try other.start()
        let unknown = try laptop.attempt("join", other.url, "--same-server")
        #expect(
            unknown.exitCode == 5 && unknown.diagnostics.contains("does not accept this machine"))
        #expect(try laptop.attempt("join", other.url).exitCode == 2)
        #expect(
            try laptop.attempt("join", other.url, "--same-server", "--device", "x").exitCode == 2)
        #expect(try laptop.attempt("join", "http://127.0.0.1:1", "--same-server").exitCode == 4)
        // A copy that was made another server still knows every token.
        try other.stop()
        try FileManager.default.removeItem(at: other.data)
        try daemon.stop()
        try FileManager.default.copyItem(at: daemon.data, to: other.data)
        try daemon.start()
        try renameServer(other, bench)
        try other.start()
        let refused = try laptop.attempt("join", other.url, "--same-server")
        #expect(refused.exitCode == 5, "\(refused.diagnostics)")
        #expect(try !laptop.kith("status").output.contains(other.url))
        try laptop.sync()
    }

    @Test func `Joined with a code at a new address, the machine shuts out the one it was`() throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let laptop = machines[0]
        try laptop.sync()
        let proxy = try NarrowProxy(before: daemon, maximumBytes: 1 << 20, on: bench)
        defer { proxy.stop() }
        let joined = try laptop.kith(
            "join", proxy.url, try daemon.addDevice("ada"), "--device", "laptop")
        #expect(joined.output.contains("This machine is laptop-2 of ada now"))
        #expect(joined.diagnostics.contains("It is the server that was at \(daemon.url)"))
        #expect(joined.diagnostics.contains("laptop, is shut out now."))
        let lines = try devices(daemon).filter { $0.contains("laptop") }
        #expect(lines.count == 2 && lines.filter { $0.contains("revoked") }.count == 1, "\(lines)")
        try laptop.sync()
        // Another server was not asked, and nothing is said of it that is not known.
        let other = try bench.daemon("other")
        let code = try other.addUser("ada")
        try other.start()
        let elsewhere = try laptop.kith("join", other.url, code, "--device", "laptop")
        #expect(elsewhere.diagnostics.contains("\(proxy.url) was not asked"))
        try machines[1].sync()
    }

    private func renameServer(_ daemon: Daemon, _ bench: TestBench) throws {
        let script =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
            + "c.execute('UPDATE server SET uuid = zeroblob(16)'); c.commit()"
        let done = try RunningProgram(
            "/usr/bin/python3",
            ["-c", script, daemon.data.appending(path: "kithd.sqlite").path],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
        ).wait()
        #expect(done.exitCode == 0, "\(done.diagnostics)")
    }
}
