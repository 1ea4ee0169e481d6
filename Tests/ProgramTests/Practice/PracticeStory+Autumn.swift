import Foundation
import Testing

extension PracticeStory {
    /// Autumn: asking, what came of it, and looking back.
    static func autumn(_ home: PracticeHousehold) throws {
        let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
        // S2-11, S3-16: first the guard, then the ask, then how it ended.
        try laptop.expect("ask", "Frida", says: ["do not ask"])
        try laptop.expect("ask", "Dora", says: ["warm up first", "give something first"])
        try laptop.kith(
            "new", "entry", "Two days in her class", "person=Dora", "side=given", "weight=4")
        try laptop.kith("touch", "Dora", "visit", "3h", "on=-20d", "gave=help with the class")
        try laptop.expect("ask", "Dora", says: ["Dora Dean: ask"])
        try laptop.kith("new", "entry", "A letter to the guild", "person=Dora", "side=asked")
        try laptop.kith("done", "tasting dates")

        // S1-21, S1-39, S4-13, S4-22, S4-23.
        try phone.kith(
            "new", "outcome", "A room for the school", "type=offer", "value=high", "via=Gustav",
            "goal=brewery school")
        try phone.kith(
            "new", "opportunity", "A talk at the guild", "person=Hanna", "type=speaking",
            "value=middle")
        try phone.kith("new", "signal", "asked to judge", "type=asked", "person=Gustav")
        try phone.kith("new", "rating", "person=Bertha", "insight=4", "support=5", "mutual=5")
        try phone.kith(
            "new", "occasion", "Master's letter", "person=Emil", "type=achievement", "day=-10d")

        // S0-15, S1-29, S0-4, S2-3: who is left in peace, and a look back.
        try desktop.kith("set", "Emil", "mute=30d")
        try desktop.kith("set", "Carl", "retired=we have drifted apart")
        try desktop.kith("new", "review", "Fewer people, more often", "type=quarter", "energy=1")
        try desktop.kith(
            "new", "promise", "A barrel", "person=Carl", "side=theirs", "by=-30d")
        try home.evening()

        for machine in home.machines {
            let due = try machine.due()
            #expect(!due.contains("Carl Cooper") && !due.contains("Emil Ender"))
            #expect(!due.contains("Frida Field"))
            #expect(try machine.measure("impact") == "1 outcomes, 1 of high value.")
        }
        #expect(try phone.measure("promises") == "100 % kept, 0 overdue.")
        #expect(try desktop.measure("well").contains("the well is full"))
        try phone.expect("gap", "brewery school", says: ["Bertha Brewer", "Gustav Gate"])
        try phone.expect(
            "items", "touches", "--of", "Emil", says: ["direction=out", "response=none"])
        try phone.expect("find", "missing:tier", says: ["Gustav Gate"])
        try phone.expect("find", "touched:>250d", says: ["Carl Cooper"])
        try desktop.expect(
            "review", "--quarter", says: ["The last quarter", "goal: Open a brewery"])
        try laptop.expect("plan", says: ["Mother Marsh", "minutes"])
        try laptop.expect(
            "plan", "--ics", says: ["BEGIN:VEVENT", "SUMMARY:In touch: Mother Marsh"])
        // Who is muted is not dealt a partner either.
        try laptop.expect("match", "coffee round", neverSays: ["Emil Ender"])
        try phone.expect("stats", "--why", says: ["(S2-2)", "(S4-25)", "Simpson"])
    }

    /// The last day: a cooled tie is warmed again, a seat is filled, the goal is reached.
    static func lastDay(_ home: PracticeHousehold) throws {
        let (laptop, phone, desktop) = (home.laptop, home.phone, home.desktop)
        try laptop.kith("set", "Opens doors", "person=Gustav")
        try phone.kith("touch", "Bertha", "call", "on=yesterday")
        try phone.kith("touch", "Mother", "call", "on=today", "hello mother")
        try desktop.kith("set", "Carl", "retired=")
        try desktop.kith("new", "step", "Print the sign", "goal=brewery school", "by=3d")
        try home.evening()

        try laptop.expect("today", says: ["Print the sign", "Be in touch with", "Carl Cooper"])
        #expect(try !laptop.due().contains("Mother Marsh"))
        #expect(try !laptop.due().contains("Bertha Brewer"))
        try laptop.expect("gap", "brewery school", says: ["Gustav Gate", "weak"])
        try laptop.expect("dormant", says: ["Carl Cooper"])
        for question in ["stocktake", "targets", "gap", "worth", "greet", "verify", "learn"] {
            try home.expectOneAnswer(question, "--json")
        }
        try laptop.expect("worth", "Summer fair", says: ["1 met", "met again"])
        try home.expectOneAnswer("map", "--format", "graphml")
        try home.expectOneAnswer("page", "--format", "md")
        try desktop.expect(
            "page", "--format", "md", says: ["Ann Example", "forty pupils", "cellar"])
        try desktop.expect("page", "--format", "md", neverSays: ["Bertha", "180", "Lessons"])
        try laptop.expect("report", says: ["the well is full"])
        try laptop.kith("done", "Open a brewery school")
        try home.evening()
        for machine in home.machines {
            #expect(try machine.items("goal").first?["status"] as? String == "done")
            try machine.expect("items", "goals", neverSays: ["brewery"])
            try machine.expect("items", "goals", "--all", says: ["brewery"])
        }
    }
}
