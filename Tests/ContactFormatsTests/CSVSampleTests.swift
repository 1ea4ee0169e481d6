import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// The tables of known programs, and one of nobody's, as the cards they become.
struct CSVSampleTests {
    static let names = [
        "google.csv", "google-older.csv", "outlook.csv", "outlook-classic.csv", "thunderbird.csv",
        "linkedin.csv",
    ]

    private static func read(_ name: String) throws -> [ImportedCard] {
        CSVReader.read(try SampleBooks.bytes(of: name)).cards
    }

    private static func lines(_ card: ImportedCard) -> [String] {
        card.lines.map { raw in
            String(decoding: ContentLine.unfolded(raw), as: UTF8.self)
        }
    }

    private static func view(_ card: ImportedCard) -> PersonView {
        PersonView(card.card(entity: EntityID(value: 1), using: .sha256))
    }

    @Test(arguments: names)
    func `a program's table is recognised by its header`(name: String) throws {
        var reader = CSVReader()
        _ = reader.feed(try SampleBooks.bytes(of: name))
        let (cards, problems) = reader.finish()
        #expect(!cards.isEmpty)
        #expect(reader.dialectName != nil)
        #expect(!problems.contains { $0.isLoss })
        #expect(cards.allSatisfy { !$0.diagnostics.contains(where: \.isLoss) })
        #expect(cards.allSatisfy { $0.isComplete })
    }

    @Test(arguments: names, [1, 7, 4096])
    func `a table in pieces gives the same cards`(name: String, size: Int) throws {
        let file = try SampleBooks.bytes(of: name)
        var reader = CSVReader()
        var cards: [ImportedCard] = []
        for start in stride(from: 0, to: file.count, by: size) {
            cards += reader.feed(Array(file[start..<min(start + size, file.count)]))
        }
        cards += reader.finish().cards
        #expect(cards == CSVReader.read(file).cards)
    }

    @Test(arguments: names)
    func `CARD-7: a table imported twice changes nothing the second time`(name: String) throws {
        let cards = try Self.read(name)
        var recognition = CardRecognition(using: .sha256)
        for card in cards {
            let entity = recognition.identify(card).entity
            let first = CardImport.decide(card, entity: entity, existing: nil, using: .sha256)
            #expect(first.verdict == .imported)
            let store = CellStore(first.edits)
            let again = CardImport.decide(
                card, entity: entity, existing: try store.existing(entity), using: .sha256)
            #expect(again.verdict == .unchanged)
        }
        #expect(
            cards.flatMap { VCardReader.read($0.bytes).cards.map(\.lines) } == cards.map(\.lines))
    }

    @Test func `Google: every cell finds its place`() throws {
        let cards = try Self.read("google.csv")
        #expect(cards.map(\.startLine) == [2, 6, 7])
        #expect(
            Self.lines(cards[0]) == [
                "VERSION:4.0", "FN:Dr. Ann B. Keeper Jr.",
                "N;SORT-AS=\"Keeper, Ann\":Keeper;Ann;B.;Dr.;Jr.", "X-PHONETIC-FIRST-NAME:アン",
                "NICKNAME:Annie", "ORG:Harbour Trust;Lights", "TITLE:Warden",
                "EMAIL;TYPE=home;PREF=1:ann@example.org", "EMAIL;TYPE=home;PREF=1:ann@example.net",
                "EMAIL;TYPE=work:ann@harbour.example", "TEL;TYPE=cell;PREF=1:+1 555 0100",
                "TEL;TYPE=cell;PREF=1:+1 555 0101", "item1.TEL:555 0102", "item1.X-ABLabel:Boat",
                "ADR;TYPE=home:;;1 Quay Rd;Port Lund;;12345;SE", "item2.URL:http://example.org/ann",
                "item2.X-ABLabel:Profile", "RELATED;TYPE=spouse;VALUE=text:Bo Keeper",
                "BDAY:--0412", "ANNIVERSARY:20100601", "CATEGORIES:myContacts,starred,Rotary",
                "PHOTO:https://example.org/ann.jpg",
                "NOTE:First line\\nSecond \"quoted\" line", "X-SHOE-SIZE:38",
            ])
        #expect(Self.view(cards[1]).displayName == "Net Works Ltd")
        #expect(
            cards[2].diagnostics.map(\.sentence) == [
                "line 7: birthday cannot be read; kept as text"
            ])
        #expect(Self.lines(cards[2]).contains("BDAY;VALUE=text:1980-02-30"))
    }

    @Test func `Google before 2024: columns without a place are kept and named`() throws {
        let (cards, problems) = CSVReader.read(try SampleBooks.bytes(of: "google-older.csv"))
        let lines = Self.lines(cards[0])
        #expect(lines.contains("IMPP;SERVICE-TYPE=\"Jabber\":xmpp:cy@chat.example"))
        #expect(lines.contains("X-KITH-CSV-MILEAGE:12 km"))
        #expect(lines.contains("TEL;TYPE=work,fax:555 0300"))
        #expect(lines.contains("ORG:Sails & Co;Loft"))
        #expect(Self.view(cards[1]).displayName == "Dee")
        #expect(problems.count == 1)
        #expect(problems.first?.sentence.contains("\"Mileage\"") == true)
    }

    @Test func `Outlook: dates are read month first`() throws {
        let card = try Self.read("outlook.csv").first
        let view = Self.view(try #require(card))
        #expect(view.birthday == .parts(year: 1990, month: 2, day: 13))
        #expect(view.anniversary == .parts(year: 2015, month: 6, day: 1))
        #expect(view.name.prefix == "Ms.")
        #expect(view.phones.map(\.label) == ["home", "work", "work", "mobile", "work fax"])
        #expect(view.relations.map(\.value) == ["Finn Stern", "Ann Keeper"].reversed())
        #expect(view.notes == ["Prefers\ntea"])
    }

    @Test func `classic Outlook: Windows-1252 is read and told, zeros are no date`() throws {
        let (cards, problems) = CSVReader.read(try SampleBooks.bytes(of: "outlook-classic.csv"))
        let view = Self.view(cards[0])
        #expect(view.displayName == "Herr Jörg Müller")
        #expect(view.organisation == "Werft; „Süd“")
        #expect(view.birthday == nil)
        #expect(view.addresses.first?.value.street == "Hafenstraße 1\nHinterhaus")
        #expect(view.tags == ["Segeln", "Verein"])
        #expect(problems.map(\.problem).contains(.source(.convertedFromWindows1252)))
    }

    @Test func `Thunderbird: a year-less birthday of three columns, lines in a cell`() throws {
        let card = try Self.read("thunderbird.csv").first
        let view = Self.view(try #require(card))
        #expect(view.birthday == .parts(year: nil, month: 7, day: 4))
        #expect(view.notes == ["Tabs\there\nand lines"])
        #expect(view.addresses.first?.value.region == "Lund")
        #expect(view.emails.map(\.value) == ["gil@example.org", "gil@example.net"])
    }

    @Test func `LinkedIn: the profile tells who it is, empty rows are told once`() throws {
        let (cards, problems) = CSVReader.read(try SampleBooks.bytes(of: "linkedin.csv"))
        #expect(cards.map(\.startLine) == [5, 8])
        #expect(cards[0].uid == Array("https://www.linkedin.com/in/hal-rigger".utf8))
        #expect(Self.view(cards[0]).dates.map(\.value.description) == ["2020-10-05"])
        #expect(Self.view(cards[1]).organisation == "Sails, Ropes & Co")
        #expect(
            problems.map(\.sentence) == [
                "line 1: the header stands below 3 other lines",
                "line 6: from here on 2 rows are empty",
            ])
    }

    @Test func `any table is read with a mapping`() throws {
        let mapping = try CSVMapping(parsing: try SampleBooks.bytes(of: "club.mapping"))
        let file = try SampleBooks.bytes(of: "club.csv")
        let (cards, problems) = CSVReader.read(file, mapping: mapping)
        let views = cards.map(Self.view)
        #expect(views.map(\.displayName) == ["Klara Anker", "Lars \"Lotse\" Bug"])
        #expect(views[0].birthday == .parts(year: 1977, month: 5, day: 3))
        #expect(views[1].dates.map(\.label) == ["joined"])
        #expect(Self.lines(cards[1]).last == "X-KITH-CSV-BOOT:Der \"Alte\"\\nvom Hafen")
        #expect(problems.map(\.problem).contains(.convertedFromUTF16))
        let (none, refusal) = CSVReader.read(file)
        #expect(none.isEmpty)
        #expect(refusal.contains { $0.isLoss })
    }
}
