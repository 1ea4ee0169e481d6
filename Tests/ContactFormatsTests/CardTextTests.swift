import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

struct CardTextTests {
    private static let text = """
        BEGIN:VCARD
        VERSION:3.0
        FN:Ada
        TEL:1
        TEL:2
        bad line
        NOTE:n
        END:VCARD

        """

    private static func card() throws -> Card {
        let imported = try #require(VCardReader.read(Array(text.utf8)).cards.first)
        return imported.card(entity: EntityID(value: 1), using: .sha256)
    }

    private static func edits(to text: String) throws -> [CellEdit] {
        var random = SeededRandom(seed: 5)
        return try CardText.edits(from: card(), to: Array(text.utf8), using: &random)
    }

    private static func replacing(_ old: String, _ new: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let index = lines.firstIndex(of: old) { lines[index] = new }
        return lines.joined(separator: "\n")
    }

    @Test func `text that was not changed edits nothing`() throws {
        #expect(try Self.edits(to: Self.text).isEmpty)
    }

    @Test func `other line ends and folds edit nothing`() throws {
        let text = Self.text.split(separator: "\n").joined(separator: "\r\n")
        let folded = text.split(separator: "NOTE:n").joined(separator: "NOTE:\r\n n")
        #expect(try Self.edits(to: folded).isEmpty)
    }

    @Test func `a changed line is one edit of the same element`() throws {
        let card = try Self.card()
        let edits = try Self.edits(to: Self.replacing("TEL:2", "TEL:3"))
        #expect(edits.map(\.cell.element) == [card.lines[3].element])
        #expect(edits.map(\.verb) == [.put])
    }

    @Test func `a removed line is one remove`() throws {
        let edits = try Self.edits(to: Self.replacing("TEL:1", "NOTE:n"))
        #expect(edits.map(\.verb) == [.remove, .put])
    }

    @Test func `the edits make the card read like the text`() throws {
        let wanted = Self.replacing("TEL:1", "TEL:9\nX-NEW:a\nX-NEW:b")
        var card = try Self.card()
        for edit in try Self.edits(to: wanted) {
            card = try CellStore.apply(edit, to: card)
        }
        #expect(String(decoding: card.bytes, as: UTF8.self) == wanted)
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let text: String
        let failure: CardText.Failure
        var testDescription: String { "\(failure)" }
    }

    static let refusals = [
        Refusal(text: replacing("FN:Ada", "Ada"), failure: .unreadableLine(line: 3)),
        Refusal(text: replacing("END:VCARD", ""), failure: .notClosed(line: 8)),
        Refusal(text: replacing("BEGIN:VCARD", ""), failure: .noCard),
        Refusal(text: "", failure: .noCard),
        Refusal(
            text: text.split(separator: "\n").filter { !$0.hasPrefix("VERSION") }
                .joined(separator: "\n"), failure: .noVersion),
        Refusal(text: text + text, failure: .severalCards(line: 9)),
        Refusal(text: text + "TEL:5\n", failure: .unreadableLine(line: 9)),
    ]

    @Test(arguments: refusals)
    func `text that is no card is refused with its line`(refusal: Refusal) {
        #expect(throws: refusal.failure) { try Self.edits(to: refusal.text) }
    }
}
