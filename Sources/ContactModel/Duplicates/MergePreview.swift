import ChangeLog

/// The card that merging two would show: field by field, before anything is written.
///
/// Merging keeps the lines of both cards; where only one value can be shown it is the first card's.
package struct MergePreview: Hashable, Sendable {
    /// Which card a value comes from.
    package enum Origin: String, Hashable, Sendable {
        case first
        case second
        case both
    }

    /// One value of a field.
    package struct Value: Hashable, Sendable {
        package let text: String
        package internal(set) var origin: Origin
        /// False for what stays in the card behind the first card's value.
        package internal(set) var isShown: Bool
    }

    /// A field with the values of both cards, equal ones once.
    package struct Field: Hashable, Sendable {
        package let name: String
        package internal(set) var values: [Value]

        /// Whether the cards differ where only one value is shown.
        package var isConflict: Bool { values.contains { !$0.isShown } }
    }

    /// One line of the merged card.
    package struct Line: Hashable, Sendable {
        package let line: CardLine
        package internal(set) var origin: Origin
    }

    /// In the order in which a card is read; only fields that one of the cards has.
    package let fields: [Field]
    /// The lines of the first card, then those of the second that the first has not, bytes unchanged.
    package let lines: [Line]

    /// The fields of which one card's value would be hidden.
    package var conflicts: [Field] { fields.filter(\.isConflict) }

    /// Compares two cards, whose entities need not be of one kind.
    package init(_ first: Card, _ second: Card) {
        lines = Self.mergedLines(first, second)
        var draft = MergeDraft()
        for line in first.lines { draft.add(ContentLine(raw: line.raw), of: .first) }
        for line in second.lines { draft.add(ContentLine(raw: line.raw), of: .second) }
        fields = draft.fields
    }

    /// The bytes by which two lines are the same: without folds, or the hash of a picture
    /// elsewhere.
    private static func contents(of line: CardLine) -> [UInt8] {
        line.parted?.hash.bytes ?? ContentLine.unfolded(line.raw)
    }

    private static func mergedLines(_ first: Card, _ second: Card) -> [Line] {
        var lines: [Line] = []
        var places: [[UInt8]: [Int]] = [:]
        for line in first.lines {
            places[contents(of: line), default: []].append(lines.count)
            lines.append(Line(line: line, origin: .first))
        }
        for line in second.lines {
            // A line that a card has twice is met by two of the other.
            if let place = places[contents(of: line)]?.popLast() {
                lines[place].origin = .both
            } else {
                lines.append(Line(line: line, origin: .second))
            }
        }
        return lines
    }
}
