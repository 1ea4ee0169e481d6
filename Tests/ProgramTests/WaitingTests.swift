import Foundation
import Testing

/// What somebody at a terminal sees of a command that takes its time.
struct WaitingTests {
    /// A machine with somebody to draw, and a `sfdp` that draws when it is told to.
    private func machine(_ bench: TestBench) throws -> (machine: Machine, go: String) {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        try machine.kith("tier", "Ada", "close")
        _ = try bench.program(
            "sfdp",
            """
            #!/bin/sh
            cat "$(dirname "$0")/go" > /dev/null
            echo '<svg viewBox="0 0 1 1"></svg>' > "$3"

            """)
        let go = bench.folder.appending(path: "go").path
        try #require(mkfifo(go, 0o600) == 0)
        return (machine, go)
    }

    @Test func `A long command says what it does and for how long, and takes the line away`()
        throws
    {
        let bench = try TestBench()
        let (machine, go) = try machine(bench)
        let folder = bench.folder.path
        let terminal = try TestTerminal(
            bench, machine, shell: "PATH='\(folder)':$PATH kith map -o '\(folder)/map.svg'")
        try terminal.wait(for: "Drawing 1 person … 1 s")
        // The seconds go on.
        try terminal.wait(for: "Drawing 1 person … 2 s")
        try #require(FileHandle(forWritingAtPath: go)).close()
        let screen = try terminal.wait(for: "exit=0")
        #expect(!screen.contains("Drawing"))
    }

    @Test func `Nobody is told anything where standard error is no terminal`() throws {
        let bench = try TestBench()
        let (machine, go) = try machine(bench)
        let folder = bench.folder.path
        let terminal = try TestTerminal(
            bench, machine,
            shell: "PATH='\(folder)':$PATH kith map -o '\(folder)/map.svg' 2> '\(folder)/said'")
        // A second passes with another program, which shows it.
        let clock = try TestTerminal(
            bench, machine, shell: "PATH='\(folder)':$PATH kith map -o '\(folder)/other.svg'")
        try clock.wait(for: "Drawing 1 person … 1 s")
        try #require(FileHandle(forWritingAtPath: go)).close()
        try clock.wait(for: "exit=0")
        try terminal.wait(for: "exit=0")
        #expect(try String(contentsOfFile: folder + "/said", encoding: .utf8).isEmpty)
    }
}
