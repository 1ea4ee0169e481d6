import Foundation
import Testing

/// What a sync costs when nothing happened.
struct IdleSyncTests {
    private func metrics(_ daemon: Daemon, _ bench: TestBench) throws -> [String: Int] {
        let result = try RunningProgram(
            "/usr/bin/curl", ["-sS", "\(daemon.url)/metrics"], environment: [:],
            scratch: bench.folder
        ).wait()
        var values: [String: Int] = [:]
        for line in result.lines where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            values[String(words[0]), default: 0] = words.last.flatMap { Int($0) } ?? 0
        }
        return values
    }

    @Test func `SYNC-16: an idle sync is one request below 1 KB each way`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.kith("import", try bench.file("a.vcf", InventedCards.text(count: 200)).path)
        try laptop.sync()
        try laptop.sync()

        let before = try metrics(daemon, bench)
        try laptop.sync()
        let after = try metrics(daemon, bench)
        func grown(_ name: String) -> Int { (after[name] ?? 0) - (before[name] ?? 0) }
        // The other one is our own look at the counts.
        #expect(grown("kithd_requests_total{status=\"200\"}") == 2)
        #expect(grown("kithd_received_bytes_total") < 1_000)
        #expect(grown("kithd_sent_bytes_total") < 2_000)
    }

    @Test func `SYNC-16: a space that was added or a role that was changed arrives by sync`() throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.sync()
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "editor")
        try laptop.sync()
        #expect(try laptop.kith("space", "list").output.contains("team"))
        try laptop.kith("add", "--space", "team", "--name", "Grace Example")
        try daemon.admin("member", "set", "team", "ada", "--role", "viewer")
        let told = try laptop.attempt("sync")
        #expect(told.exitCode == 3)
        #expect(told.diagnostics.contains("kith unsent"))
        #expect(try laptop.attempt("sync", "--check").exitCode == 3)
        #expect(try laptop.names() == ["Grace Example"])
    }
}
