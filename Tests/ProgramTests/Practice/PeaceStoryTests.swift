import Foundation
import Testing

/// Touches and guests that are kept apart, and people who are left in peace on every screen.
///
/// All people are invented.
@Suite(.serialized)
struct PeaceStoryTests {
    private func machine(_ bench: TestBench, _ name: String = "laptop") throws -> Machine {
        let machine = try bench.machine(name)
        for name in ["Ada Lind", "Bob Ross", "Carol Day", "Eve Fox"] {
            try machine.kith("add", name)
        }
        return machine
    }

    private func touches(_ machine: Machine) throws -> [[String: Any]] {
        try #require(try machine.json("items", "touches")["items"] as? [[String: Any]])
    }

    @Test func `S1-8: a touch never takes the place of another one of its day`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("touch", "Ada", "call", "one")
        try machine.kith("touch", "Ada", "call", "two", "got=an introduction")
        let first = try #require(
            try touches(machine).first { "\($0)".contains("one") }?["id"] as? String)
        try machine.kith("drop", first)
        try machine.kith("touch", "Ada", "call", "three")
        let left = try touches(machine).map { "\($0)" }
        #expect(left.count == 2)
        #expect(left.contains { $0.contains("two") && $0.contains("an introduction") })
        #expect(left.contains { $0.contains("three") && !$0.contains("an introduction") })
        // The same words of another pair are another touch, the first of its kind.
        try machine.kith("touch", "Ada", "Bob", "coffee")
        try machine.kith("touch", "Ada", "Carol", "coffee")
        let ids = Set(try touches(machine).compactMap { $0["id"] as? String })
        #expect(ids.count == 4)
    }

    @Test func `S1-22: whatever is jotted down about a guest is kept`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "event", "Fair", "day=today")
        let lines = try bench.file(
            "lines", "Zoe New: has a boat, needs a skipper\nZoe New: wants the price list\n")
        let told = try machine.kith("capture", "Fair", input: lines)
        #expect(told.diagnostics.contains("1 guest without a card"))
        try machine.expect("guests", "Fair", says: ["has a boat", "wants the price list"])
    }

    @Test func `S0-11, S0-15: today sends nobody to who is left in peace or in the trash`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for name in ["Ada", "Bob", "Carol", "Eve"] {
            try machine.kith("new", "followup", "write to \(name)", "person=\(name)", "by=today")
            try machine.kith("new", "step", "call \(name)", "person=\(name)", "by=today")
            try machine.kith("new", "promise", "the map for \(name)", "person=\(name)", "by=today")
        }
        try machine.kith("set", "Ada", "boundary=no")
        try machine.kith("set", "Bob", "retired=moved away")
        try machine.kith("rm", "Eve", "--yes")
        let today = try machine.kith("today").output
        #expect(today.contains("write to Carol") && today.contains("call Carol"))
        for name in ["Ada", "Bob", "Eve"] {
            #expect(!today.contains("write to \(name)") && !today.contains("call \(name)"))
        }
        // A word that was given stands, as long as there is somebody to keep it to.
        #expect(today.contains("the map for Ada") && !today.contains("the map for Eve"))
    }

    @Test func `A card that says when somebody died ends reminders`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("tier", "Ada", "close")
        try machine.kith("touch", "Ada", "visit", "2020-01-01")
        #expect(try machine.kith("due").output.contains("Ada Lind"))
        let card = try String(
            decoding: machine.kith("export", "Ada").standardOutput, as: UTF8.self)
        let died = card.replacing("END:VCARD", with: "DEATHDATE:2020-02-02\r\nEND:VCARD")
        try machine.kith("import", try bench.file("died.vcf", died).path)
        #expect(!(try machine.kith("due").output.contains("Ada Lind")))
        #expect(!(try machine.kith("dormant").output.contains("Ada Lind")))
        #expect(try machine.kith("doctor").exitCode == 0)
    }

    @Test func `A person with two cards takes one seat`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("add", "Ada Second", "--email", "ada@example.org")
        try machine.kith("new", "pool", "coffee", "people=Ada Lind,Ada Second,Bob")
        try machine.kith("new", "event", "Fair", "people=Ada Lind,Ada Second,Bob")
        try machine.kith("merge", "Ada Lind", "Ada Second")
        let pairs = try machine.kith("match", "coffee").output
        #expect(pairs.split(separator: "\n").count == 1 && pairs.contains("Bob Ross"))
        let seats = try machine.json("meetup", "--event", "Fair", "--tables", "1", "--rounds", "1")
        #expect("\(seats)".components(separatedBy: "Ada").count == 2)
    }
}
