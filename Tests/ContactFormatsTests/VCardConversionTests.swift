import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Cards on their way out in another version.
struct VCardConversionTests {
    private static func card(_ bytes: [UInt8]) throws -> Card {
        try #require(VCardReader.read(bytes).cards.first)
            .card(entity: EntityID(value: 1), using: .sha256)
    }

    private static func card(_ lines: String) throws -> Card {
        try card(Array("BEGIN:VCARD\n\(lines)\nEND:VCARD\n".utf8))
    }

    /// The lines between `VERSION` and `END`, unfolded.
    private static func lines(_ conversion: VCardConversion) throws -> [String] {
        try card(conversion.bytes).lines.map {
            String(decoding: ContentLine.unfolded($0.raw), as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("FN:Sails & Co\nORG:Sails & Co", "N:;;;;"), ("FN:a@x.org\nEMAIL:a@x.org", "N:;;;;"),
        ("FN:+49 30 555\nTEL:+49 30 555", "N:;;;;"), ("TEL:+49 30 555", "N:;;;;"),
        ("FN:Ada Lind\nORG:Sails & Co", "N:Lind;Ada;;;"),
        ("FN:Sails & Co\nORG:Sails & Co\nKIND:org", "N:Sails & Co;;;;"),
    ])
    func `what stands in for a name is not taken apart as one`(said: String, name: String) throws {
        let conversion = VCardConversion(try Self.card("VERSION:4.0\n\(said)"), to: .three)
        #expect(try Self.lines(conversion).contains(name))
    }

    @Test func `a person of cards of several versions leaves as a card of one`() throws {
        let old =
            "VERSION:2.1\nFN:Zoe Four\nTEL;CELL:0171 1\nADR;HOME;CHARSET=Windows-1252;"
            + "ENCODING=QUOTED-PRINTABLE:;;Hauptstra=DFe 1;K=F6ln;;50667;Germany"
        let own = try Self.card("VERSION:4.0\nFN:Zoe Four\nTEL;TYPE=voice:1\nX-Own;a=B:c")
        let other = Card(entity: EntityID(value: 2), lines: try Self.card(old).lines)
        let merged = CardMerge(own, with: [other]).card
        var exporter = VCardExporter()
        let whole = exporter.next(merged)
        #expect(whole == VCardConversion(merged, to: .four).bytes)
        let lines = try Self.card(whole).lines.map {
            String(decoding: ContentLine.unfolded($0.raw), as: UTF8.self)
        }
        // What is of that version already stays as it is.
        #expect(
            lines == [
                "VERSION:4.0", "FN:Zoe Four", "TEL;TYPE=voice:1", "X-OWN;A=B:c",
                "TEL;TYPE=cell:0171 1",
                "ADR;TYPE=home:;;Hauptstraße 1;Köln;;50667;Germany",
            ])
        // Cards of one version are shown together as they are.
        let twin = Card(entity: EntityID(value: 3), lines: try Self.card(old).lines)
        let both = CardMerge(other, with: [twin]).card
        var second = VCardExporter()
        #expect(second.next(both) == both.bytes)
    }

    @Test(arguments: SampleBooks.names, [CardVersion.three, .four])
    func `a converted sample says the same to people`(name: String, version: CardVersion) throws {
        for imported in VCardReader.read(try SampleBooks.bytes(of: name)).cards {
            let card = imported.card(entity: EntityID(value: 1), using: .sha256)
            let converted = try Self.card(VCardConversion(card, to: version).bytes)
            #expect(CardVersion(of: converted) == version)
            let (before, after) = (PersonView(card), PersonView(converted))
            #expect(after.displayName == before.displayName)
            #expect(after.name == before.name || before.name.isBlank)
            #expect(after.emails.map(\.value) == before.emails.map(\.value))
            #expect(after.phoneKeys == before.phoneKeys)
            #expect(after.addresses.map(\.value) == before.addresses.map(\.value))
            #expect(after.organisation == before.organisation)
            // Programs of 3.0 read one note.
            let notes = version == .three ? [before.notes.joined(separator: "\n\n")] : before.notes
            #expect(after.notes == notes.filter { !$0.isEmpty })
            #expect(after.tags == before.tags)
            #expect(after.birthday == before.birthday)
            #expect(after.anniversary == before.anniversary)
            #expect(after.emails.map(\.label) == before.emails.map(\.label))
            #expect(after.phones.map(\.isPreferred) == before.phones.map(\.isPreferred))
            #expect((after.photo == nil) == (before.photo == nil))
            #expect(after.form == before.form)
        }
    }

    @Test func `3.0 says once what its programs read once, and the report names what is left out`()
        throws
    {
        let card = try Self.card(
            Array(
                """
                BEGIN:VCARD
                VERSION:4.0
                FN;PREF=2:Second Name
                FN;PREF=1:First Name
                FN;LANGUAGE=ja:名前
                N:Name;First;;;
                N;LANGUAGE=ja:名;前;;;
                NOTE:a
                NOTE:b
                CATEGORIES:c
                CATEGORIES;VALUE=text:d, e
                CATEGORIES:f
                NICKNAME:g
                NICKNAME:h
                END:VCARD

                """.utf8))
        let converted = VCardConversion(card, to: .three)
        #expect(
            String(decoding: converted.bytes, as: UTF8.self).split(separator: "\r\n").dropFirst()
                .dropLast() == [
                    "VERSION:3.0", "FN;TYPE=pref:First Name", "N:Name;First;;;", "NOTE:a\\n\\nb",
                    "CATEGORIES:c,f", "CATEGORIES;VALUE=text:d, e", "NICKNAME:g,h",
                ])
        #expect(converted.losses.map(\.property) == ["FN;PREF", "FN", "N"])
    }

    @Test(arguments: SampleBooks.names)
    func `a card of the target version is not touched`(name: String) throws {
        for imported in VCardReader.read(try SampleBooks.bytes(of: name)).cards {
            let card = imported.card(entity: EntityID(value: 1), using: .sha256)
            let conversion = VCardConversion(card, to: CardVersion(of: card))
            if CardVersion(of: card) != .two { #expect(conversion.bytes == card.bytes) }
        }
    }

    @Test func `2_1 becomes 4_0: charsets, quoted-printable and bare parameters`() throws {
        let card = try Self.card(
            """
            VERSION:2.1
            N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg
            TEL;CELL;PREF:555 0100
            EMAIL;INTERNET:j@example.org
            ORG:Company, The;Dept
            LABEL;HOME;ENCODING=QUOTED-PRINTABLE:1 Quay=0D=0APort
            ADR;HOME:;;1 Quay;Port
            PHOTO;JPEG;ENCODING=BASE64:/9j/AAAA

            MAILER:x
            AGENT:
            BEGIN:VCARD
            FN:Bo
            END:VCARD
            """)
        let conversion = VCardConversion(card, to: .four)
        #expect(
            try Self.lines(conversion) == [
                "VERSION:4.0", "FN:Jörg Müller", "N:Müller;Jörg", "TEL;TYPE=cell;PREF=1:555 0100",
                "EMAIL:j@example.org", "ORG:Company\\, The;Dept",
                "ADR;TYPE=home;LABEL=\"1 Quay^nPort\":;;1 Quay;Port",
                "PHOTO:data:image/jpeg;base64,/9j/AAAA", "RELATED;TYPE=agent;VALUE=text:Bo",
            ])
        #expect(
            conversion.losses == [
                ConversionLoss(kind: .dropped, property: "MAILER"),
                ConversionLoss(kind: .reduced, property: "AGENT"),
            ])
    }

    @Test func `3_0 becomes 4_0: Apple's anniversary and the key a name is sorted by`() throws {
        func converted(_ lines: String...) throws -> [String] {
            let card = try Self.card(
                "VERSION:3.0\nFN:Ann Sort\n" + lines.joined(separator: "\n"))
            return Array(try Self.lines(VCardConversion(card, to: .four)).dropFirst(2))
        }
        let apple = "i.X-ABDATE:2011-07-08\ni.X-ABLabel:_$!<Anniversary>!$_"
        #expect(
            try converted("N:van Sort;Ann;;;", "SORT-STRING:Sort")
                == ["N;SORT-AS=Sort:van Sort;Ann;;;"])
        #expect(try converted("ORG:The Mill", "SORT-STRING:Mill") == ["ORG;SORT-AS=Mill:The Mill"])
        #expect(try converted(apple) == ["ANNIVERSARY:20110708"])
        #expect(try converted("X-ANNIVERSARY:2011-07-08", apple) == ["ANNIVERSARY:20110708"])
        // Nothing is lost that is said besides.
        for other in ["X-ANNIVERSARY:2012-01-01", "i.NOTE:church"] {
            #expect(try converted(other, apple).contains("i.X-ABDATE:2011-07-08"), "\(other)")
        }
        #expect(
            try converted("i.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-07-08", "i.X-ABLabel:Anniversary")
                == ["ANNIVERSARY:--0708"])
    }

    @Test(arguments: [CardVersion.three, .four])
    func `2_1: a semicolon in the property of a program stays one`(version: CardVersion) throws {
        let lines = ["X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Addie;1;;", "X-CUSTOM:a;b"]
        let card = try Self.card("VERSION:2.1\nFN:Ada\n" + lines.joined(separator: "\n"))
        let converted = try Self.lines(VCardConversion(card, to: version))
        for line in lines { #expect(converted.contains(line)) }
    }

    @Test(arguments: ["1 Quay\\nPort", "1 Quay^nPort"])
    func `the line breaks of a postal label are those of RFC 6350 and of RFC 6868`(
        label: String
    ) throws {
        let card = try Self.card("VERSION:4.0\nFN:A\nADR;LABEL=\"\(label)\":;;1 Quay;Port")
        let lines = try Self.lines(VCardConversion(card, to: .three))
        #expect(lines.last == "LABEL:1 Quay\\nPort")
        let jCard = JCardExporter.json(of: card).encoded()
        #expect(jCard.contains(#""label":"1 Quay\nPort""#))
    }

    @Test func `4_0 becomes 3_0 as Apple and Google read it`() throws {
        let card = try Self.card(
            """
            VERSION:4.0
            KIND:org
            FN:Harbour Trust
            TEL;TYPE=work;PREF=1;VALUE=uri:tel:+1-555-0100;ext=5
            BDAY:--0412
            ANNIVERSARY:20100601
            IMPP;SERVICE-TYPE=Jabber:xmpp:a@b
            RELATED;TYPE=spouse;VALUE=text:Bo
            PHOTO:data:image/png;base64,iVBORw0K
            GEO:geo:55.1,13.2
            item1.URL:http://example.org
            item1.X-ABLabel:Boat
            HOBBY:knots
            EMAIL;PREF=2:h@example.org
            """)
        let conversion = VCardConversion(card, to: .three)
        let lines = try Self.lines(conversion)
        #expect(
            lines == [
                "VERSION:3.0", "X-ABShowAs:COMPANY", "N:Harbour Trust;;;;", "FN:Harbour Trust",
                "TEL;TYPE=WORK,pref:+1-555-0100 ext. 5",
                "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "X-ANNIVERSARY:2010-06-01",
                "item2.X-ABDATE:2010-06-01", "item2.X-ABLabel:_$!<Anniversary>!$_",
                "IMPP;X-SERVICE-TYPE=Jabber:xmpp:a@b", "item3.X-ABRELATEDNAMES:Bo",
                "item3.X-ABLabel:_$!<Spouse>!$_", "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0K",
                "GEO:55.1;13.2", "item1.URL:http://example.org", "item1.X-ABLabel:Boat",
                "HOBBY:knots", "EMAIL;TYPE=INTERNET:h@example.org",
            ])
        #expect(
            conversion.losses.map(\.sentence) == [
                "HOBBY is kept, though the target version does not define it",
                "EMAIL;PREF can be said only in part",
            ])
    }

    @Test(arguments: SampleBooks.names)
    func `damaged cards are converted and written as jCard without a trap`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        var random = SeededRandom(seed: 31)
        for _ in 0..<20 {
            var damaged = file
            for _ in 0..<20 {
                let index = Int.random(in: 0..<file.count, using: &random)
                damaged[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            for imported in VCardReader.read(damaged).cards {
                let card = imported.card(entity: EntityID(value: 1), using: .quick)
                _ = VCardConversion(card, to: .three)
                _ = VCardConversion(card, to: .four)
                _ = try JSONReader.read(Array(JCardExporter.json(of: card).encoded().utf8))
            }
        }
    }

    @Test func `A tag with a comma is one tag in every version and in jCard`() throws {
        let card = try Self.card("VERSION:4.0\nFN:Ada\nCATEGORIES;VALUE=text:Segel\\, Club\n")
        for version in [CardVersion.three, .four] {
            let bytes = VCardConversion(card, to: version).bytes
            let again = try #require(VCardReader.read(bytes).cards.first)
            let tags = PersonView(again.card(entity: EntityID(value: 1), using: .quick)).tags
            #expect(tags == ["Segel, Club"], "\(version)")
        }
        let json = Array(JSONValue.array([JCardExporter.json(of: card)]).encoded().utf8)
        let read = try #require(JCardReader.read(json).cards.first)
        #expect(
            PersonView(read.card(entity: EntityID(value: 1), using: .quick)).tags
                == ["Segel, Club"])
    }

    @Test func `RFC 7095: jCard has typed values, structured names and lists`() throws {
        let card = try Self.card(
            """
            VERSION:3.0
            N:Perreault;Simon;;;ing. jr,M.Sc.
            FN:Simon Perreault
            BDAY:--0203
            REV:1995-10-31T22:27:10Z
            CATEGORIES:a,b\\,c
            TEL;TYPE=WORK,VOICE,pref:+1 418 656 9254
            item1.X-NOTE:x\\ny
            NOTE;LANGUAGE=fr:é
            """)
        #expect(
            JCardExporter.json(of: card).encoded() == """
                ["vcard",[["version",{},"text","4.0"],\
                ["n",{},"text",["Perreault","Simon","","",["ing. jr","M.Sc."]]],\
                ["fn",{},"text","Simon Perreault"],["bday",{},"date-and-or-time","--02-03"],\
                ["rev",{},"timestamp","1995-10-31T22:27:10Z"],\
                ["categories",{},"text","a","b,c"],\
                ["tel",{"type":"work","pref":"1"},"text","+1 418 656 9254"],\
                ["x-note",{"group":"item1"},"unknown","x\\ny"],\
                ["note",{"language":"fr"},"text","é"]]]
                """)
    }
}
