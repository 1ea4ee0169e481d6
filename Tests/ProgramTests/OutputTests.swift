import Foundation
import Testing

/// What happens when the answer cannot be written.
struct OutputTests {
    @Test func `An export into a full disk is no success`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        for command in ["export", "list", "show ada", "find ada --json", "page --format md"] {
            try machine.kith("me", "name=Ada")
            let result = try RunningProgram(
                "/bin/sh",
                ["-c", "exec \"$0\" \(command) > /dev/full", BuildFolder.path(of: "kith")],
                environment: machine.environment, scratch: machine.scratch
            ).wait()
            #expect(result.exitCode == 6, "\(command)")
            #expect(result.diagnostics.contains("cannot be written"), "\(command)")
        }
    }

    @Test func `A file that could not be written leaves nothing behind`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("a.vcf", InventedCards.text(count: 300)).path)
        let target = bench.folder.appending(path: "out.vcf").path
        // A limit on the size of files stands for a disk that is full.
        let result = try RunningProgram(
            "/bin/sh",
            [
                "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" export -o '\(target)'",
                BuildFolder.path(of: "kith"),
            ], environment: machine.environment, scratch: machine.scratch
        ).wait()
        #expect(result.exitCode == 6, "\(result.diagnostics)")
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
        #expect(left.filter { $0.hasPrefix("out.vcf") }.isEmpty)
    }
}
