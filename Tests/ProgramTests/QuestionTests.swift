import Foundation
import Testing

/// What waits for a person holds nobody up: others write and sync meanwhile.
struct QuestionTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in ["Ada Example", "Alan Example"] { try machine.kith("add", "--name", name) }
        return machine
    }

    @Test(arguments: [
        "edit Example --set title=Analyst", "rm Example", "note Example hello",
        "note Example --list",
        "tier Example wide", "touch Example coffee", "set Example why=harbour",
        "new promise draft person=Example", "group new harbour Example",
        "merge Example Alan", "dupes --not Example Alan",
    ])
    func `While it is asked who is meant, other commands write`(command: String) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let asked = try TestTerminal(bench, machine, shell: "kith \(command)")
        try asked.wait(for: "Which one")
        try machine.kith("add", "--name", "Bob Other")
        try asked.type("1")
        try asked.press("Enter")
        try asked.wait(for: "exit=0")
        #expect(try machine.names().contains("Bob Other"))
    }

    @Test func `While a review or the notes of an evening are typed, other commands write`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "event", "Fair")
        let review = try TestTerminal(bench, machine, shell: "kith review")
        try review.wait(for: "What gave you energy")
        let capture = try TestTerminal(bench, machine, shell: "kith capture Fair")
        try capture.wait(for: "promised …")
        try machine.kith("add", "--name", "Bob Other")
        try capture.type("Bob Other: sailing")
        try capture.press("Enter")
        try capture.wait(for: "sailing")
        try capture.press("Enter")
        try capture.wait(for: "exit=0")
        #expect(try machine.kith("items", "touches", "--all").output.contains("Bob Other"))
        try review.type("the harbour")
        try review.press("Enter")
        try review.press("C-d")
        try review.wait(for: "exit=0")
        #expect(try machine.kith("items", "reviews", "--all").output.contains("harbour"))
    }

    @Test func `A command that is the first on a machine makes the replica, question or not`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let nobody = try machine.attempt("note", "Ada", "hello")
        #expect(nobody.exitCode == 1 && nobody.diagnostics.contains("Nobody matches"))
        try machine.kith("new", "goal", "Lead a lab")
        #expect(try machine.kith("items", "goals").output.contains("Lead a lab"))
    }
}
