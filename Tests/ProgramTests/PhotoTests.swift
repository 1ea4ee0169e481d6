import Foundation
import TestSupport
import Testing

/// Photos over two machines, in every form, and never where they do not belong.
@Suite(.serialized)
struct PhotoTests {
    private func write(_ picture: TinyPicture, in bench: TestBench, as name: String) throws -> URL {
        let url = bench.folder.appending(path: name)
        try Data(picture.bytes).write(to: url)
        return url
    }

    private func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `A photo set on one machine is the same bytes on the other, and undo takes it back`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Grace Example")
        for picture in TinyPictures.all {
            let file = try write(picture, in: bench, as: "in.\(picture.kind)")
            let said = try laptop.kith("photo", "set", "Grace", file.path).output
            #expect(said.contains("7x5"), "\(said)")
            try laptop.sync()
            try desktop.sync()
            let copy = bench.folder.appending(path: "out.\(picture.kind)")
            try desktop.kith("photo", "get", "Grace", copy.path, "--force")
            #expect(try bytes(copy) == picture.bytes, "\(picture.kind)")
            #expect(try desktop.kith("photo", "get", "Grace", "-").standardOutput == picture.bytes)
            #expect(try desktop.kith("show", "Grace").output.contains("7x5"))
        }
        try desktop.kith("photo", "remove", "Grace")
        #expect(try desktop.attempt("photo", "get", "Grace", "-").exitCode == 1)
        try desktop.kith("undo")
        #expect(
            try desktop.kith("photo", "get", "Grace", "-").standardOutput
                == TinyPictures.all.last?.bytes)
        try desktop.sync()
        try desktop.requireEqual()
        let log = String(
            decoding: try Data(contentsOf: try #require(daemon.process).errorLog), as: UTF8.self)
        for text in ["PHOTO", "Grace", "base64", TinyPictures.png.base64] {
            #expect(!log.contains(text))
        }
    }

    @Test func `Files are named by what a picture is, and never replaced unasked`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        try laptop.kith("add", "--name", "Grace Example")
        let lying = try write(TinyPictures.jpeg, in: bench, as: "lying.png")
        try laptop.kith("photo", "set", "Grace", lying.path)
        let folder = bench.folder.appending(path: "photos")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try laptop.kith("photo", "get", "Grace", folder.path)
        let name = try #require(try names(in: folder).first)
        #expect(name.hasPrefix("grace-example-") && name.hasSuffix(".jpg"))

        let file = folder.appending(path: name)
        try Data("mine".utf8).write(to: file)
        let refused = try laptop.attempt("photo", "get", "Grace", file.path)
        #expect(refused.exitCode == 5 && refused.diagnostics.contains("--force"))
        #expect(try bytes(file) == Array("mine".utf8))
        #expect(try laptop.attempt("photo", "export", folder.path).exitCode == 5)
        #expect(try bytes(file) == Array("mine".utf8))
        try laptop.kith("photo", "get", "Grace", file.path, "--force")
        #expect(try bytes(file) == TinyPictures.jpeg.bytes)

        let elsewhere = bench.folder.appending(path: "elsewhere")
        try Data("precious".utf8).write(to: elsewhere)
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere)
        try laptop.kith("photo", "get", "Grace", file.path, "--force")
        #expect(try bytes(elsewhere) == Array("precious".utf8))
        #expect(try names(in: folder) == [name])
    }

    @Test func `What is no picture does not become a photo, and the reason is said`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        try laptop.kith("add", "--name", "Grace Example")
        let before = try laptop.export()
        let large = TinyPictures.png.bytes + [UInt8](repeating: 0, count: 2 << 20)
        for (name, bytes, reason) in [
            ("text.jpg", Array("<html>".utf8), "no picture"), ("empty.png", [], "no picture"),
            ("cut.png", Array(TinyPictures.png.bytes.prefix(18)), "cut off"),
            ("large.png", large, "2 MiB"),
        ] {
            let file = bench.folder.appending(path: name)
            try Data(bytes).write(to: file)
            let result = try laptop.attempt("photo", "set", "Grace", file.path)
            #expect(result.exitCode == 6 && result.diagnostics.contains(reason), "\(name)")
        }
        #expect(try laptop.attempt("photo", "set", "Grace", bench.folder.path).exitCode == 6)
        #expect(try laptop.attempt("photo", "set", "Nobody", "/dev/null").exitCode != 0)
        #expect(try laptop.attempt("photo", "remove", "Grace").exitCode == 1)
        #expect(try laptop.export() == before)
    }

    @Test func `Cards with photos come out byte for byte, listed and exported without harm`() throws
    {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        var original: [UInt8] = []
        for sample in try BuildFolder.samples {
            try laptop.attempt("import", sample.path)
            original += try bytes(sample)
        }
        let list = try #require(try laptop.json("photo", "list")["photos"] as? [[String: Any]])
        #expect(list.count > 8)
        let facts = list.compactMap { $0["photo"] as? [String: Any] }
        #expect(facts.contains { $0["type"] as? String == "image/png" })
        #expect(facts.contains { $0["inline"] as? Bool == false })
        for text in [
            try laptop.kith("list", "--json").output, try laptop.kith("find", "a", "--json").output,
            try laptop.kith("photo", "list").output,
            try laptop.kith("photo", "list", "--json").output,
            try laptop.kith("export", "--format", "json").output,
        ] {
            #expect(!text.contains("iVBORw0KGgo"))
        }
        let folder = bench.folder.appending(path: "photos")
        let said = try laptop.attempt("photo", "export", folder.path)
        #expect(said.output.contains("written") && said.output.contains("link"))
        let files = try names(in: folder)
        #expect(files.count == facts.filter { $0["state"] as? String == "picture" }.count)
        for name in files {
            #expect(try bytes(folder.appending(path: name)).starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(name.hasSuffix(".png"), "the true kind, whatever the card says: \(name)")
        }
        let again = try laptop.attempt("photo", "export", folder.path)
        #expect(again.output.contains("\(files.count) unchanged"))
        #expect(try names(in: folder) == files)
    }

    @Test func `Conversions and folders of files keep the picture`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        let picture = TinyPictures.webp
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.kith(
            "photo", "set", "Grace", try write(picture, in: bench, as: "in.webp").path)
        for format in ["vcard3", "vcard4"] {
            let other = try bench.machine("other-\(format)")
            let file = bench.folder.appending(path: "\(format).vcf")
            try laptop.kith("export", "--format", format, "-o", file.path)
            try other.kith("import", file.path)
            #expect(try other.kith("photo", "get", "Grace", "-").standardOutput == picture.bytes)
        }
        let mirror = bench.folder.appending(path: "mirror")
        try FileManager.default.createDirectory(at: mirror, withIntermediateDirectories: true)
        try laptop.kith("vdir", "link", mirror.path)
        let other = try bench.machine("other")
        let name = try #require(try names(in: mirror).first)
        try other.kith("import", mirror.appending(path: name).path)
        #expect(try other.kith("photo", "get", "Grace", "-").standardOutput == picture.bytes)
    }

    @Test func `A link is printed, never fetched; a damaged photo is named`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        let file = try bench.file(
            "book.vcf",
            """
            BEGIN:VCARD\r
            VERSION:3.0\r
            FN:Linked Example\r
            PHOTO:https\\://photos.example.org/1\r
            END:VCARD\r
            BEGIN:VCARD\r
            VERSION:3.0\r
            FN:Broken Example\r
            PHOTO;ENCODING=b;TYPE=JPEG:/9j/*\r
            END:VCARD\r

            """)
        try laptop.kith("import", file.path)
        let link = try laptop.attempt("photo", "get", "Linked")
        #expect(link.exitCode == 1 && link.output == "https://photos.example.org/1\n")
        #expect(link.diagnostics.contains("fetches nothing"))
        let broken = try laptop.attempt("photo", "get", "Broken")
        #expect(broken.exitCode == 6 && broken.diagnostics.contains("damaged"))
        let folder = bench.folder.appending(path: "photos")
        let report = try laptop.attempt("photo", "export", folder.path)
        #expect(report.exitCode == 6 && report.output.contains("1 link, 1 damaged"))
        #expect(try names(in: folder).isEmpty)
        #expect(try laptop.export() == (try bytes(file)))
    }
}
