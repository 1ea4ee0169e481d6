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

    @Test func `A photo over a proxy's limit is told once and holds back nothing but itself`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let proxy = try NarrowProxy(before: daemon, maximumBytes: 30_000, on: bench)
        defer { proxy.stop() }
        try laptop.kith("join", proxy.url, try daemon.addDevice("ada"), "--device", "laptop")
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("personal: equal."))
        func picture(_ size: Int) -> String {
            let noise = (0..<size).map { _ in UInt8.random(in: .min ... .max) }
            return Data([0xFF, 0xD8, 0xFF, 0xE0] + noise).base64EncodedString()
        }
        let card = { (name: String, photo: String) in
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:\(name)\r\nFN:\(name)\r\n"
                + "PHOTO;ENCODING=b;TYPE=JPEG:\(photo)\r\nEND:VCARD\r\n"
        }
        try laptop.kith("import", try bench.file("big.vcf", card("Big", picture(60_000))).path)
        #expect(watch.says("the photos of personal: "))
        #expect(watch.says("a proxy before it takes less (nginx: client_max_body_size)"))
        let refusals = try proxy.refusals()
        // What is written later goes, and photos of others come.
        try laptop.kith("add", "--name", "Later Example")
        #expect(watch.says(" sent, 0 received, equal."))
        try desktop.kith("import", try bench.file("small.vcf", card("Small", picture(9_000))).path)
        try desktop.sync()
        #expect(try desktop.names() == ["Big", "Later Example", "Small"])
        try laptop.kith("add", "--name", "Last Example")
        #expect(watch.says("photos sent, 1 received"))
        #expect(try proxy.refusals() == refusals && refusals > 0)
        watch.program.signal(SIGTERM)
        #expect(try watch.program.wait().exitCode == 128 + SIGTERM)
        #expect(watch.text.components(separatedBy: "client_max_body_size").count == 2)
        // By hand it is said each time.
        let sync = try laptop.attempt("sync")
        #expect(sync.exitCode == 5 && sync.diagnostics.contains("client_max_body_size"))
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
