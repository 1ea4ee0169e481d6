import Foundation
import TestSupport
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

    @Test func `LIVE-8: a client from the pages syncs by itself when there is something new`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        _ = try peer(bench, "join", daemon.url, try daemon.addDevice("ada"))
        let script = BuildFolder.packageRoot.appending(path: "protocol/peer.py").path
        let live = try SpokenProgram(
            "/usr/bin/python3", [script, bench.folder.appending(path: "peer.json").path, "live"],
            environment: ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"],
            scratch: bench.folder)
        defer { live.kill() }
        #expect(live.says("equal"))
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.sync()
        #expect(live.says("equal"))
        live.kill()
        #expect(try peer(bench, "show").output.contains("FN:Grace Example"))
    }

    @Test func `PHOTO-2, PHOTO-4, PHOTO-6: a client from the pages gives and takes photos`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        func picture(_ filler: UInt8) throws -> (file: String, bytes: [UInt8]) {
            let bytes = TinyPictures.jpeg.bytes + [UInt8](repeating: filler, count: 3_000)
            let file = bench.folder.appending(path: "\(filler).jpg")
            try Data(bytes).write(to: file)
            return (file.path, bytes)
        }
        let (mine, theirs) = (try picture(1), try picture(2))
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.kith("add", "--name", "Ada Example")
        try laptop.kith("photo", "set", "Grace", mine.file)
        try laptop.sync()

        _ = try peer(bench, "join", daemon.url, try daemon.addDevice("ada"))
        _ = try peer(bench, "pull")
        let bytes = try peer(bench, "show").standardOutput.filter { $0 != UInt8(ascii: "\r") }
        let shown = String(decoding: bytes, as: UTF8.self)
        let unfolded = shown.replacing("\n ", with: "")
        #expect(unfolded.contains(Data(mine.bytes).base64EncodedString()))

        let ada = try #require(shown.split(separator: "\n").first { $0.contains("FN:Ada") })
        _ = try peer(bench, "photo", String(ada.prefix(32)), theirs.file)
        try laptop.sync()
        try laptop.requireEqual()
        #expect(try laptop.kith("photo", "get", "Ada", "-").standardOutput == theirs.bytes)
        #expect(try laptop.kith("photo", "get", "Grace", "-").standardOutput == mine.bytes)
        #expect(try laptop.kith("doctor").exitCode == 0)
    }
}
