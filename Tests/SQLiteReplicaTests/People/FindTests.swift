import ChangeLog
import ContactModel
import SQLiteReplica
import Testing

/// Finding people by words: any text is safe, and the words are those of people.
struct FindTests {
    private let bench: Bench
    private let replica: Replica

    init() throws {
        bench = try Bench()
        replica = try bench.replica()
        _ = try replica.add(
            "Ada Lovelace",
            [
                .set(.organisation, "Analytical Engines"), .set(.title, "Countess"),
                .add(.email, "ada@example.org", label: ""), .add(.tag, "chess", label: ""),
                .add(.phone, "+44 20 7946 0018", label: ""), .set(.note, "met in the library"),
            ])
        _ = try replica.add("Zoë Ångström", [.set(.organisation, "Analytical Society")])
        _ = try replica.add("田中太郎")
        _ = try replica.add("Ольга")
    }

    @Test(arguments: HostileText.all)
    func `P7: any text can be looked for`(hostile: HostileText) throws {
        let text = hostile.text
        _ = try replica.find(text)
        _ = try replica.lookUp(text)
        _ = try replica.lookUp(text, trashed: true)
        _ = try replica.names(beginningWith: text)
        #expect(try replica.find("ada").map(\.name) == ["Ada Lovelace"])
    }

    @Test(arguments: HostileText.all)
    func `P7: somebody of any name can be kept and found again by the id`(
        hostile: HostileText
    ) throws {
        let name = hostile.text.filter { !$0.isNewline }
        do {
            let person = try replica.add("A " + name)
            #expect(try replica.one(person.description).id == person)
            #expect(try replica.details(of: person)?.view.displayName.isEmpty == false)
            _ = try replica.find(name)
        } catch is CardEditError {
            // A control character; said in the tests of the editor.
        }
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test(arguments: [
        ("lukasz", ["Lukasz Nowak", "Łukasz Nowak"]), ("łukasz", ["Łukasz Nowak"]),
        ("strasse", ["Þóra Straße"]), ("thora", ["Þóra Straße"]), ("soren", ["Søren O'Brien"]),
        ("obrien", ["Søren O'Brien"]), ("o'brien", ["Søren O'Brien"]), ("brien", ["Søren O'Brien"]),
        ("太郎", ["田中太郎"]), ("민준", ["김민준"]), ("電気", ["Akira"]), ("中太", ["田中太郎"]),
    ])
    func `a name is found without its marks, by its parts, and a selector says when it is two`(
        text: String, names: [String]
    ) throws {
        for name in ["Łukasz Nowak", "Lukasz Nowak", "Þóra Straße", "Søren O'Brien", "김민준"] {
            _ = try replica.add(name)
        }
        _ = try replica.add("Akira", [.set(.organisation, "日本電気")])
        let found = try replica.search(
            SearchQuery(text), today: CivilDay(number: 20_600), dayStart: { _ in 0 }, limit: 9)
        #expect(Set(found.map(\.name)) == Set(names))
        guard case .several(let two) = try replica.lookUp("lukasz") else {
            Issue.record("one of two was taken")
            return
        }
        #expect(two.count == 2)
    }

    @Test(arguments: [
        ("mcdonald", ["Rita McDonald", "Ron Mc Donald"]),
        ("mc donald", ["Rita McDonald", "Ron Mc Donald"]),
        ("mcdon", ["Rita McDonald", "Ron Mc Donald"]),
        ("ron mcdonald", ["Ron Mc Donald"]), ("rita mc donald", ["Rita McDonald"]),
        ("name:mcdonald", ["Rita McDonald", "Ron Mc Donald"]),
        ("name:\"mc donald\"", ["Rita McDonald", "Ron Mc Donald"]),
        ("\"mc donald\"", ["Ron Mc Donald"]),
        ("vandenberg", ["Jan van den Berg", "Joke Vandenberg"]),
        ("van den berg", ["Jan van den Berg", "Joke Vandenberg"]),
        ("vanden berg", ["Jan van den Berg"]),
        ("van den berg or ada", ["Jan van den Berg", "Joke Vandenberg", "Ada Lovelace"]),
        ("van den berg -joke", ["Jan van den Berg"]),
        ("mcdonald -van", ["Rita McDonald", "Ron Mc Donald"]),
        ("oconnor", ["Sean O'Connor", "Pat O Connor", "Mia OConnor"]),
        ("o'connor", ["Sean O'Connor", "Pat O Connor", "Mia OConnor"]),
        ("o connor", ["Sean O'Connor", "Pat O Connor", "Mia OConnor"]),
        ("annalena", ["Anna-Lena Smith"]), ("anna-lena", ["Anna-Lena Smith"]),
    ])
    func `a name is found as one word and as several`(text: String, names: [String]) throws {
        for name in [
            "Rita McDonald", "Ron Mc Donald", "Jan van den Berg", "Joke Vandenberg", "Pat O Connor",
            "Sean O'Connor", "Mia OConnor", "Anna-Lena Smith", "Vanessa Berg", "Berg Den",
        ] {
            _ = try replica.add(name)
        }
        let found = try replica.search(
            SearchQuery(text), today: CivilDay(number: 20_600), dayStart: { _ in 0 }, limit: 99)
        #expect(Set(found.map(\.name)) == Set(names))
        guard text.allSatisfy({ $0.isLetter || $0 == " " || $0 == "'" }),
            !text.contains(" or "), text != "annalena"
        else { return }
        // A selector means the same, of those who are there and of those in the trash.
        #expect(Set(try replica.find(text).map(\.name)) == Set(names))
        for person in found { try replica.delete(person.id) }
        switch try replica.lookUp(text, trashed: true) {
        case .one(let one): #expect([one.name] == names)
        case .several(let several): #expect(Set(several.map(\.name)) == Set(names))
        case .none: Issue.record("nobody in the trash is called \(text)")
        }
    }

    @Test func `a saved search that asks for itself finds whom else it asks for`() throws {
        func found(_ text: String) throws -> [String] {
            let query = SearchQuery(text).expanding { ["loop": "@loop or ada"][$0] }
            return try replica.search(
                query, today: CivilDay(number: 20_600), dayStart: { _ in 0 }, limit: 9
            ).map(\.name)
        }
        #expect(try found("@loop") == ["Ada Lovelace"])
        #expect(try found("-@loop").count == 3)
    }

    @Test(arguments: [
        "020 7946 0018", "+44 20 7946 0018", "0044 (0)20-7946-0018", "79460018", "(020) 7946.0018",
    ])
    func `a number is found in whichever form it is asked for`(text: String) throws {
        _ = try replica.add("Grace Example", [.add(.phone, "030 5550475", label: "")])
        let query = SearchQuery(text)
        let found = try replica.search(
            query, today: CivilDay(number: 20_600), dayStart: { _ in 0 }, limit: 9)
        #expect(found.map(\.name) == ["Ada Lovelace"])
        #expect(try replica.one(text).name == "Ada Lovelace")
        #expect(try replica.one("+49 30 5550475").name == "Grace Example")
    }

    @Test(arguments: [
        ("email:@example.org", true), ("email:@exam", true), ("email:ada@ex", true),
        ("email:ADA@example.org", true), ("email:@ple.org", false), ("email:da@example.org", false),
        ("email:@ex_mple.org", false), ("email:@%", false),
    ])
    func `an address is found by either of its ends`(text: String, isFound: Bool) throws {
        let found = try replica.search(
            SearchQuery(text), today: CivilDay(number: 20_600), dayStart: { _ in 0 }, limit: 9)
        #expect(found.map(\.name) == (isFound ? ["Ada Lovelace"] : []), "\(text)")
    }

    @Test func `whoever was merged is known by the names of every card`() throws {
        let ada = try replica.one("Ada Lovelace").id
        let king = try replica.add("Augusta King")
        _ = try replica.merge(king, into: ada)
        #expect(try replica.one("augusta").id == ada)
        #expect(try replica.find("king").map(\.name) == ["Ada Lovelace"])
        _ = try replica.unmerge(ada)
        #expect(try replica.one("augusta").id == king)
        #expect(try replica.find("king").map(\.name) == ["Augusta King"])
    }

    @Test
    func
        `whoever was merged is found by what is noted about every card, and no longer by what was`()
        throws
    {
        let ada = try replica.one("Ada Lovelace").id
        let king = try replica.add("Augusta King")
        let note = try replica.addNote("Likes lighthouses.", about: king)
        try replica.merge(king, into: ada)
        #expect(try replica.find("lighthouses").map(\.id) == [ada])
        let written = try #require(try replica.notes(endingWith: note.description).first)
        try replica.change(written, to: "Prefers windmills.")
        #expect(try replica.find("windmills").map(\.id) == [ada])
        #expect(try replica.find("lighthouses").isEmpty)
        try replica.delete(written)
        #expect(try replica.find("windmills").isEmpty)
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `whoever was merged here is found by what another machine notes, not knowing of it`()
        throws
    {
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let (one, other) = (try desk.add("Ada Example"), try desk.add("Ada Lind"))
        try desk.exchange(with: laptop)
        try desk.merge(other, into: one)
        try laptop.addNote("Likes lighthouses.", about: other)
        try desk.exchange(with: laptop)
        for machine in [desk, laptop] {
            #expect(try machine.find("lighthouses").map(\.id) == [one])
            #expect(try machine.examine().allSatisfy(\.isGood))
        }
    }

    @Test(arguments: [
        ("ada", "Ada Lovelace"), ("LOVELACE", "Ada Lovelace"), ("lov ad", "Ada Lovelace"),
        ("countess", "Ada Lovelace"), ("analyt eng", "Ada Lovelace"),
        ("ada chess library", "Ada Lovelace"), ("ada@example.org", "Ada Lovelace"),
        ("7946", "Ada Lovelace"), ("zoe", "Zoë Ångström"), ("ZOË", "Zoë Ångström"),
        ("zoe\u{308}", "Zoë Ångström"), ("angstrom", "Zoë Ångström"), ("田中", "田中太郎"),
        ("ольг", "Ольга"), ("  ada \t\n ", "Ada Lovelace"),
    ])
    func `words are found wherever they stand, cut short, and without accents`(
        words: String, name: String
    ) throws {
        #expect(try replica.find(words).map(\.name) == [name])
    }

    @Test(arguments: [
        "", " ", "ada zoe", "dalove", "lovelaces", "\"", "👩‍🚀", "...", "ada -lovelace x",
    ])
    func `who lacks one of the words is not found`(words: String) throws {
        #expect(try replica.find(words).isEmpty)
    }

    @Test func `every word has to fit, and several people may`() throws {
        #expect(
            Set(try replica.find("analytical").map(\.name)) == ["Ada Lovelace", "Zoë Ångström"])
        #expect(try replica.find("analytical", limit: 1).count == 1)
        #expect(try replica.find("analytical", limit: 0).isEmpty)
    }

    @Test func `who is called so comes before who is only spoken of`() throws {
        let long = (1...200).map { "word\($0)" }.joined(separator: " ")
        _ = try replica.add("Bob", [.set(.note, "\(long) whist \(long)")])
        _ = try replica.add("Whist")
        #expect(try replica.find("whist").map(\.name) == ["Whist", "Bob"])
        #expect(try replica.find("whist") == replica.find("whist"))
    }

    @Test func `what was edited away is not found any more`() throws {
        let ada = try replica.one("Ada Lovelace").id
        try replica.edit(ada, [.set(.title, "Programmer")])
        #expect(try replica.find("countess").isEmpty)
        #expect(try replica.find("programmer").map(\.id) == [ada])
    }

    @Test func `only the first words of a very long text count`() throws {
        let words = ["ada"] + Array(repeating: "lovelace", count: 1_000)
        #expect(try replica.find(words.joined(separator: " ")).map(\.name) == ["Ada Lovelace"])
    }

    @Test func `names are completed by the beginning of any of their words`() throws {
        #expect(try replica.names(beginningWith: "lo") == ["Ada Lovelace"])
        #expect(try replica.names(beginningWith: "ada l") == ["Ada Lovelace"])
        #expect(try replica.names(beginningWith: "chess").isEmpty)
        #expect(try replica.names(beginningWith: "").count == 4)
        #expect(try replica.names(beginningWith: "", limit: 2).count == 2)
    }
}
