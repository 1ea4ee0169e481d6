import Foundation
import Testing

/// What a person expects who writes the same thing down on two machines, offline.
@Suite(.serialized)
struct TwoMachinesPracticeTests {
    /// Two machines of one user that know the same people.
    private func pair(_ people: String...) throws -> (TestBench, Machine, Machine) {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        for name in people { try machines[0].kith("add", "--name", name) }
        for machine in machines { try machine.sync() }
        return (bench, machines[0], machines[1])
    }

    private func evening(_ laptop: Machine, _ phone: Machine) throws {
        for machine in [laptop, phone, laptop, phone] { try machine.sync() }
        for machine in [laptop, phone] {
            try machine.requireEqual()
            let doctor = try machine.attempt("doctor").output
            #expect(!doctor.contains("differed"), "\(doctor)")
        }
    }

    @Test func `The same coffee written down on both machines is one touch, and no conflict`()
        throws
    {
        let (bench, laptop, phone) = try pair("Bertha Brewer", "Carl Cooper")
        defer { _ = bench }
        try laptop.kith("touch", "Bertha", "Carl", "coffee", "40m", "the fair")
        try phone.kith("touch", "Carl", "Bertha", "coffee", "gave=hops")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            let touches = try machine.items("touch")
            #expect(touches.count == 1)
            #expect(touches.first?["minutes"] as? Int == 40)
            #expect(touches.first?["gave"] as? String == "hops")
            #expect(try machine.conflicts().isEmpty)
        }
        // A second coffee on the same day is another one.
        try phone.kith("touch", "Bertha", "Carl", "coffee")
        try evening(laptop, phone)
        #expect(try laptop.items("touch").count == 2)
    }

    @Test func `One coffee told twice: what both promised is one promise, two lengths are listed`()
        throws
    {
        let (bench, laptop, phone) = try pair("Bertha Brewer")
        defer { _ = bench }
        let words = ["touch", "Bertha", "coffee", "-3d", "promised=the recipe", "needs=a kettle"]
        try laptop.kith(words: words + ["40m", "followup=the fair"])
        try phone.kith(words: words + ["50m", "learned=listen first"])
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            let touches = try machine.items("touch")
            #expect(touches.count == 1 && touches.first?["learned"] as? String == "listen first")
            for kind in ["promise", "need", "followup"] {
                #expect(try machine.items(kind).count == 1, "\(kind)")
            }
            #expect(try machine.conflicts().count == 1)
            try machine.expect("conflicts", says: ["minutes", "40", "50"])
        }
        let conflict = try #require(try phone.conflicts().first?["id"] as? String)
        try phone.kith("conflicts", "pick", conflict, "50")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.conflicts().isEmpty)
            #expect(try machine.items("touch").first?["minutes"] as? Int == 50)
        }
    }

    @Test func `A tier moved to the same place on both machines is no conflict`() throws {
        let (bench, laptop, phone) = try pair("Bertha Brewer", "Carl Cooper")
        defer { _ = bench }
        for machine in [laptop, phone] { try machine.kith("tier", "Bertha", "close") }
        try phone.kith("tier", "Carl", "active")
        try evening(laptop, phone)
        try laptop.kith("tier", "Carl", "none")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.conflicts().isEmpty)
            try machine.expect("find", "tier:close", says: ["Bertha Brewer"])
            try machine.expect("find", "tier:active", neverSays: ["Carl Cooper"])
        }
    }

    @Test func `A tier moved on both machines: one is shown, the other is listed to pick from`()
        throws
    {
        let (bench, laptop, phone) = try pair("Bertha Brewer")
        defer { _ = bench }
        try laptop.kith("tier", "Bertha", "active")
        try evening(laptop, phone)
        try laptop.kith("tier", "Bertha", "close")
        try phone.kith("tier", "Bertha", "focus")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.conflicts().count == 1)
            try machine.expect("conflicts", says: ["Bertha Brewer", "tier", "close", "focus"])
        }
        let conflict = try #require(try laptop.conflicts().first?["id"] as? String)
        try laptop.kith("conflicts", "pick", conflict, "close")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.conflicts().isEmpty)
            try machine.expect("show", "Bertha", says: ["close"])
        }
    }

    @Test func `A promise kept here and put off there: both are seen, and nothing is lost`() throws
    {
        let (bench, laptop, phone) = try pair("Bertha Brewer")
        defer { _ = bench }
        try laptop.kith("new", "promise", "the recipe", "person=Bertha", "by=2d")
        try evening(laptop, phone)
        try laptop.kith("done", "the recipe")
        try phone.kith("set", "the recipe", "by=3w", "text=the recipe, with pictures")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            let promise = try #require(try machine.items("promise").first)
            #expect(promise["status"] as? String == "kept")
            #expect(promise["text"] as? String == "the recipe, with pictures")
            #expect(try machine.conflicts().isEmpty)
        }
        // Kept on one machine and taken back on the other: a person decides.
        try laptop.kith("set", "the recipe", "status=open")
        try evening(laptop, phone)
        try laptop.kith("done", "the recipe", "kept")
        try phone.kith("done", "the recipe", "withdrawn")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.conflicts().count == 1)
            try machine.expect(
                "conflicts", says: ["promise the recipe", "status", "kept", "withdrawn"])
        }
    }

    @Test func `A promise kept here and opened anew there waits for a person, with both words`()
        throws
    {
        let (bench, laptop, phone) = try pair("Bertha Brewer")
        defer { _ = bench }
        try laptop.kith("new", "promise", "the recipe", "person=Bertha", "by=2d")
        try evening(laptop, phone)
        try laptop.kith("done", "the recipe")
        try phone.kith("set", "the recipe", "status=open", "by=3w")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            try machine.expect("conflicts", says: ["promise the recipe", "status", "kept", "open"])
        }
        let conflict = try #require(try phone.conflicts().first?["id"] as? String)
        try phone.kith("conflicts", "pick", conflict, "open")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.conflicts().isEmpty)
            let open = try #require(
                try machine.json("items", "promises")["items"] as? [[String: Any]])
            #expect(open.count == 1, "it is open again, by the new day")
        }
    }

    @Test func `A promise dropped here and renewed there stays, and kith says so`() throws {
        let (bench, laptop, phone) = try pair("Bertha Brewer")
        defer { _ = bench }
        try laptop.kith("new", "promise", "the recipe", "person=Bertha", "by=2d")
        try evening(laptop, phone)
        try laptop.kith("drop", "the recipe")
        try phone.kith("set", "the recipe", "by=3w")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.items("promise").count == 1)
            try machine.expect("conflicts", says: ["promise the recipe", "deleted"])
        }
    }

    @Test func `A person merged here while either card is edited there is whole everywhere`() throws
    {
        let (bench, laptop, phone) = try pair("Bertha Brewer", "B. Brewer", "Carl Cooper")
        defer { _ = bench }
        try laptop.kith("new", "relation", "a=B. Brewer", "b=Carl", "text=sister")
        try laptop.kith("touch", "Bertha Brewer", "call", "on=-50d")
        try evening(laptop, phone)

        try laptop.kith("merge", "Bertha Brewer", "B. Brewer")
        try phone.kith("edit", "B. Brewer", "--add", "phone=+1 555 0100")
        try phone.kith("edit", "Bertha Brewer", "--set", "title=Master")
        try phone.kith("tier", "B. Brewer", "close")
        try phone.kith("set", "B. Brewer", "cadence=10d")
        try phone.kith("touch", "B. Brewer", "coffee", "on=-40d", "gave=hops")
        try phone.kith("new", "need", "a kettle", "person=B. Brewer")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.names() == ["Bertha Brewer", "Carl Cooper"])
            try machine.expect("show", "Bertha", says: ["+1 555 0100", "Master", "close"])
            #expect(try machine.due() == ["Bertha Brewer"])
            try machine.expect("circle", "Bertha", says: ["Carl Cooper"])
            try machine.expect("circle", "Carl", says: ["Bertha Brewer"])
            try machine.expect(
                "prep", "Bertha", "--why", says: ["given 1", "2 touches", "a kettle"])
        }

        // What one takes away is away, whichever card said it.
        try phone.kith("tier", "Bertha", "none")
        try phone.kith("set", "Bertha", "cadence=")
        try evening(laptop, phone)
        for machine in [laptop, phone] { #expect(try machine.due().isEmpty) }

        try phone.kith("unmerge", "Bertha Brewer")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            #expect(try machine.names().count == 3)
            try machine.expect("prep", "Bertha Brewer", says: ["given 0"])
            try machine.expect("prep", "B. Brewer", says: ["given 1", "a kettle"])
        }
    }

    @Test func `One goal changed in two fields on two machines keeps both changes`() throws {
        let (bench, laptop, phone) = try pair("Bertha Brewer", "Carl Cooper")
        defer { _ = bench }
        try laptop.kith("new", "campaign", "Ten talks", "people=Bertha")
        try evening(laptop, phone)
        try laptop.kith("set", "Ten talks", "template=listen first", "people=-Bertha")
        try phone.kith("set", "Ten talks", "people=Carl", "status=active")
        try evening(laptop, phone)
        for machine in [laptop, phone] {
            let campaign = try #require(try machine.items("campaign").first)
            #expect(campaign["template"] as? String == "listen first")
            #expect(campaign["status"] as? String == "active")
            let people = try #require(campaign["people"] as? [[String: Any]])
            #expect(people.compactMap { $0["name"] as? String } == ["Carl Cooper"])
        }
    }
}
