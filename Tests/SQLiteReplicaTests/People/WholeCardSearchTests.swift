import ChangeLog
import ContactModel
import SQLiteReplica
import Testing

/// Whatever `kith show` prints of somebody is found.
struct WholeCardSearchTests {
    private let bench: Bench
    private let replica: Replica

    private static let book = [
        [
            "FN:Robert Smith", "N:Smith;Robert;James;;", "NICKNAME:Bobby",
            "ORG:Acme Ltd;Research;Lasers", "ORG:Chess Club;Board", "TITLE:Engineer",
            "TITLE:Treasurer", "ROLE:Mentor", "ROLE:Umpire", "X-PHONETIC-FIRST-NAME:ロバート",
            "X-PHONETIC-LAST-NAME:スミス", "SORT-STRING:Smithson", "X-KITH-CSV-LOCKER:blue42",
            "X-DIET:vegan", "X-SPOUSE:Ursula Nowak", "RELATED;VALUE=text:Łukasz Kowalski",
            "ADR;TYPE=home:7;Suite 9;Calle Mayor 5;Springfield;CA;94110;USA",
            "IMPP:xmpp:bob@jabber.example", "URL:https://pages.example/blog", "HOBBY:sailing",
            "BDAY:1961-05-12", "ANNIVERSARY:20110630",
        ],
        [
            "FN:Maria Calle", "N:Calle;Maria;;;",
            "ADR:;;Calle Ancha 3;Sevilla;Andalucía;41001;Spain",
        ],
        ["FN:山田 太郎", "N:山田;太郎;;;", "ORG:株式会社東京電力"],
        ["FN:山田花子", "N:山田;花子;;;"],
        ["FN:Nora Hill", "N:Hill;Nora;;;", "ADR:;;1 Elm St;Raleigh;North Carolina;27601;USA"],
        ["FN:Una Parted", "N:Parted;Una;;;", "ADR:;;12 Main St\\, Springfield\\, CA 94110;;;;"],
        ["FN:Cal Ifor", "N:Ifor;Cal;;;", "ADR:;;9 Oak;Fresno;California;93650;United States"],
        ["FN:Ursula Nowak", "N:Nowak;Ursula;;;", "EMAIL:ursula@example.org"],
    ].map { lines in
        (["BEGIN:VCARD", "VERSION:3.0"] + lines + ["END:VCARD"]).map { $0 + "\r\n" }.joined()
    }.joined()

    init() throws {
        bench = try Bench()
        replica = try bench.replica()
        _ = try replica.importFile(Self.book)
    }

    private func found(_ text: String) throws -> [String] {
        try replica.search(
            SearchQuery(text), today: CivilDay(number: 20_600), dayStart: { _ in 0 }, limit: 99
        ).map(\.name)
    }

    @Test(arguments: [
        "bobby", "lasers", "org:lasers", "org:chess", "org:board", "treasurer", "title:treasurer",
        "role:umpire", "title:mentor", "james", "name:james", "smithson", "name:smithson", "スミス",
        "すみす", "name:ロバートスミス", "スミスロバート", "blue42", "vegan", "x.diet:vegan", "lukasz",
        "\"suite 9\"", "\"94110 springfield\"", "jabber", "blog", "url:pages", "sailing",
        "1961-05-12", "2011-06-30", "\"Calle Mayor 5, 94110 Springfield, CA, USA\"",
        "title:engineer org:acme",
    ])
    func `a word of the card finds whose it is`(text: String) throws {
        #expect(try found(text) == ["Robert Smith"], "\(text)")
    }

    @Test(arguments: [
        ("region:CA", ["Cal Ifor", "Robert Smith", "Una Parted"]), ("region:calif", ["Cal Ifor"]),
        ("region:carolina", ["Nora Hill"]), ("region:north", ["Nora Hill"]), ("region:mayor", []),
        ("city:springfield", ["Robert Smith", "Una Parted"]), ("city:fre", ["Cal Ifor"]),
        ("city:calle", []), ("country:us", ["Nora Hill", "Robert Smith"]),
        ("country:states", ["Cal Ifor"]), ("address:calle", ["Maria Calle", "Robert Smith"]),
        ("address:ca", ["Cal Ifor", "Maria Calle", "Nora Hill", "Robert Smith", "Una Parted"]),
        ("region:andalucia", ["Maria Calle"]), ("region:and", ["Maria Calle"]),
        ("has:region", ["Cal Ifor", "Maria Calle", "Nora Hill", "Robert Smith"]),
    ])
    func `a part of an address is looked for in that part`(text: String, names: [String]) throws {
        #expect(try found(text).sorted() == names, "\(text)")
    }

    @Test(arguments: [
        ("山田太郎", ["山田 太郎"]), ("山田 太郎", ["山田 太郎"]), ("太郎山田", ["山田 太郎"]), ("山田花子", ["山田花子"]),
        ("山田 花子", ["山田花子"]), ("東京", ["山田 太郎"]), ("org:電力", ["山田 太郎"]), ("京東", []),
        ("title:東京", []), ("山田", ["山田 太郎", "山田花子"]),
    ])
    func `what has no blanks is found by any part of it`(text: String, names: [String]) throws {
        #expect(try found(text).sorted() == names.sorted(), "\(text)")
    }

    @Test(arguments: ["山田太郎", "山田 太郎", "やまだ"])
    func `a selector means who is called so, with or without blanks`(text: String) throws {
        let taro = try replica.one("太郎").id
        try replica.edit(
            taro,
            [
                .setProperty("X-PHONETIC-LAST-NAME", rawValue: "ヤマダ"),
                .setProperty("X-PHONETIC-FIRST-NAME", rawValue: "タロウ"),
            ])
        #expect(try replica.one(text).id == taro)
    }

    @Test func `a middle name makes no name ambiguous, and means somebody all the same`() throws {
        #expect(try replica.one("james").name == "Robert Smith")
        _ = try replica.add("James Hill")
        #expect(try replica.one("james").name == "James Hill")
        #expect(try found("james") == ["James Hill", "Robert Smith"])
    }

    @Test func `who is called so comes before whoever names them`() throws {
        let long = (1...300).map { "word\($0)" }.joined(separator: " ")
        let ursula = try replica.one("Ursula Nowak").id
        try replica.edit(ursula, [.set(.note, long)])
        #expect(try found("ursula") == ["Ursula Nowak", "Robert Smith"])
        #expect(
            try replica.mailMatches("ursula", limit: 9).matches.map(\.address)
                == ["ursula@example.org"])
        try replica.edit(
            try replica.one("Robert Smith").id, [.add(.email, "bob@example.org", label: "")])
        #expect(try replica.mailMatches("ursula", limit: 9).matches.count == 1, "not her husband")
    }

    @Test func `an umlaut is found by two letters, and two letters by an umlaut`() throws {
        for (name, address) in [
            ("Zoë Müller", "zoe@example.org"), ("Jan Mueller", "jan@example.org"),
        ] {
            _ = try replica.add(name, [.add(.email, address, label: "")])
        }
        for words in ["mueller", "Müller", "muelle"] {
            #expect(Set(try found(words)) == ["Zoë Müller", "Jan Mueller"], "\(words)")
            #expect(try replica.mailMatches(words, limit: 9).matches.count == 2, "\(words)")
        }
        #expect(try replica.one("zoe mueller").name == "Zoë Müller")
        #expect(try replica.one("jan müller").name == "Jan Mueller")
    }

    @Test func `a cell that an import kept is a field of one's own`() throws {
        #expect(try found("x.locker:blue42") == ["Robert Smith"])
        let robert = try replica.one("Robert Smith").id
        try replica.edit(robert, [.setCustom("locker", "red7")])
        #expect(try found("x.locker:red7") == ["Robert Smith"])
        let card = try replica.card(of: robert, at: .max).card
        let lines = card.lines.map { ContentLine(raw: $0.raw) }.filter {
            $0.name.contains("LOCKER")
        }
        #expect(lines.map(\.name) == ["X-KITH-CSV-LOCKER"] && lines.map(\.text) == ["red7"])
    }

    @Test func `what programs write into every row is no field, and other columns are`() throws {
        _ = try replica.importFile(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Kunde\r\nX-KITH-CSV-PRIORITY:Normal\r\n"
                + "X-KITH-CSV-E-MAIL-DISPLAY-NAME:K (k@example.org)\r\n"
                + "X-KITH-CSV-PRIVATE:True\r\nX-KITH-ABOOK-CUSTOM1:glutenless\r\n"
                + "X-KITH-MONICA-FOOD-PREFERENCES:No fish\r\nEND:VCARD\r\n")
        let view = PersonView(try replica.card(of: replica.one("Kunde").id, at: .max).card)
        #expect(view.custom.map(\.name) == ["private", "custom1", "food-preferences"])
        #expect(try found("glutenless") == ["Kunde"])
    }

    private func tie(
        _ kind: EntityKind, _ fields: [FieldName: EntityID], _ text: String
    ) -> ItemDraft {
        var draft = ItemDraft(id: replica.newItemID(), kind: kind)
        for (field, person) in fields { draft.set(field, entity: person) }
        draft.set(.text, text: text)
        return draft
    }

    @Test func `relations and dated roles are found by their words, and follow who is renamed`()
        throws
    {
        let (maria, nora) = (try replica.one("Maria").id, try replica.one("Nora").id)
        let museum = try replica.add("Harbour Museum")
        var role = tie(.affiliation, [.person: maria, .org: museum], "curator")
        role.set(.to, text: "2030")
        var past = tie(.affiliation, [.person: nora, .org: museum], "porter")
        past.set(.to, text: "2019-05")
        let relation = tie(.relation, [.a: maria, .b: nora], "cousin")
        try replica.write("new", [role, past, relation])
        #expect(try Set(found("harbour")) == ["Harbour Museum", "Maria Calle", "Nora Hill"])
        #expect(try found("harbour").first == "Harbour Museum")
        #expect(try Set(found("curator")) == ["Harbour Museum", "Maria Calle"])
        #expect(try Set(found("cousin")) == ["Maria Calle", "Nora Hill"])
        #expect(try found("org:museum") == ["Maria Calle"], "who works there now")
        #expect(try found("title:curator") == ["Maria Calle"] && found("title:porter").isEmpty)
        #expect(try found("ever:porter") == ["Nora Hill"])
        try replica.edit(museum, [.setFullName("Sea Hall")])
        #expect(try found("harbour").isEmpty)
        #expect(try Set(found("\"sea hall\"")) == ["Sea Hall", "Maria Calle", "Nora Hill"])
        #expect(try replica.examine().allSatisfy(\.isGood))
        _ = try replica.undoLast()
        #expect(try found("harbour").count == 3)
        _ = try replica.undoLast()
        #expect(try found("harbour") == ["Harbour Museum"])
        #expect(try replica.examine().allSatisfy(\.isGood))
    }
}
