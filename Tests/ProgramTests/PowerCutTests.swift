import Foundation
import TestSupport
import Testing

/// S4, P1, P2: the power goes at any moment, and what was not flushed is lost or torn.
struct PowerCutTests {
    /// Cuts the power at one call after the other until the work is done before the cut.
    private func cut(
        _ disk: FaultyDisk, step: Int, from first: Int = 0, _ body: (Int) throws -> Void
    ) throws {
        for passed in stride(from: first, to: 10_000, by: step) {
            try disk.plan(after: passed, .powerCut)
            try body(passed)
            guard try disk.hasFired() else {
                #expect(passed > first, "no call was met")
                return
            }
        }
        Issue.record("the calls do not end")
    }

    private func replace(_ home: URL, by other: URL) throws {
        try? FileManager.default.removeItem(at: home)
        try FileManager.default.copyItem(at: other, to: home)
    }

    @Test func `P1, S4: after a power cut a command is there whole or not at all`() throws {
        let bench = try TestBench()
        let base = try bench.machine("base")
        let (machine, after) = (try bench.machine("cut"), try bench.machine("after"))
        try base.kith("import", try bench.file("a.vcf", InventedCards.text(count: 20)).path)
        let more = try bench.file("b.vcf", InventedCards.text(first: 20, count: 20)).path
        var random = SeededRandom(seed: 4)
        for (number, command) in [
            ["import", more], ["edit", "Person7", "--set", "title=Engineer"], ["rm", "Person9"],
            ["undo"], ["note", "Person8", "Only mine."],
        ].enumerated() {
            let before = try base.export()
            let done = try bench.machine("done")
            try replace(done.home, by: base.home)
            try done.kith(words: command)
            let wanted = try done.export()
            try replace(machine.home, by: base.home)
            let disk = try FaultyDisk(bench, under: machine.home)
            try cut(disk, step: 29, from: 3 * number) { passed in
                try replace(machine.home, by: base.home)
                try disk.settle()
                let result = try machine.start(command, extra: disk.environment).wait()
                for unflushed in FaultyDisk.Unflushed.allCases {
                    try disk.recover(into: after.home, unflushed, using: &random)
                    let left = try after.export()
                    #expect(
                        left == wanted || result.exitCode != 0 && left == before,
                        "\(command) \(passed) \(unflushed)")
                    try after.kith("doctor")
                }
            }
            try replace(base.home, by: done.home)
        }
    }

    @Test func `P1, S4: after a power cut in a sync the next one ends equal`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[0].kith("import", try bench.file("a", InventedCards.text(count: 30)).path)
        try machines[0].sync()
        try machines[1].kith("add", "--name", "Grace Example")
        let (machine, after) = (try bench.machine("cut"), try bench.machine("after"))
        try replace(machine.home, by: machines[1].home)
        let disk = try FaultyDisk(bench, under: machine.home)
        var random = SeededRandom(seed: 6)
        try cut(disk, step: 41) { passed in
            try replace(machine.home, by: machines[1].home)
            try disk.settle()
            _ = try machine.attempt("sync", extra: disk.environment)
            for unflushed in FaultyDisk.Unflushed.allCases {
                try disk.recover(into: after.home, unflushed, using: &random)
                try after.kith("doctor")
                #expect(try after.names().contains("Grace Example"), "\(passed)")
                try after.sync()
                try after.requireEqual()
                #expect(try after.people().count == 31)
            }
        }
    }

    @Test func `15, P2: after a power cut of the server nothing that it accepted is missing`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let disk = try FaultyDisk(bench, under: daemon.data)
        var random = SeededRandom(seed: 7)
        let after = bench.folder.appending(path: "recovered")
        var accepted: Set<String> = []
        for (number, passed) in [0, 9, 4, 13, 17, 40].enumerated() {
            try daemon.stop()
            try disk.settle()
            try disk.heal()
            try daemon.start(extra: disk.environment)
            // One push that is accepted, and one that the power is cut in.
            for name in ["Before \(number)", "During \(number)"] {
                try machines[0].kith("add", "--name", name)
                if name.hasPrefix("D") { try disk.plan(after: passed, .powerCut) }
                let result = try machines[0].attempt("sync")
                if result.exitCode == 0 { accepted.insert(name) }
            }
            #expect(accepted.contains("Before \(number)"))
            daemon.kill()
            let unflushed = FaultyDisk.Unflushed.allCases[number % 2]
            try disk.recover(into: after, unflushed, using: &random)
            try replace(daemon.data, by: after)
            try daemon.admin("doctor")
            try daemon.start()
            // A machine that has nothing of it gets all that was accepted.
            try machines[1].sync()
            #expect(accepted.isSubset(of: try machines[1].names()), "\(passed)")
            try machines[0].sync()
            try machines[1].sync()
            for machine in machines { try machine.requireEqual() }
        }
    }

    @Test func `P1: a machine that has joined is still one after a power cut`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let machine = try bench.machine("desktop")
        let disk = try FaultyDisk(bench, under: machine.home)
        try machine.kith(
            "join", daemon.url, try daemon.addDevice("ada"), "--device", "desktop",
            extra: disk.environment)
        let after = try bench.machine("after")
        var random = SeededRandom(seed: 8)
        for unflushed in FaultyDisk.Unflushed.allCases {
            try disk.recover(into: after.home, unflushed, using: &random)
            try after.sync()
        }
        withExtendedLifetime(machines) {}
    }

    @Test
    func `P9: a backup that was made, and one that was recovered, are there after a power cut`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example")
        let disk = try FaultyDisk(bench, under: machine.home)
        let file = machine.home.appending(path: "backup.sqlite")
        try machine.kith("backup", file.path, extra: disk.environment)
        try machine.kith("add", "--name", "Hugo Example", extra: disk.environment)
        let after = try bench.machine("after")
        var random = SeededRandom(seed: 9)
        for unflushed in FaultyDisk.Unflushed.allCases {
            try disk.recover(into: after.home, unflushed, using: &random)
            #expect(try after.names() == ["Grace Example", "Hugo Example"])
            try after.kith("recover", after.home.appending(path: "backup.sqlite").path)
            #expect(try after.names() == ["Grace Example"])
        }
        try machine.kith("recover", file.path, extra: disk.environment)
        for unflushed in FaultyDisk.Unflushed.allCases {
            try disk.recover(into: after.home, unflushed, using: &random)
            #expect(try after.names() == ["Grace Example"])
            try after.kith("doctor")
        }
    }

    @Test func `P9: a recovery that is cut short leaves what was there, or what was recovered`()
        throws
    {
        let bench = try TestBench()
        let base = try bench.machine("base")
        try base.kith("add", "--name", "Grace Example")
        let file = bench.folder.appending(path: "backup.sqlite")
        try base.kith("backup", file.path)
        try base.kith("add", "--name", "Ida Example")
        // Killed once the commit was flushed: only the write-ahead log has it.
        let interrupted = try FaultyDisk(bench, under: base.home)
        try interrupted.plan("s", after: 3, .powerCut)
        _ = try base.attempt("add", "--name", "Hugo Example", extra: interrupted.environment)
        let before = try base.names()
        #expect(before == ["Grace Example", "Hugo Example", "Ida Example"])
        let (machine, after) = (try bench.machine("cut"), try bench.machine("after"))
        try replace(machine.home, by: base.home)
        let disk = try FaultyDisk(bench, under: machine.home)
        var random = SeededRandom(seed: 10)
        for passed in 0..<20 {
            try replace(machine.home, by: base.home)
            try disk.settle()
            try disk.plan("rs", after: passed, .powerCut)
            let result = try machine.attempt("recover", file.path, extra: disk.environment)
            let wanted = result.exitCode == 0 ? [["Grace Example"]] : [before, ["Grace Example"]]
            // The process alone may have been killed, too.
            #expect(wanted.contains(try machine.names()), "\(passed)")
            try disk.recover(into: after.home, .lost, using: &random)
            #expect(wanted.contains(try after.names()), "\(passed)")
            try after.kith("doctor")
            guard try disk.hasFired() else { return }
        }
        Issue.record("the calls do not end")
    }
}
