import Foundation
import Testing

/// What whoever runs a server does to it, and what the server says then.
@Suite(.serialized)
struct OperatingTests {
    /// Starts the daemon as `Daemon` does, and gives all it prints.
    private func serve(
        _ bench: TestBench, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> SpokenProgram {
        try SpokenProgram(
            BuildFolder.path(of: "kithd"), ["serve", "--listen", "127.0.0.1:0"] + arguments,
            environment: environment, scratch: bench.folder)
    }

    @Test func `A daemon says that its folder is new, and only then`() throws {
        let bench = try TestBench()
        let data = bench.folder.appending(path: "data").path
        for isNew in [true, false] {
            let daemon = try serve(bench, ["--data", data])
            #expect(daemon.says("listening on"))
            daemon.program.signal(SIGTERM)
            #expect(try daemon.program.wait().exitCode == 0)
            #expect(daemon.text.contains("Made the data folder \(data)") == isNew)
        }
    }

    @Test func `A database of no bytes is a copy that failed, and no new server`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        _ = try daemon.addUser("ada")
        let backup = bench.folder.appending(path: "backup.sqlite").path
        try daemon.admin("backup", backup)
        let file = daemon.data.appending(path: "kithd.sqlite")
        try Data().write(to: file)
        for words in [["serve", "--listen", "127.0.0.1:0"], ["user", "add", "bob"], ["doctor"]] {
            let refused = try daemon.attempt(words)
            #expect(refused.exitCode == 6, "\(words)")
            #expect(refused.diagnostics.contains("it is empty"), "\(words)")
        }
        #expect(try Data(contentsOf: file).isEmpty)
        try daemon.admin("recover", backup)
        #expect(try daemon.admin("user", "list").output.hasPrefix("ada"))
    }

    @Test func `What is above the folder of one's own is made, and above one that was named not`()
        throws
    {
        let bench = try TestBench()
        for words in [["init"], ["user", "add", "ada"], ["serve"]] {
            let home = bench.folder.appending(path: "new-\(words[0])/home").path
            if words == ["serve"] {
                let daemon = try serve(bench, [], environment: ["HOME": home])
                #expect(daemon.says("listening on"))
                daemon.kill()
            } else {
                let made = try RunningProgram(
                    "kithd", words, environment: ["HOME": home], scratch: bench.folder)
                #expect(try made.wait().exitCode == 0)
            }
            let file = home + "/.local/share/kithd/kithd.sqlite"
            #expect(FileManager.default.fileExists(atPath: file), "\(words)")
            let named = bench.folder.appending(path: "mistyped/kithd").path
            let refused = try RunningProgram(
                "kithd", words + ["--data", named], environment: ["HOME": home],
                scratch: bench.folder)
            #expect(try refused.wait().exitCode == 6, "\(words)")
        }
    }

    @Test func `SIGHUP reads the certificate anew, and ends nothing`() throws {
        let bench = try TestBench()
        let files = try TestCertificate(bench)
        let daemon = try serve(
            bench,
            [
                "--data", bench.folder.appending(path: "data").path, "--tls-cert", files.chain,
                "--tls-key", files.key,
            ])
        try #require(daemon.says("listening on"))
        daemon.program.signal(SIGHUP)
        #expect(daemon.says("the certificate was read anew"))
        daemon.program.signal(SIGTERM)
        #expect(try daemon.program.wait().exitCode == 0)
    }
}
