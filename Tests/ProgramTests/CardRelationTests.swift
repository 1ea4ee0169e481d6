import Foundation
import Testing

/// Relations that came on cards, where ties are asked for.
struct CardRelationTests {
    private static let cards = """
        BEGIN:VCARD
        VERSION:4.0
        FN:Ada Example
        RELATED;TYPE=spouse;VALUE=text:Ben Example
        RELATED;TYPE=friend:mailto:cleo@example.org
        X-ABRELATEDNAMES:Ingeborg
        RELATED;TYPE=colleague;VALUE=text:Nobody Known
        RELATED;TYPE=colleague;VALUE=text:Twin Example
        END:VCARD
        BEGIN:VCARD
        VERSION:4.0
        FN:Ben Example
        UID:urn:uuid:b-1
        X-MS-MANAGER:Dora Lind
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Cleo Example
        EMAIL:cleo@example.org
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Dora Lind
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Twin Example
        TEL:1
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Twin Example
        TEL:2
        END:VCARD

        """

    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("a.vcf", Self.cards).path)
        try machine.kith("tier", "cleo", "close")
        return machine
    }

    private func circle(_ machine: Machine, _ person: String) throws -> [[String: Any]] {
        try #require(try machine.json("circle", person)["circle"] as? [[String: Any]])
    }

    @Test func `A circle has whom cards name beyond doubt, both ways, and why not the others`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        let told = try machine.kith("circle", "ada", "--why")
        #expect(told.output.contains("Ben Example: spouse of Ada Example, by the card"))
        #expect(told.output.contains("Cleo Example: friend of Ada Example, by the card"))
        #expect(told.diagnostics.contains("“Ingeborg”: one name alone"))
        #expect(told.diagnostics.contains("“Nobody Known”, and nobody here is called so"))
        #expect(told.diagnostics.contains("“Twin Example”, and 2 people are called so"))
        #expect(try circle(machine, "ada").count == 2)
        #expect(try circle(machine, "cleo").map { $0["name"] as? String } == ["Ada Example"])
        #expect(try circle(machine, "dora").map { $0["source"] as? String } == ["card"])
        // What is written down stands for the pair.
        try machine.kith("new", "relation", "a=ada", "b=ben", "text=wife", "strength=90")
        let pair = try circle(machine, "ben").first { $0["name"] as? String == "Ada Example" }
        #expect(pair?["source"] as? String == "written" && pair?["strength"] as? Int == 90)
        // A second person of that name is a doubt; taking the name away ends it.
        try machine.kith("add", "--name", "Dora Lind", "--phone", "5")
        #expect(try circle(machine, "ben").count == 1)
        #expect(try machine.kith("doctor").output.contains("bad ") == false)
    }

    @Test func `A path leads over cards, and says that it does`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let told = try machine.kith("path", "dora", "--why").output
        #expect(told.contains("Ben Example —50 by the card— Dora Lind"))
        #expect(told.contains("Dora Lind: manager of Ben Example, by the card"))
        let ways = try #require(try machine.json("path", "dora")["ways"] as? [[String: Any]])
        #expect(ways.map { $0["sources"] as? [String] } == [["own", "card", "card", "card"]])
        #expect(try machine.attempt("path", "dora", "--max", "3").exitCode == 1)
    }

    @Test func `Whoever names somebody is found by relation:`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let cases = [
            ("relation:lind", ["Ben Example"]), ("relation:ing", ["Ada Example"]),
            ("has:relation", ["Ada Example", "Ben Example"]), ("relation:known -name:ada", []),
        ]
        for (words, names) in cases {
            let found = try machine.json("find", words)["people"] as? [[String: Any]]
            #expect(found?.compactMap { $0["name"] as? String } == names, "\(words)")
        }
    }
}
