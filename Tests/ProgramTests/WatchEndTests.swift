import Foundation
import Testing

/// What ends `kith sync --watch`, and with which exit code.
struct WatchEndTests {
    @Test func `A revoked device ends its watch with the exit code of a sync, and says what to do`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let watch = try machines[0].watch()
        #expect(watch.says("personal: equal."))
        try daemon.admin("device", "revoke", "ada", "laptop")
        #expect(try watch.program.wait().exitCode == 5)
        #expect(watch.says("`kith join`"))
        #expect(try machines[0].kith("status").output.contains("does not let this machine in"))
    }

    @Test(arguments: [true, false])
    func `A server from an older copy is filled again, but one that lost everything ends it`(
        lostEverything: Bool
    ) throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        if !lostEverything {
            try laptop.kith("add", "--name", "Ada Example")
            try laptop.sync()
        }
        let backup = bench.folder.appending(path: "backup")
        try daemon.stop()
        try FileManager.default.copyItem(at: daemon.data, to: backup)
        try daemon.start()
        try laptop.kith("add", "--name", "Grace Example")
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says(" sent, 0 received, equal."))

        try daemon.stop()
        #expect(watch.says("cannot be reached"))
        try FileManager.default.removeItem(at: daemon.data)
        try FileManager.default.moveItem(at: backup, to: daemon.data)
        try daemon.start()
        if lostEverything {
            #expect(try watch.program.wait().exitCode == 3)
            #expect(watch.says("--refill"))
        } else {
            #expect(watch.says("the server went back"))
            #expect(watch.says("It works again."))
            try laptop.requireEqual()
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `A signal ends it at once, and a service manager takes that for a clean end`(
        signal: Int32
    ) throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop"])
        let watch = try machines[0].watch()
        #expect(watch.says("personal: equal."))
        watch.program.signal(signal)
        #expect(try watch.program.wait().exitCode == 128 + signal)
        #expect(try machines[0].kith("doctor").exitCode == 0)
    }
}
