import ChangeLog
import ContactModel
import TestSupport
import Testing

/// Each row: a card's lines, the wishes, and the lines afterwards.
struct CardEditorTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let before: String
        let commands: [CardEditCommand]
        let after: String
        var testDescription: String { name }

        init(_ name: String, _ before: String, _ commands: CardEditCommand..., to after: String) {
            (self.name, self.before, self.commands, self.after) = (name, before, commands, after)
        }
    }

    static func card(_ lines: String) -> Card {
        let raws = lines.split(separator: "|").map { Array(($0 + "\r\n").utf8) }
        return Card(
            entity: EntityID(value: 1), lines: CardLine.imported(raws, using: .sha256))
    }

    static func text(_ card: Card) -> String {
        card.lines.map { String(decoding: $0.raw, as: UTF8.self) }
            .joined().split(separator: "\r\n").joined(separator: "|")
    }

    private static let android = "X-ANDROID-CUSTOM:vnd.android.cursor.item/"

    static let rows: [Row] = [
        Row(
            "a mail in 4.0", "VERSION:4.0|FN:A|EMAIL:a@x|TEL:1",
            .add(.email, "b@x", label: "work"),
            to: "VERSION:4.0|FN:A|EMAIL:a@x|EMAIL;TYPE=work:b@x|TEL:1"),
        Row(
            "a mail in 3.0", "VERSION:3.0|FN:A", .add(.email, "b@x", label: "home"),
            to: "VERSION:3.0|FN:A|EMAIL;TYPE=INTERNET,HOME:b@x"),
        Row(
            "a mail in 2.1", "VERSION:2.1|FN:A", .add(.email, "b@x", label: "home"),
            to: "VERSION:2.1|FN:A|EMAIL;INTERNET;HOME:b@x"),
        Row(
            "a mail that is there", "VERSION:4.0|EMAIL:A@x", .add(.email, "a@X", label: ""),
            to: "VERSION:4.0|EMAIL:A@x"),
        Row(
            "a label for a mail that is there without one", "VERSION:4.0|EMAIL:a@x",
            .add(.email, "a@x", label: "work"), to: "VERSION:4.0|EMAIL;TYPE=work:a@x"),
        Row(
            "a label for a mail that has another one", "VERSION:4.0|EMAIL;TYPE=home:a@x",
            .add(.email, "a@x", label: "work"), to: "VERSION:4.0|EMAIL;TYPE=work:a@x"),
        Row(
            "a mail that is there under the same label in another case",
            "VERSION:3.0|item1.EMAIL:a@x|item1.X-ABLabel:Verein",
            .add(.email, "a@x", label: "verein"),
            to: "VERSION:3.0|item1.EMAIL:a@x|item1.X-ABLabel:Verein"),
        Row(
            "a number in another form", "VERSION:4.0|TEL:+49 30 12340015|TEL:+49 30 12340016",
            .remove(.phone, "030 12340015"), to: "VERSION:4.0|TEL:+49 30 12340016"),
        Row(
            "the number as it is written, not the one of another country",
            "VERSION:4.0|TEL:030 12340015|TEL:+49 30 12340015", .remove(.phone, "030 12340015"),
            to: "VERSION:4.0|TEL:+49 30 12340015"),
        Row(
            "the only title of two", "VERSION:4.0|TITLE:A|TITLE:B", .set(.title, "C"),
            to: "VERSION:4.0|TITLE:C"),
        Row(
            "a part of the address with the label",
            "VERSION:4.0|ADR;TYPE=home:;;Weg;Ulm;;;|ADR;TYPE=work:;;Weg;Ulm;;;",
            .removeAddressPart(.city, "ulm", label: "Work"),
            to: "VERSION:4.0|ADR;TYPE=home:;;Weg;Ulm;;;|ADR;TYPE=work:;;Weg;;;;"),
        Row(
            "a relation of 4.0", "VERSION:4.0", .addRelation("Pat P", label: "Spouse"),
            to: "VERSION:4.0|RELATED;TYPE=spouse;VALUE=text:Pat P"),
        Row(
            "a relation that is there", "VERSION:4.0|RELATED;TYPE=spouse;VALUE=text:Pat P",
            .addRelation("Pat P", label: "SPOUSE"),
            to: "VERSION:4.0|RELATED;TYPE=spouse;VALUE=text:Pat P"),
        Row(
            "a relation of one's own word", "VERSION:3.0", .addRelation("Anna", label: "Sister"),
            to: "VERSION:3.0|item1.X-ABRELATEDNAMES:Anna|item1.X-ABLabel:Sister"),
        Row(
            "a relation by reference", "VERSION:4.0", .addRelation("urn:uuid:1", label: ""),
            to: "VERSION:4.0|RELATED:urn:uuid:1"),
        Row(
            "the relation of that label",
            "VERSION:3.0|X-ABRELATEDNAMES:Bo|item1.X-ABRELATEDNAMES:Bo|item1.X-ABLabel:Boss",
            .removeRelation("bo", label: "boss"), to: "VERSION:3.0|X-ABRELATEDNAMES:Bo"),
        Row(
            "the preferred full name", "VERSION:4.0|FN;PREF=2:B|FN;PREF=1:A|N:A;;;;",
            .setFullName("C D"), to: "VERSION:4.0|FN;PREF=2:B|FN;PREF=1:C D|N:D;C;;;"),
        Row(
            "tags go as they were added", "VERSION:4.0|CATEGORIES:a,b,c", .remove(.tag, "a,b"),
            to: "VERSION:4.0|CATEGORIES:c"),
        Row(
            "what a row of Android's says goes into a property",
            "VERSION:3.0|FN:A|\(android)nickname;Lu;1;;|\(android)contact_event;2012-12-12;1;;"
                + "|\(android)contact_event;2000-01-01;3;;|\(android)relation;Jo;14;;",
            .set(.anniversary, "2012-12-13"), .set(.birthday, "2000-01-02"),
            .remove(.nickname, "Lu"),
            to: "VERSION:3.0|FN:A|\(android)relation;Jo;14;;|X-ANNIVERSARY:2012-12-13"
                + "|BDAY:2000-01-02"),
        Row(
            "a day that only a row of Android's says is taken away",
            "VERSION:3.0|FN:A|\(android)contact_event;2012-12-12;1;;",
            .removeSingle(.anniversary, "2012-12-12"), to: "VERSION:3.0|FN:A"),
        Row(
            "Apple's anniversary",
            "VERSION:3.0|item1.X-ABDATE:2010-06-05|item1.X-ABLabel:_$!<Anniversary>!$_",
            .set(.anniversary, "2010-06-06"),
            to: "VERSION:3.0|item1.X-ABDATE:2010-06-06|item1.X-ABLabel:_$!<Anniversary>!$_"),
        Row(
            "Apple's anniversary that goes, and a day of another name",
            "VERSION:3.0|item1.X-ABDATE:2010-06-05|item1.X-ABLabel:_$!<Anniversary>!$_|item2.X-ABDATE:2011-01-01|item2.X-ABLabel:met",
            .set(.anniversary, ""),
            to: "VERSION:3.0|item2.X-ABDATE:2011-01-01|item2.X-ABLabel:met"),
        Row(
            "a phone with a label of one's own", "VERSION:3.0|item1.URL:u",
            .add(.phone, "555", label: "boat"),
            to: "VERSION:3.0|item1.URL:u|item2.TEL:555|item2.X-ABLabel:boat"),
        Row(
            "a removed mail takes its label along",
            "VERSION:3.0|item1.EMAIL:a@x|ITEM1.X-ABLabel:Club|item2.EMAIL:b@x|item2.X-ABLabel:C",
            .remove(.email, "A@x"), to: "VERSION:3.0|item2.EMAIL:b@x|item2.X-ABLabel:C"),
        Row(
            "a label that others use stays",
            "VERSION:3.0|item1.EMAIL:a@x|item1.TEL:1|item1.X-ABLabel:Club",
            .remove(.email, "a@x"), to: "VERSION:3.0|item1.TEL:1|item1.X-ABLabel:Club"),
        Row(
            "a replaced phone keeps parameters and group",
            "VERSION:4.0|i.TEL;TYPE=cell;VALUE=uri;PREF=1:tel:+1-5",
            .replace(.phone, "+15", with: "+1 6"),
            to: "VERSION:4.0|i.TEL;TYPE=cell;PREF=1:+1 6"),
        Row(
            "a URL is not escaped", "VERSION:4.0", .add(.url, "https://x/?a,b;c", label: ""),
            to: "VERSION:4.0|URL:https://x/?a,b;c"),
        Row(
            "a name sets FN", "VERSION:4.0|FN:Old|N:Old;;;;|X-A:1",
            .setName(PersonName(family: "Lind;x", given: "Eva")),
            to: "VERSION:4.0|FN:Eva Lind\\;x|N:Lind\\;x;Eva;;;|X-A:1"),
        Row(
            "a full name moves N along", "VERSION:4.0|FN:Eva Lind|N:Lind;Eva;;;",
            .setFullName("Eva Maria Berg"),
            to: "VERSION:4.0|FN:Eva Maria Berg|N:Berg;Eva Maria;;;"),
        Row(
            "a full name leaves an N of its own", "VERSION:4.0|FN:Evi|N:Lind;Eva;;;",
            .setFullName("Evchen"), to: "VERSION:4.0|FN:Evchen|N:Lind;Eva;;;"),
        Row(
            "a part of the name moves FN along", "VERSION:4.0|FN:Eva Lind|N:Lind;Eva;;;",
            .setNamePart(.suffix, "Jr."), to: "VERSION:4.0|FN:Eva Lind Jr.|N:Lind;Eva;;;Jr."),
        Row(
            "a part of the name leaves an FN of its own", "VERSION:4.0|FN:Evi|N:Lind;Eva;;;",
            .setNamePart(.middle, "Maria"), to: "VERSION:4.0|FN:Evi|N:Lind;Eva;Maria;;"),
        Row(
            "a part of the name goes", "VERSION:4.0|FN:Dr. Eva Lind|N:Lind;Eva;;Dr.;",
            .setNamePart(.prefix, ""), to: "VERSION:4.0|FN:Eva Lind|N:Lind;Eva;;;"),
        Row(
            "a unit joins the organisation", "VERSION:4.0|ORG:Harbour;Boats",
            .addUnit("Ropes"), to: "VERSION:4.0|ORG:Harbour;Boats;Ropes"),
        Row(
            "a unit that is there is there once", "VERSION:4.0|ORG:Harbour;Boats",
            .addUnit("Boats"), to: "VERSION:4.0|ORG:Harbour;Boats"),
        Row(
            "a unit goes, the organisation stays", "VERSION:4.0|ORG:Harbour;Boats",
            .removeUnit("Boats"), to: "VERSION:4.0|ORG:Harbour"),
        Row(
            "a tag joins the line", "VERSION:3.0|CATEGORIES:a\\,b,c|TEL:1",
            .add(.tag, "d, c,e", label: ""), to: "VERSION:3.0|CATEGORIES:a\\,b,c,d,e|TEL:1"),
        Row(
            "a tag in another case is the same", "VERSION:3.0|CATEGORIES:club,Choir",
            .add(.tag, "Club, choir, new, NEW", label: ""),
            to: "VERSION:3.0|CATEGORIES:club,Choir,new"),
        Row(
            "a tag is removed in any case", "VERSION:3.0|CATEGORIES:club,Choir",
            .remove(.tag, "CHOIR"), to: "VERSION:3.0|CATEGORIES:club"),
        Row(
            "of two spellings the one that is named", "VERSION:3.0|CATEGORIES:club,Club",
            .remove(.tag, "Club"), to: "VERSION:3.0|CATEGORIES:club"),
        Row(
            "a removed tag leaves the others' bytes", "VERSION:3.0|CATEGORIES: a,b , c",
            .remove(.tag, "b"), to: "VERSION:3.0|CATEGORIES: a, c"),
        Row(
            "the last tag takes the line along", "VERSION:3.0|CATEGORIES:a|TEL:1",
            .remove(.tag, "a"), to: "VERSION:3.0|TEL:1"),
        Row(
            "a list of escaped commas stays one", "VERSION:4.0|CATEGORIES:a\\, b",
            .add(.tag, "c", label: ""), to: "VERSION:4.0|CATEGORIES:a\\, b\\, c"),
        Row(
            "a tag with a comma that is left alone stays one",
            "VERSION:3.0|CATEGORIES:Segel\\, Club,friends", .remove(.tag, "friends"),
            to: "VERSION:3.0|CATEGORIES;VALUE=text:Segel\\, Club"),
        Row(
            "a tag joins one with a comma",
            "VERSION:3.0|CATEGORIES;VALUE=text:Segel\\, Club", .add(.tag, "friends", label: ""),
            to: "VERSION:3.0|CATEGORIES;VALUE=text:Segel\\, Club,friends"),
        Row(
            "a birthday in 4.0", "VERSION:4.0|BDAY;VALUE=text:May",
            .set(.birthday, "1985-04-12"), to: "VERSION:4.0|BDAY:19850412"),
        Row(
            "a birthday without year in 3.0", "VERSION:3.0", .set(.birthday, "--04-12"),
            to: "VERSION:3.0|BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12"),
        Row(
            "a year for a birthday without one",
            "VERSION:3.0|BDAY;X-APPLE-OMIT-YEAR=1604;VALUE=date:1604-04-12",
            .set(.birthday, "1985-04-12"), to: "VERSION:3.0|BDAY:1985-04-12"),
        Row(
            "the same birthday in another form", "VERSION:3.0|BDAY:19850412",
            .set(.birthday, "1985-04-12"), to: "VERSION:3.0|BDAY:19850412"),
        Row(
            "the same organisation", "VERSION:4.0|ORG:Kestrel;Unit", .set(.organisation, "Kestrel"),
            to: "VERSION:4.0|ORG:Kestrel;Unit"),
        Row(
            "an emptied title", "VERSION:4.0|TITLE:x|TITLE:y", .set(.title, ""),
            to: "VERSION:4.0"),
        Row(
            "a note in 2.1", "VERSION:2.1|NOTE;ENCODING=QUOTED-PRINTABLE:old",
            .set(.note, "ä\nb"),
            to: "VERSION:2.1|NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=A4=0D=0Ab"),
        Row(
            "values that are taken away where they are said, and nowhere else",
            "VERSION:4.0|TITLE:Baker|TITLE:CEO|ROLE:x|ORG:Kestrel;Unit|BDAY:19850412",
            .removeSingle(.title, "ceo"), .removeSingle(.organisation, "Kestrel"),
            .removeSingle(.birthday, "1985-04-12"),
            to: "VERSION:4.0|TITLE:Baker|ROLE:x"),
        Row(
            "a value of one label",
            "VERSION:4.0|TEL;TYPE=home:1|TEL;TYPE=work:1|item1.X-ABDATE:20190501"
                + "|item1.X-ABLabel:met|item2.X-ABDATE:20190501|item2.X-ABLabel:wedding",
            .remove(.phone, "1", label: "Work"), .removeDate("2019-05-01", label: "wedding"),
            to: "VERSION:4.0|TEL;TYPE=home:1|item1.X-ABDATE:20190501|item1.X-ABLabel:met"),
        Row(
            "any property", "VERSION:4.0|X-HOBBY;A=b:old", .setProperty("x-hobby", rawValue: "a,b"),
            to: "VERSION:4.0|X-HOBBY;A=b:a,b"),
        Row(
            "a new property", "VERSION:4.0", .setProperty("X-Hobby", rawValue: "sailing"),
            to: "VERSION:4.0|X-Hobby:sailing"),
        Row(
            "an address", "VERSION:4.0",
            .addAddress(PostalAddress(street: "1, Mill", country: "UK"), label: "home"),
            to: "VERSION:4.0|ADR;TYPE=home:;;1\\, Mill;;;;UK"),
        Row(
            "another city of the only address, its label, a map and street as they are",
            "VERSION:4.0|ADR;TYPE=home;LABEL=x;GEO=y:;;1\\, Mill;Ayr;;;UK",
            .setAddress(.city, "Bute", label: ""),
            to: "VERSION:4.0|ADR;TYPE=home:;;1\\, Mill;Bute;;;UK"),
        Row(
            "another city, and no label for an envelope that says the old one",
            "VERSION:3.0|ADR;TYPE=WORK:;;Mill;Ayr;;;|LABEL;TYPE=work:Mill\\nAYR|LABEL:Ayr",
            .setAddress(.city, "Bute", label: ""), .setAddress(.country, "UK", label: ""),
            to: "VERSION:3.0|ADR;TYPE=WORK:;;Mill;Bute;;;UK|LABEL:Ayr"),
        Row(
            "the address of a label, another one, and one that is said already",
            "VERSION:4.0|ADR;TYPE=home:;;;Ayr;;;|ADR;TYPE=work:;;;Ayr;;;",
            .setAddress(.city, "Bute", label: "Work"), .setAddress(.city, "Ayr", label: "home"),
            .setAddress(.postcode, "1", label: "Hut"), .setAddress(.country, "UK", label: "hut"),
            to: "VERSION:4.0|ADR;TYPE=home:;;;Ayr;;;|ADR;TYPE=work:;;;Bute;;;"
                + "|item1.ADR:;;;;;1;UK|item1.X-ABLabel:Hut"),
        Row(
            "the one of two addresses that has no label",
            "VERSION:4.0|ADR;TYPE=home:;;;Ayr;;;|ADR:;;;Ayr;;;",
            .setAddress(.city, "Bute", label: ""),
            to: "VERSION:4.0|ADR;TYPE=home:;;;Ayr;;;|ADR:;;;Bute;;;"),
        Row(
            "an address of which nothing is left", "VERSION:4.0|ADR:;;;Ayr;;;",
            .setAddress(.city, "", label: ""), to: "VERSION:4.0"),
        Row(
            "a removed address", "VERSION:4.0|ADR:;;1 Mill;;;;|ADR:;;2 Mill;;;;",
            .removeAddress(containing: "2 mill"), to: "VERSION:4.0|ADR:;;1 Mill;;;;"),
        Row(
            "handles, each once", "VERSION:4.0|IMPP:xmpp:a@x",
            .addHandle("@a:x.org", service: "matrix"), .addHandle("a@x", service: "xmpp"),
            .addHandle("@a:x.org", service: "matrix"),
            .addHandle("https://s.example/a", service: "social"),
            to: "VERSION:4.0|IMPP:xmpp:a@x|IMPP;SERVICE-TYPE=matrix:matrix:u/a:x.org"
                + "|IMPP;SERVICE-TYPE=xmpp:xmpp:a@x"
                + "|SOCIALPROFILE;SERVICE-TYPE=social:https://s.example/a"),
        Row(
            "a removed handle, by name or address",
            "VERSION:4.0|IMPP;SERVICE-TYPE=matrix:matrix:u/a:x.org|IMPP:xmpp:a@x|X-SKYPE:a.b",
            .removeHandle("@a:x.org"), .removeHandle("xmpp:a@x"), .removeHandle("a.b"),
            to: "VERSION:4.0"),
        Row(
            "a day of one's own, once", "VERSION:4.0", .addDate("2019-05-04", label: "wedding"),
            .addDate("20190504", label: "wedding"),
            to: "VERSION:4.0|item1.X-ABDATE:2019-05-04|item1.X-ABLabel:wedding"),
        Row(
            "a removed day", "VERSION:4.0|item1.X-ABDATE:2019-05-04|item1.X-ABLabel:wedding",
            .removeDate("20190504"), to: "VERSION:4.0"),
    ]

    @Test(arguments: rows)
    func `CARD-8: a wish changes the lines it concerns`(row: Row) throws {
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(Self.card(row.before))
        for command in row.commands {
            try editor.apply(command, using: &random)
        }
        #expect(Self.text(editor.card) == row.after)
    }

    struct Refusal: Sendable {
        let command: CardEditCommand
        let error: CardEditError
    }

    @Test(arguments: [
        Refusal(command: .set(.birthday, "soon"), error: .notADate),
        Refusal(command: .set(.birthday, "1985-02-30"), error: .notADate),
        Refusal(
            command: .add(.email, "notanaddress", label: ""), error: .notAnAddress("notanaddress")),
        Refusal(
            command: .add(.email, "a@x.es; b@x.es", label: ""),
            error: .notAnAddress("a@x.es; b@x.es")),
        Refusal(command: .add(.phone, "abc", label: ""), error: .notANumber("abc")),
        Refusal(command: .remove(.email, "b@x"), error: .noSuchValue(field: "email")),
        Refusal(command: .remove(.tag, "b"), error: .noSuchValue(field: "tag")),
        Refusal(command: .remove(.tag, "a,b"), error: .noSuchValue(field: "tag")),
        Refusal(command: .set(.note, "x"), error: .severalNotes),
        Refusal(command: .set(.note, ""), error: .severalNotes),
        Refusal(command: .add(.phone, "  ", label: ""), error: .emptyValue(field: "phone")),
        Refusal(
            command: .add(.email, "a@x\nEND:VCARD", label: ""),
            error: .controlCharacter(field: "email")),
        Refusal(
            command: .add(.email, "c@x", label: "a\r\nX:y"),
            error: .controlCharacter(field: "label")),
        Refusal(command: .removeSingle(.title, "CEO"), error: .noSuchValue(field: "title")),
        Refusal(
            command: .removeSingle(.birthday, "1999-01-01"),
            error: .noSuchValue(field: "birthday")),
        Refusal(command: .removeNamePart(.given, "Zed"), error: .noSuchValue(field: "given")),
        Refusal(
            command: .setAddress(.city, "c", label: ""),
            error: .severalAddresses(.city, labels: ["home", "work"])),
        Refusal(
            command: .setAddress(.city, "", label: "hut"), error: .noSuchValue(field: "city")),
        Refusal(
            command: .setAddress(.city, "a\nb", label: "home"),
            error: .controlCharacter(field: "city")),
        Refusal(
            command: .setAddress(.city, "c", label: "a\nb"),
            error: .controlCharacter(field: "label")),
        Refusal(command: .setFullName("a\u{0}"), error: .controlCharacter(field: "name")),
        Refusal(command: .setName(PersonName()), error: .emptyValue(field: "name")),
        Refusal(
            command: .setProperty("VERSION", rawValue: "9"),
            error: .unusableProperty(name: "VERSION")),
        Refusal(
            command: .setProperty("X:A", rawValue: "9"), error: .unusableProperty(name: "X:A")),
        Refusal(
            command: .setProperty("X-A", rawValue: "a\nb"), error: .controlCharacter(field: "X-A")),
    ])
    func `a wish that cannot be done leaves the card as it was`(refusal: Refusal) {
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(
            Self.card(
                "VERSION:4.0|FN:A|EMAIL:a@x|CATEGORIES:a|ADR;TYPE=home:;;;a;;;|ADR;TYPE=work:;;;b;;;|NOTE:one|NOTE:two"
            ))
        #expect(throws: refusal.error) { try editor.apply(refusal.command, using: &random) }
        #expect(editor.edits.isEmpty)
    }

    @Test func `new text is folded at 75 bytes, never inside a character`() throws {
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(Self.card("VERSION:4.0|FN:A"))
        let note = String(repeating: "a€😀", count: 60)
        try editor.apply(.set(.note, note), using: &random)
        let raw = try #require(editor.card.lines.last?.raw)
        for line in raw.split(separator: 10) {
            #expect(line.count <= 76)
            #expect(TextCharset.isUTF8(line))
        }
        #expect(PersonView(editor.card).notes == [note])
    }

    @Test func `quoted-printable lines keep within 76 bytes`() throws {
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(Self.card("VERSION:2.1|FN:A"))
        let note = String(repeating: "ä = b ", count: 60).trimmed
        try editor.apply(.set(.note, note), using: &random)
        let raw = try #require(editor.card.lines.last?.raw)
        #expect(raw.split(separator: 10).allSatisfy { $0.count <= 77 })
        #expect(PersonView(editor.card).notes == [note])
    }

    @Test func `blank lines behind an edited line stay`() throws {
        let raws = ["VERSION:3.0\n", "KEY:\n\n\n", "TITLE:x\n"].map { Array($0.utf8) }
        let card = Card(
            entity: EntityID(value: 1), lines: CardLine.imported(raws, using: .sha256))
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(card)
        try editor.apply(.setProperty("KEY", rawValue: "k"), using: &random)
        #expect(editor.card.lines[1].raw == Array("KEY:k\n\n\n".utf8))
        #expect(editor.edits.count == 1)
    }

    @Test func `CARD-11: a title added on two machines is one line, a phone is two`() throws {
        let card = Self.card("VERSION:4.0|FN:A")
        let edits = try [("Engineer", UInt64(1)), ("Analyst", 2)].map { title, seed in
            var random = SeededRandom(seed: seed)
            return try CardEditor.edits(
                [
                    .set(.title, title), .add(.phone, "+1 5", label: ""),
                    .setProperty("x-a", rawValue: "1"),
                ], to: card, using: &random)
        }
        func elements(_ edits: [CellEdit]) -> [ElementID] { edits.map(\.cell.element) }
        let first = elements(edits[0])
        let second = elements(edits[1])
        #expect(first.count == 3 && second.count == 3)
        #expect(Set(first).intersection(second).count == 2)
        #expect(first[0] == second[0] && first[2] == second[2] && first[1] != second[1])
        #expect(first[0].description == "5d7dfcede883d94f7081106a927ef531")
    }

    @Test func `CARD-11: the same first tag on two machines is one line, another is a second`()
        throws
    {
        let card = Self.card("VERSION:4.0|FN:A")
        let elements = try [("club", UInt64(1)), ("club", 2), ("choir", 2)].map { tag, seed in
            var random = SeededRandom(seed: seed)
            return try CardEditor.edits([.add(.tag, tag, label: "")], to: card, using: &random)
                .map(\.cell.element)
        }
        #expect(elements[0].count == 1 && elements[0] == elements[1] && elements[0] != elements[2])
    }

    /// Each row: the lines of a card of the entity 1, and what it lacks of what programs need.
    @Test(arguments: [
        (
            "VERSION:4.0|N:Lind;Ada;;;",
            "FN:Ada Lind|UID:urn:uuid:00000000-0000-8000-8000-000000000001"
        ),
        ("VERSION:3.0|FN:Ada", "UID:00000000-0000-8000-8000-000000000001"),
        ("VERSION:3.0|UID:u|EMAIL:a@x", "FN:a@x"), ("VERSION:4.0|UID:u|FN:A", ""),
        ("VERSION:3.0|UID:u", ""),
        ("VERSION:3.0|NOTE:x", "UID:00000000-0000-8000-8000-000000000001"),
    ])
    func `Completing a card writes the lines that it lacks, the same on every machine`(
        lines: String, added: String
    ) {
        let card = Self.card(lines)
        var editor = CardEditor(card)
        editor.complete()
        #expect(Self.text(editor.card) == (added.isEmpty ? lines : lines + "|" + added))
        var again = CardEditor(editor.card)
        again.complete()
        #expect(again.edits.isEmpty)
        var elsewhere = CardEditor(card)
        elsewhere.complete()
        #expect(elsewhere.edits == editor.edits)
    }
}
