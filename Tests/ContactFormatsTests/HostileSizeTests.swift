import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Inputs so long that whatever takes more than a step a byte does not end: the limit catches a
/// hang, it measures nothing.
@Suite(.timeLimit(.minutes(2)))
struct HostileSizeTests {
    /// What very many of the same few letters may be taken for.
    private static let monotonous = ["a.", "+1 ", "=?", ":/", "\\", "\"("].map {
        String(repeating: $0, count: (64 << 10) / $0.utf8.count)
    }
    private static let megabyte = String(repeating: "a.", count: 512 << 10)

    private static func card(_ line: String) -> [UInt8] {
        Array("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n\(line)\r\nTEL:555\r\nEND:VCARD\r\n".utf8)
    }

    @Test(arguments: [
        "NOTE", "EMAIL", "TEL", "URL", "ADR", "CATEGORIES", "BDAY", "MEMBER", "X-A;B",
    ])
    func `D10, D14: an endless line is read, shown, edited and exported`(name: String) throws {
        var random = SeededRandom(seed: 4)
        let texts = name == "NOTE" ? [Self.megabyte] : Self.monotonous
        for text in texts {
            let file = Self.card("\(name):\(text)")
            let imported = try #require(VCardReader.read(file).cards.first)
            #expect(imported.bytes == file)
            let card = imported.card(entity: EntityID(value: 1), using: .quick)
            #expect(!PersonView(card).json(photo: nil).encoded().isEmpty)
            _ = GroupCard(card)
            var editor = CardEditor(card)
            try editor.apply(.set(.title, "Captain"), using: &random)
            #expect(editor.edits.count == 1)
            #expect(!VCardConversion(card, to: .four).bytes.isEmpty)
        }
    }

    @Test func `D14: what looks at addresses, numbers, dates and words looks at each letter once`()
    {
        for text in Self.monotonous {
            _ = (MatchKey.email(text), MatchKey.phone(text), MemberReference(text: text))
            _ = PhoneNumber(text, home: DialingPlan(country: "DE"))
            _ = PartialDate(text: text)
            _ = (EncodedWord.decode(text), MailAddress.list(text))
            _ = MailHeaders(Array("From: \(text)\nTo: x\n\n".utf8))
            _ = (FoldedText.fold(text), FoldedText.words(text))
            #expect(SearchQuery(text).terms.count <= 64)
        }
    }

    @Test func `D10: hundred thousand properties keep as many as a card may have`() {
        let lines = (0..<100_000).map { "X-P\($0):v\r\n" }.joined()
        let (cards, _) = VCardReader.read(Self.card(lines + "X-LAST:v"))
        #expect(cards.count == 1)
        #expect(cards.first?.lines.count == CardLimits.maximumLineCount)
        #expect(cards.first?.diagnostics.map(\.problem) == [.tooManyLines])
    }

    @Test func `D10: a name folded inside its letters at every byte is read whole`() throws {
        let name = Array("FN:Zoë Ærøskøbing 芽衣 🙂".utf8)
        for cut in 1..<name.count {
            let folded = Array(name[..<cut]) + Array("\r\n ".utf8) + Array(name[cut...])
            let file = Array("BEGIN:VCARD\r\n".utf8) + folded + Array("\r\nEND:VCARD\r\n".utf8)
            let imported = try #require(VCardReader.read(file).cards.first)
            #expect(imported.bytes == file)
            let view = PersonView(imported.card(entity: EntityID(value: 1), using: .quick))
            #expect(view.displayName == "Zoë Ærøskøbing 芽衣 🙂", "\(cut)")
        }
    }

    @Test func `D10: a photo far beyond the limit costs its line alone, however long it is`() {
        var reader = VCardReader()
        var cards = reader.feed(Array("BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:\n".utf8))
        let piece = Array((" " + String(repeating: "QUFB", count: 18) + "\n").utf8)
        let block = Array(repeating: piece, count: 900).flatMap { $0 }
        // Fed piece by piece, as a file is read: 10 MB of 74 bytes a line.
        for _ in 0..<160 { cards += reader.feed(block) }
        cards += reader.feed(Array("TEL:555\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n".utf8))
        cards += reader.finish().cards
        #expect(cards.map(\.lines.count) == [2, 1])
        #expect(
            cards.first?.diagnostics
                == [ImportDiagnostic(line: 3, problem: .lineTooLong(property: "PHOTO"))])
    }
}
