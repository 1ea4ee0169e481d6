import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// What the reader makes of files that are not as they should be.
struct VCardReaderTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let file: String
        /// The number of content lines of each card.
        let cards: [Int]
        /// "line problem", of the cards and then of the file.
        let problems: [String]
        var testDescription: String { name }

        init(_ name: String, _ file: String, cards: [Int], _ problems: String...) {
            (self.name, self.file, self.cards, self.problems) = (name, file, cards, problems)
        }
    }

    static let rows: [Row] = [
        Row("an empty file", "", cards: []),
        Row("one byte", "B", cards: [], "1 textOutsideCards"),
        Row("no card", "hello\nworld\n", cards: [], "1 textOutsideCards"),
        Row("two cards", "BEGIN:VCARD\nA:1\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD", cards: [1, 0]),
        Row("all three line ends", "BEGIN:VCARD\rA:1\nB:2\r\nEND:VCARD\r", cards: [2]),
        Row("a byte order mark", "\u{FEFF}BEGIN:VCARD\nA:1\nEND:VCARD\n", cards: [1]),
        Row("any case", "begin:vcard \nA:1\nEnd:VCard\t\n", cards: [1]),
        Row("blank lines everywhere", "\n\nBEGIN:VCARD\n\nA:1\n\n\nB:2\nEND:VCARD\n\n", cards: [2]),
        Row(
            "text between cards", "x\nBEGIN:VCARD\nEND:VCARD\ny\nz\nBEGIN:VCARD\nEND:VCARD\n",
            cards: [0, 0], "1 textOutsideCards", "4 textOutsideCards"),
        Row("an end alone", "END:VCARD\n", cards: [], "1 endWithoutBegin"),
        Row("a card that breaks off", "BEGIN:VCARD\nA:1\nB:2", cards: [2], "3 cutOff"),
        Row(
            "a card that another interrupts", "BEGIN:VCARD\nA:1\nBEGIN:VCARD\nB:2\nEND:VCARD\n",
            cards: [1, 1], "3 missingEnd"),
        Row(
            "a line that is no property", "BEGIN:VCARD\nA:1\nhello\nEND:VCARD\n", cards: [2],
            "3 unreadableLine"),
        Row("a folded line", "BEGIN:VCARD\nA:1\n 2\n\t3\nB:2\nEND:VCARD\n", cards: [2]),
        Row(
            "soft breaks",
            "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:a=\nTEL:b=\nc\nB:2\nEND:VCARD\n",
            cards: [2]),
        Row(
            "a soft break before the end", "BEGIN:VCARD\nN;QUOTED-PRINTABLE:a=\nEND:VCARD\n",
            cards: [1]),
        Row(
            "an equals sign that is no soft break", "BEGIN:VCARD\nN:a=\nB:2\nEND:VCARD\n",
            cards: [2]),
        Row(
            "base64 without folds", "BEGIN:VCARD\nPHOTO;BASE64:\nAAAA\nBBBB\n\nB:2\nEND:VCARD\n",
            cards: [2]),
        Row(
            "base64 up to the next property",
            "BEGIN:VCARD\nPHOTO;ENCODING=b:AA\nBB\nB:2\nEND:VCARD\n",
            cards: [2]),
        Row(
            "a nested card", "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nN:x\nEND:VCARD\nB:2\nEND:VCARD\n",
            cards: [2]),
        Row(
            "a nested card that never ends",
            "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nN:x\nEND:VCARD\nBEGIN:VCARD\nB:2\nEND:VCARD\n",
            cards: [1, 1], "6 missingEnd"),
    ]

    @Test(arguments: rows)
    func `a file is read as far as it can be, and what is wrong is told`(row: Row) {
        let (cards, problems) = VCardReader.read(Array(row.file.utf8))
        #expect(cards.map(\.lines.count) == row.cards)
        let told = cards.flatMap(\.diagnostics) + problems
        #expect(told.map { "\($0.line) \($0.problem)" } == row.problems)
        if !cards.isEmpty { #expect(cards.flatMap(\.bytes) == Array(row.file.utf8)) }
    }

    @Test(arguments: [true, false], [true, false])
    func `UTF-16 is read as UTF-8, and that is told`(isBigEndian: Bool, hasMark: Bool) throws {
        let text = "BEGIN:VCARD\r\nFN:Zoë 😀\r\nEND:VCARD\r\n"
        let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
        let file = units.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? pair : pair.reversed()
        }
        var reader = VCardReader()
        var cards: [ImportedCard] = []
        for byte in file { cards += reader.feed([byte]) }
        cards += reader.finish().cards
        let card = try #require(cards.first)
        #expect(String(decoding: card.bytes, as: UTF8.self) == text)
        #expect(card.diagnostics.map(\.problem) == [.convertedFromUTF16])
    }

    @Test func `half a UTF-16 character is replaced`() {
        let file: [UInt8] =
            [0xFE, 0xFF] + Array("BEGIN:VCARD\n".utf8).flatMap { [0, $0] } + [0xD8, 0]
        #expect(VCardReader.read(file).cards.first?.bytes.suffix(3) == [0xEF, 0xBF, 0xBD])
    }

    @Test func `the report counts every card and names those with trouble`() {
        var report = ImportReport()
        let file = "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n"
        let cards = VCardReader.read(Array(file.utf8)).cards
        report.add(cards[0], .imported)
        report.add(cards[1], .refused)
        #expect(report.count(.imported) == 1)
        #expect(report.cardCount == 2)
        #expect(report.hasLosses)
        #expect(report.entries.map(\.line) == [4])
        #expect(
            report.entries.first?.problems.map(\.sentence) == [
                "line 4: the card is empty; not imported"
            ])
    }

    @Test func `exported cards begin on lines of their own`() throws {
        let files = [
            "\u{FEFF}BEGIN:VCARD\nFN:A\nEND:VCARD", "\u{FEFF}BEGIN:VCARD\nFN:B\nEND:VCARD\n",
        ]
        var exporter = VCardExporter()
        var bytes: [UInt8] = []
        for file in files {
            let imported = try #require(VCardReader.read(Array(file.utf8)).cards.first)
            bytes += exporter.next(imported.card(entity: EntityID(value: 1), using: .sha256))
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "\u{FEFF}BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    }
}
