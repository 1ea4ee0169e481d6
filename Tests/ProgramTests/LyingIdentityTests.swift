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
        let noticed = try copy.kith("add", "--name", "Copy Person").diagnostics
        #expect(noticed.contains("took a new identity") && noticed.contains("Nothing was lost"))
        let next = try copy.kith("edit", "Grace", "--add", "phone=+1 555 0100").diagnostics
        #expect(!next.contains("identity"), "once, by the command that takes it")
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

    @Test func `P5: an older database tells how much of what was written is not in it`() throws {
        let bench = try TestBench()
        let desk = try bench.machine("desk")
        try desk.kith("add", "--name", "Grace Example")
        let file = desk.home.appending(path: "kith.sqlite")
        let older = try Data(contentsOf: file)
        try desk.kith("edit", "Grace", "--set", "title=Never sent")
        // The same file, so that only what is in it tells.
        let handle = try FileHandle(forUpdating: file)
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: older)
        try handle.close()
        let noticed = try desk.kith("add", "--name", "Later Example").diagnostics
        #expect(noticed.contains("1 change of before is not in it"), "\(noticed)")
        let status = try desk.kith("status").output
        #expect(status.contains("1 change of before is not in it"), "\(status)")
        #expect(!status.contains("Nothing was lost"))
    }

    @Test func `P7: a guard file with any numbers stops nobody`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["desk"])
        let desk = machines[0]
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "editor")
        try desk.sync()
        for space in ["personal", "team"] {
            try desk.kith("add", "--space", space, "--name", "Grace Example")
        }
        let file = desk.home.appending(path: "state/guard")
        let text = try String(contentsOf: file, encoding: .utf8)
        let greatest = text.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return words.count == 3
                ? "\(words[0]) \(words[1]) \(UInt64.max)" : String(line)
        }
        #expect(greatest.filter { $0.hasSuffix("\(UInt64.max)") }.count >= 2)
        try Data((greatest.joined(separator: "\n") + "\n").utf8).write(to: file)
        try desk.kith("add", "--name", "Later Example")
        #expect(try desk.kith("status").output.contains("are not in it"))
        try desk.sync()
        let status = try desk.kith("status").output
        #expect(status.contains("new identity") && !status.contains("the next sync"))
    }

    @Test(arguments: [false, true])
    func `P4, P6: a snapshot of the server and a machine together hides nobody's edit`(
        hasFurtherEdit: Bool
    ) throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["server", "laptop"])
        let (server, laptop) = (machines[0], machines[1])
        try server.kith("add", "--name", "Grace Example", "--title", "Start")
        for machine in machines { try machine.sync() }
        try daemon.stop()
        let snapshots = try [daemon.data, server.home].map { try FolderSnapshot(of: $0) }
        try daemon.start()
        try server.kith("edit", "Grace", "--set", "title=First")
        if hasFurtherEdit { try server.kith("edit", "Grace", "--set", "org=Works") }
        for machine in machines { try machine.sync() }
        try laptop.kith("edit", "Grace", "--set", "title=After First")
        try laptop.sync()

        // The same names are written again, for other words.
        try daemon.stop()
        for snapshot in snapshots { try snapshot.restore() }
        try daemon.start()
        try server.kith("edit", "Grace", "--set", "title=Second")
        try server.sync()
        #expect(try laptop.kith("sync").output.contains("new identity"))
        // What it writes from now on bears its name again.
        try laptop.kith("edit", "Grace", "--set", "role=Chair")
        let named = try laptop.kith("history", "Grace").output.split(separator: "\n")
        #expect(named.contains { $0.contains("Chair") && $0.contains("laptop") }, "\(named)")
        try laptop.sync()
        try server.sync()
        for machine in machines {
            try machine.requireEqual()
            let conflict = try machine.kith("conflicts", "list").output
            #expect(conflict.contains("Second") && conflict.contains("After First"), "\(conflict)")
            let history = try machine.kith("history", "Grace").output
            for words in ["Start", "First", "After First", "Second"]
                + (hasFurtherEdit ? ["Works"] : [])
            {
                #expect(history.contains(words), "\(words) in \(history)")
            }
        }
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

    @Test func `P5: a space that waits for its refill holds up no other one`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        for user in ["ada", "ben"] { try daemon.admin("member", "add", "team", user) }
        for machine in [laptop, ben] { try machine.sync() }
        try laptop.kith("add", "--space", "team", "--name", "Tess Example")
        for machine in [laptop, ben] { try machine.sync() }
        try daemon.stop()
        let backup = bench.folder.appending(path: "daemon-backup")
        try FileManager.default.copyItem(at: daemon.data, to: backup)
        try daemon.start()
        try ben.kith("add", "--name", "Ben Private")
        try ben.sync()
        try daemon.stop()
        try FileManager.default.removeItem(at: daemon.data)
        try FileManager.default.moveItem(at: backup, to: daemon.data)
        try daemon.start()
        try laptop.kith("edit", "Tess", "--set", "org=News")
        try laptop.sync()
        try ben.kith("edit", "Tess", "--set", "role=Back")
        let waits = try ben.attempt("sync")
        #expect(waits.exitCode == 3 && waits.diagnostics.contains("--refill"))
        let lines = waits.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("team: ") && $0.hasSuffix("1 received, equal.") })
        try laptop.sync()
        for machine in [laptop, ben] {
            let tess = try machine.kith("show", "Tess").output
            #expect(tess.contains("News") && tess.contains("Back"))
        }
        #expect(try ben.kith("status").output.contains("personal: 1 person, lost by the server"))
        try ben.kith("sync", "--refill")
        #expect(try !ben.kith("status").output.contains("lost"))
        try ben.requireEqual()
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

/// The files of a folder as they are now, to be put back into the same inodes: as a snapshot of a
/// whole machine does, which nothing inside it notices.
private struct FolderSnapshot {
    private let folder: URL
    private let files: [String: Data]

    init(of folder: URL) throws {
        self.folder = folder
        files = try Self.names(in: folder).reduce(into: [:]) { files, name in
            files[name] = try Data(contentsOf: folder.appending(path: name))
        }
    }

    func restore() throws {
        for name in try Self.names(in: folder) where files[name] == nil {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        for (name, data) in files {
            let file = folder.appending(path: name)
            if !FileManager.default.fileExists(atPath: file.path) {
                try Data().write(to: file)
            }
            let handle = try FileHandle(forWritingTo: file)
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: data)
            try handle.close()
        }
    }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}
