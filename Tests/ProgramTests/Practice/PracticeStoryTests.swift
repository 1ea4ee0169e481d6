import Foundation
import Testing

/// A year of somebody who brews, wants to run a brewery school, and keeps three machines.
///
/// All people are invented. The chapters stand in the files beside this one; each is written on
/// machines that do not hear of each other until the evening.
@Suite(.serialized)
struct PracticeStoryTests {
    @Test func `A year over three machines ends as one story`() throws {
        let home = try PracticeHousehold()
        try PracticeStory.winter(home)
        try home.expectOneStory()
        try PracticeStory.spring(home)
        try home.expectOneStory()
        try PracticeStory.summer(home)
        try home.expectOneStory()
        try PracticeStory.autumn(home)
        try home.expectOneStory()
        try PracticeStory.lastDay(home)
        try home.expectOneStory()
        for machine in home.machines { #expect(try machine.conflicts().isEmpty) }
    }
}

/// The chapters.
enum PracticeStory {
    /// Winter: an old address book, what I want, and who matters.
    static func winter(_ home: PracticeHousehold) throws {
        let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
        let names = [
            "Bertha Brewer", "Carl Cooper", "Dora Dean", "Emil Ender", "Frida Field",
            "Gustav Gate", "Hanna Hall", "Mother Marsh",
        ]
        let cards = names.enumerated().map { number, name in
            """
            BEGIN:VCARD\r\nVERSION:4.0\r\nUID:year-\(number)\r\nFN:\(name)\r
            EMAIL:person\(number)@example.org\r\nEND:VCARD\r\n
            """
        }
        let book = try home.bench.file("old-book.vcf", cards.joined())
        try laptop.kith("import", book.path)
        try laptop.expect("today", says: ["To begin, say who matters"])
        try laptop.kith("add", "--name", "Brewery School", "--org", "Brewery School")
        try home.evening()

        // The laptop: where I want to go (S0-2, S0-3, S1-5, S3-11).
        try laptop.kith(
            "new", "goal", "Open a brewery school", "from=brewer", "to=teacher",
            "why=My own hands taught me", "by=3y")
        try laptop.kith(
            "new", "criterion", "Time with my children", "goal=brewery school", "weight=5")
        try laptop.kith(
            "new", "route", "Evening courses first", "goal=brewery school",
            "scores=Time with my children=4")
        try laptop.kith(
            "new", "area", "Teaching crafts", "why=It is what I talk about", "origin=own",
            "energy=5", "people=Bertha,Dora", "go-to=Dora")
        for (seat, role) in [("Knows the law", "informer"), ("Opens doors", "sponsor")] {
            try laptop.kith("new", "seat", seat, "goal=brewery school", "role=\(role)")
        }
        try laptop.kith(
            "me", "name=Ann Example", "who=I brew and teach", "value=I make hard things simple",
            "budget=180", "ceiling=9")

        // A target without a why and an offer stays a wish (S2-4, S2-5).
        try laptop.kith("new", "target", "The head of the guild", "person=Hanna", "status=wish")
        let refused = try laptop.attempt("set", "head of the guild", "status=active")
        #expect(refused.exitCode == 5 && refused.diagnostics.contains("why"))
        try laptop.kith(
            "set", "head of the guild", "status=active", "why=She decides who may teach",
            "offer=a tasting for her pupils", "goal=brewery school", "next=ask Gustav",
            "next-by=2w")

        // The phone: who matters, and how often (S1-26, S1-27, S0-7, S4-11).
        try phone.kith("tier", "Bertha", "focus")
        for name in ["Carl", "Dora"] { try phone.kith("tier", name, "close") }
        try phone.kith("tier", "Emil", "active")
        try phone.kith("tier", "Mother", "wide")
        try phone.kith("set", "Mother", "circle=private", "cadence=7d")
        try phone.kith("new", "cadence", "tier:active", "every=120d")
        // Answers about oneself given on two machines are one profile (S1-35, S3-12).
        try phone.kith("me", "proofs=forty pupils", "useful=a kettle, a cellar, patience")

        // The desktop: what I know of them, for my eyes alone (S0-13, S1-14, S2-1, S2-13, S3-5).
        try desktop.kith(
            "set", "Carl", "met-how=event", "met-where=the fair", "field=coopers", "trust=4",
            "trust-because=kept every word", "known=3", "bring=pupils")
        try desktop.kith("set", "Dora", "met-how=introduced", "met-via=Carl", "field=teachers")
        try desktop.kith("set", "Bertha", "field=brewers", "stage=regular", "knows=malting=4")
        try desktop.kith("set", "Frida", "boundary=no")
        try home.evening()
        #expect(try phone.items("goal").count == 1)
        #expect(try desktop.due().first == "Mother Marsh")
        try phone.expect(
            "gap", "brewery school", says: ["unknown", "sponsor", "nobody yet:", "mentor"])
    }

    /// Spring: being in touch, promising, and hearing what people need.
    static func spring(_ home: PracticeHousehold) throws {
        let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
        // On the way, without a network (S1-8, S2-9, S3-10, S3-13, S4-10).
        try phone.kith(
            "touch", "Bertha", "coffee", "50m", "on=-280d", "gave=a bag of hops",
            "learned=listen first", "energy=2", "goal=brewery school",
            "working-on=a malting course",
            "promised=the recipe of the red one")
        try phone.kith(
            "touch", "Carl", "Dora", "meal", "2h", "on=-270d", "useful=3",
            "needs=somebody with a cellar")
        try phone.kith(
            "touch", "Hanna", "card", "on=-265d", "followup=send her the tasting dates")
        try phone.kith("undo")
        try phone.kith(
            "touch", "Gustav", "card", "on=-265d", "followup=send him the tasting dates")

        // At the desk (S0-12, S1-12, S2-12).
        try desktop.kith(
            "touch", "Emil", "mail", "on=-250d", "direction=out", "response=none")
        try desktop.kith("new", "offer", "A cellar, and an old kettle", "type=place")
        try desktop.kith(
            "new", "offer", "Lessons in malting", "person=Emil", "type=knowledge")
        try desktop.kith("new", "feed", "url=https://example.org/dora", "person=Dora")
        try desktop.kith("new", "topic", "Teaching by tasting", "person=Dora", "turn=mine")

        // Who knows whom (S1-17, S1-18).
        try laptop.kith(
            "new", "relation", "a=Gustav", "b=Hanna", "text=cousin", "strength=80")
        try laptop.kith("new", "relation", "a=Carl", "b=Frida", "text=neighbour", "strength=20")
        try laptop.kith("new", "relation", "a=Frida", "b=Hanna", "text=colleague", "to=2020-01-01")
        try laptop.kith(
            "new", "affiliation", "head", "person=Hanna", "org=Brewery School", "type=works",
            "industry=crafts")
        try home.evening()

        let way = try phone.kith("path", "Hanna").output
        #expect(way.contains("ask Gustav Gate") && way.contains("2 handshakes"))
        try phone.expect("path", "Frida", says: ["Carl Cooper", "Frida Field"])
        try desktop.expect("circle", "Hanna", says: ["Gustav Gate", "know each other"])
        try desktop.expect("circle", "Hanna", neverSays: ["Frida"])
        try laptop.expect("radar", says: ["somebody with a cellar", "A cellar, and an old kettle"])
        try laptop.expect("radar", says: ["a malting course", "Emil Ender: Lessons in malting"])
        try laptop.expect("weave", says: ["Bertha Brewer", "Emil Ender"])
        try desktop.expect(
            "prep", "Bertha",
            says: ["the recipe of the red one", "a malting course", "coffee", "given 1"])
        try phone.expect("today", says: ["the recipe of the red one", "the tasting dates"])
    }

    /// Summer: two gatherings, introductions, a round of matching, and rest.
    static func summer(_ home: PracticeHousehold) throws {
        let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
        // S1-22, S3-9, S3-18, S4-8.
        try laptop.kith(
            "new", "community", "The brewers' table", "area=Teaching crafts", "verdict=trial")
        try laptop.kith(
            "new", "event", "Summer fair", "day=-150d", "size=40", "mode=offline",
            "community=brewers", "goal=brewery school", "people=Bertha,Carl,Dora,Emil")
        try laptop.kith(
            "touch", "Emil", "event", "on=-150d", "event=Summer fair", "area=Teaching crafts",
            "depth=2")
        try laptop.kith("set", "summer fair", "learned=smaller is better", "status=over")
        try laptop.kith("set", "brewers' table", "verdict=stay")

        // S0-5, S2-10, S3-15: both are asked before they are introduced.
        try phone.kith(
            "new", "intro", "Bertha could learn malting", "a=Bertha", "b=Emil", "a-says=yes",
            "b-says=asked")
        try phone.kith("done", "the recipe of the red one")
        try phone.kith(
            "touch", "Bertha", "thanks", "on=-140d", "got=a place at the fair", "direction=out")
        try phone.kith(
            "new", "support", "Spoke for me at the guild", "person=Bertha", "side=theirs",
            "goal=brewery school")

        // S1-30 to S1-34.
        try desktop.kith(
            "new", "pool", "coffee round", "people=Bertha,Carl,Dora,Emil", "every=2w")
        try desktop.kith("new", "pair", "pool=coffee round", "a=Carl", "b=Dora", "round=0")
        try desktop.kith("match", "coffee round", "--save")
        let seats = try desktop.json("meetup", "--people", "12", "--tables", "4", "--rounds", "3")
        #expect(seats["repeated_meetings"] as? Int == 0)
        try home.evening()

        let rounds = try phone.items("pair").filter { $0["round"] as? Int == 1 }
        #expect(rounds.count == 2)
        try phone.kith("set", "learn malting", "b-says=yes", "status=made", "outcome=a course")
        try phone.expect("circle", "Bertha", says: ["Emil Ender"])
        try phone.expect("weave", neverSays: ["Emil Ender and Bertha", "Bertha Brewer and Emil"])
        // The next round leaves out who has met, and who never shall (S1-30).
        let next = try phone.json("match", "coffee round")
        #expect(next["round"] as? Int == 2 && next["repetitions"] as? Int == 0)
        try phone.expect(
            "match", "coffee round", neverSays: ["Carl Cooper – Dora", "Dora Dean – Carl"])

        // A week of rest, written down on the phone, silences every machine (S4-5).
        try phone.kith("new", "rest", "Lake", "from=-2d", "to=5d")
        try home.evening()
        for machine in home.machines { #expect(try machine.due().isEmpty) }
        try desktop.expect("due", says: ["Rest until"])
        try desktop.kith("drop", "Lake")
        try home.evening()
        #expect(try !phone.due().isEmpty)
    }
}
