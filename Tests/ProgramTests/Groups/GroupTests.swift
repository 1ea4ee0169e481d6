import Foundation
import Testing

/// Groups by tag and by card, seen as one thing by every command.
struct GroupTests {
    /// Three people, one of them tagged, and two group cards: Apple's, with a stranger and with
    /// UIDs spelled otherwise than on the cards, and one of vCard 4.0.
    private static let book = """
        BEGIN:VCARD\r
        VERSION:3.0\r
        N:Sailing\r
        FN:Sailing\r
        X-ADDRESSBOOKSERVER-KIND:group\r
        X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:AAAA0000-0001\r
        X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:FFFF0000-0009\r
        UID:AA53BFFD-3F39\r
        END:VCARD\r
        BEGIN:VCARD\r
        VERSION:3.0\r
        UID:aaaa0000-0001\r
        FN:Ada Example\r
        EMAIL:ada@example.org\r
        BDAY:1985-04-12\r
        END:VCARD\r
        BEGIN:VCARD\r
        VERSION:4.0\r
        UID:urn:uuid:bbbb0000-0002\r
        FN:Ben Example\r
        EMAIL:ben@example.org\r
        CATEGORIES:sailing,Chess\r
        END:VCARD\r
        BEGIN:VCARD\r
        VERSION:4.0\r
        FN:Carol Example\r
        EMAIL:carol@example.org\r
        END:VCARD\r
        BEGIN:VCARD\r
        VERSION:4.0\r
        KIND:group\r
        FN:Board games\r
        UID:urn:uuid:cccc0000-0003\r
        MEMBER:mailto:Carol@example.org\r
        MEMBER:urn:uuid:BBBB0000-0002\r
        BDAY:1985-04-12\r
        EMAIL:ada@example.org\r
        END:VCARD\r

        """

    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("book.vcf", Self.book).path)
        return machine
    }

    private func found(_ machine: Machine, _ query: String) throws -> [String] {
        let people = try machine.json("find", query)["people"] as? [[String: Any]] ?? []
        return people.compactMap { $0["name"] as? String }.sorted()
    }

    private func others(_ machine: Machine, _ group: String) throws -> [String] {
        try machine.json("group", "show", group)["others"] as? [String] ?? []
    }

    @Test func `a group is whom tags and group cards name, and is nobody itself`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        #expect(try found(machine, "group:Sailing") == ["Ada Example", "Ben Example"])
        #expect(try found(machine, "tag:sailing") == ["Ada Example", "Ben Example"])
        #expect(try found(machine, "group:\"board games\"") == ["Ben Example", "Carol Example"])
        // The shell takes the outer quotes away.
        #expect(try found(machine, "group:board games") == ["Ben Example", "Carol Example"])
        #expect(try found(machine, "-tag:board games") == ["Ada Example"])
        #expect(try found(machine, "group:chess -group:sailing").isEmpty)
        #expect(try found(machine, "has:group").count == 3)
        #expect(try others(machine, "sailing") == ["urn:uuid:FFFF0000-0009"])

        let list = try machine.json("group", "list")["groups"] as? [[String: Any]] ?? []
        #expect(list.compactMap { $0["name"] as? String } == ["Board games", "Chess", "Sailing"])
        #expect(list.compactMap { $0["count"] as? Int } == [2, 1, 2])

        #expect(try machine.names() == ["Ada Example", "Ben Example", "Carol Example"])
        for query in [["find", "board"], ["find", "kind:group"], ["mail-query", "games"]] {
            #expect(try machine.start(query).wait().exitCode == 1, "\(query)")
        }
        #expect(try machine.kith("complete", "people", "Sail").output.isEmpty)
        #expect((try machine.json("dupes")["pairs"] as? [Any])?.isEmpty == true)
        #expect(
            (try machine.json("occasions", "--next", "366d")["occasions"] as? [Any])?.count == 1)
        let table = try machine.kith("export", "--format", "csv").output
        #expect(table.split(whereSeparator: \.isNewline).count == 4)
        #expect(try machine.attempt("show", "Sailing").diagnostics.contains("is a group"))
        #expect(try machine.kith("complete", "groups", "Boa").output == "Board games\n")
        #expect(try machine.kith("mail-query", "--no-header", "board games").lines.count == 2)
        #expect(try machine.kith("status").output.contains("3 people"))
    }

    @Test func `untouched group cards come back byte for byte, touched ones but for a line`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        #expect(try machine.kith("export").output == Self.book)
        try machine.kith("group", "add", "sailing", "carol", "ben", "ada")
        #expect(
            try machine.kith("export").output
                == Self.book.replacing(
                    "EMAIL:carol@example.org\r\n",
                    with: "EMAIL:carol@example.org\r\nCATEGORIES:Sailing\r\n"))
        try machine.kith("group", "add", "board games", "ada")
        #expect(
            try machine.kith("export").output.contains(
                "MEMBER:urn:uuid:BBBB0000-0002\r\nMEMBER:urn:uuid:aaaa0000-0001\r\n"))
        try machine.kith("undo")
        try machine.kith("undo")
        #expect(try machine.kith("export").output == Self.book)
    }

    @Test func `groups are made, changed, renamed and taken away in one step each`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("group", "new", "Harbour", "ada", "carol")
        #expect(try found(machine, "group:harbour") == ["Ada Example", "Carol Example"])
        #expect(try machine.kith("export", "ada").output.contains("CATEGORIES:Harbour\r\n"))
        #expect(try machine.attempt("group", "new", "harbour", "ben").exitCode == 5)
        #expect(try machine.attempt("group", "add", "harbor", "ben").exitCode == 1)
        #expect(try machine.attempt("group", "new", "a,b", "ben").exitCode == 2)
        try machine.kith("group", "remove", "HARBOUR", "carol", "ben")
        #expect(try found(machine, "group:harbour") == ["Ada Example"])

        try machine.kith("group", "rename", "sailing", "Rowing")
        #expect(try found(machine, "group:rowing") == ["Ada Example", "Ben Example"])
        let export = try machine.kith("export").output
        #expect(export.contains("N:Rowing\r\nFN:Rowing\r\n"))
        #expect(export.contains("CATEGORIES:Rowing,Chess\r\n"))
        #expect(try others(machine, "rowing") == ["urn:uuid:FFFF0000-0009"])

        try machine.kith("group", "remove", "rowing", "ada")
        #expect(try found(machine, "group:rowing") == ["Ben Example"])
        try machine.kith("group", "rm", "rowing")
        #expect(try machine.attempt("group", "show", "rowing").exitCode == 1)
        #expect(try machine.names().count == 3)
        #expect(try machine.kith("list", "--trash").output.contains("Rowing"))
        try machine.kith("undo")
        #expect(try found(machine, "group:rowing") == ["Ben Example"])

        try machine.kith("group", "new", "Empty", "--card")
        #expect(try machine.kith("group", "show", "Empty", "--raw").output.contains("KIND:group"))
        #expect(try machine.kith("doctor").exitCode == 0)
    }

    @Test func `merged people are in every group that lists one of their cards`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("merge", "carol", "ada")
        #expect(try found(machine, "group:sailing") == ["Ben Example", "Carol Example"])
        #expect(try others(machine, "sailing") == ["urn:uuid:FFFF0000-0009"])
        try machine.kith("group", "remove", "sailing", "carol")
        #expect(try found(machine, "group:sailing") == ["Ben Example"])
        try machine.kith("undo")
        try machine.kith("unmerge", "carol")
        #expect(try found(machine, "group:sailing") == ["Ada Example", "Ben Example"])
    }

    @Test func `an export names merged people by the card that is exported`() throws {
        let bench = try TestBench()
        let ada = try machine(bench)
        try ada.kith("add", "--name", "Ada Other", "--email", "other@example.org")
        try ada.kith("merge", "other@example.org", "ada@example.org")
        let file = bench.folder.appending(path: "all.vcf")
        try ada.kith("export", "-o", file.path)
        let elsewhere = try bench.machine("elsewhere")
        try elsewhere.kith("import", file.path)
        #expect(try found(elsewhere, "group:sailing") == found(ada, "group:sailing"))
        #expect(try found(elsewhere, "group:sailing").contains("Ada Other"))
        // kith's own export is known, and what it names otherwise is no change.
        let again = try ada.json("import", file.path, "--dry-run")["files"] as? [[String: Any]]
        let cards = try #require(again?.first?["cards"] as? [[String: Any]])
        let verdicts = cards.filter { $0["name"] as? String == "Sailing" }.map {
            $0["verdict"] as? String
        }
        #expect(verdicts == ["unchanged"])
        try ada.kith("unmerge", "other@example.org")
        #expect(try found(ada, "group:sailing").contains("Ada Example"))
    }

    @Test func `members that two machines add while apart are all kept`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let people = InventedCards.text(count: 3)
        try laptop.kith("import", try bench.file("book.vcf", Self.book + people).path)
        try laptop.sync()
        try desktop.sync()
        try laptop.kith("group", "add", "sailing", "Person0", "Person1")
        try desktop.kith("group", "add", "sailing", "Person1", "Person2")
        try desktop.kith("group", "remove", "sailing", "ada")
        try laptop.sync()
        try desktop.sync()
        try laptop.sync()
        try laptop.requireEqual()
        let wanted = ["Ben Example", "Person0 Example0", "Person1 Example1", "Person2 Example2"]
        for machine in machines {
            #expect(try found(machine, "group:sailing") == wanted)
            #expect(try machine.conflicts().isEmpty)
            let card = try machine.kith("group", "show", "sailing", "--raw").output
            #expect(card.components(separatedBy: "MEMBER:").count == 5, "\(card)")
        }
    }

    @Test func `people whose cards come after the group's are members at once`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let late = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:FFFF0000-0009\r\nFN:Dan Late\r\nEND:VCARD\r\n"
        try machine.kith("import", try bench.file("late.vcf", late).path)
        #expect(try found(machine, "group:sailing") == ["Ada Example", "Ben Example", "Dan Late"])
        #expect(try others(machine, "sailing").isEmpty)
        try machine.kith("rm", "Dan Late")
        #expect(try others(machine, "sailing") == ["urn:uuid:FFFF0000-0009"])
    }

    @Test func `tables, JSON and linked folders agree on groups`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let table = try machine.kith("export", "--format", "csv")
        let file = try bench.file("book.csv", table.output)
        let other = try bench.machine("other")
        try other.kith("import", file.path)
        for group in ["sailing", "chess", "board games"] {
            #expect(
                try found(other, "group:\"\(group)\"") == (try found(machine, "group:\"\(group)\""))
            )
        }
        let json = try JSONSerialization.jsonObject(
            with: Data(try machine.kith("export", "--format", "json").standardOutput))
        let people = (json as? [String: Any])?["people"] as? [[String: Any]] ?? []
        #expect(
            people.compactMap { $0["groups"] as? [String] } == [
                ["Sailing"], ["sailing", "Chess", "Board games"], ["Board games"],
            ])
        let jcard = try machine.kith("export", "--format", "jcard").output
        #expect(jcard.contains("\"group\"") && jcard.contains("urn:uuid:BBBB0000-0002"))

        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try machine.kith("vdir", "link", folder.url.path)
        #expect(folder.names.count == 5)
        try folder.replace(
            "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:AAAA0000-0001",
            by: "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:BBBB0000-0002", in: "AA53BFFD-3F39.vcf")
        try machine.kith("vdir", "sync")
        #expect(try found(machine, "group:sailing") == ["Ben Example"])
        try machine.kith("group", "add", "sailing", "ada")
        try machine.kith("vdir", "sync")
        #expect(try folder.text("AA53BFFD-3F39.vcf").contains("MEMBER:urn:uuid:aaaa0000-0001\r\n"))
    }

    @Test func `members in the trash are not called people whom nobody has`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("rm", "ada")
        let told = try machine.kith("group", "show", "sailing").diagnostics
        #expect(
            told.contains(
                "2 members of its card, not among your people: urn:uuid:AAAA0000-0001, "
                    + "urn:uuid:FFFF0000-0009"))
    }
}
