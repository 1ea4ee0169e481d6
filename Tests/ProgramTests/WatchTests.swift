import Foundation
import TestSupport
import Testing

/// `kith sync --watch` with real machines and a real daemon: nobody types `kith sync` where it runs.
struct WatchTests {
    @Test func `What another machine syncs appears by itself, and what is edited here goes out`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("personal: equal."))

        try phone.kith("add", "--name", "Grace Example")
        try phone.sync()
        #expect(watch.says("received, equal."))
        #expect(try laptop.names() == ["Grace Example"])

        try laptop.kith("add", "--name", "Ada Example")
        #expect(watch.says("changes sent, 0 received, equal."))
        try phone.sync()
        #expect(try phone.names() == ["Ada Example", "Grace Example"])
        try phone.requireEqual()
    }

    @Test func `Two machines that both watch tell each other everything, photos too`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        let watches = try machines.map { try $0.watch() }
        defer { watches.forEach { $0.kill() } }
        for watch in watches { #expect(watch.says("personal: equal.")) }
        try machines[0].kith("add", "--name", "Grace Example")
        #expect(watches[0].says(" sent, 0 received, equal."))
        #expect(watches[1].says("0 changes sent, "))
        try machines[1].kith("edit", "Grace", "--set", "title=Admiral")
        #expect(watches[0].says("0 changes sent, "))
        #expect(try machines[0].kith("show", "Grace").output.contains("Admiral"))
        let picture = bench.folder.appending(path: "a.jpg")
        try Data(TinyPictures.jpeg.bytes + [UInt8](repeating: 7, count: 3_000)).write(to: picture)
        try machines[0].kith("photo", "set", "Grace", picture.path)
        #expect(watches[1].says("0 photos sent, 1 received"))
        #expect(
            try machines[1].kith("photo", "get", "Grace", "-").standardOutput
                == Array(try Data(contentsOf: picture)))
    }

    @Test func `A server that stops is told of once, and found again by itself`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("personal: equal."))
        try daemon.stop()
        #expect(watch.says("cannot be reached"))
        // Nobody is kept from writing meanwhile, and it is not lost.
        try laptop.kith("add", "--name", "Ada Example")
        try daemon.start()
        #expect(watch.says("changes sent, 0 received, equal."))
        #expect(watch.says("It works again."))
        #expect(watch.text.components(separatedBy: "cannot be reached").count == 2)
        try phone.sync()
        #expect(try phone.names() == ["Ada Example"])
    }

    @Test func `A watch that begins without its server waits for it`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try daemon.stop()
        let watch = try machines[0].watch()
        defer { watch.kill() }
        #expect(watch.says("cannot be reached"))
        try daemon.start()
        #expect(watch.says("personal: equal."))
    }

    @Test func `A space that one is let into, and out of, is told by itself`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let watch = try machines[0].watch()
        defer { watch.kill() }
        #expect(watch.says("personal: equal."))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "editor")
        #expect(watch.says("team: new for you, as editor."))
        try daemon.admin("member", "rm", "team", "ada")
        #expect(watch.says("team: you are no member any more"))
    }

    @Test func `An edit that crossed another's is told, and syncs go on`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.sync()
        try phone.sync()
        try phone.kith("edit", "Grace", "--set", "title=Admiral")
        try laptop.kith("edit", "Grace", "--set", "title=Engineer")
        try phone.sync()
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("1 conflict: `kith conflicts list` shows it."))
        try laptop.kith("note", "Grace", "Met at the fair.")
        #expect(watch.says(" sent, 0 received, equal."))
        // It is told once.
        #expect(watch.text.components(separatedBy: "1 conflict").count == 2)
        try phone.sync()
        try phone.requireEqual()
    }

    @Test func `What a role does not let one send is told once, and all else goes on`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "editor")
        try laptop.sync()
        try laptop.kith("add", "--space", "team", "--name", "Grace Example")
        try daemon.admin("member", "set", "team", "ada", "--role", "viewer")
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("kith unsent keep"))
        try laptop.kith("add", "--name", "Ada Example")
        #expect(watch.says("personal: 5 changes sent, 0 received, equal."))
        try daemon.admin("member", "set", "team", "ada", "--role", "editor")
        #expect(watch.says("team: 5 changes sent, 0 received, equal."))
        #expect(watch.text.components(separatedBy: "unsent keep").count == 2)
        try laptop.requireEqual()
    }

    @Test func `While somebody else writes it waits for its turn`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        let watch = try laptop.watch()
        defer { watch.kill() }
        #expect(watch.says("personal: equal."))
        let lock = open(laptop.home.appending(path: "kith.lock").path, O_RDWR)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        try phone.kith("add", "--name", "Grace Example")
        try phone.sync()
        #expect(try laptop.names() == [])
        flock(lock, LOCK_UN)
        #expect(watch.says("0 changes sent, "))
        #expect(try laptop.names() == ["Grace Example"])
    }

    @Test func `As JSON it prints a line for each time that something happened`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop"])
        let watch = try machines[0].watch("--json")
        defer { watch.kill() }
        #expect(watch.says("\"equal\":true"))
        try machines[0].kith("add", "--name", "Ada Example")
        #expect(watch.says("\"equal\":true"))
        let lines = watch.text.split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect((object?["spaces"] as? [Any])?.count == 1)
            #expect(object?["version"] as? Int == 1)
        }
    }

    @Test func `It refuses what makes no sense for good, and a machine that knows no server`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        #expect(try machine.attempt("sync", "--watch").exitCode == 5, "nobody is there yet")
        try machine.kith("add", "--name", "Ada Example")
        #expect(try machine.attempt("sync", "--watch").exitCode == 5)
        #expect(try machine.attempt("sync", "--watch", "--check").exitCode == 2)
        #expect(try machine.attempt("sync", "--watch", "--refill").exitCode == 2)
    }

    @Test func `LIVE-10: a server without streams is asked from time to time`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let proxy = try OlderServer(before: daemon, on: bench)
        defer { proxy.stop() }
        let code = try daemon.addDevice("ada")
        try machines[0].kith("join", proxy.url, code, "--device", "laptop")
        let watch = try machines[0].watch()
        defer { watch.kill() }
        #expect(watch.says("asked every minute"))
        #expect(watch.says("personal: equal."))
        // What is edited here goes out all the same.
        try machines[0].kith("add", "--name", "Ada Example")
        #expect(watch.says("changes sent, 0 received, equal."))
    }
}
