import Foundation
import Testing

/// A client written from the pages of the protocol alone, in another language.
struct ThirdPartyTests {
    private func peer(_ bench: TestBench, _ arguments: String...) throws -> ProgramResult {
        let script = BuildFolder.packageRoot.appending(path: "protocol/peer.py").path
        let state = bench.folder.appending(path: "peer.json").path
        let result = try RunningProgram(
            "/usr/bin/python3", [script, state] + arguments,
            environment: ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"],
            scratch: bench.folder
        ).wait()
        #expect(result.exitCode == 0, "\(arguments): \(result.diagnostics)")
        return result
    }

    @Test func `HTTP-1, SYNC-2: a client from the pages pushes and pulls beside kith`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.kith("add", "--name", "Grace Example", "--email", "grace@example.org")
        try laptop.sync()

        _ = try peer(bench, "join", daemon.url, try daemon.addDevice("ada"))
        _ = try peer(bench, "pull")
        #expect(try peer(bench, "show").output.contains("FN:Grace Example"))

        let entity = String(repeating: "ab", count: 16)
        _ = try peer(bench, "push", entity, "written in Python")
        try laptop.sync()
        try laptop.requireEqual()
        _ = try peer(bench, "pull")
        #expect(try peer(bench, "show").output.contains("written in Python"))
        #expect(try laptop.kith("doctor").exitCode == 0)
    }
}
