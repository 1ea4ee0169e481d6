import Foundation
import TestSupport
import Testing

/// The cards that khard and vdirsyncer are tested with, through the program.
struct ForeignBookTests {
    @Test
    func `Every card of khard and vdirsyncer comes out byte for byte, or is named with a reason`()
        throws
    {
        for name in ForeignBooks.names {
            let bench = try TestBench()
            let laptop = try bench.machine("laptop")
            let file = ForeignBooks.folder.appending(path: name)
            let result = try laptop.attempt("import", file.path)
            let export = try laptop.attempt("export")
            #expect([0, 6].contains(result.exitCode) && export.exitCode == 0, "\(name)")
            // Of a file that ends within a card what is there is taken, and that it ends there is told.
            let isCutOff = result.diagnostics.contains("the file ends within a card")
            if result.exitCode == 0 || isCutOff && result.output.contains(" 1 imported") {
                #expect(export.standardOutput == Array(try Data(contentsOf: file)), "\(name)")
            } else {
                #expect(export.standardOutput.isEmpty, "\(name)")
                #expect(result.diagnostics.contains("\(file.path): line "), "\(name)")
                #expect(result.output == "\(file.path): 1 refused.\n")
            }
        }
    }

    @Test func `D12: an archive is no address book: it is refused, and nothing of it is written`()
        throws
    {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        let archive = bench.folder.appending(path: "evil.zip")
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as zip:
                zip.writestr("../escaped.vcf", "BEGIN:VCARD\\nFN:Mallory\\nEND:VCARD\\n")
                zip.writestr("bomb.vcf", b"0" * (64 << 20))
            """
        let made = try RunningProgram(
            "/usr/bin/python3", ["-W", "ignore", "-c", script, archive.path],
            environment: [:], scratch: bench.folder
        ).wait()
        #expect(made.exitCode == 0)
        let result = try laptop.attempt("import", archive.path)
        #expect(result.exitCode == 6 && result.diagnostics.contains("evil.zip"))
        #expect(try laptop.names().isEmpty)
        #expect(try allFiles(below: bench.folder).allSatisfy { $0.pathExtension != "vcf" })
    }

    @Test func `D10: the memory of an import does not grow with the length of a photo`() throws {
        let bench = try TestBench()
        func peak(megabytes: Int) throws -> Int {
            let line = " " + String(repeating: "QUFB", count: 18) + "\n"
            let photo = String(repeating: line, count: (megabytes << 20) / line.utf8.count)
            let file = try bench.file(
                "photo.vcf", "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:\n\(photo)TEL:555\nEND:VCARD\n")
            let machine = try bench.machine("machine\(megabytes)")
            let result = try machine.attempt("import", "--dry-run", file.path)
            #expect(result.diagnostics.contains("line 3: PHOTO is longer than 4 MiB"))
            return try machine.peakBytes("import", "--dry-run", file.path, exitCode: 6)
        }
        let small = try peak(megabytes: 6)
        #expect(try peak(megabytes: 30) < small + (8 << 20))
    }

    @Test(arguments: ["vcard", "vcard3", "vcard4"], ["\r\n", "\n", "\r"])
    func `D5: a card without a line break at its end runs into no other one`(
        format: String, lineBreak: String
    ) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let version = format == "vcard4" ? "4.0" : "3.0"
        func card(_ name: String) -> String {
            ["BEGIN:VCARD", "VERSION:\(version)", "FN:\(name)", "N:;\(name);;;", "END:VCARD"]
                .joined(separator: lineBreak)
        }
        for name in ["Ada", "Bob", "Cy"] {
            try machine.kith("import", try bench.file("\(name).vcf", card(name)).path)
        }
        let out = try machine.kith("export", "--format", format).output
        let other = try bench.machine("other")
        try other.kith("import", try bench.file("out.vcf", out).path)
        #expect(try other.names() == ["Ada", "Bob", "Cy"])
    }

    @Test(arguments: ["vcard3", "vcard4"], ["\n", ""])
    func `D5: a card whose file broke off takes nobody into it`(format: String, end: String) throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let open = "BEGIN:VCARD\nVERSION:3.0\nFN:Never Closed\nTEL:1\(end)"
        let file = try bench.file("open.vcf", open)
        #expect(try machine.attempt("import", file.path).exitCode == 6)
        #expect(try machine.kith("export").output == open, "as it came")
        try machine.kith("add", "Zed")
        let out = try machine.kith("export", "--format", format).output
        #expect(out.components(separatedBy: "END:VCARD").count == 3)
        let other = try bench.machine("other")
        try other.kith("import", try bench.file("out.vcf", out).path)
        #expect(try other.names() == ["Never Closed", "Zed"])
    }

    @Test(arguments: ["", " ", "\u{FEFF}", "\n\u{FEFF}"])
    func `D5: of files put together nobody is lost or joined with somebody else`(
        between: String
    ) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        func card(_ name: String, _ phone: String) -> String {
            "BEGIN:VCARD\nVERSION:3.0\nFN:\(name)\nTEL:\(phone)\nEND:VCARD"
        }
        let text = [card("Ada", "1"), card("Bob", "2"), card("Cy", "3") + "\n"]
            .joined(separator: between)
        let told = try machine.kith("import", try bench.file("all.vcf", "\u{FEFF}" + text).path)
        #expect(told.output.contains("3 imported"))
        #expect(try machine.names() == ["Ada", "Bob", "Cy"])
        let ada = try machine.kith("export", "Ada").output
        #expect(ada.contains("TEL:1") && !ada.contains("TEL:2"))
        let other = try bench.machine("other")
        let out = try machine.kith("export").output
        try other.kith("import", try bench.file("out.vcf", out).path)
        #expect(try other.names() == ["Ada", "Bob", "Cy"])
    }
}
