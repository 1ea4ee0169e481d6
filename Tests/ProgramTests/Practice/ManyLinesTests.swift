import Foundation
import Testing

/// What comes through a table or a pipe: said twice it is there once, and nothing of it is dropped
/// without a word.
struct ManyLinesTests {
    @Test(arguments: [
        ("goal", "text\nLead a lab\n", "written down already"),
        ("relation", "a,b,text\nAda Lind,Bob Ross,sister\n", nil),
        ("search", "name,query\nnear,city:Bonn\n", "written down already"),
        ("touch", "with,type,at\nAda Lind,coffee,2026-01-10\n", nil),
    ])
    func `the same table again is known, and what may be there once is there once`(
        kind: String, table: String, refusal: String?
    ) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross"] { try machine.kith("add", name) }
        let file = try bench.file("table.csv", table)
        for answer in ["1 new, 0 known, 0 left out.", "0 new, 1 known, 0 left out."] {
            #expect(try machine.kith("new", kind, "--table", file.path).output.contains(answer))
        }
        guard let refusal else { return }
        let row = table.split(separator: "\n")[1]
        let shouted = try bench.file("loud.csv", table + row.uppercased() + "\n")
        let told = try machine.attempt("new", kind, "--table", shouted.path)
        #expect(told.output.contains("0 new, 1 known, 1 left out.") && told.exitCode == 6)
        #expect(told.diagnostics.contains("line 3: ") && told.diagnostics.contains(refusal))
    }

    @Test func `a row that stands twice is one, and a second coffee of a day is another`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross"] { try machine.kith("add", name) }
        let ties = try bench.file(
            "ties.csv", "a,b,text\nAda Lind,Bob Ross,sister\nAda Lind,Bob Ross,sister\n")
        let tie = try machine.kith("new", "relation", "--table", ties.path)
        #expect(tie.output.contains("1 new, 1 known, 0 left out."))
        let goals = try bench.file("goals.csv", "text\nLead a lab\nlead a lab\n")
        #expect(try machine.attempt("new", "goal", "--table", goals.path).exitCode == 6)
        #expect(try (machine.json("items", "goals")["items"] as? [Any])?.count == 1)
        let touches = try bench.file(
            "touches.csv",
            "with,type,at\nAda Lind,coffee,2026-01-10\nAda Lind,coffee,2026-01-10\n")
        let touch = try machine.kith("new", "touch", "--table", touches.path)
        #expect(touch.output.contains("2 new, 0 known, 0 left out."))
    }

    @Test func `a tie that was written down by hand is known to a table`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross"] { try machine.kith("add", name) }
        try machine.kith("new", "relation", "sister", "a=ada", "b=bob")
        let file = try bench.file("ties.csv", "a,b,text\nAda Lind,Bob Ross,sister\n")
        let told = try machine.kith("new", "relation", "--table", file.path)
        #expect(told.output.contains("0 new, 1 known, 0 left out."))
    }

    @Test func `S1-22: more notes than one gathering has are refused whole`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("new", "event", "fair", "day=-1d")
        let notes = (0...2_000).map { "Guest\($0) Name\($0): note \($0)\n" }
        let refused = try machine.attempt(
            "capture", "fair", input: try bench.file("all.txt", notes.joined()))
        #expect(refused.exitCode == 6 && refused.diagnostics.contains("More than 2000 lines"))
        #expect(try (machine.json("items", "guests")["items"] as? [Any])?.isEmpty == true)
        let kept = try machine.kith(
            "capture", "fair",
            input: try bench.file("most.txt", notes.dropLast().joined()))
        #expect(kept.diagnostics.contains("2000 lines kept, 2000 guests without a card."))
    }
}
