import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Cards as forms and back, over everything that real programs wrote.
struct FormTextTests {
    private static func cards(of name: String) throws -> [Card] {
        VCardReader.read(try SampleBooks.bytes(of: name)).cards.map {
            $0.card(entity: EntityID(value: 1), using: .sha256)
        }
    }

    private static func text(_ form: PersonForm) -> [UInt8] {
        FormText.write(form, title: "Somebody (1234)", hidden: ["PHOTO (12 KiB)"])
    }

    /// The card after a form was saved.
    private static func saved(_ card: Card, _ form: PersonForm) throws -> Card {
        var random = SeededRandom(seed: 7)
        let reading = CardFormReading(card)
        let edits = try CardEditor.edits(from: reading, to: form, of: card, using: &random)
        return try edits.reduce(card) { try CellStore.apply($1, to: $0) }
    }

    @Test(arguments: SampleBooks.names)
    func `a form that nobody touched changes nothing`(name: String) throws {
        for card in try Self.cards(of: name) {
            let form = CardFormReading(card).form
            let read = try FormReader(Self.text(form)).form
            #expect(
                form.changes(to: read) == [], "\(String(decoding: Self.text(form), as: UTF8.self))")
            #expect(try Self.saved(card, read) == card)
        }
    }

    @Test(arguments: SampleBooks.names)
    func `CARD-8: a field that is changed in a form changes the lines of that field alone`(
        name: String
    ) throws {
        let fields: [(PersonForm.Field, Set<String>)] = [
            (.title, ["TITLE"]), (.role, ["ROLE"]), (.organisation, ["ORG"]),
            (.given, ["N", "FN"]), (.fullName, ["N", "FN"]), (.birthday, ["BDAY"]),
        ]
        for card in try Self.cards(of: name) {
            for (field, properties) in fields {
                var form = CardFormReading(card).form
                form[field] = field == .birthday ? "--05-06" : "Näme; of, one"
                let after = try Self.saved(card, form)
                Self.expectSame(card, after, but: properties)
                #expect(CardFormReading(after).form[field] == form[field])
            }
        }
    }

    private static func expectSame(_ before: Card, _ after: Card, but names: Set<String>) {
        func others(_ card: Card) -> [CardLine] {
            card.lines.filter { !names.contains(ContentLine(raw: $0.raw).name) }
        }
        #expect(others(before) == others(after))
        for name in names {
            let count = after.lines.filter { ContentLine(raw: $0.raw).name == name }.count
            let old = before.lines.filter { ContentLine(raw: $0.raw).name == name }.count
            #expect(count == max(old, 1) || count == old, "\(name)")
        }
    }

    @Test(arguments: SampleBooks.names)
    func `an entry that is changed, taken away or called something else reads back so`(
        name: String
    ) throws {
        for card in try Self.cards(of: name) {
            let form = CardFormReading(card).form
            for list in PersonForm.List.allCases {
                for index in form[list].indices {
                    try Self.checkEdits(of: list, index, form, card)
                }
            }
        }
    }

    private static func checkEdits(
        of list: PersonForm.List, _ index: Int, _ form: PersonForm, _ card: Card
    ) throws {
        let old = form[list][index]
        var variants: [[PersonForm.Entry]] = []
        var entries = form[list]
        entries.remove(at: index)
        variants.append(entries)
        let parts = old.parts.map { $0.isEmpty ? "" : list == .dates ? "2001-02-03" : $0 + "x" }
        variants.append(form[list])
        variants[1][index] = PersonForm.Entry(parts: parts, label: old.label)
        for label in list.hasLabels && list != .custom ? ["work", "böat", ""] : [] {
            variants.append(form[list])
            variants[variants.count - 1][index] = PersonForm.Entry(parts: old.parts, label: label)
        }
        for entries in variants {
            var wanted = form
            wanted[list] = entries
            let after = CardFormReading(try saved(card, wanted)).form
            #expect(
                sorted(after[list]) == sorted(wanted[list]),
                "\(list) \(index) of \(form[.fullName])")
            for other in PersonForm.List.allCases where other != list {
                #expect(after[other] == form[other], "\(list) \(index) touched \(other)")
            }
        }
    }

    private static func sorted(_ entries: [PersonForm.Entry]) -> [String] {
        entries.map { $0.label + "\n" + $0.parts.joined(separator: "\n") }.sorted()
    }

    @Test func `parameters that a form does not show stay`() throws {
        let card = Self.card(
            "VERSION:4.0", "FN:Ada", "N;LANGUAGE=en:Example;Ada;;;",
            "TEL;PREF=1;X-OWN=a;TYPE=\"cell,voice\":+1 555", "ADR;TZ=X;TYPE=home:;;A 1;B;;1;",
            "item1.EMAIL;PREF=2:a@x.org", "item1.X-ABLabel:Club", "X-HOBBY;Z=1:sailing",
            "X-UNKNOWN.:odd")
        var form = CardFormReading(card).form
        form[.given] = "Ada M"
        form[.phones] = [PersonForm.Entry("+1 556", label: "mobile")]
        form[.addresses] = [
            PersonForm.Entry(parts: ["", "", "A 2", "B", "", "1", ""], label: "work")
        ]
        form[.emails] = [PersonForm.Entry("a@x.org", label: "Chess")]
        form[.custom] = [PersonForm.Entry("rowing", label: "hobby")]
        let text = try Self.saved(card, form).lines
            .map { String(decoding: $0.raw, as: UTF8.self).trimmed }
        #expect(
            text == [
                "VERSION:4.0", "FN:Ada", "N;LANGUAGE=en:Example;Ada M;;;",
                "TEL;PREF=1;X-OWN=a;TYPE=\"cell,voice\":+1 556", "ADR;TZ=X;TYPE=work:;;A 2;B;;1;",
                "item1.EMAIL;PREF=2:a@x.org", "item1.X-ABLabel:Chess", "X-HOBBY;Z=1:rowing",
                "X-UNKNOWN.:odd",
            ])
    }

    @Test(arguments: ["3.0", "4.0"])
    func `handles are written as the version of the card has them, and read back`(
        version: String
    ) throws {
        let card = Self.card("VERSION:" + version, "FN:Ada")
        let text = """
            name: Ada
            handles:
              - matrix: "@ada:example.org"
              - jabber: ada@example.org
              - signal: +1 555 0100
              - Mastodon: https://social.example.org/@ada
              - "my \\"own\\"": ada
              - work: skype:ada
              - sip:ada@example.org
            """
        let form = try FormReader(Array(text.utf8)).form
        let after = try Self.saved(card, form)
        let lines = after.lines.map { String(decoding: $0.raw, as: UTF8.self).trimmed }
        let parameter = version == "4.0" ? "SERVICE-TYPE" : "X-SERVICE-TYPE"
        let profile =
            version == "4.0" ? "SOCIALPROFILE;SERVICE-TYPE" : "X-SOCIALPROFILE;TYPE"
        let work = version == "4.0" ? "work" : "WORK"
        #expect(
            Set(lines.dropFirst(2)) == [
                "IMPP;\(parameter)=matrix:matrix:u/ada:example.org",
                "IMPP;\(parameter)=jabber:xmpp:ada@example.org",
                "IMPP;\(parameter)=signal:x-apple:+1 555 0100",
                "\(profile)=Mastodon:https://social.example.org/@ada",
                "IMPP;\(parameter)=\"my ^'own^'\":x-apple:ada", "IMPP;TYPE=\(work):skype:ada",
                "IMPP:sip:ada@example.org",
            ])
        let read = CardFormReading(after).form
        #expect(
            Self.sorted(read[.handles])
                == Self.sorted([
                    PersonForm.Entry("matrix:u/ada:example.org", label: "matrix"),
                    PersonForm.Entry("xmpp:ada@example.org", label: "jabber"),
                    PersonForm.Entry("+1 555 0100", label: "signal"),
                    PersonForm.Entry("https://social.example.org/@ada", label: "mastodon"),
                    PersonForm.Entry("ada", label: "my \"own\""),
                    PersonForm.Entry("skype:ada", label: "work"),
                    PersonForm.Entry("sip:ada@example.org"),
                ]))
        #expect(try Self.saved(after, read) == after)
    }

    @Test func `a handle that is changed keeps its parameters, one that moves keeps its address`()
        throws
    {
        let card = Self.card(
            "VERSION:3.0", "FN:Ada", "IMPP;X-SERVICE-TYPE=Jabber;TYPE=HOME;X-OWN=1:xmpp:a@x",
            "X-JABBER:b@x", "X-SOCIALPROFILE;TYPE=twitter;X-USER=ada:https://t.example/ada")
        var form = CardFormReading(card).form
        #expect(form[.handles].map(\.label) == ["jabber", "jabber", "twitter"])
        form[.handles] = [
            PersonForm.Entry("xmpp:c@x", label: "jabber"), PersonForm.Entry("b@x", label: "xmpp"),
            PersonForm.Entry("https://t.example/ada", label: "birdsite"),
        ]
        let lines = try Self.saved(card, form).lines
            .map { String(decoding: $0.raw, as: UTF8.self).trimmed }
        #expect(
            Set(lines.dropFirst(2)) == [
                "IMPP;X-SERVICE-TYPE=Jabber;TYPE=HOME;X-OWN=1:xmpp:c@x",
                "IMPP;X-SERVICE-TYPE=xmpp:xmpp:b@x",
                "X-SOCIALPROFILE;X-USER=ada;TYPE=birdsite:https://t.example/ada",
            ])
    }

    private static func card(_ lines: String...) -> Card {
        Card(
            entity: EntityID(value: 1),
            lines: CardLine.imported(lines.map { Array(($0 + "\r\n").utf8) }, using: .sha256))
    }

    @Test func `the words of the command line, and of an earlier form, are understood in a form`()
        throws
    {
        let texts = [
            """
            full name: Dr. Ada Example Jr.
            name:
              prefix: Dr.
              given: Ada
              middle:
              family: Example
              suffix: Jr.
            organisation: Harbour
            unit: Boats
            email: a@example.org
            died: 2026-05
            addresses:
              - street: A 1
                postal code: 12
                po box: 7
            custom:
              shoe-size: 42
            """,
            """
            name: Dr. Ada Example Jr.
            prefix: Dr.
            given: Ada
            family: Example
            suffix: Jr.
            org: Harbour
            units: [Boats]
            emails:
              - a@example.org
            death: 2026-05
            address:
              - street: A 1
                postcode: 12
                pobox: 7
            x:
              shoe-size: 42
            """,
        ]
        let forms = try texts.map { try FormReader(Array($0.utf8)).form }
        #expect(forms[0] == forms[1])
        let form = forms[0]
        #expect(form[.fullName] == "Dr. Ada Example Jr." && form[.suffix] == "Jr.")
        #expect(form[.died] == "2026-05" && form[.units].map(\.text) == ["Boats"])
        #expect(form[.addresses].first?.parts == ["7", "", "A 1", "", "", "12", ""])
        // Every word that a form has means the same as an option.
        let written = String(decoding: Self.text(PersonForm()), as: UTF8.self)
        let keys = written.split(separator: "\n").filter {
            !$0.hasPrefix("#") && !$0.hasPrefix(" ")
        }
        .map { String($0.prefix { $0 != ":" }) }
        #expect(keys.count == 24)
        for key in keys {
            let word = CardFieldWord(spelled: key)
            #expect(word?.rawValue == key || word?.plural == key, "\(key)")
        }
    }

    @Test(arguments: ["3.0", "4.0"])
    func `a form says who died, and takes it back`(version: String) throws {
        let card = Self.card("VERSION:" + version, "FN:Ada")
        var form = CardFormReading(card).form
        form[.died] = "2026-05-01"
        let after = try Self.saved(card, form)
        #expect(PersonView(after).facts.contains { $0.isDeath && $0.value == "2026-05-01" })
        #expect(CardFormReading(after).form[.died] == "2026-05-01")
        #expect(CardFormReading(after).hidden.isEmpty)
        form[.died] = ""
        #expect(try Self.saved(after, form).lines == card.lines)
        form[.died] = "soon"
        #expect(throws: FormRefusal.self) { try Self.saved(card, form) }
    }

    @Test func `a form says what is wrong, in which line, and what to do`() throws {
        let cases: [(text: String, line: Int?, hint: String)] = [
            ("full name: Ada\nemial:\n  - a@x", 2, "emails"), ("- a", 1, "name"),
            ("full name: A\ntitle:\n  - a", 3, "one text"), ("tags:\n  - a: b", 2, "quotes"),
            ("emails:\n  - {a: b, c: d}", 2, "label"), ("name:\n  first: A", 2, "given"),
            ("addresses:\n  - town: B", 2, "city"), ("custom:\n  a b: c", 2, "hyphens"),
            ("organisation: A\norg: B", 2, "already"), ("a: *b", 1, "quotes"),
        ]
        for (text, line, hint) in cases {
            let failure = #expect(throws: FormFailure.self) { try FormReader(Array(text.utf8)) }
            #expect(failure?.line == line, "\(text)")
            #expect(failure?.advice.contains(hint) == true, "\(failure?.advice ?? "")")
        }
    }

    @Test func `an error is marked above its line, and the mark is no part of the text`() {
        let text = Array("full name: A\nnotes:\n  - |\n    b\n   c\n".utf8)
        let failure = FormFailure(line: 5, advice: "too little\nindented")
        let marked = FormText.marked(text, with: failure)
        let lines = String(decoding: marked, as: UTF8.self).split(separator: "\n")
        #expect(lines[4] == "# kith: too little indented")
        #expect(FormText.withoutMarks(marked) == text)
        for line in [nil, 1, 99] {
            let again = FormText.marked(text, with: FormFailure(line: line, advice: "x"))
            #expect(FormText.withoutMarks(again) == text)
        }
    }

    @Test func `a refused value is told with the line that it was typed in`() throws {
        let card = Self.card("VERSION:4.0", "FN:Ada")
        let reading = CardFormReading(card)
        let cases = [
            ("full name: Ada\nbirthday: soon", 2), ("title: b\nfull name:", 2),
            ("full name: Ada\nemails:\n  - b@x\n  - \"a\\tb\"", 4),
        ]
        for (text, line) in cases {
            let saved = try FormReader(Array(text.utf8))
            var random = SeededRandom(seed: 1)
            let refusal = #expect(throws: FormRefusal.self) {
                try CardEditor.edits(from: reading, to: saved.form, of: card, using: &random)
            }
            #expect(FormFailure(try #require(refusal), in: saved).line == line, "\(text)")
        }
    }
}
