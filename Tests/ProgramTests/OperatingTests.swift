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

    @Test func `The log is lines of JSON for programs that are to read it`() throws {
        let bench = try TestBench()
        let daemon = try serve(
            bench,
            [
                "--data", bench.folder.appending(path: "data").path, "--log-format", "json",
                "--log-level", "info",
            ])
        #expect(daemon.says("listening on http://127.0.0.1:"))
        let port = try #require(daemon.text.split(separator: ":").last).prefix { $0.isNumber }
        let asked = try RunningProgram(
            "/usr/bin/curl", ["-sS", "http://127.0.0.1:\(port)/v1/spaces"], environment: [:],
            scratch: bench.folder
        ).wait()
        #expect(asked.exitCode == 0)
        #expect(daemon.says("unauthorized"))
        daemon.program.signal(SIGTERM)
        _ = try daemon.program.wait()
        _ = daemon.says("no more")
        let lines = daemon.text.split(separator: "\n").filter { $0.hasPrefix("{") }
        let entries = try lines.map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String])
        }
        let refusal = try #require(entries.first { $0["code"] == "unauthorized" })
        #expect(refusal["level"] == "info" && refusal["message"] == "refused")
        #expect(refusal["from"] == "127.0.0.1" && refusal["time"]?.hasSuffix("Z") == true)
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

    /// Whether this machine lets a test mount something for itself alone.
    private static let mayMount: Bool = {
        let folder = FileManager.default.temporaryDirectory
        let tried = try? RunningProgram(
            "/usr/bin/unshare", ["-m", "/bin/sh", "-c", "mount --bind /tmp /tmp"], environment: [:],
            scratch: folder
        ).wait()
        return tried?.exitCode == 0
    }()

    @Test(.enabled(if: mayMount))
    func `Where nothing can be written lists, doctor and backup work, and the rest says why`()
        throws
    {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        _ = try daemon.addUser("ada")
        let backup = bench.folder.appending(path: "rescued.sqlite").path
        let script = """
            mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 99
            shift; exec "$@"
            """
        func kithd(_ words: String...) throws -> ProgramResult {
            try RunningProgram(
                "/usr/bin/unshare",
                [
                    "-m", "/bin/sh", "-c", script, "sh", daemon.data.path,
                    BuildFolder.path(of: "kithd"),
                ]
                    + words + ["--data", daemon.data.path],
                environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
            ).wait()
        }
        #expect(try kithd("user", "list").output.hasPrefix("ada"))
        let doctor = try kithd("doctor")
        #expect(doctor.exitCode == 0, "\(doctor.diagnostics)")
        #expect(doctor.output.contains("not compared, for nothing can be written here"))
        let saved = try kithd("backup", backup)
        #expect(saved.exitCode == 0, "\(saved.diagnostics)")
        let refused = try kithd("user", "add", "bob")
        #expect(refused.exitCode == 6 && refused.diagnostics.contains("Read-only file system"))
        let other = try bench.daemon("other")
        try other.admin("recover", backup)
        #expect(try other.admin("user", "list").output.hasPrefix("ada"))
    }

    @Test func `What a machine is called does not turn the owner's terminal around`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        let code = try daemon.addUser("ada")
        try daemon.start()
        try bench.machine("laptop").kith(
            "join", daemon.url, code, "--device", "evil\u{202E}pot")
        let listed = try daemon.admin("device", "list").output
        #expect(listed.contains("evil\\u{202e}pot") && !listed.contains("\u{202E}"))
    }

    @Test func `An expired certificate is told to whoever serves it, and whoever joins`() throws {
        let bench = try TestBench()
        let files = try TestCertificate(expired: bench)
        let daemon = try serve(
            bench,
            [
                "--data", bench.folder.appending(path: "data").path, "--tls-cert", files.chain,
                "--tls-key", files.key,
            ])
        defer { daemon.kill() }
        #expect(daemon.says("the certificate has expired"))
        let said = daemon.says("listening on https://127.0.0.1:") && daemon.says("\n")
        try #require(said)
        let port = try #require(daemon.text.firstMatch(of: #/127\.0\.0\.1:(\d+)\n/#)?.output.1)
        let laptop = try bench.machine("laptop")
        for options in [[], ["--cacert", files.chain]] {
            let refused = try laptop.start(
                ["join", "https://localhost:\(port)", "KITH-CODE"] + options
            ).wait()
            #expect(refused.exitCode == 4)
            #expect(refused.diagnostics.contains("has expired, or the clock here is wrong"))
            #expect(!refused.diagnostics.contains("--cacert"))
        }
    }

    @Test func `The log tells of refusals and joins on demand, by address and without names`()
        throws
    {
        let bench = try TestBench()
        let data = bench.folder.appending(path: "data").path
        let made = try RunningProgram(
            "kithd", ["user", "add", "ada", "--data", data], environment: [:],
            scratch: bench.folder
        ).wait()
        let code = try #require(made.output.split(whereSeparator: \.isWhitespace).last)
        let daemon = try serve(bench, ["--data", data, "--log-level", "info"])
        defer { daemon.kill() }
        try #require(daemon.says("listening on http://127.0.0.1:"))
        try #require(daemon.says("\n"))
        let port = try #require(daemon.text.firstMatch(of: #/127\.0\.0\.1:(\d+)\n/#)?.output.1)
        let machine = try bench.machine("laptop")
        _ = try machine.attempt("join", "http://127.0.0.1:\(port)", "KITH-WRONG")
        #expect(daemon.says("code=code_invalid from=127.0.0.1"))
        try machine.kith("join", "http://127.0.0.1:\(port)", String(code))
        #expect(daemon.says("a machine joined"))
        #expect(!daemon.text.contains("ada") && !daemon.text.contains("laptop"))
    }
}
