import Foundation
import Testing

/// What the practice answers says what was understood, what it is made of, and what to do next.
///
/// All people are invented.
@Suite(.serialized)
struct MeantAnswerTests {
    private func book(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in ["Tom Becker", "Nia Okoro", "Vera Voss", "Abe Neu"] {
            try machine.kith("add", "--name", name)
        }
        return machine
    }

    @Test func `S1-17: a second way asks somebody else, and why names my own tie`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Tom", "focus")
        try machine.kith("tier", "Nia", "active")
        try machine.kith("touch", "Tom", "coffee", "2020-03-04")
        try machine.kith("new", "relation", "a=Tom", "b=Vera", "text=classmate", "strength=70")
        try machine.kith("new", "relation", "a=Tom", "b=Nia", "text=friend", "strength=100")
        try machine.expect(
            "path", "Vera", "--why",
            says: ["you know Tom Becker: focus; 1 touch, the last on 2020-03-04", "classmate"],
            neverSays: ["ask Nia"])
        try machine.kith("new", "relation", "a=Nia", "b=Abe", "text=friend")
        try machine.kith("new", "relation", "a=Abe", "b=Vera", "text=friend")
        let ways = try #require(try machine.json("path", "Vera")["ways"] as? [[String: Any]])
        let first = ways.compactMap {
            ($0["people"] as? [[String: Any]])?.first?["name"] as? String
        }
        #expect(first == ["Tom Becker", "Nia Okoro"])
        #expect((ways[0]["why"] as? [String])?.count == (ways[0]["strengths"] as? [Int])?.count)
    }

    @Test func `S1-22, S3-10: who was met at a gathering that is over is come back to or told of`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "event", "Harbour fair", "day=today")
        let list = try bench.file("guests.csv", "name\nJo Bell\nKim Lee\n")
        try machine.kith("guests", "fair", list.path)
        try machine.kith(
            "capture", "fair", input: try bench.file("lines", "Pam Iqbal: likes tides\n"))
        try machine.expect(
            "today",
            says: [
                "Spoken with at Harbour fair, no card yet", "Pam Iqbal",
                "2 other guests of Harbour fair have no card",
            ])
        let done = try machine.attempt("done", "fair")
        #expect(done.diagnostics.contains("who has no card: Pam Iqbal."), "\(done.diagnostics)")
        #expect(done.diagnostics.contains("2 other guests have no card"))
        try machine.expect(
            "touch", "Nia", "call", "grids", "event=fair", says: ["followup", "grids"])
        try machine.expect("today", says: ["Come back to", "Nia Okoro"])
        // Who is come back to in words of one's own is not asked about twice.
        try machine.kith("touch", "Abe", "call", "event=fair", "followup=send the plan")
        #expect(try machine.items("followup").count == 2)
        try machine.expect(
            "doctor", "--practice", says: ["You spoke with Pam Iqbal at Harbour fair"])
        let guests = try #require(try machine.json("today")["guests"] as? [[String: Any]])
        #expect(
            (guests.first?["spoken"] as? [[String: Any]])?.first?["name"] as? String == "Pam Iqbal")
    }

    @Test func `S1-22: a list that brings cards to guests is one command for undo, and tells whom`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "event", "Harbour fair", "day=today")
        try machine.kith(
            "capture", "fair", input: try bench.file("lines", "Pam Iqbal: likes tides\n"))
        let card = try bench.file("pam.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Pam Iqbal\nEND:VCARD\n")
        try machine.kith("import", card.path)
        let before = try machine.items("guest").count
        let told = try machine.json("guests", "fair", card.path)
        #expect(told["joined"] as? [String] == ["Pam Iqbal"])
        #expect((told["joined_ids"] as? [String])?.count == 1 && told["written"] as? Bool == true)
        try machine.expect("prep", "Pam", says: ["likes tides"])
        try machine.kith("undo")
        try machine.expect("prep", "Pam", neverSays: ["likes tides"])
        #expect(try machine.items("guest").count == before)
        #expect(try machine.items("event").allSatisfy { $0["people"] == nil })
    }

    @Test func `A day of a span, a name and what was taken away are said as they were understood`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        let told = try machine.kith("set", "Tom", "snooze=2w", "met-via=Nia", "circle=priv").output
        let snooze = try #require(told.firstMatch(of: #/snooze=(\d{4}-\d\d-\d\d)/#))
        #expect(snooze.1 > (try machine.json("today")["day"] as? String ?? ""))
        #expect(told.contains("met-via=Nia Okoro") && told.contains("circle=private"))
        try machine.expect("set", "Tom", "snooze=", says: ["snooze taken away"])
    }

    @Test func `What a day has no room for is shown by the command that it names`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        for number in 1...9 { try machine.kith("new", "step", "step \(number)", "by=tomorrow") }
        try machine.expect("today", says: ["and 2 more: `kith today --all`"])
        try machine.expect("today", "--all", says: ["step 9"], neverSays: ["more: `kith today"])
    }

    @Test func `S4-6: what was for a goal that was dropped or erased says what it was`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "goal", "Lead a lab")
        try machine.kith("new", "target", "The dean", "goal=lab", "person=Vera", "why=a", "offer=b")
        try machine.expect("gap", "lab", says: ["targets: The dean: Vera Voss"])
        let gap = try machine.json("gap", "lab")
        #expect((gap["targets"] as? [[String: Any]])?.first?["person"] as? String == "Vera Voss")
        try machine.kith("drop", "lab")
        try machine.expect("items", "targets", says: ["goal=Lead a lab (dropped)"])
        try machine.kith("drop", "dean")
        // Who drops the only goal is no beginner.
        try machine.expect("today", neverSays: ["Nothing yet"])
    }

    @Test(arguments: [["greet"], ["occasions"], ["due"]])
    func `How far ahead a list looks is one word, of days or of a span`(command: [String]) throws {
        let bench = try TestBench()
        let machine = try book(bench)
        for ahead in [["--days", "30"], ["--next", "30"], ["--days", "30d"], ["--next", "2w"]] {
            #expect(try machine.start(command + ahead).wait().exitCode == 0)
        }
        #expect(try machine.start(command + ["--days", "soon"]).wait().exitCode == 2)
        #expect(try machine.start(command + ["--days", "-3"]).wait().exitCode != 0)
    }

    @Test func `A mistyped day is kept as words, and told of with the way to say it`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        let slip = try machine.attempt("touch", "Tom", "call", "the harbour", "3 dys ago")
        #expect(slip.diagnostics.contains("“3 dys ago” was read as words, not as a day"))
        let command = try #require(
            slip.diagnostics.firstMatch(of: #/kith set (\w+) at="(.*?)" text="(.*?)"/#))
        try machine.kith("set", String(command.1), "at=\(command.2)", "text=\(command.3)")
        let touch = try #require(try machine.items("touch").first)
        #expect(touch["text"] as? String == "the harbour")
        #expect(touch["at_day"] as? String != (try machine.json("today")["day"] as? String))
        let told = try machine.attempt("touch", "Tom", "yesterdy", "call").diagnostics
        #expect(told.contains("If it is a day, write yesterday."), "\(told)")
        let plain = try machine.attempt("touch", "Tom", "call", "what we lost last week")
        #expect(!plain.diagnostics.contains("read as words"))
    }

    @Test func `Words of a touch and an unknown id name the command that changes them`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("touch", "Tom", "call", "hiring a brewer")
        let id = try #require(try machine.items("touch").first?["id"] as? String).suffix(6)
        let found = try machine.attempt("set", "hiring", "at=yesterday").diagnostics
        #expect(found.contains("a touch with Tom Becker") && found.contains("kith set \(id)"))
        let unknown = try machine.attempt("set", "3fa9c1", "text=x").diagnostics
        #expect(unknown.contains("`kith items` lists") && !unknown.contains("kith find"))
        let unsaid = try machine.attempt("set", String(id)).diagnostics
        #expect(unsaid.contains("kith set \(id) \"other words\"") && unsaid.contains("with, at"))
    }

    @Test func `Whoever JSON names on a sheet or leaves out of a round has an id beside`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "event", "Fair", "day=tomorrow", "people=Tom")
        try machine.kith("guests", "Fair", try bench.file("g.csv", "name\nJo Bell\n").path)
        let sheet = try machine.json("prep", "Fair")
        #expect((sheet["others"] as? [String])?.count == 2 && sheet["id"] is String)
        #expect((sheet["other_ids"] as? [String])?.count == 2)
        try machine.kith("set", "Vera", "boundary=no")
        try machine.kith("new", "pool", "coffee", "people=Tom,Nia,Vera")
        let round = try machine.json("match", "coffee")
        #expect(round["left_out"] as? [String] == ["Vera Voss"])
        #expect((round["left_out_ids"] as? [String])?.count == 1)
    }

    @Test func `Dates that could be two days are told once, with the line that decides`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        let table = try bench.file(
            "club.csv", "Name,Birthday\nAda Lind,3/4/1985\nBob Ross,5/6/1990\nCy Day,soon\n")
        let told = try machine.attempt("import", table.path).diagnostics
        #expect(told.split(separator: "@dates = day first").count == 2, "\(told)")
        #expect(told.contains("2 dates such as 3/4/1985") && told.contains("(line 2, 3)"))
        #expect(told.contains("line 4: birthday cannot be read"))
        try machine.kith("undo")
        let order = try bench.file("order", "@dates = day first\n")
        try machine.kith("import", table.path, "--mapping", order.path)
        try machine.expect("show", "Ada Lind", says: ["1985-04-03"])
    }
}
