import Foundation
import Testing

/// What is done about files that are not what they should be.
struct MendingTests {
    /// Overwrites the first page of a table or an index.
    private func breakPage(of name: String, _ machine: Machine) throws {
        let file = machine.home.appending(path: "kith.sqlite")
        func ask(_ sql: String) throws -> String {
            try RunningProgram(
                "/usr/bin/sqlite3", [file.path, sql], environment: [:], scratch: machine.scratch
            ).wait().output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        _ = try ask("PRAGMA wal_checkpoint(TRUNCATE)")
        let size = try #require(UInt64(try ask("PRAGMA page_size")))
        let page = try #require(
            UInt64(try ask("SELECT rootpage FROM sqlite_schema WHERE name = '\(name)'")))
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: (page - 1) * size)
        try handle.write(contentsOf: Data(repeating: 0, count: Int(size)))
        try handle.close()
    }

    private func machineWithPeople(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("desk")
        try machine.kith("add", "Ada Example", "--email", "ada@example.org")
        try machine.kith("add", "Grace Example")
        try machine.kith("note", "Ada", "about engines")
        try machine.kith("touch", "Grace", "call")
        return machine
    }

    @Test(arguments: ["person_by_sort_name", "person", "search_data", "head", "entity", "item"])
    func `Broken pages are made anew from the log by doctor, and the old file is kept`(
        table: String
    ) throws {
        let bench = try TestBench()
        let machine = try machineWithPeople(bench)
        let before = try machine.kith("export").output
        let shown = try machine.kith("show", "Ada").output
        try breakPage(of: table, machine)
        let found = try machine.attempt("doctor")
        #expect(found.exitCode == 6)
        #expect(found.output.contains("made anew from the log"), "\(found.output)")
        try machine.kith("doctor")
        #expect(try machine.kith("export").output == before)
        #expect(try machine.kith("show", "Ada").output == shown)
        #expect(try machine.names() == ["Ada Example", "Grace Example"])
        #expect(try machine.kith("find", "engines").output.contains("Ada"))
        #expect(try machine.files().contains { $0.lastPathComponent.contains("before-restore") })
        // The last command can still be taken back.
        try machine.kith("undo")
        #expect(try machine.kith("items", "touch").output.contains("call") == false)
    }

    @Test(arguments: ["s", "w"])
    func `A disk that fails once while doctor mends loses nothing`(calls: String) throws {
        let bench = try TestBench()
        let machine = try machineWithPeople(bench)
        try breakPage(of: "head", machine)
        let broken = bench.folder.appending(path: "broken")
        try FileManager.default.copyItem(at: machine.home, to: broken)
        let disk = try FaultyDisk(bench, under: machine.home)
        var passed = 0
        while true {
            try FileManager.default.removeItem(at: machine.home)
            try FileManager.default.copyItem(at: broken, to: machine.home)
            try disk.plan(calls, after: passed, .error(EIO))
            _ = try machine.attempt("doctor", extra: disk.environment)
            guard try disk.hasFired() else { break }
            try disk.heal()
            // As it was, mended, or with broken pages to be mended now.
            _ = try machine.attempt("doctor")
            try machine.kith("doctor")
            #expect(try machine.names() == ["Ada Example", "Grace Example"], "call \(passed)")
            #expect(try machine.kith("find", "engines").output.contains("Ada"))
            passed += calls == "s" ? 1 : 7
        }
        #expect(passed > 5)
    }

    @Test func `A backup with a write-ahead log beside it, as of a rescued disk, brings all back`()
        throws
    {
        let bench = try TestBench()
        let machine = try machineWithPeople(bench)
        // Killed once the commit was flushed: only the write-ahead log has it.
        let disk = try FaultyDisk(bench, under: machine.home)
        try disk.plan("s", after: 3, .powerCut)
        _ = try machine.attempt("add", "--name", "Hedy Example", extra: disk.environment)
        let rescued = bench.folder.appending(path: "rescued.sqlite")
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: machine.home.appending(path: "kith.sqlite\(suffix)").path,
                toPath: rescued.path + suffix)
        }
        let other = try bench.machine("new")
        try other.kith("recover", rescued.path)
        #expect(try other.names() == ["Ada Example", "Grace Example", "Hedy Example"])
        #expect(try other.files().allSatisfy { !$0.lastPathComponent.contains(".restored") })
    }

    @Test func `A log that cannot be read whole is left as it is, and doctor says what helps`()
        throws
    {
        let bench = try TestBench()
        let machine = try machineWithPeople(bench)
        try breakPage(of: "change", machine)
        let file = machine.home.appending(path: "kith.sqlite")
        let bytes = try Data(contentsOf: file)
        let found = try machine.attempt("doctor")
        #expect(found.exitCode == 6)
        #expect(found.output.contains("`kith recover`"), "\(found.output)\(found.diagnostics)")
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test func `What finds no room to recover says what there has to be room for`() throws {
        let bench = try TestBench()
        let machine = try machineWithPeople(bench)
        let backup = bench.folder.appending(path: "desk.backup")
        try machine.kith("backup", backup.path)
        let disk = try FaultyDisk(bench, under: machine.home)
        try disk.plan("w", after: 0, times: FaultyDisk.forEver, .error(ENOSPC))
        let full = try machine.attempt("recover", backup.path, extra: disk.environment)
        #expect(full.exitCode == 6)
        #expect(full.diagnostics.contains("nothing was changed"), "\(full.diagnostics)")
        #expect(full.diagnostics.contains("twice more to mend"), "\(full.diagnostics)")
        #expect(try machine.names() == ["Ada Example", "Grace Example"])
    }

    @Test func `recover takes no file of another program, the server's own backup included`() throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["desk"])
        let desk = machines[0]
        try desk.kith("add", "Ada Example")
        let backup = bench.folder.appending(path: "server.backup")
        try daemon.admin("backup", backup.path)
        let refused = try desk.attempt("recover", backup.path)
        #expect(refused.exitCode == 6)
        #expect(refused.diagnostics.contains("no backup that `kith backup` wrote"))
        #expect(try desk.names() == ["Ada Example"])
    }

    @Test func `A database that is gone is told of where it was, and joining brings it back`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["desk"])
        let desk = machines[0]
        try desk.kith("add", "Ada Example")
        try desk.sync()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(
                at: desk.home.appending(path: "kith.sqlite\(suffix)"))
        }
        for command in ["list", "sync", "doctor"] {
            let told = try desk.attempt(command)
            #expect(told.exitCode == 6)
            #expect(told.diagnostics.contains("where there was one"))
        }
        #expect(try desk.attempt("add", "Grace Example").exitCode == 6)
        try desk.join(daemon, code: try daemon.addDevice("ada"))
        try desk.sync()
        #expect(try desk.names() == ["Ada Example"])
    }
}
