package import ChangeLog
package import ContactModel

/// A card as text for an editor, and back: only the lines that the person changed are edited.
package enum CardText {
    /// Why an edited text is no card; the card is unchanged.
    package enum Failure: KithError, Hashable {
        /// The line, from 1, is not a property.
        case unreadableLine(line: Int)
        /// There is no `BEGIN:VCARD`.
        case noCard
        /// The line with the version that the card had is gone: no program could read it then.
        case noVersion
        /// There is more than one card.
        case severalCards(line: Int)
        /// `END:VCARD` is missing.
        case notClosed(line: Int)
        /// A line or the card is too long.
        case tooLong(line: Int)

        package var code: String { "unreadable_card_text" }

        package var canRetry: Bool { false }

        /// The line at fault, from 1; nil when the whole text is.
        package var line: Int? {
            switch self {
            case .unreadableLine(let line), .severalCards(let line), .notClosed(let line),
                .tooLong(let line):
                line
            case .noCard, .noVersion: nil
            }
        }

        /// The fault of the line, and how to mend it.
        package var advice: String {
            switch self {
            case .unreadableLine:
                "this is not a property; write NAME:value, or begin it with a space if it belongs "
                    + "to the line before"
            case .noCard: "The text has no BEGIN:VCARD; put it back at the beginning"
            case .noVersion: "The card has no VERSION any more; put that line back"
            case .severalCards: "a second card begins here; edit one card at a time"
            case .notClosed: "the card is not closed by END:VCARD before; put it back at the end"
            case .tooLong: "the card is too long"
            }
        }

        package var sentence: String { line.map { "Line \($0): \(advice)." } ?? "\(advice)." }
    }

    /// The edits that make the card read like the text.
    ///
    /// Lines are matched by their bytes, then by what they say unfolded, then, of each property,
    /// by their order. A line that says the same in other folds is not edited.
    ///
    /// - Throws: ``Failure`` with the line of the text that is at fault.
    /// - Complexity: O(bytes) for texts whose lines mostly stay as they are.
    package static func edits(
        from card: Card, to text: [UInt8], using random: inout some RandomNumberGenerator
    ) throws(Failure) -> [CellEdit] {
        let raws = try lines(of: text, known: card)
        var matching = LineMatching(old: card.lines, new: raws)
        matching.match { Array($0) }
        matching.match { ContentLine.unfolded($0) }
        matching.match { Array(ContentLine(raw: $0).name.utf8) }
        return matching.card(of: card, using: &random).edits(from: card)
    }

    private static func lines(of text: [UInt8], known: Card) throws(Failure) -> [[UInt8]] {
        let (cards, problems) = VCardReader.read(text)
        guard let edited = cards.first else { throw .noCard }
        if cards.count > 1 { throw .severalCards(line: cards[1].startLine) }
        let opaque = Set(known.lines.map { ContentLine.unfolded($0.raw) })
        for diagnostic in edited.diagnostics + problems {
            switch diagnostic.problem {
            case .missingEnd, .cutOff: throw .notClosed(line: diagnostic.line)
            case .lineTooLong, .cardTooLong, .tooManyLines: throw .tooLong(line: diagnostic.line)
            case .textOutsideCards: throw .unreadableLine(line: diagnostic.line)
            default: continue
            }
        }
        for (raw, number) in zip(edited.lines, edited.lineNumbers)
        where ContentLine(raw: raw).isOpaque && !opaque.contains(ContentLine.unfolded(raw)) {
            throw .unreadableLine(line: number)
        }
        if known.has("VERSION"),
            !edited.lines.contains(where: { ContentLine(raw: $0).name == "VERSION" })
        {
            throw .noVersion
        }
        return edited.lines
    }
}

/// Which line of an edited text was which line of the card.
private struct LineMatching {
    private let old: [CardLine]
    private let new: [[UInt8]]
    private var oldByNew: [Int: Int] = [:]
    private var usedOld: Set<Int> = []

    init(old: [CardLine], new: [[UInt8]]) {
        self.old = old
        self.new = new
    }

    /// Matches what is unmatched and has the same key, in order.
    mutating func match(_ key: ([UInt8]) -> [UInt8]) {
        guard oldByNew.count < new.count, usedOld.count < old.count else { return }
        var waiting: [[UInt8]: [Int]] = [:]
        for index in old.indices.reversed() where !usedOld.contains(index) {
            waiting[key(old[index].raw), default: []].append(index)
        }
        for index in new.indices where oldByNew[index] == nil {
            guard let match = waiting[key(new[index])]?.popLast() else { continue }
            oldByNew[index] = match
            usedOld.insert(match)
        }
    }

    /// The card with the new text; lines that say the same keep their bytes, all keep their places.
    func card(of card: Card, using random: inout some RandomNumberGenerator) -> Card {
        var result = card
        for index in old.indices where !usedOld.contains(index) {
            result.remove(old[index].element)
        }
        var place: UInt64 = 0
        let places = old.map(\.place).sorted()
        for (index, raw) in new.enumerated() {
            if let match = oldByNew[index] {
                var line = old[match]
                place = line.place
                let isSame = ContentLine.unfolded(line.raw) == ContentLine.unfolded(raw)
                guard !isSame else { continue }
                line.raw = raw
                result.put(line)
            } else {
                place = CardLine.place(after: place, before: places.first { $0 > place })
                let element = ElementID(value: UInt128.random(in: 1...UInt128.max, using: &random))
                result.put(CardLine(element: element, place: place, raw: raw))
            }
        }
        return result
    }
}
