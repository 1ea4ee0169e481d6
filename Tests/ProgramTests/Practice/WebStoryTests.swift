import Foundation
import Testing

/// The web of people, drafts and hygiene through the program.
struct WebStoryTests {
    @Test func `S3-6, S4-15: circles, bridges and the tree of introductions`() throws {
        let home = try WebHousehold()
        let machine = home.machine
        try machine.kith("new", "relation", "a=Emil", "b=Hanna", "text=cousin")
        try machine.expect(
            "circle", "--why",
            says: [
                "around Bertha Brewer", "3 of 3 pairs", "neighbour", "through Emil Ender alone",
                "Hanna Hall", "constraint", "Burt",
            ])
        let json = try machine.json("circle")
        #expect((json["circles"] as? [[String: Any]])?.first?["ties"] as? Int == 3)
        #expect(
            (json["bridges"] as? [[String: Any]])?.first?["beyond"] as? [String] == ["Hanna Hall"])
        #expect(try machine.measure("bridges").hasPrefix("Reached through one person alone: 1."))
        try machine.kith("set", "Dora", "met-via=Carl")
        try machine.kith("set", "Emil", "met-via=Dora")
        try machine.expect(
            "circle", "--tree", says: ["Carl Cooper  brought you 2\n  Dora Dean", "    Emil Ender"])
        #expect(try machine.attempt("circle", "Dora", "--tree").exitCode == 2)
        try machine.expect("path", "Hanna", "--why", says: ["Emil Ender: cousin of Hanna Hall"])
    }

    @Test func `S1-18: whom somebody knows by alliance, company and whoever brought them`() throws {
        let home = try WebHousehold()
        let machine = home.machine
        for name in ["Anton", "Vera"] {
            try machine.kith("add", name)
            try machine.kith("tier", name, "close")
        }
        try machine.kith("new", "alliance", "pact", "people=Anton,Carl", "review=2030-01-01")
        try machine.kith("set", "Vera", "met-via=Carl")
        try machine.expect(
            "circle", "Carl", says: ["50 allies: pact", "40 brought you together"])
        try machine.expect("circle", "Anton", says: ["Carl Cooper", "know each other"])
        let rows = try #require(try machine.json("circle", "Anton")["circle"] as? [[String: Any]])
        #expect(rows.map { $0["source"] as? String } == ["together"])
        try machine.kith("new", "relation", "a=Anton", "b=Carl", "text=cousin")
        try machine.expect("circle", "Anton", "--why", neverSays: ["allies"])
    }

    @Test func `S1-17: the ways to several people are those to each of them`() throws {
        let home = try WebHousehold()
        let machine = home.machine
        try machine.kith("new", "relation", "a=Emil", "b=Hanna", "text=cousin")
        let both = try machine.json("path", "Hanna", "Bertha")
        let people = try #require(both["people"] as? [[String: Any]])
        #expect(people.map { $0["name"] as? String } == ["Hanna Hall", "Bertha Brewer"])
        let alone = try machine.json("path", "Hanna")
        let ways = try #require(alone["ways"] as? [[String: Any]])
        let same = try #require(people.first?["ways"] as? [[String: Any]])
        #expect(!ways.isEmpty && NSArray(array: ways) == NSArray(array: same))
        try machine.expect(
            "path", "Hanna", "Bertha", says: ["Hanna Hall\n", "ask Emil Ender", "Bertha Brewer\n"])
    }

    @Test func `S4-17, S4-18: roles of then and now are searched, and shared time is named`() throws
    {
        let home = try WebHousehold()
        let machine = home.machine
        try machine.kith("add", "--name", "Harbour Works", "--organisation-card")
        for (name, from, to) in [
            ("Carl", "2010-01-01", "2014-12-31"), ("Hanna", "2012-01-01", ""),
        ] {
            try machine.kith(
                "new", "affiliation", "pilot", "person=\(name)", "org=Harbour Works",
                "industry=shipping", "from=\(from)", "to=\(to)")
        }
        for words in ["ever:shipping", "ever:pilot", "ever:harbour", "once:Ship"] {
            try machine.expect("find", words, says: ["Carl Cooper", "Hanna Hall"])
        }
        #expect(try machine.attempt("find", "ever:100%").exitCode == 1)
        try machine.expect("find", "missing:ever", says: ["Dora Dean"])
        let path = try machine.attempt("path", "Hanna")
        #expect(path.exitCode == 1)
        #expect(path.diagnostics.contains("Perhaps Carl Cooper: Harbour Works, 2012 to 2014"))
        try machine.expect(
            "prep", "Hanna", says: ["Same place, same time", "Carl Cooper: Harbour Works"])
    }

    @Test func `S1-2: rates follow the history that the log has`() throws {
        let home = try WebHousehold()
        let machine = home.machine
        for stage in ["spotted", "met"] { try machine.kith("set", "Dora", "stage=\(stage)") }
        try machine.kith("set", "Emil", "stage=regular")
        let rates = try machine.measure("rates")
        // Both on one day: the last word counts.
        #expect(rates == "met: 0 of 1 went on; regular: 0 of 1 went on.")
    }

    @Test func `S3-4, S2-7: a draft says what both know, and a mailing is refused`() throws {
        let home = try WebHousehold()
        let machine = home.machine
        try machine.kith("touch", "Dora", "coffee", "on=-9d", "the old harbour", "got=a map")
        try machine.kith("set", "Dora", "trust=1", "why=her secret")
        let draft = try machine.kith("draft", "ask", "Dora", "--for", "a letter", "--why")
        #expect(draft.output.contains("the old harbour") && draft.output.contains("a letter"))
        #expect(!draft.output.contains("secret"))
        #expect(draft.diagnostics.contains("from the touch of"))
        let mailing = try machine.attempt("draft", "hello", "Bertha", "Carl", "Emil", "Hanna")
        #expect(mailing.exitCode == 5 && mailing.diagnostics.contains("The same words"))
        try machine.kith("draft", "hello", "Bertha", "Carl", "Dora", "Emil")
        try machine.kith("set", "Dora", "boundary=no")
        #expect(try machine.attempt("draft", "hello", "Dora").exitCode == 5)
        #expect(try machine.attempt("draft", "spam", "Dora").exitCode == 2)
    }

    @Test func `S0-21, S0-10: concerns in review and doctor, loaded words in subject`() throws {
        let home = try WebHousehold()
        let machine = home.machine
        try machine.expect("doctor", "--practice", says: ["Nothing asks for a look"])
        try machine.kith("new", "promise", "the draft", "person=Dora", "by=-3d")
        try machine.kith("touch", "Dora", "coffee", "on=-9d", "got=a map")
        for question in [["doctor", "--practice"], ["review"]] {
            let answer = try machine.kith(words: question).output
            #expect(answer.contains("You promised Dora Dean: the draft"), "\(question)")
            #expect(answer.contains("kith draft thanks \"Dora Dean\""), "\(question)")
        }
        let concerns = try machine.json("doctor", "--practice")["concerns"] as? [[String: Any]]
        #expect(concerns?.compactMap { $0["subject"] as? String } == ["promise", "thanks"])
        #expect(concerns?.allSatisfy { ($0["why"] as? [String])?.isEmpty == false } == true)
        try machine.expect("subject", "Dora", neverSays: ["Worth a second look"])
        try machine.kith("set", "Dora", "why=Lazy, but knows the harbour")
        try machine.expect(
            "subject", "Dora", says: ["Worth a second look", "“lazy”: say what happened"])
    }

    @Test func `S2-13, S3-17: prep shows three figures apart, and how somebody is reached`() throws
    {
        let home = try WebHousehold()
        let machine = home.machine
        try machine.kith("touch", "Dora", "mail", "direction=out", "response=answered")
        try machine.kith("set", "Dora", "known=4")
        try machine.expect(
            "prep", "Dora", "--why",
            says: [
                "Closeness", "Knows you\n  80 of 100\n  my own word: 4 of 5", "For your goals",
                "Reached best\n  mail: 1 of 1",
            ])
    }
}

/// A machine with invented people, tiers, and what ties them.
private final class WebHousehold {
    private let bench: TestBench
    let machine: Machine

    init() throws {
        bench = try TestBench()
        machine = try bench.machine("laptop")
        let names = ["Bertha Brewer", "Carl Cooper", "Dora Dean", "Emil Ender", "Hanna Hall"]
        for name in names { try machine.kith("add", "--name", name) }
        for name in names.prefix(4) { try machine.kith("tier", name, "active") }
        for (a, b) in [("Bertha", "Carl"), ("Carl", "Dora"), ("Bertha", "Dora")] {
            try machine.kith("new", "relation", "a=\(a)", "b=\(b)", "text=neighbour")
        }
    }
}
