import Foundation
import Testing

/// A practice with enough in it to fill a page, long names and words included; all made up.
enum ScreenPeople {
    private static let names = [
        "Bertha Brewer", "Carl Cooper", "Dora Dean", "Emil Ender", "Frida Field", "Gustav Gate",
        "Hanna Hall", "Ingeborg Featherstonehaugh-Cholmondeley", "Jon Jetty", "Karla Keel",
        "李 雅婷", "Łukasz Żółkiewski", "Mother Marsh", "Nils", "Olga Oar", "Pia Pier",
    ]

    /// Writes it all down.
    ///
    /// - Throws: ``ProgramFailure``.
    static func write(on machine: Machine, _ bench: TestBench) throws {
        let cards = names.enumerated().map { number, name in
            """
            BEGIN:VCARD\r\nVERSION:4.0\r\nUID:screen-\(number)\r\nFN:\(name)\r
            EMAIL:person\(number)@example.org\r\nEND:VCARD\r\n
            """
        }
        try machine.kith("import", try bench.file("screens.vcf", cards.joined()).path)
        try me(machine)
        try people(machine)
        try ties(machine)
        try year(machine)
    }

    private static func me(_ machine: Machine) throws {
        try machine.kith(
            "me", "name=Ann Example",
            "who=Brewer and teacher.\nI run the red kettle in Harbour Lane.",
            "value=I make hard things simple: whoever brews with me for a day can do it alone.",
            "proofs=Forty pupils in three years; The guild's medal for the red one; No batch lost since spring",
            "useful=A kettle, a cellar, patience, and the address of whoever knows better than I do.",
            "interests=malting, yeast, teaching by tasting, old barrels, harbours, winter swimming",
            "looking=A room with a drain in the floor, and somebody who knows the law of schools.",
            "email=ann@example.org", "phone=+1 555 0100",
            "url=https://example.org/ann-example/brewing-and-teaching", "budget=180", "ceiling=9")
        try machine.kith(
            "me", "--for", "investors",
            "value=A school that pays for itself with the third class: the figures are on the table."
        )
        try machine.kith("new", "offer", "A day at the kettle, for beginners", "type=time")
        try machine.kith(
            "new", "offer", "The recipe of the red one", "type=knowledge",
            "url=https://example.org/a-rather-long-address-of-a-page/which-does-not-want-to-end/red"
        )
        try machine.kith(
            "new", "offer", "A seat on the board of the school", "audience=investors", "type=people"
        )
    }

    private static func people(_ machine: Machine) throws {
        let tiers = [
            "focus": ["Bertha", "Carl"], "close": ["Dora", "Ingeborg", "Mother"],
            "active": ["Emil", "Gustav", "Jon", "李", "Łukasz", "Olga"], "wide": ["Karla", "Nils"],
        ]
        for (tier, people) in tiers.sorted(by: { $0.key < $1.key }) {
            for person in people { try machine.kith("tier", person, tier) }
        }
        let said = [
            ("Bertha", "brewing", "event", "regular", "north"),
            ("Carl", "coopering", "introduced", "ally", "north"),
            ("Dora", "teaching", "introduced", "regular", "south"),
            ("Emil", "brewing", "event", "met", "north"),
            ("Gustav", "law", "work", "met", "south"),
            ("Ingeborg", "law and the administration of harbours", "chance", "regular", "east"),
            ("Jon", "shipping", "work", "met", "north"),
            ("Karla", "shipping", "work", "reached", "north"),
            ("Łukasz", "shipping", "online", "spotted", "east"),
            ("Olga", "teaching", "introduced", "met", "south"),
        ]
        for (person, field, how, stage, country) in said {
            try machine.kith(
                "set", person, "field=\(field)", "met-how=\(how)", "stage=\(stage)",
                "country=\(country)")
        }
        for (person, via) in [("Dora", "Carl"), ("Olga", "Dora"), ("Emil", "Bertha")] {
            try machine.kith("set", person, "met-via=\(via)")
        }
    }

    private static func ties(_ machine: Machine) throws {
        let relations = [
            ("Bertha", "Carl", "neighbour", 80), ("Bertha", "Emil", "taught him", 60),
            ("Carl", "Emil", "cousin", 40), ("Dora", "Olga", "colleague", 90),
            ("Dora", "Ingeborg", "sister", 100), ("Olga", "Ingeborg", "friend", 50),
            ("Jon", "Karla", "married", 100), ("Jon", "Łukasz", "sailed together", 30),
            ("Gustav", "Hanna", "cousin", 80), ("Hanna", "Frida", "colleague", 50),
            ("Gustav", "Pia", "tenant", 20),
        ]
        for (a, b, text, strength) in relations {
            try machine.kith(
                "new", "relation", "a=\(a)", "b=\(b)", "text=\(text)", "strength=\(strength)")
        }
    }

    private static func year(_ machine: Machine) throws {
        try machine.kith("new", "goal", "Open a brewery school", "why=My own hands taught me")
        for (number, person) in ["Bertha", "Carl", "Dora", "Emil", "Jon", "Olga"].enumerated() {
            for visit in 0..<3 {
                let days = 20 + number * 33 + visit * 210
                let type = ["coffee", "call", "visit"][visit]
                let given = visit == 0 ? ["gave=a bag of hops"] : visit == 1 ? ["got=a map"] : []
                try machine.kith(
                    words: ["touch", person, type, "45m", "on=-\(days)d", "energy=\(visit - 1)"]
                        + ["useful=\(visit)", "direction=\(visit == 1 ? "in" : "out")"]
                        + (number < 3 ? ["goal=brewery school"] : []) + given)
            }
        }
        try machine.kith(
            "new", "promise", "The recipe of the red one", "person=Bertha", "by=-3d")
        try machine.kith("new", "promise", "Two barrels", "person=Carl", "by=5d")
        try machine.kith("done", "Two barrels")
        try machine.kith(
            "new", "outcome", "A room for the school", "type=offer", "value=high", "via=Gustav")
        try machine.kith("new", "outcome", "A pupil", "type=referral", "value=middle", "via=Dora")
        try machine.kith("new", "signal", "asked to judge", "type=asked", "person=Gustav")
        try machine.kith("new", "signal", "named in a talk", "type=mentioned", "person=Bertha")
    }
}
