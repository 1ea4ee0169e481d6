import Foundation
import TestSupport
import Testing

/// Photos between machines: after everything else, or when they are asked for.
@Suite(.serialized)
struct AlbumTests {
    private let picture = NoisyPicture(seed: 7, byteCount: 30_000)

    private func book(_ names: [String]) -> String {
        names.enumerated().map { index, name in
            let photo = NoisyPicture(seed: UInt64(index) + 7, byteCount: 30_000)
            return "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:\(name)\r\nFN:\(name) Example\r\n"
                + "PHOTO;ENCODING=b;TYPE=JPEG:\(photo.folded(72, "\r\n "))\r\nEND:VCARD\r\n"
        }.joined()
    }

    private func away(_ machine: Machine) throws -> Int? {
        try machine.json("status")["photos_away"] as? Int
    }

    @Test func `PHOTO-3, PHOTO-10: a machine that asks for photos has everything else at once`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        let text = book(["Ada", "Ben"])
        try laptop.kith("import", bench.file("book.vcf", text).path)
        // What waits is counted as what is sent.
        let status = try laptop.kith("status").output
        let sent = try laptop.kith("sync").output
        #expect(sent.contains("2 photos sent"))
        let changes = try #require(sent.split(separator: " ").first { Int($0) != nil })
        #expect(status.contains("\(changes) changes and 2 photos unsent"), "\(status) \(sent)")
        try phone.kith("sync", "--photos", "asked")
        #expect(try away(phone) == 2)
        #expect(try phone.kith("show", "ada").output.contains("not on this machine yet"))
        let folder = bench.folder.appending(path: "cards")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(
            try phone.kith("vdir", "link", folder.path).output.contains("2 people waiting"))
        let backup = bench.folder.appending(path: "phone.sqlite").path
        #expect(
            try phone.kith("backup", backup).diagnostics.contains("2 photos are on the server only")
        )
        let small = try phone.kith("export", "--without-photos").output
        #expect(small.contains("FN:Ben Example") && !small.contains("PHOTO"))

        // Without the server nothing is written that lacks a picture, and nothing hangs.
        try daemon.stop()
        let file = bench.folder.appending(path: "out.vcf").path
        let refused = try phone.attempt("export", "-o", file)
        #expect(refused.exitCode == 4, "\(refused.diagnostics)")
        #expect(refused.diagnostics.contains("Ada Example is not on this machine yet"))
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(try phone.attempt("photo", "get", "ada", "-").exitCode == 4)

        // Its own photos are sent all the same.
        let own = bench.folder.appending(path: "own.jpg")
        try Data(NoisyPicture(seed: 99, byteCount: 9_000).bytes).write(to: own)
        try phone.kith("add", "--name", "Cleo Example")
        try phone.kith("photo", "set", "cleo", own.path)
        try daemon.start()
        #expect(try phone.kith("sync").output.contains("1 photo sent"))
        try laptop.sync()
        #expect(
            try laptop.kith("photo", "get", "cleo", "-").standardOutput
                == Array(Data(contentsOf: own)))
        let idle = try phone.json("sync")["spaces"] as? [[String: Any]]
        #expect(idle?.first?["requests"] as? Int == 1)

        #expect(try phone.kith("photo", "get", "ada", "-").standardOutput == picture.bytes)
        #expect(try away(phone) == 0)
        #expect(try phone.kith("export").output.hasPrefix(text))
        #expect(try phone.kith("vdir", "sync").output.contains("files written"))
        try phone.requireEqual()
        try phone.kith("doctor")
        try laptop.kith("doctor")
    }

    @Test func `P6: a server that went back gets its photos from any machine that has them`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let laptop = machines[0]
        try laptop.kith("add", "--name", "Ben Example")
        try laptop.sync()
        let copy = bench.folder.appending(path: "older").path
        try daemon.admin("backup", copy)
        try laptop.kith("import", bench.file("book.vcf", book(["Ada"])).path)
        try laptop.sync()
        try daemon.stop()
        try daemon.admin("recover", copy)
        let code = try daemon.addDevice("ada")
        try daemon.start()
        #expect(try laptop.kith("sync").output.contains("the server went back"))
        let next = try bench.machine("next")
        try next.join(daemon, code: code)
        try next.sync()
        #expect(try next.kith("photo", "get", "ada", "-").standardOutput == picture.bytes)
        try daemon.admin("doctor")
    }

    @Test func `PHOTO-9: a purge erases the photo on every machine and on the server`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("import", bench.file("book.vcf", book(["Ada", "Ben"])).path)
        try laptop.sync()
        try desktop.sync()
        #expect(
            try laptop.attempt("purge", "ada", "--yes").diagnostics.contains("1 photo"))
        try laptop.sync()
        try desktop.sync()
        try desktop.requireEqual()
        try daemon.stop()
        // What the daemon had no time for is done by whoever opens the folder next.
        try daemon.admin("doctor")
        let noise = Data(picture.bytes.suffix(64))
        let files =
            try laptop.files() + desktop.files() + allFiles(below: daemon.data)
        for file in files {
            #expect(try Data(contentsOf: file).range(of: noise) == nil, "\(file.lastPathComponent)")
        }
        #expect(try desktop.kith("photo", "get", "ben", "-").standardOutput.count == 30_000)
    }

    @Test func `A backup holds the photos and brings them back`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        let text = book(["Ada"])
        try laptop.kith("import", bench.file("book.vcf", text).path)
        let copy = bench.folder.appending(path: "copy").path
        try laptop.kith("backup", copy)
        let other = try bench.machine("other")
        try other.kith("recover", copy)
        #expect(try other.kith("export").output == text)
        try other.kith("doctor")
    }
}
