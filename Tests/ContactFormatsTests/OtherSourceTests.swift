import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Address books of other programs as the cards they become.
struct OtherSourceTests {
    private static func lines(_ card: ImportedCard) -> [String] {
        card.lines.map { raw in
            String(decoding: ContentLine.unfolded(raw), as: UTF8.self)
        }
    }

    @Test func `Monica: fields, special dates, relations and tags`() throws {
        let contents = MonicaReader.read(try SampleBooks.bytes(of: "monica.json"))
        #expect(contents.cards.count == 2)
        let uuid = "00000000-0000-4000-8000-000000000001"
        #expect(
            Self.lines(contents.cards[0]) == [
                "VERSION:4.0", "UID:urn:uuid:\(uuid)", "FN:Ann B. Keeper", "N:Keeper;Ann;B.;;",
                "NICKNAME:Annie", "ORG:Harbour Trust", "TITLE:Warden", "EMAIL:ann@example.org",
                "TEL:555 0100", "IMPP;SERVICE-TYPE=\"Skype\":skype:annkeeper",
                "item1.URL:https://social.example/ann", "item1.X-ABLabel:Profile",
                "ADR;TYPE=home:;;1 Quay Rd;Port Lund;LU;12345;SE", "BDAY:--0229",
                "item2.X-ABDATE:20100601", "item2.X-ABLabel:first met",
                "RELATED;TYPE=spouse;VALUE=text:Bo Keeper", "item3.RELATED;VALUE=text:Bo Keeper",
                "item3.X-ABLabel:introduced by", "CATEGORIES:Rotary,crew,starred", "GENDER:F",
                "NOTE:Met at the harbour", "X-KITH-MONICA-FOOD-PREFERENCES:No fish",
            ])
        #expect(
            Self.lines(contents.cards[1]).suffix(2) == [
                "BDAY:1950", "DEATHDATE;VALUE=text:unknown",
            ])
        #expect(contents.cards[0].startLine > 10)
        #expect(
            contents.problems.map(\.sentence) == [
                "line 1: no place for activity (1); not imported",
                "line 1: no place for call (2); not imported",
                "line 1: no place for journal entry (1); not imported",
                "line 1: no place for pet (1); not imported",
            ])
    }

    @Test func `Monica: notes come apart, private, and the same each time`() throws {
        let notes = MonicaReader.read(try SampleBooks.bytes(of: "monica.json")).notes
        #expect(notes.map(\.text) == ["Likes \"lamps\"\nand gulls", "Second"])
        #expect(notes.map(\.cardIndex) == [0, 0])
        #expect(notes.map(\.milliseconds) == [1_577_934_245_000, 1_623_053_350_000])
        let about = EntityID(value: 7)
        let entities = notes.map { $0.personalNote(about: about, using: .sha256).entity }
        #expect(Set(entities).count == 2)
        #expect(entities == notes.map { $0.personalNote(about: about, using: .sha256).entity })
    }

    @Test(arguments: ["", "[]", "{\"account\":{}}", "{\"account\":{\"data\":", "BEGIN:VCARD"])
    func `what is no export of Monica is refused as a whole`(text: String) {
        let contents = MonicaReader.read(Array(text.utf8))
        #expect(contents.cards.isEmpty)
        #expect(contents.problems.first?.isLoss == true)
    }

    @Test func `abook: every key finds its place`() throws {
        let (cards, problems) = AbookReader.read(try SampleBooks.bytes(of: "abook.addressbook"))
        #expect(problems.isEmpty)
        #expect(cards.map(\.startLine) == [7, 25])
        #expect(
            Self.lines(cards[0]) == [
                "VERSION:4.0", "FN:Ann Keeper", "N:Keeper;Ann;;;", "EMAIL:ann@example.org",
                "EMAIL:ann@harbour.example", "TEL;TYPE=home:555 0100", "TEL;TYPE=work:555 0101",
                "TEL;TYPE=cell:555 0102", "NICKNAME:Annie", "URL:http://example.org/ann",
                "NOTE:Likes lamps = and gulls", "ANNIVERSARY:--0601", "CATEGORIES:Rotary,crew",
                "X-KITH-ABOOK-CUSTOM1:red", "ADR:;;1 Quay Rd\\nLoft;Port Lund;;12345;SE",
            ])
        #expect(
            cards[1].diagnostics.map(\.sentence) == [
                "line 25: birthday cannot be read; kept as text"
            ])
    }

    @Test func `mutt: people, groups, comments and continued lines`() throws {
        let (cards, problems) = MuttAliasReader.read(try SampleBooks.bytes(of: "aliases.mutt"))
        #expect(
            cards.map(Self.lines) == [
                [
                    "VERSION:4.0", "FN:Ann Keeper", "N:Keeper;Ann;;;", "NICKNAME:ann",
                    "EMAIL:ann@example.org", "NOTE:the warden",
                ],
                [
                    "VERSION:4.0", "FN:Keeper, Bo".replacing(",", with: "\\,"), "N:Keeper;Bo;;;",
                    "NICKNAME:bo", "EMAIL:bo@example.org", "CATEGORIES:crew,port",
                ],
                [
                    "VERSION:4.0", "FN:Cy Mast", "N:Mast;Cy;;;", "NICKNAME:cy",
                    "EMAIL:cy@example.org",
                ],
                [
                    "VERSION:4.0", "FN:all", "KIND:group", "MEMBER:mailto:ann@example.org",
                    "MEMBER:mailto:bo@example.org", "MEMBER:mailto:dee@example.org",
                    "X-KITH-MUTT-MEMBER:nobody",
                ],
            ])
        #expect(problems.map(\.sentence) == ["line 2: 2 lines are not about people"])
    }

    @Test func `mutt: quotes hold words together, and who is named in a list is somebody`() {
        let file = #"""
            alias -group "work mates" -group b bob Bob Lee <bob@x.example>
            alias bz "Bob \"Z\" Lee" <bz@x.example>
            alias o'brien Pat O'Brien <pat@x.example>
            alias crew Carl C <c@x.example>, "Dee, D" <d@x.example>, bob, Bob Lee <bob@x.example>, e@x.example
            """#
        let (cards, problems) = MuttAliasReader.read(Array(file.utf8))
        #expect(problems.isEmpty)
        #expect(
            cards.map(Self.lines) == [
                [
                    "VERSION:4.0", "FN:Bob Lee", "N:Lee;Bob;;;", "NICKNAME:bob",
                    "EMAIL:bob@x.example", "CATEGORIES:work mates,b",
                ],
                [
                    "VERSION:4.0", #"FN:Bob "Z" Lee"#, #"N:Lee;Bob "Z";;;"#, "NICKNAME:bz",
                    "EMAIL:bz@x.example",
                ],
                [
                    "VERSION:4.0", "FN:Pat O'Brien", "N:O'Brien;Pat;;;", "NICKNAME:o'brien",
                    "EMAIL:pat@x.example",
                ],
                [
                    "VERSION:4.0", "FN:crew", "KIND:group", "MEMBER:mailto:c@x.example",
                    "MEMBER:mailto:d@x.example", "MEMBER:mailto:bob@x.example",
                    "MEMBER:mailto:e@x.example",
                ],
                ["VERSION:4.0", "FN:Carl C", "N:C;Carl;;;", "EMAIL:c@x.example"],
                ["VERSION:4.0", #"FN:Dee\, D"#, "N:Dee;D;;;", "EMAIL:d@x.example"],
            ])
    }

    @Test func `org-contacts: what stands below a person is that person's`() {
        let file = """
            * Friends
            not about anybody
            ** Ann Keeper
            :PROPERTIES:
            :EMAIL: ann@example.org
            :END:
            her own words
            *** Notes
            met at the fair
            **** Boats
            likes them
            *** Bo Keeper
            :PROPERTIES:
            :PHONE: 555 0101
            likes gulls
            :not a property
            ** Ideas
            none

            """
        let (cards, problems) = OrgContactsReader.read(Array(file.utf8))
        let notes = cards.map { card in
            Self.lines(card).filter { $0.hasPrefix("FN:") || $0.hasPrefix("NOTE:") }
        }
        #expect(
            notes == [
                [
                    "FN:Ann Keeper",
                    "NOTE:her own words\\nNotes\\nmet at the fair\\nBoats\\nlikes them",
                ], ["FN:Bo Keeper", "NOTE:likes gulls\\n:not a property"],
            ])
        #expect(problems.map(\.sentence) == ["line 17: 2 lines are not about people"])
    }

    @Test func `org-contacts: drawers, links, inherited tags and the text below`() throws {
        let (cards, problems) = OrgContactsReader.read(try SampleBooks.bytes(of: "people.org"))
        #expect(cards.map(\.startLine) == [4, 17])
        #expect(
            Self.lines(cards[0]) == [
                "VERSION:4.0", "UID:9F0C8A1E-0000-4000-8000-000000000001",
                "FN:TODO-less Ann Keeper", "N:Keeper;TODO-less Ann;;;", "EMAIL:ann@example.org",
                "EMAIL:ann@harbour.example", "TEL:555 0100", "TEL;TYPE=work:555 0101",
                "BDAY:19850412", "ADR:;;1 Quay Rd\\, Port Lund;;;;", "X-KITH-ORG-SHOE:38",
                "CATEGORIES:friend,warden", "NOTE:Likes lamps.\\n\\n- and gulls",
            ])
        #expect(Self.lines(cards[1]).contains("BDAY;VALUE=text:in spring"))
        #expect(Self.lines(cards[1]).contains("FN:Bo Keeper"))
        #expect(problems.map(\.sentence) == ["line 2: 2 lines are not about people"])
    }
}
