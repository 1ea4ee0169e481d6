package import ChangeLog

/// One content line of a card, exactly as received.
package struct CardLine: Hashable, Sendable {
    package let element: ElementID
    /// Where the line stands in its card; ties go by element.
    package var place: UInt64
    /// The line with its folds, its terminator and the blank lines that follow it.
    package var raw: [UInt8]

    package init(element: ElementID, place: UInt64, raw: [UInt8]) {
        self.element = element
        self.place = place
        self.raw = raw
    }

    /// Reads the value of a `line` cell: a varint place, then the raw line; nil if there is no place.
    package init?(element: ElementID, value: [UInt8]) {
        guard let (place, byteCount) = Varint.read(value) else { return nil }
        self.element = element
        self.place = place
        raw = Array(value.dropFirst(byteCount))
    }

    /// The value of its `line` cell.
    package var value: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count + Varint.maximumByteCount)
        Varint.append(place, to: &bytes)
        bytes.append(contentsOf: raw)
        return bytes
    }

    /// The order of lines in a card.
    package static func precedes(_ left: CardLine, _ right: CardLine) -> Bool {
        (left.place, left.element) < (right.place, right.element)
    }

    /// The distance between the places of lines that were imported together.
    package static let placeStep: UInt64 = 65_536
}
