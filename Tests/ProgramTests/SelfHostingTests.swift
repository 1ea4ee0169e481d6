import Foundation
import TestSupport
import Testing

/// What a small team meets that runs a server of its own.
@Suite(.serialized)
struct SelfHostingTests {
    private func put(_ file: String, inPlaceOf old: String) throws {
        try FileManager.default.removeItem(atPath: old)
        try FileManager.default.moveItem(atPath: file, toPath: old)
    }

    @Test func `A server with a certificate of its own is trusted by --cacert, then and later`()
        throws
    {
        let bench = try TestBench()
        let files = try TestCertificate(bench)
        let daemon = try bench.daemon()
        let code = try daemon.addUser("ada")
        try daemon.start(limits: ["--tls-cert", files.chain, "--tls-key", files.key])
        let url = "https://localhost:\(daemon.port)"
        let laptop = try bench.machine("laptop")

        let refused = try laptop.attempt("join", url, code)
        #expect(refused.exitCode == 4)
        #expect(refused.diagnostics.contains("certificate is not trusted"))
        #expect(refused.diagnostics.contains("--cacert FILE"))
        let plain = try laptop.attempt("join", "http://localhost:\(daemon.port)", code)
        #expect(plain.exitCode == 4)
        #expect(plain.diagnostics.contains("not the same port"))
        let wrong = try laptop.attempt("join", url, code, "--cacert", files.key)
        #expect(wrong.exitCode == 6 && wrong.diagnostics.contains("no certificate in PEM"))

        try laptop.kith("join", url, code, "--cacert", files.chain)
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.sync()
        let added = try laptop.kith("device", "add").output
        #expect(added.contains(#/kith join https\S+ \S+ --cacert FILE\n/#))

        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("personal: equal."))
        let phone = try bench.machine("phone")
        try phone.kith(
            "join", url, try daemon.addDevice("ada"), "--cacert", files.chain, "--device", "phone")
        try phone.kith("add", "--name", "Ada Example")
        try phone.sync()
        #expect(watch.says("0 changes sent, "))
    }

    @Test func `A renewed certificate is served without a restart, once it and its key are there`()
        throws
    {
        let bench = try TestBench()
        let files = try TestCertificate(bench)
        let old = bench.folder.appending(path: "old.pem").path
        try FileManager.default.copyItem(atPath: files.chain, toPath: old)
        let renewed = try TestCertificate(bench, named: "renewed-")
        let daemon = try bench.daemon()
        let code = try daemon.addUser("ada")
        try daemon.start(limits: ["--tls-cert", files.chain, "--tls-key", files.key])
        let url = "https://localhost:\(daemon.port)"

        // Between the two files the old pair is served on.
        try put(renewed.chain, inPlaceOf: files.chain)
        let laptop = try bench.machine("laptop")
        let early = try laptop.attempt("join", url, code, "--cacert", files.chain)
        #expect(early.diagnostics.contains("certificate is not trusted"))
        try laptop.kith("join", url, code, "--cacert", old)

        try put(renewed.key, inPlaceOf: files.key)
        let phone = try bench.machine("phone")
        let late = try phone.attempt("join", url, code, "--cacert", old)
        #expect(late.diagnostics.contains("certificate is not trusted"))
        try phone.kith(
            "join", url, try daemon.addDevice("ada"), "--cacert", files.chain, "--device", "phone")
    }

    @Test func `A server that cannot be reached is told by what is in the way`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        let laptop = try bench.machine("laptop")
        let silent = try laptop.attempt("join", daemon.url, "CODE")
        #expect(silent.exitCode == 4 && silent.diagnostics.contains("nothing listens there"))
        let code = try daemon.addUser("ada")
        try daemon.start()
        let plain = try laptop.attempt("join", "https://127.0.0.1:\(daemon.port)", code)
        #expect(plain.exitCode == 4 && plain.diagnostics.contains("no TLS there"))
        let bare = try laptop.attempt("join", "kith.example.org", code)
        #expect(bare.exitCode == 2 && bare.diagnostics.contains("begins with https://"))
        #expect(!bare.diagnostics.contains("update kith"))
    }

    @Test func `The daemon takes as many descriptors as its connections need`() throws {
        let bench = try TestBench()
        let script = "ulimit -S -n 128; exec \"$0\" serve --listen 127.0.0.1:0 --data \"$1\""
        let data = bench.folder.appending(path: "daemon").path
        let daemon = try SpokenProgram(
            "/bin/sh", ["-c", script, BuildFolder.path(of: "kithd"), data], environment: [:],
            scratch: bench.folder)
        defer { daemon.kill() }
        try #require(daemon.says("listening on"))
        let limits = try String(
            contentsOfFile: "/proc/\(daemon.program.processID)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.contains("open files") })
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        #expect(numbers.count == 2 && numbers[0] == min(4_096, numbers[1]))
    }

    @Test func `A folder that is mistyped is told, and not made`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        for words in [["user", "list"], ["device", "list"], ["space", "list"], ["doctor"]] {
            let result = try RunningProgram(
                "kithd", words + ["--data", daemon.data.path], environment: [:],
                scratch: bench.folder
            ).wait()
            #expect(result.exitCode == 6, "\(words)")
            #expect(result.diagnostics.contains("there is no data of kithd"), "\(words)")
        }
        #expect(!FileManager.default.fileExists(atPath: daemon.data.path))
        #expect(try daemon.admin("user", "add", "ada").diagnostics.contains("Made the data folder"))
    }

    @Test func `What a server keeps can be read by its own user alone, wherever it lies`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        try FileManager.default.createDirectory(
            at: daemon.data, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        _ = try daemon.addUser("ada")
        try daemon.start()
        for file in try allFiles(below: daemon.data) {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file.lastPathComponent)")
        }
    }

    @Test func `Lists of a server say times to people, and numbers and members to programs`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        let early = try machines[0].attempt("add", "--space", "team", "--name", "Grace Example")
        #expect(early.exitCode == 2 && early.diagnostics.contains("`kith sync` brings"))
        try machines[0].sync()
        let devices = try daemon.admin("device", "list").output
        #expect(devices.contains(/ada  laptop  active  \d{4}-\d\d-\d\d \d\d:\d\d\n/))
        let findings = try daemon.admin("doctor").output
        #expect(findings.contains("(team)") && findings.contains("(personal, ada)"))
        let json = try daemon.admin("space", "list", "--json").standardOutput
        let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        let spaces = try #require(object?["spaces"] as? [[String: Any]])
        let team = try #require(spaces.first { $0["name"] as? String == "team" })
        #expect(team["changes"] as? Int == 0)
        #expect(team["members"] as? [[String: String]] == [["user": "ada", "role": "owner"]])
    }

    @Test func `A machine that joins with people is sound, and is called what join called it`()
        throws
    {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        let code = try daemon.addUser("ada")
        try daemon.start()
        let laptop = try bench.machine("laptop")
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.join(daemon, code: code)
        #expect(try laptop.kith("doctor").output.contains("bad") == false)
        #expect(try laptop.kith("history", "Grace").output.contains("laptop"))
    }

    @Test func `A sync tells of conflicts, and of spaces that let one in or out`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.sync()
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "editor")
        #expect(try laptop.kith("sync").output.contains("team: new for you, as editor."))
        try laptop.kith("add", "--space", "team", "--name", "Grace Example", "--title", "Analyst")
        for machine in machines { try machine.sync() }
        try laptop.kith("edit", "Grace", "--set", "title=Engineer")
        try desktop.kith("edit", "Grace", "--set", "title=Professor")
        try laptop.sync()
        let met = try desktop.kith("sync").output
        #expect(met.contains("1 conflict: `kith conflicts list` shows it."))
        #expect(try desktop.json("sync")["conflicts"] as? Int == 1)
        try daemon.admin("member", "rm", "team", "ada")
        #expect(try laptop.kith("sync").output.contains("team: you are no member any more"))
        #expect(try laptop.kith("sync").output.contains("no member") == false)
        #expect(try laptop.names() == ["Grace Example"])
    }

    @Test func `A backup of a running server comes back, and the machines send what it lacks`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Ada Example")
        try laptop.sync()
        let file = bench.folder.appending(path: "server.sqlite").path
        try daemon.admin("backup", file)
        #expect(throws: ProgramFailure.self) { try daemon.admin("backup", file) }
        try laptop.kith("add", "--name", "Ben Example")
        try laptop.sync()
        #expect(throws: ProgramFailure.self) { try daemon.admin("recover", file) }
        try daemon.stop()

        let letter = try bench.file("letter.txt", "hello").path
        #expect(throws: ProgramFailure.self) { try daemon.admin("recover", letter) }
        #expect(try daemon.admin("recover", file).output.contains("What was there is in"))
        try daemon.start()
        #expect(try laptop.kith("sync").output.contains("went back to an older copy"))
        try desktop.sync()
        #expect(try desktop.names() == ["Ada Example", "Ben Example"])
        try daemon.admin("doctor")
    }

    @Test func `PHOTO-2: a server's backup brings photos back, and no list names their album`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let pictures = [1, 2].map { TinyPictures.jpeg.bytes + [UInt8](repeating: $0, count: 3_000) }
        let file = bench.folder.appending(path: "server.sqlite").path
        for (name, picture) in zip(["Ada Example", "Ben Example"], pictures) {
            let path = bench.folder.appending(path: "in.jpg")
            try Data(picture).write(to: path)
            try laptop.kith("add", "--name", name)
            try laptop.kith("photo", "set", name, path.path)
            try laptop.sync()
            // The second photo is not in it.
            if name == "Ada Example" { try daemon.admin("backup", file) }
        }
        try daemon.stop()
        try daemon.admin("recover", file)
        try daemon.start()
        try laptop.sync()
        try desktop.sync()
        for (name, picture) in zip(["Ada", "Ben"], pictures) {
            #expect(try desktop.kith("photo", "get", name, "-").standardOutput == picture)
        }
        let findings = try daemon.admin("doctor").lines
        #expect(findings.count { $0.contains("album of space") } == 2)
        #expect(try daemon.admin("space", "list").lines.count == 1)
        #expect(try laptop.kith("space", "list").lines.count == 1)
    }
}
