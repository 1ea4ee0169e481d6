import Foundation
import Testing

/// P6: copying or restoring a replica or the server loses nothing that anybody still has.
@Suite(.serialized)
struct LyingIdentityTests {
    @Test func `P6: a copied KITH_HOME used on two machines keeps the edits of both`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.sync()
        let copy = try bench.machine("copy")
        try FileManager.default.copyItem(at: laptop.home, to: copy.home)

        try laptop.kith("add", "--name", "Laptop Person")
        try laptop.kith("edit", "Grace", "--set", "title=Engineer")
        try copy.kith("add", "--name", "Copy Person")
        try copy.kith("edit", "Grace", "--add", "phone=+1 555 0100")
        try laptop.sync()
        let report = try copy.kith("sync")
        try laptop.sync()

        for machine in [laptop, copy] {
            #expect(
                try machine.names() == ["Copy Person", "Grace Example", "Laptop Person"])
            let grace = try machine.kith("export", "Grace").output
            #expect(grace.contains("TITLE:Engineer") && grace.contains("+1 555 0100"))
            try machine.requireEqual()
        }
        let said = (report.output + report.diagnostics).lowercased()
        let status = try copy.kith("status").output.lowercased()
        #expect((said + status).contains("identity"))
    }

    @Test func `P6: a replica restored from a backup goes on and loses nothing`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let laptop = machines[0]
        try laptop.kith("add", "--name", "Before Backup")
        try laptop.sync()
        let backup = bench.folder.appending(path: "backup")
        try FileManager.default.copyItem(at: laptop.home, to: backup)
        try laptop.kith("add", "--name", "After Backup")
        try laptop.sync()
        try FileManager.default.removeItem(at: laptop.home)
        try FileManager.default.moveItem(at: backup, to: laptop.home)

        try laptop.kith("add", "--name", "After Restore")
        for machine in [laptop, machines[1], laptop] { try machine.sync() }
        for machine in machines {
            #expect(
                try machine.names() == ["After Backup", "After Restore", "Before Backup"])
            try machine.requireEqual()
        }
    }

    @Test func `P6: a daemon restored from an old copy is refilled, and kith says so`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Three Days Ago")
        for machine in machines { try machine.sync() }
        try daemon.stop()
        let backup = bench.folder.appending(path: "daemon-backup")
        try FileManager.default.copyItem(at: daemon.data, to: backup)
        try daemon.start()
        try laptop.kith("add", "--name", "Yesterday")
        try laptop.kith("edit", "Three Days", "--set", "title=Engineer")
        for machine in machines { try machine.sync() }

        try daemon.stop()
        try FileManager.default.removeItem(at: daemon.data)
        try FileManager.default.moveItem(at: backup, to: daemon.data)
        try daemon.start()
        try desktop.kith("add", "--name", "Today")
        let report = try desktop.kith("sync")
        #expect((report.output + report.diagnostics).lowercased().contains("server went back"))
        try laptop.sync()
        for machine in machines {
            #expect(try machine.names() == ["Three Days Ago", "Today", "Yesterday"])
            try machine.requireEqual()
        }
    }

    @Test func `An emptied server is not refilled without asking`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try machines[0].kith("add", "--name", "Grace Example")
        try machines[0].sync()
        try daemon.stop()
        try FileManager.default.removeItem(at: daemon.data)
        _ = try daemon.addUser("ada")
        try daemon.start()
        let refused = try machines[0].attempt("sync")
        #expect(refused.exitCode != 0)
        #expect(try machines[0].names() == ["Grace Example"])
    }
}
