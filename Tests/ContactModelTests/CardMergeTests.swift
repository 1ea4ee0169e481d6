import ChangeLog
import ContactModel
import TestSupport
import Testing

struct CardMergeTests {
    private func card(_ id: UInt128, _ lines: String) -> Card {
        let raws = lines.split(separator: "|").map { Array(($0 + "\r\n").utf8) }
        return Card(entity: EntityID(value: id), lines: CardLine.imported(raws, using: .sha256))
    }

    private func text(_ card: Card) -> String {
        card.lines.map { String(decoding: $0.raw, as: UTF8.self) }
            .joined().split(separator: "\r\n").joined(separator: "|")
    }

    @Test func `Of the second card what the first does not say is shown, once`() {
        let first = card(1, "VERSION:3.0|UID:a|FN:Ada|EMAIL:ada@x|BDAY:1985-04-12")
        let second = card(
            2, "VERSION:4.0|UID:b|FN:Ada B|EMAIL;TYPE=work:ADA@x|TEL:1|BDAY:1990-01-01")
        let merge = CardMerge(first, with: [second])
        #expect(
            text(merge.card)
                == "VERSION:3.0|UID:a|FN:Ada|EMAIL;TYPE=work:ADA@x|BDAY:1985-04-12|TEL:1")
        #expect(merge.hiddenLines.map(\.name) == ["FN", "BDAY"])
        #expect(merge.card.entity == first.entity)
    }

    @Test(arguments: [
        // Half a name of each card would be nobody's.
        ("FN:Ada Lind", "N:Linde;Ada;;;|FN:Ada Linde", "Ada Lind", "", 2),
        ("N:Solo;Han;;;", "FN:Captain Solo", "Han Solo", "Solo", 1),
        // What says the same fills the name up.
        ("FN:Ada Lind", "N:Lind;Ada;;;|FN:Ada Lind", "Ada Lind", "Lind", 0),
        ("FN:Ada Lind", "N:Lind;Ada;;Dr.;|FN:Dr. Ada Lind", "Ada Lind", "Lind", 1),
        ("N:Lind;Ada;;;", "FN:ADA LIND", "ADA LIND", "Lind", 0),
        // Letters behind a name tell a son from his father: they are never left out.
        (
            "FN:Ada Lind|N:Lind;Ada;;;", "FN:Ada Lind Jr.|N:Lind;Ada;;;Jr.", "Ada Lind Jr.", "Lind",
            0
        ),
        ("FN:Ada Lind", "FN:Ada Lind Jr.", "Ada Lind Jr.", "", 0),
        (
            "FN:Ada Lind Jr.|N:Lind;Ada;;;Jr.", "FN:Ada Lind|N:Lind;Ada;;;", "Ada Lind Jr.", "Lind",
            2
        ),
        ("FN:Ada Lind|N:Lind;Ada;;;Sr.", "FN:Ada Lind Jr.|N:Lind;Ada;;;Jr.", "Ada Lind", "Lind", 2),
        (
            "FN:Ada Lind Sr.|N:Lind;Ada;;;", "FN:Ada Lind|N:Lind;Ada;;;Jr.", "Ada Lind Sr.", "Lind",
            2
        ),
        // A line that says nothing hides none.
        ("FN:|N:;;;;|EMAIL:a@x", "FN:Ada Lind|N:Lind;Ada;;;", "Ada Lind", "Lind", 0),
    ])
    func `A name is of one card`(
        first: String, second: String, shown: String, family: String, hidden: Int
    ) {
        let merge = CardMerge(card(1, "VERSION:4.0|\(first)"), with: [card(2, second)])
        let view = PersonView(merge.card)
        #expect(view.displayName == shown && view.name.family == family)
        #expect(merge.hiddenLines.count == hidden)
    }

    @Test(arguments: [
        ("Lind;Ada;;;", "Lind;Ada;;;Jr.", "Lind;Ada;;;Jr."),
        ("Lind;Ada;;;", "Lind;ADA;Maria;Dr.;", "Lind;ADA;Maria;Dr.;"),
        ("Lind;Ada;;Dr.;", "Lind;Ada;;;Jr.", "Lind;Ada;;Dr.;"),
        ("Lind;Ada;;;Sr.", "Lind;Ada;;Dr.;Jr.", "Lind;Ada;;;Sr."),
        ("Lind;;;;", "Lind;Ada;;;Jr.", "Lind;;;;"),
        ("Lind;Ada;M.;;", "Lind;Ada;m.;;Jr.", "Lind;Ada;m.;;Jr."),
    ])
    func `Of the parts of a name the card that leaves out less is believed`(
        first: String, second: String, shown: String
    ) {
        let merge = CardMerge(
            card(1, "FN:Ada Lind|N:\(first)"), with: [card(2, "FN:Ada Lind|N:\(second)")])
        #expect(text(merge.card) == "FN:Ada Lind|N:\(shown)")
    }

    @Test func `An edit goes home to the card, or cards, whose line it concerns`() throws {
        let first = card(1, "FN:Ada|EMAIL:ada@x")
        let second = card(2, "FN:Ada|EMAIL:ada@x|TEL:1")
        let merge = CardMerge(first, with: [second])
        var random = SeededRandom(seed: 1)
        let edits = merge.edits(
            home: try CardEditor.edits(
                [
                    .remove(.email, "ada@x"), .replace(.phone, "1", with: "2"),
                    .add(.url, "https://x", label: ""),
                ], to: merge.card, using: &random)
        ).map(\.edit)
        let removed = edits.filter { $0.verb == .remove }.map(\.cell.entity)
        #expect(Set(removed) == [first.entity, second.entity])
        let phone = edits.filter { $0.verb == .put && $0.cell.entity == second.entity }
        #expect(phone.count == 1)
        #expect(phone.first?.cell.element == second.lines.last?.element)
        #expect(edits.count { $0.verb == .put && $0.cell.entity == first.entity } == 1)
    }

    @Test(arguments: [
        ("item1.EMAIL:a@x|item1.X-ABLabel:news", "item2.EMAIL:A@x|item2.X-ABLabel:News", 0),
        ("item1.TEL:1 2|item1.X-ABLabel:boat", "item1.TEL:12|item1.X-ABLabel:boat", 0),
        // An address under another name is the same address.
        ("EMAIL;TYPE=home:a@x", "item1.EMAIL:a@x|item1.X-ABLabel:news", 1),
        ("item1.EMAIL:a@x|item1.X-ABLabel:news", "EMAIL:a@x", 0),
        (
            "item1.X-ABDATE:2010-01-01|item1.X-ABLabel:wedding",
            "item7.X-ABDATE:2010-01-01|item7.X-ABLabel:_$!<Wedding>!$_", 1
        ),
        (
            "item1.X-ABRELATEDNAMES:Jo|item1.X-ABLabel:friend",
            "item1.X-ABRELATEDNAMES:jo|item1.X-ABLabel:friend", 0
        ),
    ])
    func `A group that says the same is shown once`(first: String, second: String, hidden: Int) {
        let first = card(1, "FN:Ada|\(first)")
        let merge = CardMerge(first, with: [card(2, "FN:Ada|\(second)")])
        #expect(merge.card == first)
        #expect(merge.hiddenLines.count == hidden)
    }

    @Test(arguments: [
        ("EMAIL;TYPE=INTERNET:a@x", "EMAIL;TYPE=work:a@x", "EMAIL;TYPE=work:a@x"),
        (
            "EMAIL:a@x", "item1.X-ABLabel:news|item1.EMAIL:A@x",
            "item1m1.EMAIL:A@x|item1m1.X-ABLabel:news"
        ),
        ("TEL:+49 30 123456", "TEL;TYPE=WORK:+4930123456", "TEL;TYPE=WORK:+4930123456"),
        ("TEL:+49 30 123456", "TEL;TYPE=WORK:004930123456", "TEL:+49 30 123456"),
        ("ORG:Harbour", "ORG:harbour;", "ORG:Harbour"),
        ("ORG:Harbour;;Boats", "ORG:Harbour;Boats", "ORG:Harbour;;Boats|ORG:Harbour;Boats"),
    ])
    func `A value is shown with the label that a card gives it`(
        first: String, second: String, shown: String
    ) throws {
        let cards = [card(1, first), card(2, second), card(3, second)]
        let merge = CardMerge(cards[0], with: Array(cards.dropFirst()))
        #expect(text(merge.card) == shown)
        #expect(merge.hiddenLines.isEmpty)
        // What is taken away goes from all cards, each of which has it in a group of its own.
        guard first.hasPrefix("EMAIL") else { return }
        var random = SeededRandom(seed: 1)
        let edits = try CardEditor.edits(
            [.replace(.email, "a@x", with: "b@x")], to: merge.card, using: &random)
        var after = cards
        for (number, edit) in merge.edits(home: edits) {
            let line = try #require(CardLine(element: edit.cell.element, value: edit.value))
            after[number].put(line)
        }
        #expect(text(after[0]).hasSuffix("EMAIL:b@x") || text(after[0]) == "EMAIL;TYPE=work:b@x")
        #expect(text(after[1]).contains("EMAIL") && text(after[1]).contains("b@x"))
        #expect(text(after[2]) == text(after[1]))
    }

    @Test func `A day under another label is another day, and a group that says more is shown`() {
        let first = card(1, "FN:Ada|item1.X-ABDATE:2010-01-01|item1.X-ABLabel:wedding")
        let second = card(
            2, "item1.X-ABDATE:2010-01-01|item1.X-ABLabel:graduation|item2.TEL:5|item2.EMAIL:b@x")
        let shown = text(CardMerge(first, with: [second]).card)
        #expect(
            shown.hasSuffix(
                "|item1m1.X-ABDATE:2010-01-01|item1m1.X-ABLabel:graduation|item2m1.TEL:5|item2m1.EMAIL:b@x"
            ))
    }

    @Test func `An edit of a group that both cards have goes to both, each by its own name`() throws
    {
        let first = card(1, "FN:Ada|item1.EMAIL:a@x|item1.X-ABLabel:news")
        let others = [
            card(2, "FN:Ada|item5.EMAIL:a@x|item5.X-ABLabel:news"), card(3, "FN:Ada|EMAIL:a@x"),
        ]
        let merge = CardMerge(first, with: others)
        var random = SeededRandom(seed: 1)
        let edits = merge.edits(
            home: try CardEditor.edits(
                [.replace(.email, "a@x", with: "b@x")], to: merge.card, using: &random))
        let raws = edits.compactMap { _, edit in
            CardLine(element: edit.cell.element, value: edit.value).map {
                String(decoding: $0.raw, as: UTF8.self)
            }
        }
        #expect(raws == ["item1.EMAIL:b@x\r\n", "item5.EMAIL:b@x\r\n", "EMAIL:b@x\r\n"])
    }

    @Test(arguments: [
        ("BDAY:--09-26", "BDAY:1970-09-26", "BDAY:1970-09-26", 0),
        ("BDAY:1970-09-26", "BDAY:--0926", "BDAY:1970-09-26", 0),
        ("BDAY:1970", "BDAY:19700926", "BDAY:19700926", 0),
        ("BDAY:1970-09-26", "BDAY:19700926", "BDAY:1970-09-26", 0),
        ("BDAY:--09-27", "BDAY:1970-09-26", "BDAY:--09-27", 1),
        ("BDAY:1970-09-26", "BDAY:1971-09-26", "BDAY:1970-09-26", 1),
        ("BDAY;VALUE=text:in spring", "BDAY:1971-09-26", "BDAY;VALUE=text:in spring", 1),
    ])
    func `Of a birthday the card that knows more is believed`(
        first: String, second: String, shown: String, hidden: Int
    ) throws {
        let cards = [card(1, "FN:Ada|\(first)"), card(2, "FN:Ada|\(second)")]
        let merge = CardMerge(cards[0], with: [cards[1]])
        #expect(text(merge.card) == "FN:Ada|\(shown)")
        #expect(merge.hiddenLines.count == hidden)
        var random = SeededRandom(seed: 1)
        let edits = merge.edits(
            home: try CardEditor.edits(
                [.set(.birthday, "1980-02-29")], to: merge.card, using: &random))
        #expect(Set(edits.map(\.card)) == (hidden == 0 ? [0, 1] : [0]))
    }

    @Test func `Groups of both cards stay apart, and an edit spells them as their card does`()
        throws
    {
        let first = card(1, "FN:Ada|item1.TEL:1|item1.X-ABLabel:boat")
        let second = card(2, "FN:Ada|item1.TEL:2|item1.X-ABLabel:shed")
        let merge = CardMerge(first, with: [second])
        let labels = PersonView(merge.card).phones.map(\.label)
        #expect(labels == ["boat", "shed"])
        var random = SeededRandom(seed: 1)
        let edits = merge.edits(
            home: try CardEditor.edits(
                [.replace(.phone, "2", with: "3")], to: merge.card, using: &random)
        ).map(\.edit)
        let value = try #require(edits.first)
        let line = try #require(CardLine(element: value.cell.element, value: value.value))
        #expect(value.cell.entity == second.entity)
        #expect(String(decoding: line.raw, as: UTF8.self) == "item1.TEL:3\r\n")
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `Whatever cards are merged, no line is lost and none trap`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let parts = [
            "FN:A", "EMAIL:a@x", "TEL:1", "a.TEL:1", "a.X-ABLabel:b", "NOTE:n", ":", "a.", "BDAY:x",
        ]
        func any(_ id: UInt128) -> Card {
            card(
                id,
                (0..<Int(random.next() % 6)).compactMap { _ in random.pick(parts) }.joined(
                    separator: "|"))
        }
        let cards = [any(1), any(2), any(3)]
        let merge = CardMerge(cards[0], with: Array(cards.dropFirst()))
        let shown = Set(
            merge.card.lines.map { ContentLine(raw: $0.raw).text } + merge.hiddenLines.map(\.text))
        for line in cards.flatMap(\.lines) {
            let content = ContentLine(raw: line.raw)
            guard !["VERSION", "UID"].contains(content.name) else { continue }
            #expect(shown.contains { $0.lowercased() == content.text.lowercased() })
        }
    }
}
