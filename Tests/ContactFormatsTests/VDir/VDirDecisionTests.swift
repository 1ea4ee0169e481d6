import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// The table of what a file does to its card, and the card to its file.
struct VDirDecisionTests {
    private static let entity = EntityID(value: 7)

    private static func file(_ lines: String...) -> [UInt8] {
        Array(
            ("BEGIN:VCARD\r\n" + lines.map { $0 + "\r\n" }.joined() + "END:VCARD\r\n").utf8)
    }

    private static let original = file(
        "VERSION:3.0", "UID:u", "FN:Ada", "TEL;TYPE=HOME:1", "TEL;TYPE=WORK:2", "NOTE:n")

    /// A card and its file, equal.
    private static func pair(
        _ bytes: [UInt8] = original
    ) throws -> (card: Card, base: MirroredCard) {
        let imported = try VDirReading.card(in: bytes, since: nil)
        let card = imported.card(entity: entity, using: .sha256)
        let lines = card.lines.map { MirroredCard.Line(element: $0.element, raw: $0.raw) }
        return (card, MirroredCard(frame: imported.frame, lines: lines))
    }

    /// The card with a line said otherwise; an empty text takes it away.
    private static func edited(_ card: Card, _ line: String, to text: String) throws -> Card {
        var result = card
        var found = try #require(card.lines.first { $0.raw == Array((line + "\r\n").utf8) })
        found.raw = Array((text + "\r\n").utf8)
        if text.isEmpty { result.remove(found.element) } else { result.put(found) }
        return result
    }

    private static func merge(
        _ now: [UInt8], since base: MirroredCard, into card: Card
    ) throws -> FileMerge {
        FileMerge(
            of: try VDirReading.card(in: now, since: base), since: base, into: card,
            using: .sha256)
    }

    private static func text(_ card: Card) -> String { String(decoding: card.bytes, as: UTF8.self) }

    @Test func `What both sides changed in different lines is kept from both`() throws {
        let (card, base) = try Self.pair()
        let here = try Self.edited(card, "NOTE:n", to: "NOTE:kith")
        let there = Self.file(
            "VERSION:3.0", "UID:u", "FN:Ada", "TEL;TYPE=HOME:1", "TEL;TYPE=WORK:3", "NOTE:n",
            "EMAIL:a@example.org")
        let merge = try Self.merge(there, since: base, into: here)
        let expected = Self.file(
            "VERSION:3.0", "UID:u", "FN:Ada", "TEL;TYPE=HOME:1", "TEL;TYPE=WORK:3", "NOTE:kith",
            "EMAIL:a@example.org")
        #expect(merge.card.bytes == expected)
        #expect(merge.edits.count == 2)
        #expect(merge.overridden.isEmpty)
        #expect(
            VDirDecision.outward(base: merge.file, person: .alive(merge.card))
                == .write(merge.file.updated(to: merge.card)))
        #expect(merge.file.updated(to: merge.card).bytes == expected)
    }

    @Test func `A line that both changed gets the file's value, and that is told`() throws {
        let (card, base) = try Self.pair()
        let here = try Self.edited(card, "TEL;TYPE=WORK:2", to: "TEL;TYPE=WORK:8")
        let there = try Self.edited(card, "TEL;TYPE=WORK:2", to: "TEL;TYPE=WORK:9").bytes
        let merge = try Self.merge(there, since: base, into: here)
        #expect(merge.card.bytes == there)
        #expect(merge.overridden == ["TEL"])
    }

    @Test(arguments: [("TEL;TYPE=WORK:8", ""), ("", "TEL;TYPE=WORK:9")])
    func `An edit wins over a removal on either side`(here: String, there: String) throws {
        let (card, base) = try Self.pair()
        let local = try Self.edited(card, "TEL;TYPE=WORK:2", to: here)
        let file = try Self.edited(card, "TEL;TYPE=WORK:2", to: there).bytes
        let merge = try Self.merge(file, since: base, into: local)
        #expect(Self.text(merge.card).contains(here + there))
        #expect(merge.file.updated(to: merge.card).bytes == merge.card.bytes)
    }

    @Test func `What another program only writes differently is no edit, and stays as written`()
        throws
    {
        let (card, base) = try Self.pair(
            Self.file("VERSION:3.0", "UID:u", "FN:Ada", "NOTE:a, b", "TEL;HOME;VOICE:1"))
        let rewritten = Self.file(
            "VERSION:3.0", "FN:Ada", "note:a\\, ", " b", "TEL;TYPE=VOICE,HOME:1", "UID:u")
        let merge = try Self.merge(rewritten, since: base, into: card)
        #expect(merge.edits.isEmpty)
        #expect(VDirDecision.outward(base: merge.file, person: .alive(card)) == .nothing)
        let local = try Self.edited(card, "FN:Ada", to: "FN:Ada L")
        #expect(
            String(decoding: merge.file.updated(to: local).bytes, as: UTF8.self)
                == String(
                    decoding: Self.file(
                        "VERSION:3.0", "FN:Ada L", "note:a\\, ", " b", "TEL;TYPE=VOICE,HOME:1",
                        "UID:u"), as: UTF8.self))
    }

    @Test func `Text that is no UTF-8 is written as UTF-8, and still says the same`() throws {
        let latin: [UInt8] = [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]
        let lines: [[UInt8]] = [
            Array("VERSION:2.1\r\n".utf8), Array("FN:".utf8) + latin + [0x0D, 0x0A],
            Array("NOTE;CHARSET=iso-8859-1:".utf8) + latin + [0x0D, 0x0A],
        ]
        let card = Card(entity: Self.entity, lines: CardLine.imported(lines, using: .sha256))
        let file = MirroredCard(newFileOf: card)
        #expect(
            String(validating: file.bytes, as: UTF8.self)?.contains(
                "FN:Müller\r\nNOTE;CHARSET=UTF-8:Müller\r\n") == true)
        #expect(VDirDecision.outward(base: file, person: .alive(card)) == .nothing)
    }

    @Test func `The same line added on both sides is there once`() throws {
        let (card, base) = try Self.pair()
        var editor = CardEditor(card)
        var random = SeededRandom(seed: 1)
        try editor.apply(.add(.email, "a@example.org", label: ""), using: &random)
        let added = try #require(editor.card.lines.first { !card.lines.contains($0) })
        let bytes = base.frame.begin + base.lines.flatMap(\.raw) + added.raw + base.frame.end
        let merge = try Self.merge(bytes, since: base, into: editor.card)
        #expect(merge.edits.isEmpty)
    }

    /// The answer without what it carries.
    private static func name(_ inward: VDirDecision.Inward) -> String {
        String("\(inward)".prefix { $0 != "(" })
    }

    @Test func `Files and people that come and go`() throws {
        let (card, base) = try Self.pair()
        let changed = try Self.edited(card, "NOTE:n", to: "NOTE:kith")
        let now = try VDirReading.card(
            in: try Self.edited(card, "NOTE:n", to: "NOTE:file").bytes, since: base)
        let cases: [(VDirDecision.File, VDirDecision.Person, inward: String, keeps: Bool)] = [
            (.unchanged, .alive(card), "nothing", true),
            (.unchanged, .trashed(card), "nothing", false),
            (.unchanged, .merged(card), "nothing", false),
            (.unchanged, .unknown, "nothing", false),
            (.missing, .alive(card), "trash", true),
            (.missing, .alive(changed), "keep", true),
            (.missing, .trashed(card), "forget", false),
            (.missing, .merged(card), "forget", false),
            (.changed(now), .alive(changed), "merge", true),
            (.changed(now), .trashed(card), "merge", false),
            (.changed(now), .merged(card), "merge", false),
            (.changed(now), .unknown, "nothing", false),
        ]
        for (file, person, inward, keeps) in cases {
            let decision = VDirDecision.inward(
                base: base, file: file, person: person, using: .sha256)
            #expect(Self.name(decision) == inward)
            #expect((VDirDecision.outward(base: base, person: person) != .remove) == keeps)
            if case .merge(_, let restoring) = decision, case .trashed = person {
                #expect(restoring)
            }
        }
    }

    @Test func `A file joins a known card: nothing goes, what a card has once stays kith's`()
        throws
    {
        let (card, _) = try Self.pair()
        let local = try Self.edited(card, "TEL;TYPE=HOME:1", to: "")
        let existing = ExistingCard(
            card: local, elementsWithHistory: Set(card.lines.map(\.element)))
        let file = Self.file("VERSION:3.0", "UID:u", "FN:Ada B", "TEL;TYPE=HOME:1", "URL:x")
        let merge = FileMerge(
            joining: try VDirReading.card(in: file, since: nil), with: existing, using: .sha256)
        let text = Self.text(merge.card)
        #expect(text.contains("FN:Ada\r\n") && text.contains("URL:x"))
        #expect(text.contains("TEL;TYPE=WORK:2") && !text.contains("TEL;TYPE=HOME:1"))
        let values = merge.edits.map { String(decoding: $0.value, as: UTF8.self) }
        #expect(values.contains { $0.contains("FN:Ada B") }, "kept in the history")
        #expect(merge.file.updated(to: merge.card).lines.count == merge.card.lines.count)
    }

    @Test(arguments: [
        ("", 1), ("nonsense\n", 1), ("BEGIN:VCARD\nFN:A\n", 2),
        ("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", 4),
        ("BEGIN:VCARD\nEND:VCARD\n", 1), ("BEGIN:VCARD\nFN:A\n<<<<<<< mine\nEND:VCARD\n", 3),
    ])
    func `A file that is not one card is refused with its line`(text: String, line: Int) throws {
        let base = MirroredCard(bytes: Self.original, elements: [])
        let problem = #expect(throws: VDirReading.Problem.self) {
            try VDirReading.card(in: Array(text.utf8), since: base)
        }
        #expect(problem?.line == line)
    }

    @Test(arguments: [
        // Everyday values are taken away by hand.
        (["TEL:1", "NOTE:n", "X-A:1"], ["X-A:1"], []),
        (["X-B:1", "X-A:1", "TEL:1"], ["TEL:1"], ["X-A", "X-B"]),
        // One of several is an edit.
        (["X-A:1", "X-A:2"], ["X-A:2"], []),
        (["PHOTO:file.jpg", "TEL:1"], ["TEL:1", "EMAIL:a@example.org"], ["PHOTO"]),
        // A label goes with its line; the other label stays.
        (
            ["item1.URL:u", "item1.X-ABLabel:L", "item2.URL:v", "item2.X-ABLabel:M"],
            ["item2.URL:v", "item2.X-ABLabel:M"], []
        ),
        (
            ["item1.URL:u", "item1.X-ABLabel:L", "item2.URL:v", "item2.X-ABLabel:M"],
            ["item1.URL:u", "item2.URL:v", "item2.X-ABLabel:M"], ["X-ABLABEL"]
        ),
        (["X-A:1"], ["X-A:2"], []),
    ])
    func `What a program that wrote a file left out is named`(
        before: [String], now: [String], lost: [String]
    ) throws {
        let frame = ["VERSION:3.0", "UID:u", "FN:Ada"]
        func file(_ lines: [String]) -> [UInt8] {
            let text = (frame + lines).map { $0 + "\r\n" }.joined()
            return Array(("BEGIN:VCARD\r\n" + text + "END:VCARD\r\n").utf8)
        }
        let (card, base) = try Self.pair(file(before))
        #expect(try Self.merge(file(now), since: base, into: card).leftOut == lost)
        // What kith said otherwise meanwhile is not lost.
        if before == ["X-A:1"] {
            let here = try Self.edited(card, "X-A:1", to: "X-A:3")
            #expect(try Self.merge(file([]), since: base, into: here).leftOut.isEmpty)
        }
    }

    @Test func `New files are named by a safe UID, else by the person's id`() {
        let id = Self.entity.description
        let cases: [(uid: String?, taken: Set<String>, name: String)] = [
            ("abc-1.x_Y", [], "abc-1.x_Y.vcf"), ("urn:uuid:12-ab", [], "12-ab.vcf"),
            (nil, [], id + ".vcf"), ("", [], id + ".vcf"), ("../../etc/x", [], id + ".vcf"),
            (".hidden", [], id + ".vcf"), (String(repeating: "a", count: 101), [], id + ".vcf"),
            ("ü", [], id + ".vcf"), ("abc", ["abc.vcf"], id + ".vcf"),
            ("abc", ["abc.vcf", id + ".vcf"], id + "-2.vcf"),
        ]
        for (uid, taken, name) in cases {
            #expect(
                VDirFileName.name(uid: uid, entity: Self.entity) { taken.contains($0) } == name)
        }
        let items = ["a.vcf", "A.VCF", ".a.vcf", "a.vcf.tmp", "color", "a.ics", ".vcf"]
        #expect(items.filter(VDirFileName.isItem) == ["a.vcf", "A.VCF"])
    }

    @Test func `More than five and more than a fifth is a mass removal`() {
        let cases = [(5, 5, false), (6, 6, true), (6, 30, false), (7, 30, true), (6, 29, true)]
        for (count, total, isMass) in cases {
            #expect(VDirDecision.isMassRemoval(count, of: total) == isMass, "\(count) of \(total)")
        }
    }
}
