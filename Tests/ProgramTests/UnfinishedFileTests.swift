import Foundation
import Testing

/// What is left when somebody presses Ctrl-C while a file is written.
struct UnfinishedFileTests {
    /// Waits until a file of such a beginning is there besides; false when the program ends first.
    private static func appears(
        _ start: String, in folder: URL, while program: RunningProgram
    ) throws -> Bool {
        for _ in 0..<1_000_000 {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            if names.contains(where: { $0.hasPrefix(start) }) { return true }
            if kill(program.processID, 0) != 0 { return false }
        }
        return false
    }

    @Test(arguments: [["export", "-o"], ["backup"]])
    func `Nothing of anybody stays behind`(command: [String]) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let note = String(repeating: "w", count: 900)
        let cards = (0..<3_000).map {
            "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:\($0)\r\nFN:Person \($0)\r\nNOTE:\(note)\r\nEND:VCARD\r\n"
        }
        try machine.kith("import", try bench.file("many.vcf", cards.joined()).path)
        let folder = bench.folder.appending(path: "out")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = try machine.start(command + [folder.appending(path: "book").path])
        #expect(try Self.appears("book.", in: folder, while: program))
        program.signal(SIGINT)
        #expect(try program.wait().exitCode == 128 + SIGINT)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
