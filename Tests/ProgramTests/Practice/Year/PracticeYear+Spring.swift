import Foundation
import Testing

extension PracticeYear {
    /// Being in touch, hearing what people need, and who knows whom.
    static var spring: [Chapter] {
        [
            Chapter(
                "On the way for weeks, without a network",
                plays: """
                    S0-9 S1-4 S1-8 S1-9 S1-10 S1-19 S2-3 S2-8 S2-9 S2-16 S3-10 S3-13 S4-10 S4-21
                    """
            ) { home in
                let phone = home.phone
                home.leaves(phone)
                try phone.kith(
                    "touch", "Bertha", "coffee", "50m", "on=-280d", "gave=a bag of hops",
                    "learned=listen first", "energy=2", "goal=brewery school", "confidence=3",
                    "working-on=a malting course", "promised=the recipe of the red one", "#malt")
                try phone.kith(
                    "touch", "Carl", "Dora", "meal", "2h", "on=-270d", "useful=3", "depth=3",
                    "needs=somebody with a cellar", "channel=in person")
                try phone.kith("touch", "Hanna", "card", "on=-265d", "followup=send her the dates")
                try phone.kith("undo")
                try phone.kith("touch", "Gustav", "card", "on=-265d", "followup=send him the dates")
                try phone.kith(
                    "new", "need", "to teach abroad", "person=Dora", "type=aspiration", "at=-270d")
                try phone.kith(
                    "new", "entry", "Two barrels", "person=Carl", "side=received", "weight=2",
                    "at=-268d", "thanked=-260d")
                // A swapped card is no touch that counts; the promise stands on the screen of the day.
                try phone.expect(
                    "today", says: ["the recipe of the red one", "send him the dates"])
                try phone.expect("draft", "followup", "Gustav", says: ["send him the dates"])
                try phone.expect(
                    "prep", "Bertha",
                    says: ["the recipe of the red one", "a malting course", "coffee", "given 1"])
                try phone.expect("due", "--why", says: ["last in touch"])
            },
            Chapter(
                "At the desk: mail, an old diary, and what I can give",
                plays: "S0-11 S0-12 S0-17 S1-11 S1-12 S1-13 S1-20 S2-12 S3-17"
            ) { home in
                let desktop = home.desktop
                // Another program kept the years before.
                let diary = try home.bench.file("diary.csv", oldDiary)
                try desktop.expect("new", "touch", "--table", diary.path, says: ["6 new"])
                try desktop.expect("new", "touch", "--table", diary.path, says: ["0 new, 6 known"])
                try desktop.kith(
                    "touch", "Emil", "mail", "on=-250d", "direction=out", "response=none")
                try desktop.expect(
                    "items", "touches", "--of", "Emil", says: ["direction=out", "response=none"])
                try desktop.kith(
                    "touch", "Dora", "comment", "on=-240d", "url=https://example.org/dora/1",
                    "direction=out", "response=answered")
                try desktop.kith("new", "feed", "url=https://example.org/dora", "person=Dora")
                try desktop.kith("new", "topic", "Teaching by tasting", "person=Dora", "turn=mine")
                try desktop.kith(
                    "new", "offer", "A cellar, and an old kettle", "type=place", "limits=on Sundays"
                )
                try desktop.kith(
                    "new", "offer", "Lessons in malting", "person=Emil", "type=knowledge")
                try desktop.kith("set", "Frida", "boundary=no", "channel=letter")
                #expect(try desktop.attempt("draft", "hello", "Frida").exitCode == 5)
                try desktop.kith("edit", "Dora", "--add", "url=https://example.org/dora")
                try desktop.expect(
                    "open", "Dora", "page", "--print", says: ["https://example.org/dora"])
                try desktop.expect(
                    "prep", "Dora",
                    says: [
                        "Teaching by tasting (your turn)", "phone: 2 of 2",
                        "in the evening: 2 of 2",
                    ])
            },
            Chapter(
                "Back home: who knows whom",
                plays: "S1-17 S1-18 S1-37 S3-6 S4-7 S4-15 S4-17"
            ) { home in
                try home.reunion()
                let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
                for (a, b, text, strength) in [
                    ("Gustav", "Hanna", "cousin", 80), ("Carl", "Frida", "neighbour", 20),
                    ("Bertha", "Carl", "colleague", 60), ("Bertha", "Dora", "friend", 60),
                    ("Carl", "Dora", "neighbour", 60),
                ] {
                    try laptop.kith(
                        "new", "relation", "a=\(a)", "b=\(b)", "text=\(text)",
                        "strength=\(strength)")
                }
                try laptop.kith(
                    "new", "relation", "a=Frida", "b=Hanna", "text=colleague", "to=2020-01-01")
                try laptop.kith(
                    "new", "alliance", "A market for small brewers", "people=Bertha,Carl",
                    "mine=the place", "theirs=the barrels", "review=90d")
                try home.evening()
                let way = try phone.kith("path", "Hanna", "--why").output
                #expect(way.contains("ask Gustav Gate") && way.contains("2 handshakes"))
                // Who said no is not to be reached through others either.
                try phone.expect("path", "Frida", says: ["Frida Field said no"])
                try phone.expect("targets", "--why", says: ["2 handshakes through Gustav Gate"])
                try desktop.expect("circle", "Hanna", says: ["Gustav Gate", "know each other"])
                try desktop.expect("circle", "Hanna", neverSays: ["Frida"])
                try desktop.expect("circle", "--why", says: ["constraint", "Burt"])
                try desktop.expect("circle", "--tree", says: ["Carl Cooper  brought you 2"])
                // They were at the school at the same time, and may know each other.
                try desktop.expect("prep", "Hanna", says: ["Same place, same time", "Carl Cooper"])
            },
            Chapter(
                "What people need, and who could help", plays: "S0-5 S0-6 S2-14 S3-14 S4-14"
            ) { home in
                let laptop = home.laptop
                try laptop.expect(
                    "radar", says: ["somebody with a cellar", "A cellar, and an old kettle"])
                try laptop.expect(
                    "radar", says: ["a malting course", "Emil Ender: Lessons in malting"])
                try laptop.expect("weave", says: ["Bertha Brewer", "Emil Ender"])
                try laptop.expect(
                    "gap", "brewery school", says: ["also connected: ", "Bertha Brewer"])
            },
        ]
    }

    /// What was written down elsewhere, years ago: a day, or a time of day.
    private static let oldDiary = """
        with,at,type,text,direction,response
        Dora,2023-05-02T19:30,call,the school,in,
        Dora,2024-05-02T20:10,call,her pupils,out,answered
        Carl,2023-07-01,visit,barrels,both,
        Bertha,2024-03-09,coffee,yeast,both,
        "Bertha,Carl",2025-02-01,meal,the market,both,
        Mother,2025-08-20,visit,,both,

        """
}
