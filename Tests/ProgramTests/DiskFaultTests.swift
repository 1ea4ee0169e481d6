import Foundation
import TestSupport
import Testing

/// S1, S2, S5: a disk that fails in the middle of anything.
struct DiskFaultTests {
    /// Which calls fail, how, how often, and at which of them.
    struct Trouble: CustomTestStringConvertible {
        let calls: String
        let fault: FaultyDisk.Fault
        var times = 1
        /// Every call would take long: these steps meet another part of the work each time.
        var step = 1

        var testDescription: String { "\(calls) \(fault) \(times == 1 ? "once" : "for ever")" }

        static let all = [
            Trouble(calls: "w", fault: .error(ENOSPC), times: FaultyDisk.forEver, step: 17),
            Trouble(calls: "w", fault: .error(EIO), step: 23),
            Trouble(calls: "w", fault: .half, times: FaultyDisk.forEver, step: 29),
            Trouble(calls: "s", fault: .error(EIO)),
            Trouble(calls: "s", fault: .error(EIO), times: FaultyDisk.forEver),
            Trouble(calls: "o", fault: .error(ENOSPC), times: FaultyDisk.forEver),
            Trouble(calls: "tr", fault: .error(EIO), times: FaultyDisk.forEver),
        ]
    }

    /// Lets one call after the other fail until none is left, and looks at what was left behind.
    private func attempt(
        _ trouble: Trouble, on disk: FaultyDisk, _ body: (Int) throws -> Void
    ) throws {
        for passed in stride(from: 0, to: 10_000, by: trouble.step) {
            try disk.plan(trouble.calls, after: passed, times: trouble.times, trouble.fault)
            try body(passed)
            guard try disk.hasFired(times: trouble.times) else {
                #expect(passed > 0, "no call was met")
                return
            }
        }
        Issue.record("the calls do not end")
    }

    @Test(arguments: Trouble.all)
    func `S1, S2, S5: a command on a failing disk is done or not begun`(trouble: Trouble) throws {
        let bench = try TestBench()
        let base = try bench.machine("base")
        try base.kith("import", try bench.file("a.vcf", InventedCards.text(count: 20)).path)
        let more = try bench.file("b.vcf", InventedCards.text(first: 20, count: 20)).path
        let before = try base.export()
        let edit = ["edit", "Person7", "--set", "title=Engineer"]
        for command in trouble.step > 1 ? [["import", more], edit] : [edit] {
            let done = try copy(of: base, named: "done", bench)
            try done.kith(words: command)
            let after = try done.export()
            let machine = try bench.machine("failing")
            let disk = try FaultyDisk(bench, under: machine.home)
            try attempt(trouble, on: disk) { passed in
                _ = try copy(of: base, named: "failing", bench)
                let result = try machine.start(command, extra: disk.environment).wait()
                let left = try machine.export()
                #expect(result.exitCode == 0 || result.exitCode == 6, "\(passed) \(result)")
                #expect(left == after || result.exitCode != 0 && left == before, "\(passed)")
                #expect(result.exitCode == 0 || result.diagnostics.count > 20)
                try machine.kith("doctor")
            }
        }
    }

    @Test func `S5: what is written after a flush that failed is as safe as ever`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example")
        let disk = try FaultyDisk(bench, under: machine.home)
        try disk.plan("s", after: 0, .error(EIO))
        let failed = try machine.attempt(
            "edit", "Grace", "--set", "title=Engineer", extra: disk.environment)
        #expect(failed.exitCode == 6)
        try machine.kith("edit", "Grace", "--set", "title=Admiral", extra: disk.environment)
        var random = SeededRandom(seed: 5)
        let after = try bench.machine("after")
        for unflushed in FaultyDisk.Unflushed.allCases {
            try disk.recover(into: after.home, unflushed, using: &random)
            #expect(try after.kith("show", "Grace").output.contains("Admiral"))
            try after.kith("doctor")
        }
    }

    @Test(arguments: [Trouble.all[0], Trouble.all[3]])
    func `16: a sync on a failing disk is done, or goes on when the disk is well`(
        trouble: Trouble
    ) throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[0].kith("import", try bench.file("a", InventedCards.text(count: 30)).path)
        try machines[0].sync()
        try machines[1].kith("add", "--name", "Grace Example")
        let failing = try copy(of: machines[1], named: "failing", bench)
        let disk = try FaultyDisk(bench, under: failing.home)
        let coarse = Trouble(
            calls: trouble.calls, fault: trouble.fault, times: trouble.times,
            step: trouble.step * 2)
        try attempt(coarse, on: disk) { passed in
            _ = try copy(of: machines[1], named: "failing", bench)
            let result = try failing.attempt("sync", extra: disk.environment)
            #expect(result.exitCode == 0 || result.exitCode == 6, "\(passed) \(result)")
            try failing.kith("doctor")
            try failing.sync()
            try failing.requireEqual()
            #expect(try failing.people().count == 31)
        }
    }

    @Test(arguments: [Trouble.all[0], Trouble.all[4], Trouble.all[5]])
    func `17: a push to a server on a failing disk is stored or refused, and taken later`(
        trouble: Trouble
    ) throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let disk = try FaultyDisk(bench, under: daemon.data)
        try daemon.stop()
        try daemon.start(extra: disk.environment)
        var count = 0
        for passed in stride(from: 0, to: 4 * trouble.step, by: trouble.step) {
            count += 1
            try machines[0].kith("add", "--name", "Person \(count)")
            try disk.plan(trouble.calls, after: passed, times: trouble.times, trouble.fault)
            let result = try machines[0].attempt("sync")
            #expect(result.exitCode == 0 || result.exitCode == 4, "\(passed) \(result)")
            if result.exitCode == 4 { #expect(result.diagnostics.contains("kept")) }
            // The same daemon goes on as soon as the disk does.
            try disk.heal()
            try machines[0].sync()
        }
        #expect(try daemon.stop()?.exitCode == 0)
        try daemon.admin("doctor")
        try daemon.start()
        try machines[1].sync()
        for machine in machines { try machine.requireEqual() }
        #expect(try machines[1].people().count == count)
    }

    /// A machine in the state of another; what it had before is gone.
    private func copy(of machine: Machine, named name: String, _ bench: TestBench) throws -> Machine
    {
        let copy = try bench.machine(name)
        try? FileManager.default.removeItem(at: copy.home)
        try FileManager.default.copyItem(at: machine.home, to: copy.home)
        return copy
    }
}
