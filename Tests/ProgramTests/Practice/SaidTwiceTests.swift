import Foundation
import Testing

/// What is said twice is kept twice or refused, and a name of several words is one name.
struct SaidTwiceTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Max", "Max Power", "Sam Fry", "Sam Ost", "Lee, Kim", "Kim"] {
            try machine.kith("add", "--name", name)
        }
        return machine
    }

    private func people(_ machine: Machine, _ kind: String, _ field: String) throws -> [[String]] {
        let items = try machine.json("items", kind)["items"] as? [[String: Any]] ?? []
        return items.map { item in
            (item[field] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
        }
    }

    @Test func `S2-7: all of somebody's name without quotes means nobody else`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("touch", "max", "power", "call")
        try machine.kith("touch", "sam", "fry", "Max", "coffee")
        #expect(
            try people(machine, "touches", "with").map { $0.sorted() } == [
                ["Max Power"], ["Max", "Sam Fry"],
            ])
        #expect(try machine.kith("draft", "hello", "max", "power").output.hasPrefix("Dear Max,"))
        #expect(try machine.attempt("path", "sam", "fry").diagnostics.contains("You know Sam Fry"))
        try machine.kith("group", "new", "crew", "sam", "ost", "max", "power")
        #expect(
            try machine.kith("group", "show", "crew", "--json").output.contains("Sam Ost"))
    }

    @Test func `S1-33: a name with a comma is one in lists, tables and notes of a gathering`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "pool", "p", "people=ada, Lee, Kim")
        #expect(
            try people(machine, "pools", "people").map { $0.sorted() } == [
                ["Ada Lind", "Lee, Kim"]
            ])
        let table = try bench.file(
            "t.csv",
            "with,type,at\n\"Lee, Kim\",call,2026-06-01\n\"Kim; Ada Lind\",call,2026-06-02\n")
        try machine.kith("new", "touch", "--table", table.path)
        #expect(
            try people(machine, "touches", "with").map { $0.sorted() } == [
                ["Lee, Kim"], ["Ada Lind", "Kim"],
            ])
        try machine.kith("new", "event", "fair", "day=today")
        let notes = try bench.file(
            "n.txt", "Lee, Kim: tea\n\"Lee, Kim\": cake\nKim: pie\nZed, rum\n")
        let told = try machine.kith("capture", "fair", input: notes)
        #expect(told.output.hasPrefix("Lee, Kim  tea\n"))
        #expect(told.output.contains("Lee, Kim  cake\n") && told.output.contains("\nKim  pie\n"))
        #expect(told.output.contains("Zed  rum  guest"))
        #expect(try machine.kith("draft", "hello", "Lee, Kim").output.hasPrefix("Dear Kim,"))
    }

    @Test func `S1-8: two gifts in one line are both kept`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "event", "fair", "day=today")
        let notes = try bench.file("n.txt", "Ada: gave the map, gave the key, learned hops\n")
        try machine.kith("capture", "fair", input: notes)
        let touch = try #require(
            (machine.json("items", "touches")["items"] as? [[String: Any]])?.first)
        #expect(touch["gave"] as? String == "the map, the key")
        #expect(touch["learned"] as? String == "hops")
    }

    @Test(arguments: [
        ["set", "Ada Lind", "why=a", "why=b"], ["new", "goal", "g", "why=a", "why=b"],
        ["new", "promise", "x", "person=Max", "person=Kim"], ["me", "useful=a", "useful=b"],
        ["touch", "Ada Lind", "mail", "gave=a", "gave=b"],
    ])
    func `of two values of one field none is dropped in silence`(words: [String]) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let result = try machine.attempt(words: words)
        #expect(result.exitCode == 2 && result.diagnostics.contains("is said twice"))
        #expect(try machine.kith("items", "--all").output.isEmpty)
        let table = try bench.file(
            "t.csv", "with,type,gave,gave\nAda Lind,coffee,a,b\n")
        let refused = try machine.attempt("new", "touch", "--table", table.path)
        #expect(refused.exitCode == 2 && refused.diagnostics.contains("`gave` is there twice"))
    }

    @Test(arguments: [
        ("14.30", "T14:30"), ("at 9", "T9:00"), ("noon", "T12:00"), ("20260102", "2026-01-02"),
        ("the 1st", "-01"),
    ])
    func `S1-8: a time or day in another form is told of, and the advice works`(
        said: String, meant: String
    ) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let words = ["touch", "Ada Lind", "coffee"] + said.split(separator: " ").map(String.init)
        let told = try machine.kith(words: words)
        #expect(told.diagnostics.contains("“\(said)” was read as words"))
        let advice = try #require(told.diagnostics.split(separator: "kith set ").last)
        let parts = advice.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: " ")
            .map { String($0).replacing("\"", with: "") }
        #expect(parts.count == 3 && parts[1].hasSuffix(meant))
        // A time of today that is still to come cannot have been.
        let done = try machine.attempt(words: ["set"] + parts)
        #expect(done.exitCode == 0 || done.diagnostics.contains("still to come"))
        #expect(
            try machine.kith("touch", "Ada Lind", "coffee", "paid 12.50").diagnostics
                .contains("12.50") == false)
    }

    @Test func `S0-18: a level of knowledge is one of the scale`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for level in ["7", "x", "-3", "0"] {
            for words in [["set", "Ada Lind"], ["me"]] {
                let result = try machine.attempt(words: words + ["knows=brewing=\(level)"])
                #expect(result.exitCode == 2 && result.diagnostics.contains("topic=1 to topic=5"))
            }
        }
        try machine.kith("set", "Ada Lind", "knows=brewing=5, law")
    }
}
