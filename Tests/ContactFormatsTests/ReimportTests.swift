import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// The laws of importing again: nothing twice, local edits win, what a newer export lacks goes.
struct ReimportTests {
    @Test(arguments: SampleBooks.names)
    func `CARD-7: the same file twice changes nothing the second time`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        var store = CellStore()
        _ = try store.importFile(file)
        for decision in try store.importFile(file) {
            #expect(decision.edits.isEmpty)
            #expect(decision.verdict == .unchanged)
        }
    }

    @Test(arguments: SampleBooks.names)
    func `CARD-5, CARD-6: two machines that import the same file make the same cells`(name: String)
        throws
    {
        let file = try SampleBooks.bytes(of: name)
        var (one, other) = (CellStore(), CellStore())
        #expect(try one.importFile(file) == other.importFile(file))
    }

    @Test(arguments: SampleBooks.names, [UInt64](1...4))
    func `CARD-7: local edits survive importing the file again`(name: String, seed: UInt64) throws {
        let file = try SampleBooks.bytes(of: name)
        var random = SeededRandom(seed: seed)
        var store = CellStore()
        var expected: [Card] = []
        for decision in try store.importFile(file) {
            let card = try store.card(decision.entity, decision.kind)
            store.apply(try Self.randomEdits(of: card, using: &random))
            expected.append(try store.card(decision.entity, decision.kind))
        }
        let again = try store.importFile(file)
        #expect(again.allSatisfy { $0.edits.isEmpty })
        for card in expected {
            #expect(try store.card(card.entity, card.kind) == card)
        }
    }

    private static func randomEdits(
        of card: Card, using random: inout SeededRandom
    ) throws -> [CellEdit] {
        var edited = card
        for _ in 0..<3 {
            guard let line = random.pick(edited.lines) else { break }
            let name = ContentLine(raw: line.raw).name
            guard name != "UID" else { continue }
            if Bool.random(using: &random) {
                edited.remove(line.element)
            } else {
                var changed = line
                let property = name.isEmpty ? "X-A" : name
                changed.raw = Array("\(property):edited \(random.next())\r\n".utf8)
                edited.put(changed)
            }
        }
        var editor = CardEditor(edited)
        try editor.apply(.add(.email, "local@example.org", label: "work"), using: &random)
        return editor.card.edits(from: card)
    }

    @Test(arguments: SampleBooks.names)
    func `CARD-7: importing our own export of edited cards changes nothing`(name: String) throws {
        var random = SeededRandom(seed: 9)
        var store = CellStore()
        var exporter = VCardExporter()
        var export: [UInt8] = []
        for decision in try store.importFile(try SampleBooks.bytes(of: name)) {
            let card = try store.card(decision.entity, decision.kind)
            guard PersonView(card).uid != nil else { continue }
            store.apply(try Self.randomEdits(of: card, using: &random))
            export += exporter.next(try store.card(decision.entity, decision.kind))
        }
        for decision in try store.importFile(export) {
            #expect(decision.edits.isEmpty)
        }
    }

    private static func book(_ lines: String...) -> [UInt8] {
        Array(
            ("BEGIN:VCARD\nVERSION:3.0\nUID:u1\n" + lines.map { $0 + "\n" }.joined()
                + "END:VCARD\n").utf8)
    }

    private static func text(_ store: CellStore, _ decision: CardImport) throws -> String {
        String(decoding: try store.card(decision.entity, decision.kind).bytes, as: UTF8.self)
    }

    @Test func `CARD-7: a line that the newer file lacks goes, a new one takes its place`()
        throws
    {
        var store = CellStore()
        _ = try store.importFile(Self.book("FN:Ada", "TEL:1", "TEL:2", "NOTE:n"))
        let newer = Self.book("FN:Ada", "TEL:2", "TEL:3", "NOTE:n")
        let decision = try #require(try store.importFile(newer).first)
        #expect(decision.verdict == .updated)
        #expect(decision.edits.map(\.cell.field) == [.line, .line, .withdrawn])
        #expect(try Self.text(store, decision) == String(decoding: newer, as: UTF8.self))
    }

    @Test func `CARD-7: a line edited here stays though the file lacks the old one`()
        throws
    {
        var store = CellStore()
        let first = try #require(try store.importFile(Self.book("FN:Ada", "TEL:1")).first)
        let card = try store.card(first.entity, first.kind)
        var random = SeededRandom(seed: 1)
        store.apply(
            try CardEditor.edits([.replace(.phone, "1", with: "12")], to: card, using: &random))
        let decision = try #require(try store.importFile(Self.book("FN:Ada")).first)
        #expect(decision.edits.isEmpty)
        #expect(try Self.text(store, decision).contains("TEL:12"))
    }

    @Test func `CARD-7: a line that was removed here does not come back`() throws {
        var store = CellStore()
        let first = try #require(try store.importFile(Self.book("FN:Ada", "TEL:1")).first)
        var random = SeededRandom(seed: 1)
        let card = try store.card(first.entity, first.kind)
        store.apply(try CardEditor.edits([.remove(.phone, "1")], to: card, using: &random))
        let again = try store.importFile(Self.book("FN:Ada", "TEL:1", "TEL:2"))
        let decision = try #require(again.first)
        #expect(decision.edits.count == 1)
        #expect(try !Self.text(store, decision).contains("TEL:1\n"))
    }

    @Test func `CARD-7: what a file says again is there again`() throws {
        var store = CellStore()
        let older = Self.book("FN:Ada", "TEL:1", "TITLE:Engineer")
        let newer = Self.book("FN:Eve", "TEL:2", "TITLE:Manager")
        for file in [older, newer, older, newer, newer, older] {
            let decision = try #require(try store.importFile(file).first)
            #expect(try Self.text(store, decision) == String(decoding: file, as: UTF8.self))
        }
        #expect(try store.importFile(older).allSatisfy { $0.edits.isEmpty })
    }

    @Test func `CARD-7: what was removed here comes back when a file says it anew, not before`()
        throws
    {
        var store = CellStore()
        let older = Self.book("FN:Ada", "TITLE:Engineer", "NOTE:n")
        let first = try #require(try store.importFile(older).first)
        var random = SeededRandom(seed: 1)
        let card = try store.card(first.entity, first.kind)
        store.apply(try CardEditor.edits([.set(.title, "")], to: card, using: &random))
        #expect(try store.importFile(older).allSatisfy { $0.edits.isEmpty })
        // A newer export that still says it knows nothing of the removal.
        _ = try store.importFile(Self.book("FN:Ada", "TITLE:Engineer", "NOTE:m"))
        var decision = try #require(try store.importFile(older).first)
        #expect(try !Self.text(store, decision).contains("TITLE"))
        _ = try store.importFile(Self.book("FN:Ada", "TITLE:Manager", "NOTE:n"))
        decision = try #require(try store.importFile(older).first)
        #expect(try Self.text(store, decision).contains("TITLE:Engineer"))
    }

    @Test func `CARD-7: of what a card has once the local edit stays, and no second line comes`()
        throws
    {
        var store = CellStore()
        let first = try #require(
            try store.importFile(
                Self.book("FN:Ada", "N:;Ada;;;", "ORG:Old", "BDAY:1985-04-12", "TEL:1")
            ).first)
        var random = SeededRandom(seed: 1)
        let card = try store.card(first.entity, first.kind)
        store.apply(
            try CardEditor.edits(
                [
                    .setFullName("Mine"), .set(.organisation, "Mine"),
                    .set(.birthday, "1990-01-01"),
                ], to: card, using: &random))
        let mine = try store.card(first.entity, first.kind)
        let newer = Self.book("FN:Eve", "N:;Eve;;;", "ORG:New", "BDAY:1999-09-09", "TEL:2")
        let decision = try #require(try store.importFile(newer).first)
        let now = try store.card(first.entity, first.kind)
        #expect(decision.verdict == .updated)
        for name in ["FN", "N", "ORG", "BDAY"] {
            func lines(_ card: Card) -> [CardLine] {
                card.lines.filter { ContentLine(raw: $0.raw).name == name }
            }
            #expect(lines(now) == lines(mine), "\(name)")
        }
        #expect(try Self.text(store, decision).contains("TEL:2"))
        #expect(try store.importFile(newer).allSatisfy { $0.edits.isEmpty })
    }

    @Test func `CARD-7: a card of which others wrote on after undo took it back is put again`()
        throws
    {
        var store = CellStore()
        let file = Self.book("FN:Ada", "TEL:1")
        let first = try #require(try store.importFile(file).first)
        let card = try store.card(first.entity, first.kind)
        var random = SeededRandom(seed: 1)
        store.apply(try CardEditor.edits([.set(.title, "Boss")], to: card, using: &random))
        store.apply(card.lines.map { .remove(card.cell(of: $0.element), of: .person) })
        store.apply(card.lines.map { .withdraw($0.element, of: card.entity, .person) })
        let again = try #require(try store.importFile(file).first)
        let text = try Self.text(store, again)
        #expect(text.contains("FN:Ada") && text.contains("TEL:1") && text.contains("TITLE:Boss"))
    }

    @Test func `A new version of a card stands where the old one stood, before all other lines`()
        throws
    {
        var store = CellStore()
        _ = try store.importFile(Self.book("FN:Ada", "TEL:1"))
        let newer = String(decoding: Self.book("FN:Ada", "TEL:1"), as: UTF8.self)
            .replacing("3.0", with: "4.0")
        let decision = try #require(try store.importFile(Array(newer.utf8)).first)
        #expect(try Self.text(store, decision) == newer)
    }

    @Test func `CARD-7: a file that broke off removes nothing`() throws {
        var store = CellStore()
        _ = try store.importFile(Self.book("FN:Ada", "TEL:1", "NOTE:n"))
        let cut = Array(Self.book("FN:Ada", "TEL:1", "NOTE:n").prefix(48))
        let decision = try #require(try store.importFile(cut).first)
        #expect(!decision.edits.contains { $0.verb == .remove })
    }

    @Test func `CARD-6: of two cards with one UID both are kept and the later is told`() throws {
        var recognition = CardRecognition(using: .sha256)
        let file = Self.book("FN:Ada") + Self.book("FN:Eve") + Self.book("FN:Ada", "REV:1")
        let identities = VCardReader.read(file).cards.map { recognition.identify($0) }
        #expect(identities.map(\.isRepetition) == [false, false, true])
        #expect(identities[0].entity != identities[1].entity)
        #expect(identities[0].entity == identities[2].entity)
        #expect(identities[1].problem?.problem == .repeatedUID)
    }

    @Test func `CARD-6: a card without UID is recognised by its content in any order of lines`() {
        var recognition = CardRecognition(using: .sha256)
        let one = "BEGIN:VCARD\r\nFN:A\r\nTEL:1\r\nREV:2\r\nEND:VCARD\r\n"
        let other = "BEGIN:VCARD\nTEL:1\nFN:\n A\nPRODID:x\nEND:VCARD\n"
        let file = Array((one + other).utf8)
        let identities = VCardReader.read(file).cards.map { recognition.identify($0) }
        #expect(identities.map(\.isRepetition) == [false, true])
    }
}
