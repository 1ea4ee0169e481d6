import Foundation
import Testing

/// Programs that read answers about people find whom they name.
struct AnswerIDTests {
    private func list(_ object: [String: Any], _ key: String) throws -> [[String: Any]] {
        try #require(object[key] as? [[String: Any]], "\(key) of \(object)")
    }

    @Test func `S0-5, S3-14, S3-11, S3-6: every name in an answer has its id beside it`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        var ids: [String: String] = [:]
        for name in ["Ada", "Bob", "Eve", "Zoe"] {
            try machine.kith("add", name)
            try machine.kith("tier", name, "active")
        }
        for person in try machine.people() {
            ids[try #require(person["name"] as? String)] = person["id"] as? String
        }
        try machine.kith("new", "need", "a boat", "person=Ada")
        try machine.kith("set", "Bob", "knows=boat")
        let match = try #require(try list(try machine.json("radar"), "matches").first)
        #expect(match["person_id"] as? String == ids["Ada"])
        #expect(match["helper_id"] as? String == ids["Bob"])
        let need = try #require(try list(try machine.json("items", "needs"), "items").first)
        #expect(match["need_id"] as? String == need["id"] as? String)
        let pair = try #require(try list(try machine.json("weave"), "pairs").first)
        for side in ["a", "b"] {
            let name = try #require(pair[side] as? String)
            #expect(pair["\(side)_id"] as? String == ids[name])
        }

        try machine.kith("new", "goal", "Lab")
        try machine.kith("new", "seat", "vouches", "goal=Lab", "role=mentor", "person=Bob")
        try machine.kith("touch", "Eve", "coffee", "goal=Lab")
        try machine.kith("new", "area", "Sea", "go-to=Zoe", "people=Ada")
        try machine.kith("new", "target", "Captain", "area=Sea", "person=Eve")
        let gap = try machine.json("gap")
        let goal = try #require(try list(gap, "goals").first)
        #expect(try list(goal, "seats").first?["person_id"] as? String == ids["Bob"])
        #expect(goal["connected_ids"] as? [String] == [ids["Eve"] ?? ""])
        let area = try #require(try list(gap, "areas").first)
        #expect(area["go_to_id"] as? String == ids["Zoe"])
        for person in try list(area, "people") {
            #expect(person["id"] as? String == ids[person["name"] as? String ?? ""])
        }
        #expect((area["target_ids"] as? [String])?.count == 1)
        let targets = try list(try machine.json("targets"), "targets")
        #expect(targets.first?["person_id"] as? String == ids["Eve"])

        for (a, b) in [("Ada", "Bob"), ("Bob", "Eve"), ("Ada", "Eve")] {
            try machine.kith("new", "relation", "a=\(a)", "b=\(b)", "text=friend")
        }
        let circle = try #require(try list(try machine.json("circle"), "circles").first)
        let names = try #require(circle["people"] as? [String])
        #expect(circle["people_ids"] as? [String] == names.compactMap { ids[$0] })
        try machine.kith("set", "Eve", "met-via=Ada")
        let tree = try list(try machine.json("circle", "--tree"), "tree")
        #expect(tree.last?["via_id"] as? String == ids["Ada"])
    }

    @Test func `S0-5: weave as JSON has every pair, and a screen says how many are left`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let names = (1...6).map { "Guest \($0)" }
        for name in names { try machine.kith("add", name) }
        try machine.kith("new", "area", "Sea", "people=\(names.joined(separator: ","))")
        #expect(try list(try machine.json("weave"), "pairs").count == 15)
        try machine.expect("weave", says: ["5 more: `kith weave --json`"])
    }

    @Test func `A list of items that is cut says so, and as JSON it is whole`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind")
        let rows = (1...205).map { "gift \($0),Ada,given,2026-01-10\n" }.joined()
        let table = try bench.file("gifts.csv", "text,person,side,at\n" + rows)
        try machine.kith("new", "entry", "--table", table.path)
        #expect(try list(try machine.json("items", "entries"), "items").count == 205)
        #expect(try list(try machine.json("items", "entries", "--limit", "3"), "items").count == 3)
        try machine.expect("items", "entries", says: ["5 more before them; --limit shows them."])
        try machine.expect("items", "entries", "--limit", "300", neverSays: ["more before them"])
    }

    @Test func `The latest touches are listed, as many as are asked for, the last one last`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind")
        let rows = (1...203).map { "Ada,call,2026-01-10T10:00,talk \($0)\n" }.joined()
        let late = "Ada,call,2026-02-01,latest\nAda,call,2025-02-01,first\n"
        let table = try bench.file("touches.csv", "with,type,at,text\n" + rows + late)
        try machine.kith("new", "touch", "--table", table.path)
        let all = try list(try machine.json("items", "touches"), "items")
        #expect(all.count == 205)
        #expect(all.first?["text"] as? String == "first")
        for limit in [1, 2, 204] {
            let some = try list(
                try machine.json("items", "touches", "--limit", "\(limit)"), "items")
            #expect(
                some.map { $0["id"] as? String } == all.suffix(limit).map { $0["id"] as? String })
        }
        try machine.expect(
            "items", "touches", says: ["latest", "5 more before them; --limit shows them."])
        try machine.expect("items", "touches", "--limit", "205", neverSays: ["more before them"])
    }

    @Test func `S0-18, S1-19: learn shows a line a topic, and more of one or all on demand`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross"] { try machine.kith("add", name) }
        try machine.kith("set", "Ada", "knows=tides=4")
        for number in 1...9 {
            try machine.kith("touch", "Bob", "call", "learned=lesson \(number)", "topic=brewing")
        }
        try machine.kith("touch", "Bob", "call", "learned=hops float")
        let told = try machine.kith("learn").output
        #expect(told.split(separator: "\n").count == 3, "\(told)")
        for text in ["brewing", "tides", "1 lesson names no topic", "kith learn --all"] {
            #expect(told.contains(text), "\(told)")
        }
        try machine.expect("learn", "brewing", says: ["lesson 1", "lesson 9"], neverSays: ["hops"])
        try machine.expect("learn", "--all", says: ["lesson 1", "hops float", "tides 4"])
        let json = try machine.json("learn")
        #expect(try list(json, "topics").count == 2 && list(json, "teachers").count == 3)
    }
}
