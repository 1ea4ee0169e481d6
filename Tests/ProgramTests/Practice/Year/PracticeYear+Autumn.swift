import Foundation
import Testing

extension PracticeYear {
    /// Asking, what came of it, looking after it, and looking back.
    static var autumn: [Chapter] {
        [
            Chapter("Asking, after having given", plays: "S2-2 S2-7 S2-11 S3-4 S3-16") { home in
                let laptop = home.laptop
                try laptop.expect("ask", "Frida", says: ["do not ask"])
                try laptop.expect("ask", "Dora", says: ["warm up first", "give something first"])
                try laptop.kith(
                    "new", "entry", "Two days in her class", "person=Dora", "side=given", "weight=4"
                )
                try laptop.kith(
                    "touch", "Dora", "visit", "3h", "on=-20d", "gave=help with the class")
                try laptop.expect("ask", "Dora", says: ["Dora Dean: ask"])
                try laptop.expect("draft", "ask", "Dora", "--for", "a letter", says: ["a letter"])
                let mailing = try laptop.attempt(
                    "draft", "hello", "Ivo", "Kaja", "Lars", "Mona")
                #expect(mailing.exitCode == 5 && mailing.diagnostics.contains("The same words"))
                try laptop.kith(
                    "new", "entry", "A letter to the guild", "person=Dora", "side=asked", "at=-10d")
                try laptop.kith("set", "A letter to the guild", "status=yes")
                #expect(try laptop.measure("well").contains("the well is full"))
            },
            Chapter(
                "What came of it", plays: "S0-19 S1-21 S1-39 S2-13 S4-3 S4-13 S4-22 S4-24"
            ) { home in
                let phone = home.phone
                try phone.kith(
                    "new", "outcome", "A room for the school", "type=offer", "value=high",
                    "via=Gustav", "goal=brewery school")
                try phone.kith(
                    "new", "opportunity", "A talk at the guild", "person=Hanna", "type=speaking",
                    "value=middle")
                // Whoever needs to teach abroad should meet him.
                try phone.kith(
                    "new", "offer", "Friends who teach abroad", "person=Gustav", "type=people")
                for (text, type) in [("asked to judge", "asked"), ("named in a talk", "mentioned")]
                {
                    try phone.kith("new", "signal", text, "type=\(type)", "person=Gustav")
                }
                try home.evening()
                for machine in home.machines {
                    #expect(try machine.measure("impact") == "1 outcome, 1 of high value.")
                }
            },
            Chapter("Days to greet, and data to check", plays: "S1-25 S1-28") { home in
                let (laptop, phone) = (home.laptop, home.phone)
                try phone.kith(
                    "new", "occasion", "Master's letter", "person=Carl", "type=achievement",
                    "day=yesterday")
                try phone.kith(
                    "new", "occasion", "Name day", "person=Dora", "type=name-day", "day=6d")
                try phone.expect(
                    "greet", "--why", says: ["Master's letter", "somebody with a cellar"])
                try phone.expect("occasions", "--next", "14d", says: ["Name day", "Dora Dean"])
                try laptop.expect("verify", says: ["Bertha Brewer", "person0@example.org"])
                try laptop.kith("set", "Bertha", "verified=today")
                try laptop.expect("verify", neverSays: ["Bertha Brewer"])
                try laptop.expect("find", "missing:email", says: ["Brewery School"])
                try laptop.expect("dupes", says: ["No two cards"])
            },
            Chapter(
                "Concerns, and who is left in peace",
                plays: "S0-10 S0-15 S0-21 S1-29"
            ) { home in
                let desktop = home.desktop
                for days in [30, 24] {
                    try desktop.kith(
                        "touch", "Ivo", "call", "on=-\(days)d", "energy=-2", "gave=an evening")
                }
                try desktop.expect("doctor", "--practice", says: ["Ivo Inn"])
                try desktop.kith("set", "Carl", "why=Lazy, but knows every barrel")
                try desktop.expect("subject", "Carl", says: ["“lazy”: say what happened"])
                try desktop.kith("set", "Carl", "why=Knows every barrel")
                try desktop.kith("set", "Emil", "mute=30d")
                try desktop.kith("set", "Carl", "retired=we have drifted apart")
                try desktop.kith(
                    "new", "promise", "A barrel", "person=Carl", "side=theirs", "by=-30d")
                try desktop.kith("add", "--name", "Nils Nobody")
                try desktop.kith("new", "research", "a rumour", "person=Nils")
                try desktop.kith("purge", "Nils", "--yes")
                try home.evening()
                for machine in home.machines {
                    let due = try machine.due()
                    for name in ["Carl Cooper", "Emil Ender", "Frida Field"] {
                        #expect(!due.contains(name))
                    }
                    #expect(try machine.attempt("subject", "Nils").exitCode == 1)
                }
                // Who is muted is not dealt a partner either, which is said.
                let round = try home.laptop.attempt("match", "coffee round")
                #expect(!round.output.contains("Emil Ender"))
                #expect(round.diagnostics.contains("Left in peace: Carl Cooper, Emil Ender."))
            },
            Chapter(
                "What the measures say, and that they say it together",
                plays: "S0-8 S1-1 S2-6 S3-1 S3-2 S3-5 S3-7 S4-25"
            ) { home in
                for (name, sentence) in [
                    ("depth", "The middle depth of a touch is 2 of 3."),
                    ("diversity", "Two of your people differ in field in 100 of 100 cases."),
                    ("proactive", "75 % of touches that say who began, began with you."),
                    ("again", "Of 2 met at events 0 heard from you within two days, 1 met again."),
                    ("purpose", "27 % of touches serve a goal or an area."),
                    ("horizon", "70 % of touches leave the field you meet most."),
                ] {
                    let said = try home.laptop.measure(name)
                    #expect(said == sentence)
                }
                try home.laptop.kith("me", "field=brewing")
                #expect(
                    try home.laptop.measure("horizon").hasSuffix("leave your own field (brewing)."))
                // The old diary is counted too: quarters over years.
                let trend = try #require(
                    try home.phone.json("stats", "trend")["measures"] as? [[String: Any]])
                #expect((trend.first?["parts"] as? [Any])?.count ?? 0 > 8)
            },
            Chapter("My page, and my card for the team", plays: "S1-30 S1-36 S1-38") { home in
                let desktop = home.desktop
                try desktop.kith(
                    "me", "--for", "investors", "value=Forty pupils, and a waiting list")
                try desktop.expect(
                    "page", "--format", "md", says: ["Ann Example", "forty pupils", "cellar"])
                try desktop.expect(
                    "page", "--format", "md", neverSays: ["Bertha", "180", "Lessons", "Sundays"])
                try desktop.expect(
                    "page", "--for", "investors", "--format", "md", says: ["waiting list"])
                // What the team may know of me is a card, made of the same answers.
                let colleague = try home.joinTeam("colleague")
                let card = home.bench.folder.appending(path: "me.vcf").path
                try desktop.kith("page", "--format", "vcf", "-o", card)
                try desktop.kith("sync")
                try desktop.kith("import", "--space", "team", card)
                try home.evening()
                try colleague.sync()
                #expect(try colleague.names() == ["Ann Example"])
                try colleague.expect("show", "Ann", says: ["I can help with: a kettle, a cellar"])
                try colleague.expect("subject", "Ann", neverSays: ["180", "ceiling"])
                // Whom the colleague knows can join my rounds; the rounds stay mine.
                try colleague.kith("add", "--name", "Olga Oak", "--space", "team")
                try colleague.sync()
                try home.evening()
                try desktop.kith("set", "coffee round", "people=Olga")
                try desktop.expect("match", "coffee round", says: ["Olga Oak"])
            },
            Chapter(
                "Looking back, and one brave step",
                plays: "S0-4 S1-2 S1-24 S4-2 S4-23 S4-26"
            ) { home in
                let (laptop, phone) = (home.laptop, home.phone)
                try laptop.kith("set", "Bertha", "stage=regular")
                let week = try home.bench.file("week", "\n\n\n\n\nAsk Hanna for an hour\n")
                _ = try phone.onTerminal(["review"], keys: week)
                try phone.expect("today", says: ["Ask Hanna for an hour"])
                let quarter = try home.bench.file("quarter", "Yes, all of it\n\n\n\n\n\n\n4 5 5\n")
                _ = try phone.onTerminal(["review", "--quarter"], keys: quarter)
                try home.evening()
                try laptop.expect(
                    "review", "--quarter", says: ["The last quarter", "goal: Open a brewery"])
                #expect(try laptop.items("rating").first?["support"] as? Int == 5)
                #expect(try phone.measure("promises") == "100 % kept, 0 overdue.")
                try phone.expect("stats", "--why", says: ["before you are thirsty", "Simpson"])
                try phone.expect("report", says: ["the well is full"])
            },
            Chapter(
                "The last day: a tie is warmed, a seat filled, the goal reached",
                plays: "S3-8 S3-11 S3-19 S4-12 S4-20"
            ) { home in
                let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
                home.leaves(desktop)
                try laptop.kith("set", "Opens doors", "person=Gustav")
                try laptop.expect("gap", "brewery school", says: ["Gustav Gate", "weak"])
                try phone.kith("touch", "Bertha", "call", "on=yesterday")
                try phone.kith("touch", "Mother", "call", "on=today", "hello mother")
                try desktop.kith("set", "Carl", "retired=")
                try desktop.kith(
                    "new", "campaign", "Ten letters", "goal=brewery school", "people=Carl,Dora",
                    "template=by hand")
                try desktop.kith(
                    "new", "step", "Print the sign", "campaign=Ten letters", "goal=brewery school",
                    "by=3d")
                try home.reunion()
                try laptop.expect("today", says: ["Print the sign", "Be in touch with"])
                try laptop.expect(
                    "dormant", "--why", says: ["Carl Cooper", "dormant after 180 days"])
                for name in ["Mother Marsh", "Bertha Brewer"] {
                    #expect(try !laptop.due().contains(name))
                }
                try laptop.expect("plan", "--why", says: ["minutes", "last in touch"])
                try laptop.expect("plan", "--ics", says: ["SUMMARY:In touch: "])
                // A second look at everybody: one command takes the proposals, one takes them back.
                try desktop.kith("stocktake", "--accept")
                try desktop.expect("find", "tier:rest", says: ["Frida Field"])
                try laptop.kith("drop", "Sailing")
                try laptop.kith("done", "Open a brewery school")
                try home.evening()
                for machine in home.machines {
                    #expect(try machine.items("goal").first?["status"] as? String == "done")
                    try machine.expect("items", "goals", neverSays: ["brewery"])
                }
            },
        ]
    }
}
