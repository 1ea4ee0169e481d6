import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Whatever a file holds: no trap, an end, and nothing lost in silence.
struct DamagedFileTests {
    /// Reads, projects, edits and exports everything.
    ///
    /// - Returns: What the reader gave back; nil when it found no card and said so.
    @discardableResult
    private static func exercise(_ file: [UInt8]) -> [UInt8]? {
        let (cards, problems) = VCardReader.read(file)
        if cards.isEmpty, !problems.isEmpty { return nil }
        var random = SeededRandom(seed: 1)
        for imported in cards {
            let card = imported.card(entity: EntityID(value: 1), using: .sha256)
            let view = PersonView(card)
            #expect(!view.displayName.isEmpty)
            _ = view.json(photo: card.photos.first.map { PhotoFacts($0, using: .sha256) }).encoded()
            _ = (view.emailKeys, view.phoneKeys)
            var editor = CardEditor(card)
            // A damaged card may refuse an edit; that it does not trap is the point here.
            try? editor.apply(.add(.tag, "x", label: ""), using: &random)
            try? editor.apply(.set(.birthday, "1985"), using: &random)
            try? editor.apply(.setFullName("A B"), using: &random)
            _ = editor.edits
        }
        return cards.flatMap(\.bytes)
    }

    private static func isUTF16(_ file: [UInt8]) -> Bool {
        guard file.count >= 2 else { return false }
        return [[0xFE, 0xFF], [0xFF, 0xFE], [0, 0x42], [0x42, 0]].contains(Array(file.prefix(2)))
    }

    @Test(arguments: SampleBooks.allNames)
    func `every truncation of a sample is read to its end`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        // The first cards at every byte, the rest at a step that meets every kind of place.
        let ends = Array(0..<min(500, file.count)) + stride(from: 500, to: file.count, by: 61)
        for end in ends {
            let part = Array(file[..<end])
            let cards = VCardReader.read(part).cards
            if let last = cards.last {
                #expect(last.bytes.count <= part.count)
                #expect(cards.flatMap(\.bytes) == part, "cut at \(end)")
            }
        }
        for end in stride(from: 0, to: file.count, by: 997) {
            Self.exercise(Array(file[..<end]))
        }
    }

    @Test(arguments: SampleBooks.allNames)
    func `flipped bits never stop a file`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        var random = SeededRandom(seed: 2)
        for _ in 0..<40 {
            var damaged = file
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let index = Int.random(in: 0..<file.count, using: &random)
                damaged[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            let read = Self.exercise(damaged)
            if !Self.isUTF16(damaged), let read { #expect(read == damaged) }
        }
    }

    @Test func `random bytes are read to their end`() {
        var random = SeededRandom(seed: 3)
        let alphabet = Array("BEGIN:VCARD\r\nEND;=,\"^\\.:TELAGENT ÄÿQUOTED-PRINTABLE".utf8)
        for _ in 0..<300 {
            let file = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                random.pick(alphabet) ?? 0
            }
            Self.exercise(Array("BEGIN:VCARD\n".utf8) + file)
            _ = ContentLine(raw: file).text
        }
    }

    @Test func `D10: hundred thousand nested beginnings are hundred thousand refused cards`() {
        let file = Array(repeating: Array("BEGIN:VCARD\n".utf8), count: 100_000).flatMap { $0 }
        let (cards, _) = VCardReader.read(file)
        #expect(cards.count == 100_000)
        #expect(cards.allSatisfy { $0.lines.isEmpty && !$0.isComplete })
    }

    @Test func `D10: nested agents that never end cost one card`() {
        let agent = Array("AGENT:\nBEGIN:VCARD\n".utf8)
        let file =
            Array("BEGIN:VCARD\nFN:A\n".utf8) + Array(repeating: agent, count: 5_000).flatMap { $0 }
            + Array("N:x\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n".utf8)
        let (cards, _) = VCardReader.read(file)
        #expect(cards.count == 2)
        #expect(cards.last?.lines.count == 1)
    }

    @Test func `CARD-10: a line beyond the limit is refused and named, the card is imported`() {
        let photo = Array("PHOTO;ENCODING=b:".utf8) + Array(repeating: 0x41, count: 5 << 20)
        let file = Array("BEGIN:VCARD\nFN:A\n".utf8) + photo + Array("\nTEL:555\nEND:VCARD\n".utf8)
        let (cards, _) = VCardReader.read(file)
        #expect(cards.count == 1)
        #expect(cards.first?.lines.count == 2)
        #expect(
            cards.first?.diagnostics
                == [ImportDiagnostic(line: 3, problem: .lineTooLong(property: "PHOTO"))])
    }

    @Test func `CARD-10: of lines that are too long together the longest goes`() {
        let photo = Array("PHOTO;ENCODING=b:".utf8) + Array(repeating: 0x41, count: 3 << 20)
        let note = Array("NOTE:".utf8) + Array(repeating: 0x42, count: 2 << 20)
        let file =
            Array("BEGIN:VCARD\nFN:A\n".utf8) + photo + [10] + note
            + Array("\nEND:VCARD\n".utf8)
        let (cards, _) = VCardReader.read(file)
        #expect(cards.first?.lines.count == 2)
        #expect(
            cards.first?.diagnostics.first
                == ImportDiagnostic(line: 3, problem: .cardTooLong(property: "PHOTO")))
    }

    @Test func `CARD-10: a card of too many lines keeps as many as a transaction holds`() {
        let lines = Array(repeating: Array("X-A:1\n".utf8), count: 40_000).flatMap { $0 }
        let file = Array("BEGIN:VCARD\n".utf8) + lines + Array("END:VCARD\n".utf8)
        let (cards, _) = VCardReader.read(file)
        #expect(cards.first?.lines.count == CardLimits.maximumLineCount)
        #expect(cards.first?.diagnostics.map(\.problem) == [.tooManyLines])
    }

    @Test func `CARD-10: a card that begins with endless blank lines keeps few of them`() {
        let blank = Array(repeating: UInt8(ascii: "\n"), count: 400_000)
        let file = Array("BEGIN:VCARD\n".utf8) + blank + Array("FN:A\nEND:VCARD\n".utf8)
        let card = VCardReader.read(file).cards.first
        #expect(card?.lines.count == 1)
        #expect((card?.frame.begin.count ?? 0) <= 2 * CardLimits.maximumOutsideBytes)
        #expect(card?.diagnostics.map(\.problem) == [.textOutsideCardsDropped])
    }
}
