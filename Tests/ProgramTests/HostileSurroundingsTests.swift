import Foundation
import Testing

/// Files, streams and databases that are not what they should be.
struct HostileSurroundingsTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example", "--email", "grace@example.org")
        return machine
    }

    /// Runs a line of the shell in which `kith` is the program.
    private func shell(_ line: String, _ machine: Machine) throws -> ProgramResult {
        let kith = "kith() { '\(BuildFolder.path(of: "kith"))' \"$@\"; }; "
        return try RunningProgram(
            "/bin/sh", ["-c", kith + line], environment: machine.environment,
            scratch: machine.scratch
        ).wait()
    }

    @Test(arguments: ["list", "show Grace", "export", "list --json", "export --format csv"])
    func `S2: an answer that cannot be written is no success`(command: String) throws {
        let bench = try TestBench()
        let result = try shell("kith \(command) > /dev/full", try machine(bench))
        #expect(result.exitCode == 6)
        #expect(result.diagnostics.contains("No space left"))
    }

    @Test func `A data folder that depends on the current one is none`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let data = machine.scratch.appending(path: ".local/share/kith/kith.sqlite").path
        let variables = ["KITH_HOME": "", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"]
        try machine.kith("add", "Ada Example", extra: variables)
        #expect(FileManager.default.fileExists(atPath: data))
    }

    @Test func `A file in the place of the data folder is called what it is`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let file = try bench.file("book.txt", "mine")
        for command in [["list"], ["add", "Ada"], ["status"]] {
            let result = try machine.start(command, extra: ["KITH_HOME": file.path]).wait()
            #expect(result.exitCode == 6 && result.diagnostics.contains("is no folder"))
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
    }

    @Test func `An export of nobody is empty, and no fault`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("init")
        #expect(try machine.kith("export").standardOutput.isEmpty)
    }

    @Test func `An export into a pipe or through a link leaves pipe and link where they are`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        let whole = try machine.kith("export").standardOutput
        let folder = machine.scratch.path
        let piped = try shell(
            "mkfifo '\(folder)/pipe' && { kith export -o '\(folder)/pipe' & cat '\(folder)/pipe'; "
                + "wait $!; } && test -p '\(folder)/pipe'", machine)
        #expect(piped.exitCode == 0)
        #expect(piped.standardOutput == whole)
        let linked = try shell(
            "cd '\(folder)' && echo mine > real.vcf.tmp && echo old > real.vcf && "
                + "ln -s real.vcf link.vcf && kith export -o link.vcf && test -L link.vcf && "
                + "cat real.vcf.tmp && cat real.vcf && ls", machine)
        #expect(linked.exitCode == 0)
        #expect(linked.standardOutput.starts(with: Array("mine\n".utf8) + whole))
        #expect(linked.lines.suffix(20).count { $0.hasPrefix("real.vcf") } == 2)
    }

    @Test func `No file gets what was meant for a stream that is closed`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let whole = try machine.kith("export").standardOutput
        let file = machine.scratch.appending(path: "all.vcf")
        let result = try shell(
            "kith add --name Hugo <&- >&- 2>&-; kith undo <&- >&- 2>&-; "
                + "kith export -o '\(file.path)' --format vcard3 <&- >&- 2>&-; "
                + "kith export -o '\(file.path)' <&- >&- 2>&- && kith doctor", machine)
        #expect(result.exitCode == 0, "\(result.output)")
        #expect(Array(try Data(contentsOf: file)) == whole)
    }

    @Test(arguments: ["import", "new touch --table", "guests Meeting"])
    func `P20: whoever waits for a pipe locks nobody out`(command: String) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "event", "Meeting")
        // Opening the pipe waits for its reader, who then waits for what comes through it.
        let result = try shell(
            "cd '\(machine.scratch.path)' && mkfifo pipe && { kith \(command) pipe & } && "
                + "exec 9> pipe && kith add --name 'Hugo Example'; result=$?; "
                + "echo who,text >&9; exec 9>&-; wait; exit $result", machine)
        #expect(result.exitCode == 0, "\(result.diagnostics)")
        #expect(try machine.names() == ["Grace Example", "Hugo Example"])
    }

    @Test func `A backup is a file; a pipe is refused, not waited for`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let result = try shell(
            "cd '\(machine.scratch.path)' && mkfifo pipe && kith recover pipe", machine)
        #expect(result.exitCode == 6)
        #expect(result.diagnostics.contains("it is no file"))
    }

    @Test func `A lock or guard that is a link or a pipe harms no file and stops nobody`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let victim = try bench.file("victim", "precious")
        let lock = machine.home.appending(path: "kith.lock")
        try FileManager.default.removeItem(at: lock)
        try FileManager.default.createSymbolicLink(at: lock, withDestinationURL: victim)
        let refused = try machine.attempt("add", "--name", "Hugo")
        #expect(refused.exitCode == 6)
        #expect(refused.diagnostics.contains("kith.lock"))
        #expect(try String(contentsOf: victim, encoding: .utf8) == "precious")
        try FileManager.default.removeItem(at: lock)
        let mark = machine.home.appending(path: "state/guard")
        try FileManager.default.removeItem(at: mark)
        #expect(try shell("mkfifo '\(mark.path)'", machine).exitCode == 0)
        try machine.kith("add", "--name", "Hugo")
        #expect(try machine.names() == ["Grace Example", "Hugo"])
    }

    @Test(arguments: [
        "UPDATE server SET high_water = -1", "UPDATE space SET position = -1",
        "UPDATE space SET position = 9223372036854775807", "UPDATE log SET sequence = -1",
        "UPDATE log SET position = -position", "UPDATE author SET held = -1",
        "UPDATE change SET sequence = 9223372036854775807 WHERE sequence = 2",
    ])
    func `P7: no row of the server's database stops the daemon`(damage: String) throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try machines[0].kith("add", "--name", "Grace Example")
        try machines[0].sync()
        let code = try daemon.addDevice("ada")
        try daemon.stop()
        let database = try #require(
            try allFiles(below: daemon.data).first { $0.pathExtension == "sqlite" })
        let damaged = try RunningProgram(
            "/usr/bin/sqlite3", [database.path, "PRAGMA ignore_check_constraints = ON; \(damage)"],
            environment: [:], scratch: daemon.scratch
        ).wait()
        #expect(damaged.exitCode == 0, "\(damaged.diagnostics)")
        if damage.contains("position") || damage.contains("sequence") {
            #expect(throws: ProgramFailure.self) { try daemon.admin("doctor") }
        }
        try daemon.start()
        let other = try bench.machine("other")
        _ = try other.attempt("join", daemon.url, code, "--device", "other")
        _ = try other.attempt("sync")
        try machines[0].kith("add", "--name", "Hugo Example")
        _ = try machines[0].attempt("sync")
        _ = try machines[0].attempt("device", "add")
        #expect(try daemon.stop()?.exitCode == 0)
    }
}
