import Foundation
import Testing

/// A book in which nobody or nothing is yet, or no more, is told of in sentences.
@Suite(.serialized)
struct EmptyBookTests {
    @Test func `Without anybody it says how to begin`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("init")
        let begin = "Nobody is here yet: `kith import FILE` or `kith add NAME` begins."
        for command in [["today"], ["list"], ["stocktake"], ["stocktake", "--all"]] {
            let told = try machine.start(command).wait()
            #expect((told.output + told.diagnostics).contains(begin), "\(command)")
        }
        try machine.expect(
            "review",
            says: ["No touch that counts is written down", "No touch in seven days; 1 touch would"])
        for command in ["stats", "gap", "weave", "radar", "learn", "verify", "circle", "due"] {
            let told = try machine.start([command]).wait()
            #expect(told.exitCode == 0 && !(told.output + told.diagnostics).isEmpty, "\(command)")
        }
    }

    @Test func `Of somebody of whom nothing is said a figure says so`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind")
        try machine.expect(
            "prep", "Ada",
            says: [
                "0 of 100: no touch is written down yet", "0 of 100: nothing came from them yet",
                "0 of 100: nothing came from them for an open goal yet",
            ])
        try machine.kith("tier", "Ada", "close")
        #expect(
            try machine.start(["stocktake"]).wait().diagnostics.contains("Everybody is decided"))
        let again = try machine.start(["stocktake", "--all"]).wait()
        #expect(!(again.output + again.diagnostics).contains("looks at tiers again"))
    }

    @Test func `S2-8: a promise to who is in the trash is not passed over in silence`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross"] { try machine.kith("add", name) }
        try machine.kith("tier", "Ada", "close")
        try machine.kith("touch", "Ada", "coffee")
        try machine.kith("new", "promise", "the map", "person=Bob", "by=tomorrow")
        try machine.kith("new", "promise", "the chart", "person=Ada", "by=60d")
        try machine.expect("today", says: ["the map"], neverSays: ["trash", "free day"])
        try machine.kith("rm", "Bob", "--yes")
        try machine.expect(
            "today",
            says: [
                "A free day: no promise, follow-up or step falls within seven days",
                "1 promise of yours is to somebody in the trash, or erased: `kith items promises`",
            ], neverSays: ["the map"])
        #expect(try machine.json("today")["unaddressed_promises"] as? Int == 1)
        try machine.kith("done", "the map", "withdrawn")
        try machine.expect("today", says: ["A free day"], neverSays: ["trash"])
    }

    @Test func `When everybody is in the trash it says so`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind")
        try machine.kith("tier", "Ada", "close")
        try machine.kith("touch", "Ada", "coffee")
        try machine.kith("rm", "Ada", "--yes")
        for command in [["list"], ["stocktake"], ["stocktake", "--all"]] {
            let told = try machine.start(command).wait()
            #expect(told.diagnostics.contains("Everybody is in the trash"), "\(command)")
        }
        #expect(try machine.attempt("verify").diagnostics.contains("Nobody has a tier yet"))
        try machine.expect("review", says: ["  1 touch\n"], neverSays: ["0 people", "0 minutes"])
        try machine.expect("stats", "balance", neverSays: ["is written down"])
    }
}
