import Foundation
import Testing

/// One file with everything, and back again.
struct BackupTests {
    @Test func `P9: a backup brings everything back, and a later sync what it missed`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let laptop = machines[0]
        let file = bench.folder.appending(path: "backup.sqlite").path
        try laptop.kith("add", "--name", "Ada Example")
        try laptop.kith("note", "Ada", "A private word.")
        try laptop.sync()
        try laptop.kith("backup", file)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try laptop.kith("add", "--name", "Bob Example")
        try laptop.sync()

        let recovered = try laptop.kith("recover", file)
        #expect(recovered.output.contains("before-restore"))
        #expect(!recovered.output.contains("never sent"))
        #expect(try laptop.names() == ["Ada Example"])
        try laptop.kith("edit", "Ada", "--set", "role=Never sent")
        let again = try laptop.kith("recover", file).output
        #expect(again.contains("never sent, and are in that file alone"))
        #expect(try laptop.kith("show", "Ada").output.contains("A private word."))
        try laptop.kith("add", "--name", "Carol Example")
        try laptop.sync()
        try machines[1].sync()
        for machine in machines {
            #expect(try machine.names() == ["Ada Example", "Bob Example", "Carol Example"])
            try machine.requireEqual()
        }
        #expect(try laptop.kith("doctor").exitCode == 0)
    }

    @Test
    func `What a linked folder says of later days is not taken for edits after a backup came back`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let book = try bench.file("book.vcf", InventedCards.text(count: 6))
        try machine.kith("import", book.path)
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        let before = try machine.export()
        let file = bench.folder.appending(path: "backup.sqlite").path
        try machine.kith("backup", file)
        try machine.kith("rm", "Person0")
        try machine.kith("edit", "--search", "email:@example.org", "--set", "title=Broken", "--yes")
        try machine.kith("vdir", "sync")

        let told = try machine.kith("recover", file).output
        #expect(told.contains("\(folder.url.path) is not linked any more"))
        #expect(try machine.attempt("vdir", "sync").exitCode != 0)
        #expect(try machine.export() == before)
        // Linked anew, both are joined: nobody goes, and nobody is there twice.
        for name in folder.names { try folder.remove(name) }
        try machine.kith("vdir", "link", folder.url.path)
        #expect(try machine.export() == before)
        #expect(folder.names.count == 6)
    }

    @Test func `A backup that is named by a link is copied, and stays what it is`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        let file = bench.folder.appending(path: "backup.sqlite")
        try machine.kith("backup", file.path)
        let before = try Data(contentsOf: file)
        let link = bench.folder.appending(path: "latest.sqlite")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        try machine.kith("recover", link.path)
        try machine.kith("add", "--name", "Bob Example")
        #expect(try Data(contentsOf: file) == before)
        try FileManager.default.removeItem(at: file)
        #expect(try machine.names() == ["Ada Example", "Bob Example"])
    }

    @Test func `A backup brought to another machine writes as that machine, beside the first`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.kith("add", "--name", "Ada Example")
        try laptop.sync()
        let file = bench.folder.appending(path: "backup.sqlite").path
        try laptop.kith("backup", file)
        let tablet = try bench.machine("tablet")
        try tablet.kith("recover", file)
        try tablet.kith("edit", "ada", "--set", "title=Host")
        let history = try tablet.kith("history", "ada").output
        let newest = try #require(history.split(separator: "\n").first { $0.contains("Host") })
        #expect(!newest.contains("laptop"), "\(history)")
        #expect(history.contains("laptop"))
        // Both write on, and neither is taken for a copy of the other.
        try laptop.kith("edit", "ada", "--set", "role=Guide")
        try laptop.sync()
        try tablet.join(daemon, code: try daemon.addDevice("ada"))
        let told = try tablet.kith("sync")
        #expect(!(told.output + told.diagnostics).contains("new identity"))
        try laptop.sync()
        for machine in [laptop, tablet] {
            #expect(try machine.kith("show", "ada").output.contains("Guide"))
            #expect(try machine.kith("show", "ada").output.contains("Host"))
            try machine.requireEqual()
        }
    }

    @Test func `A backup never overwrites, and what is no backup is refused`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        let file = try bench.file("taken", "not a backup")
        let refused = try machine.attempt("backup", file.path)
        #expect(refused.exitCode == 5 && refused.diagnostics.contains("exists already"))
        #expect(try String(contentsOf: file, encoding: .utf8) == "not a backup")
        for path in [file.path, "/nowhere", "/etc"] {
            #expect(try machine.attempt("recover", path).exitCode == 6, "\(path)")
        }
        #expect(try machine.names() == ["Ada Example"])
    }
}
