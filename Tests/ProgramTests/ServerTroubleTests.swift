import Foundation
import Testing

/// What the owner of a server is told when its file or its disk is at fault.
@Suite(.serialized)
struct ServerTroubleTests {
    /// The last page that a table or an index of the server has.
    private func page(of name: String, _ daemon: Daemon, _ bench: TestBench) throws -> Int {
        let database = daemon.data.appending(path: "kithd.sqlite").path
        let asked = try RunningProgram(
            "/usr/bin/sqlite3",
            [
                database,
                "PRAGMA wal_checkpoint(TRUNCATE); "
                    + "SELECT max(pageno) FROM dbstat WHERE name = '\(name)'",
            ], environment: [:], scratch: bench.folder
        ).wait()
        return try #require(asked.lines.last.flatMap { Int($0) })
    }

    private func breakPage(_ number: Int, _ daemon: Daemon) throws {
        let file = try FileHandle(
            forUpdating: daemon.data.appending(path: "kithd.sqlite"))
        try file.seek(toOffset: UInt64(number - 1) * 4_096)
        try file.write(contentsOf: Data(count: 4_096))
        try file.close()
    }

    private func health(_ daemon: Daemon, _ bench: TestBench) throws -> String {
        try RunningProgram(
            "/usr/bin/curl", ["-sS", "-w", " %{http_code}", "\(daemon.url)/health"],
            environment: [:], scratch: bench.folder
        ).wait().output
    }

    @Test(arguments: [
        (table: "sqlite_autoindex_entity_1", log: "the order of its log fits"),
        (table: "change", log: "cannot be read"),
    ])
    func `The doctor names the page that broke, and looks at the rest`(
        table: String, log: String
    ) throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try machines[0].kith("import", try bench.file("a.vcf", InventedCards.text(count: 40)).path)
        try machines[0].sync()
        try daemon.stop()
        let broken = try page(of: table, daemon, bench)
        try breakPage(broken, daemon)
        for _ in 0..<2 {
            let found = try daemon.attempt(["doctor"])
            #expect(found.exitCode == 6)
            #expect(found.output.contains("age \(broken)"), "\(found.output)")
            #expect(found.output.contains(log), "\(found.output)")
            #expect(!found.output.contains("made anew"))
            #expect(found.diagnostics.contains("`kithd recover` brings a backup back"))
        }
    }

    @Test func `A file of kith or of others is not taken for a server's`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example")
        let daemon = try bench.daemon()
        try FileManager.default.createDirectory(
            at: daemon.data, withIntermediateDirectories: true)
        let file = daemon.data.appending(path: "kithd.sqlite")
        try FileManager.default.copyItem(
            at: machine.home.appending(path: "kith.sqlite"), to: file)
        let kiths = try daemon.attempt(["doctor"])
        #expect(kiths.exitCode == 6)
        #expect(kiths.diagnostics.contains("what `kith` keeps on a machine"))
        try FileManager.default.removeItem(at: file)
        let made = try RunningProgram(
            "/usr/bin/sqlite3", [file.path, "CREATE TABLE other (id)"], environment: [:],
            scratch: bench.folder
        ).wait()
        #expect(made.exitCode == 0)
        #expect(try daemon.attempt(["user", "list"]).diagnostics.contains("another program"))
    }

    @Test func `A backup replaces no file, and a recovery that finds no room says so`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        _ = try daemon.addUser("ada")
        let file = bench.folder.appending(path: "server.sqlite").path
        try daemon.admin("backup", file)
        let again = try daemon.attempt(["backup", file])
        #expect(again.exitCode == 5 && again.diagnostics.contains("exists already"))
        let disk = try FaultyDisk(bench, under: daemon.data)
        try disk.plan("w", after: 0, times: FaultyDisk.forEver, .error(ENOSPC))
        let full = try daemon.attempt(["recover", file], extra: disk.environment)
        #expect(full.exitCode == 6)
        #expect(
            full.diagnostics.contains(
                "No space left on device; nothing was changed. There has to be room"),
            "\(full.diagnostics)")
        #expect(try daemon.admin("user", "list").output.hasPrefix("ada"))
    }

    @Test func `A server writes nothing outside its folder when it stores changes`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try daemon.stop()
        let elsewhere = bench.folder.appending(path: "elsewhere")
        try FileManager.default.createDirectory(
            at: elsewhere, withIntermediateDirectories: false)
        // A file that comes and goes leaves its time in the folder.
        let past = Date(timeIntervalSince1970: 1)
        try FileManager.default.setAttributes(
            [.modificationDate: past], ofItemAtPath: elsewhere.path)
        try daemon.start(extra: ["SQLITE_TMPDIR": elsewhere.path])
        for first in [0, 400] {
            let cards = InventedCards.text(first: first, count: 400)
            try machines[0].kith("import", try bench.file("\(first).vcf", cards).path)
            try machines[0].sync()
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: elsewhere.path)
        #expect(attributes[.modificationDate] as? Date == past)
    }

    @Test func `A server on a full disk says so in its log, and who asks for its health`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let disk = try FaultyDisk(bench, under: daemon.data)
        try daemon.stop()
        try daemon.start(extra: disk.environment)
        #expect(try health(daemon, bench).hasSuffix("200"))
        try machines[0].kith("add", "--name", "Grace Example")
        try disk.plan("w", after: 0, times: FaultyDisk.forEver, .error(ENOSPC))
        #expect(try machines[0].attempt("sync").exitCode == 4)
        let ill = try health(daemon, bench)
        #expect(ill.hasSuffix("507") && ill.contains("storage_full"), "\(ill)")
        try disk.heal()
        #expect(try health(daemon, bench).hasSuffix("200"), "nobody has to push first")
        try machines[0].sync()
        #expect(try health(daemon, bench).hasSuffix("200"))
        let log = try #require(try daemon.stop()).diagnostics
        let line = try #require(
            log.split(separator: "\n").first { $0.contains("storage_full") }, "\(log)")
        #expect(line.contains(" error ") && line.contains("The disk is full"), "\(line)")
        for secret in ["Grace", "laptop"] { #expect(!log.contains(secret)) }
    }

    @Test(arguments: [true, false])
    func `P2: nothing is acknowledged into a file that was moved away while it is served`(
        isRemoved: Bool
    ) throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.sync()
        let file = daemon.data.appending(path: "kithd.sqlite")
        let aside = bench.folder.appending(path: "aside.sqlite")
        if isRemoved {
            try FileManager.default.removeItem(at: file)
        } else {
            try FileManager.default.moveItem(at: file, to: aside)
            try Data(contentsOf: aside).write(to: file)
        }
        let ill = try health(daemon, bench)
        #expect(ill.hasSuffix("500") && ill.contains("server_error"), "\(ill)")
        try laptop.kith("add", "--name", "Grace Example")
        #expect(try laptop.attempt("sync").exitCode == 4)
        #expect(try laptop.json("status")["unsent"] as? Int ?? 1 > 0)
        if !isRemoved {
            try FileManager.default.removeItem(at: file)
            try FileManager.default.moveItem(at: aside, to: file)
            #expect(try health(daemon, bench).hasSuffix("200"), "nobody has to push first")
            try laptop.sync()
            #expect(try health(daemon, bench).hasSuffix("200"))
        }
        let log = try #require(try daemon.stop()).diagnostics
        #expect(log.contains("it was moved or removed while kithd has it open"))
    }
}
