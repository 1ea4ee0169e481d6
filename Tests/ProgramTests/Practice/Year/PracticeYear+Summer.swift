import Foundation
import Testing

extension PracticeYear {
    /// Two gatherings, people brought together, rounds of coffee, and rest.
    static var summer: [Chapter] {
        [
            Chapter(
                "A fair, from the invitation to what came of it",
                plays: "S1-22 S1-23 S3-9 S3-18 S4-8 S4-9"
            ) { home in
                let (laptop, phone) = (home.laptop, home.phone)
                home.leaves(home.desktop)
                try laptop.kith(
                    "new", "community", "The brewers' table", "area=Teaching crafts",
                    "verdict=trial")
                try laptop.kith(
                    "new", "event", "Summer fair", "day=5d", "size=40", "hours=3", "cost=low",
                    "mode=offline", "community=brewers", "goal=brewery school",
                    "area=Teaching crafts", "people=Bertha,Carl", "speakers=Hanna")
                let list = try home.bench.file(
                    "guests.csv",
                    "Name,Email\nDora Dean,person2@example.org\nJan Jung,jan@example.org\n")
                try laptop.expect("guests", "fair", list.path, says: ["Jan Jung: guest"])
                try laptop.expect("worth", "fair", says: ["go"])
                try laptop.expect("prep", "fair", says: ["Hanna Hall", "Jan Jung"])
                // The day comes, and goes by.
                try laptop.kith("set", "Summer fair", "day=-200d")
                try home.evening()
                home.leaves(phone)
                let lines = try home.bench.file(
                    "fair.txt", "Emil + Carl: barrels from the harbour\nJan Jung: plays the horn\n")
                try phone.kith("capture", "fair", input: lines)
                try phone.kith("done", "Summer fair")
                // At home nobody knows yet, and the lesson is written down.
                try laptop.kith("set", "Summer fair", "learned=smaller is better")
                try home.reunion()
                let returned = try #require(
                    (try home.desktop.json("worth", "fair")["after"] as? [[String: Any]])?.first)
                #expect(returned["met"] as? Int == 2 && returned["open_follow_ups"] as? Int == 2)
                try home.desktop.expect("items", "followups", says: ["barrels from the harbour"])
                try laptop.kith(
                    "touch", "Carl", "visit", "on=-190d", "area=Teaching crafts", "barrels again")
                try laptop.kith("new", "community", "The harbour choir", "verdict=leave")
            },
            Chapter(
                "Bringing people together, once both have said yes",
                plays: "S2-10 S3-15"
            ) { home in
                let phone = home.phone
                try phone.kith(
                    "new", "intro", "Bertha could learn malting", "a=Bertha", "b=Emil",
                    "a-says=yes",
                    "b-says=asked")
                try phone.kith("done", "the recipe of the red one")
                try phone.kith(
                    "touch", "Bertha", "coffee", "on=-145d", "got=a place at the fair",
                    "direction=in")
                try phone.expect("draft", "thanks", "Bertha", says: ["a place at the fair"])
                try phone.kith("touch", "Bertha", "thanks", "on=-140d", "direction=out")
                try phone.kith(
                    "new", "support", "Spoke for me at the guild", "person=Bertha", "side=theirs",
                    "goal=brewery school")
                try home.evening()
                try home.desktop.kith(
                    "set", "learn malting", "b-says=yes", "status=made", "outcome=a course")
                try home.evening()
                try phone.expect("circle", "Bertha", says: ["Emil Ender"])
                try phone.expect(
                    "weave", neverSays: ["Emil Ender and Bertha", "Bertha Brewer and Emil"])
            },
            Chapter(
                "Rounds of coffee, and a meeting of thirty",
                plays: "S1-31 S1-32 S1-33 S1-34"
            ) { home in
                let (phone, desktop) = (home.phone, home.desktop)
                try desktop.kith(
                    "new", "pool", "coffee round", "people=Bertha,Carl,Dora,Emil,Mother",
                    "every=2w",
                    "mode=either", "area=Teaching crafts", "paused=Mother")
                try desktop.kith("new", "pair", "pool=coffee round", "a=Carl", "b=Dora", "round=0")
                try desktop.kith("match", "coffee round", "--save")
                try home.evening()
                let pairs = try phone.items("pair").filter { $0["round"] as? Int == 1 }
                #expect(pairs.count == 2)
                let pair = try #require(pairs.first?["id"] as? String)
                try phone.kith("set", String(pair.suffix(8)), "mode=online")
                // The next round leaves out who has met, who never shall, and who sits out.
                let next = try phone.json("match", "coffee round")
                #expect(next["round"] as? Int == 2 && next["repetitions"] as? Int == 0)
                try phone.expect(
                    "match", "coffee round",
                    neverSays: ["Carl Cooper – Dora", "Dora Dean – Carl", "Mother Marsh"])
                try phone.expect("match", "coffee round", "--mail", says: ["person0@example.org"])
                try phone.expect("match", "coffee round", "--ics", says: ["BEGIN:VEVENT"])
                let seats = try phone.json(
                    "meetup", "--people", "30", "--tables", "6", "--rounds", "5")
                #expect(seats["repeated_meetings"] as? Int == 0)
            },
            Chapter("A week of rest silences every machine", plays: "S4-5") { home in
                try home.phone.kith("new", "rest", "Lake", "from=-2d", "to=5d")
                try home.evening()
                for machine in home.machines { #expect(try machine.due().isEmpty) }
                try home.desktop.expect("due", says: ["Rest until"])
                try home.desktop.kith("set", "Lake", "to=-1d")
                try home.evening()
                #expect(try !home.phone.due().isEmpty)
            },
        ]
    }
}
