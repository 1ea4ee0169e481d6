import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Tables on their way out, and what a reader makes of them.
struct CSVExporterTests {
    private static func views(_ cards: [ImportedCard]) -> [PersonView] {
        cards.map { PersonView($0.card(entity: EntityID(value: 1), using: .sha256)) }
    }

    private static func view(_ lines: String) -> [PersonView] {
        views(VCardReader.read(Array("BEGIN:VCARD\n\(lines)\nEND:VCARD\n".utf8)).cards)
    }

    @Test(arguments: SampleBooks.names)
    func `a sample written as a table reads back as the same people`(name: String) throws {
        let before = Self.views(VCardReader.read(try SampleBooks.bytes(of: name)).cards)
        let (cards, problems) = CSVReader.read(CSVExporter.table(of: before))
        #expect(!problems.contains { $0.isLoss })
        let after = Self.views(cards)
        #expect(after.map(\.displayName) == before.map { $0.displayName.trimmed })
        #expect(after.map { $0.emails.map(\.value) } == before.map { $0.emails.map(\.value) })
        #expect(after.map { $0.phones.map(\.value) } == before.map { $0.phones.map(\.value) })
        #expect(after.map(\.organisation) == before.map(\.organisation))
        #expect(after.map(\.notes.count) == before.map { min(1, $0.notes.count) })
        #expect(after.map(\.tags) == before.map(\.tags))
        #expect(after.map(\.birthday) == before.map(\.birthday))
    }

    @Test(arguments: ["=1+1", "+1*555", "+A1 5", "-2", "@SUM(A1)", "'=x", "''+x", "'plain"])
    func `D11: formulas are defused, and read back as they were`(text: String) throws {
        let table = CSVExporter.table(of: Self.view("VERSION:3.0\nFN:A\nTITLE:\(text)"))
        let rows = String(decoding: table, as: UTF8.self)
        for sign in ["=", "+", "-", "@"] { #expect(!rows.contains(",\(sign)")) }
        let again = Self.views(CSVReader.read(table).cards)
        #expect(again.first?.title == text)
    }

    @Test(arguments: [
        "+49 30 5550475", "+1 (555) 010.0475", "'+1 555", "''+1 555", "+1-555-0100",
        "+49 (221) 1234-0",
    ])
    func `an international number is written as it is dialled, and read back as it was`(
        phone: String
    ) throws {
        let table = CSVExporter.table(of: Self.view("VERSION:3.0\nFN:A\nTEL:\(phone)"))
        let rows = String(decoding: table, as: UTF8.self)
        #expect(rows.contains(",\(phone)") == phone.hasPrefix("+"))
        #expect(Self.views(CSVReader.read(table).cards).first?.phones.map(\.value) == [phone])
    }

    @Test func `a date without a year goes out as it is, and a sum in a spreadsheet's table never`()
    {
        let table = CSVExporter.table(of: Self.view("VERSION:4.0\nFN:A\nBDAY:--0131"))
        #expect(String(decoding: table, as: UTF8.self).contains(",--01-31,"))
        #expect(CSVFormula.defused("--01-31", for: .addressBook) == "--01-31")
        #expect(CSVFormula.defused("--A1", for: .addressBook) == "'--A1")
        for cell in ["--01-31", "+1-555-0100"] { #expect(CSVFormula.defused(cell) == "'\(cell)") }
    }

    @Test func `fields of one's own go out and come in`() throws {
        let table = CSVExporter.table(
            of: Self.view("VERSION:3.0\nFN:A\nX-SHOE-SIZE:42\nX-DIET:vegan"))
        let again = Self.views(CSVReader.read(table).cards)
        #expect(again.first?.custom.map(\.name) == ["shoe-size", "diet"])
        #expect(again.first?.custom.map(\.value) == ["42", "vegan"])
    }

    @Test func `a name that its parts do not say, and how it sounds, have columns when needed`() {
        let plain = Self.view("VERSION:3.0\nFN:Bo Lind\nN:Lind;Bo;;;")
        #expect(!String(decoding: CSVExporter.table(of: plain), as: UTF8.self).contains("Full"))
        let people =
            plain
            + Self.view(
                "VERSION:3.0\nFN:Lind, Ada (boat)\nN:Lind;Ada;;;\nX-PHONETIC-FIRST-NAME:eida\n"
                    + "X-PHONETIC-LAST-NAME:lint")
        let table = CSVExporter.table(of: people)
        #expect(String(decoding: table, as: UTF8.self).contains("Phonetic Last Name"))
        let again = Self.views(CSVReader.read(table).cards)
        #expect(again.map(\.displayName) == ["Bo Lind", "Lind, Ada (boat)"])
        #expect(again.map(\.name) == people.map(\.name))
        #expect(again.map { $0.custom.map(\.name) } == people.map { $0.custom.map(\.name) })
        #expect(again.last?.custom.map(\.value) == ["eida", "lint"])
    }

    @Test func `roles, gender, hobbies, further titles and a day of death go out and come in`() {
        let people = Self.view(
            """
            VERSION:4.0
            FN:Ada Lind
            N:Lind;Ada;;;
            ORG:Sails;Loft
            TITLE:Captain
            TITLE:Pilot
            TITLE:Cook
            ORG:Harbour;Pier;North
            ROLE:Guide
            ROLE:Host
            GENDER:F
            HOBBY:chess
            HOBBY:rowing
            DEATHDATE:20200102
            """)
        let table = CSVExporter.table(of: people + Self.view("FN:Bo"))
        let header = String(decoding: table.prefix { $0 != 13 }, as: UTF8.self)
        #expect(header.contains(",Occupation,Gender,Hobby,"))
        #expect(
            header.hasSuffix(
                "Organization 3 - Name,Organization 3 - Title,Organization 3 - Department"))
        let (cards, problems) = CSVReader.read(table)
        #expect(problems.isEmpty)
        let again = Self.views(cards)
        #expect(again.map(\.title) == ["Captain", ""])
        #expect(again.first?.furtherTitles == ["Pilot", "Cook"])
        #expect(again.first?.organisationUnits == ["Loft"])
        #expect(again.first?.furtherOrganisations == [["Harbour", "Pier, North"]])
        #expect(again.first?.role == "Guide" && again.first?.furtherRoles == ["Host"])
        #expect(again.first.map { Set($0.facts) } == people.first.map { Set($0.facts) })
        let plain = CSVExporter.table(of: Self.view("FN:Bo"))
        #expect(!String(decoding: plain, as: UTF8.self).contains("Occupation"))
    }

    @Test func `what a table has no column for is named, and what programs keep is not`() throws {
        let read = VCardReader.read(
            Array(
                """
                BEGIN:VCARD
                VERSION:4.0
                UID:a
                KIND:org
                FN:Sails
                TITLE:Captain
                TITLE:Pilot
                PHOTO:data:image/png;base64,iVBORw0KGgo=
                TZ:Europe/Oslo
                TZ:Europe/Rome
                PRONOUNS:she
                X-SHOE-SIZE:42
                X-SPOUSE:Bo
                X-ABUID:1
                X-KITH-CSV-LOCKER:7
                item1.X-ABLABEL:Boat
                GENDER:F
                END:VCARD

                """.utf8)
        )
        let card = try #require(read.cards.first).card(entity: EntityID(value: 1), using: .sha256)
        let losses = CSVExporter.losses(of: card)
        #expect(losses.map(\.property) == ["KIND", "PHOTO", "TZ", "PRONOUNS"])
        #expect(losses.allSatisfy { $0.sentence.contains("has no column in a table") })
    }

    @Test(arguments: [
        "FN:a@x.org\nEMAIL:a@x.org", "FN:+49 30 555\nTEL:+49 30 555", "FN:Sails\nORG:Sails",
    ])
    func `what stands in for a name comes back as what it is`(said: String) {
        let before = Self.view("VERSION:4.0\n\(said)")
        let after = Self.views(CSVReader.read(CSVExporter.table(of: before)).cards)
        #expect(after.map(\.displayName) == before.map(\.displayName))
        #expect(after.map(\.name.isBlank) == [true])
    }

    @Test func `every row has as many cells as the header`() throws {
        let people = Self.view("FN:A\nTEL:1\nTEL:2") + Self.view("FN:B\nNOTE:a\\, \"b\"\\nc")
        var exporter = CSVExporter()
        for person in people { exporter.measure(person) }
        let header = String(decoding: exporter.header, as: UTF8.self)
        #expect(header.hasSuffix("Phone 2 - Label,Phone 2 - Value\r\n"))
        #expect(
            String(decoding: exporter.row(people[1]), as: UTF8.self)
                == "B,,,,,,,,,,,\"a, \"\"b\"\"\nc\",,,,,,\r\n")
    }
}
