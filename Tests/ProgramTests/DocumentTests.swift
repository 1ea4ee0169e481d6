import Foundation
import Testing

/// Pages and drawings go into files, pipes and browsers, never over a terminal.
struct DocumentTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        try machine.kith("tier", "ada", "close")
        try machine.kith("me", "name=Mia Example")
        return machine
    }

    @Test(arguments: ["report", "map --format dot", "map --format graphml", "page"])
    func `A document on a terminal is refused with what to type`(command: String) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let refused = try TestTerminal(bench, machine, shell: "kith \(command)")
            .wait(for: "exit=2")
        #expect(refused.contains("-o ") && refused.contains("--open"))
        #expect(!refused.contains("<") && !refused.contains("{"))
        let printed = try TestTerminal(bench, machine, shell: "kith \(command) -o - | wc -l")
            .wait(for: "exit=0")
        #expect(!printed.contains("document"))
        let shown = try TestTerminal(bench, machine, rows: 300, shell: "kith \(command) -o -")
            .wait(for: "exit=0")
        #expect(
            shown.contains("Mia Example") || shown.contains("Ada Example") || shown.contains("<"))
    }

    @Test func `What is text for people is printed on a terminal`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for format in ["md", "vcf", "qr"] {
            let shell = "kith page --format \(format)"
            #expect(
                try !TestTerminal(bench, machine, rows: 60, shell: shell)
                    .wait(for: "exit=0").contains("document"))
        }
    }

    @Test func `--open shows the file, which only its owner reads`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let programs = bench.folder.appending(path: "programs")
        let opened = bench.folder.appending(path: "opened")
        _ = try bench.program(
            "programs/xdg-open", "#!/bin/sh\nprintf '%s' \"$1\" > '\(opened.path)'\n")
        let path = ["PATH": "\(programs.path):/usr/bin:/bin"]
        try machine.kith("report", "--open", extra: path)
        let shown = try String(contentsOf: opened, encoding: .utf8)
        #expect(shown == machine.home.appending(path: "report.html").path)
        let rights = try FileManager.default.attributesOfItem(atPath: shown)[.posixPermissions]
        #expect(rights as? Int == 0o600)
        #expect(try String(contentsOfFile: shown, encoding: .utf8).contains("<html"))
        let file = bench.folder.appending(path: "map.dot").path
        try machine.kith("map", "--format", "dot", "--open", "-o", file, extra: path)
        #expect(try String(contentsOf: opened, encoding: .utf8) == file)
        let nowhere = try machine.attempt("page", "--open", "-o", "-", extra: path)
        #expect(nowhere.exitCode == 2)
    }
}
