import Foundation
import Testing

/// Linked folders that are mirrored by themselves, and with them the machines of a person.
struct VDirWatchingTests {
    /// A machine with some people, and a folder that mirrors them.
    private func linked(_ machine: Machine, _ bench: TestBench) throws -> MirrorFolder {
        let book = try bench.file("book.vcf", InventedCards.text(count: 3))
        try machine.kith("import", book.path)
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        return folder
    }

    @Test func `Edits of files are in kith by themselves, and kith's edits in the files`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let folder = try linked(machine, bench)
        let watch = try machine.spoken("vdir", "sync", "--watch", "--json")
        defer { watch.kill() }
        try folder.replace("ORG:Example Company 0", by: "ORG:File Company", in: "invented-0.vcf")
        #expect(watch.says("\"updated\":1"))
        #expect(try machine.kith("show", "Person0").output.contains("File Company"))
        try machine.kith("edit", "Person1", "--set", "title=Captain")
        #expect(watch.says("\"written\":1"))
        #expect(try folder.text("invented-1.vcf").contains("TITLE:Captain\r\n"))
        // What concerns no card wakes nobody, and what it writes itself is told once.
        try machine.kith("note", "Person1", "Met at the fair.")
        try folder.remove("invented-2.vcf")
        #expect(watch.says("\"trashed\":1"))
        #expect(watch.text.split(separator: "\n").count == 3)
    }

    @Test func `A sync that watches carries an edit of a file to another machine and its folder`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let folder = try linked(laptop, bench)
        try laptop.sync()
        try desktop.sync()
        let copy = try MirrorFolder(bench.folder.appending(path: "copy"))
        let watches = try machines.map { try $0.watch() }
        defer { watches.forEach { $0.kill() } }
        for watch in watches { #expect(watch.says("personal: equal.")) }
        // A folder that is linked while it watches.
        try desktop.kith("vdir", "link", copy.url.path)
        #expect(copy.names == folder.names)
        try folder.replace("ORG:Example Company 0", by: "ORG:File Company", in: "invented-0.vcf")
        #expect(watches[0].says("mirror: 1 person updated."))
        #expect(watches[1].says("copy: 1 file written."))
        #expect(try copy.text("invented-0.vcf") == folder.text("invented-0.vcf"))
        try copy.write("new.vcf", InventedCards.text(first: 7, count: 1))
        #expect(watches[1].says("copy: 1 person added."))
        #expect(watches[0].says("mirror: 1 file written."))
        #expect(try folder.text("invented-7.vcf") == copy.text("new.vcf"))
    }

    @Test func `What keeps a folder from being mirrored is told once, and it goes on by itself`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let folder = try linked(machine, bench)
        let other = try MirrorFolder(bench.folder.appending(path: "other"))
        try machine.kith("vdir", "link", other.url.path)
        let watch = try machine.spoken("vdir", "sync", "--watch")
        defer { watch.kill() }
        let away = bench.folder.appending(path: "away")
        try FileManager.default.moveItem(at: folder.url, to: away)
        #expect(watch.says("mirror: No such file or directory"))
        try machine.kith("edit", "Person1", "--set", "title=Captain")
        #expect(watch.says("other: 1 file written."))
        try FileManager.default.moveItem(at: away, to: folder.url)
        #expect(watch.says("mirror: 1 file written."))
        #expect(watch.text.components(separatedBy: "No such file").count == 2)
    }

    @Test func `It refuses what is for one run, and a machine without a linked folder`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        #expect(try machine.attempt("vdir", "sync", "--watch").exitCode == 1)
        #expect(try machine.attempt("vdir", "sync", "--watch", "--force").exitCode == 2)
        #expect(try machine.attempt("vdir", "sync", "--watch", "/nowhere").exitCode == 2)
    }
}
