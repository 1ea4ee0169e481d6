package import ChangeLog

/// One content line of a card, exactly as received.
package struct CardLine: Hashable, Sendable {
    package let element: ElementID
    /// Where the line stands in its card; ties go by element.
    package var place: UInt64
    /// The line with its folds, its terminator and the blank lines that follow it.
    package var raw: [UInt8] {
        didSet { parted = nil }
    }
    /// Set as long as its picture is not here: `raw` is the line without it then (PHOTO-10).
    package private(set) var parted: PartedLine?

    package init(element: ElementID, place: UInt64, raw: [UInt8]) {
        self.element = element
        self.place = place
        self.raw = raw
    }

    /// Makes a line whose picture lies elsewhere.
    package init(element: ElementID, place: UInt64, parted: PartedLine) {
        self.element = element
        self.place = place
        raw = parted.rest
        self.parted = parted
    }

    /// The form of the bytes behind the place when they are no raw line (PHOTO-5).
    private enum Form {
        static let mark: UInt8 = 0
        static let whole: UInt8 = 0
        static let parted: UInt8 = 1
    }

    /// Reads the value of a `line` cell: a varint place, then the raw line or a parted one.
    ///
    /// nil if there is no place, or a form of a newer program.
    package init?(element: ElementID, value: [UInt8]) {
        guard let (place, byteCount) = Varint.read(value) else { return nil }
        let rest = value.dropFirst(byteCount)
        guard rest.first == Form.mark else {
            self.init(element: element, place: place, raw: Array(rest))
            return
        }
        switch rest.dropFirst().first {
        case Form.whole:
            self.init(element: element, place: place, raw: Array(rest.dropFirst(2)))
        case Form.parted:
            guard let parted = PartedLine(bytes: rest.dropFirst(2)) else { return nil }
            self.init(element: element, place: place, parted: parted)
        default: return nil
        }
    }

    /// Whether a line lists several things that stand for themselves: tags, nicknames.
    package static func isList(_ raw: [UInt8]) -> Bool {
        ["CATEGORIES", "NICKNAME"].contains(ContentLine(raw: raw).name)
    }

    /// The hash of the picture that a value of a `line` cell names; nil for a whole line.
    package static func pictureHash(inValue value: [UInt8]) -> ContentDigest? {
        guard let (_, byteCount) = Varint.read(value) else { return nil }
        let rest = value.dropFirst(byteCount)
        guard rest.starts(with: [Form.mark, Form.parted]) else { return nil }
        return ContentDigest(bytes: Array(rest.dropFirst(2).prefix(ContentDigest.byteCount)))
    }

    /// The value of its `line` cell.
    package var value: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count + Varint.maximumByteCount)
        Varint.append(place, to: &bytes)
        if let parted {
            bytes += [Form.mark, Form.parted]
            bytes += parted.bytes
            return bytes
        }
        if raw.first == Form.mark { bytes += [Form.mark, Form.whole] }
        bytes.append(contentsOf: raw)
        return bytes
    }

    /// The same line under another element, at another place.
    package func moved(to element: ElementID, at place: UInt64) -> CardLine {
        parted.map { CardLine(element: element, place: place, parted: $0) }
            ?? CardLine(element: element, place: place, raw: raw)
    }

    /// The whole line; as it is when the picture is not the one it names.
    package func joined(with picture: [UInt8]) -> CardLine {
        guard let whole = parted?.joined(with: picture) else { return self }
        return CardLine(element: element, place: place, raw: whole)
    }

    /// The line and its picture apart; nil for a line that stays whole (PHOTO-7).
    package func parted(
        using digest: DigestFunction
    ) -> (line: CardLine, hash: ContentDigest, picture: [UInt8])? {
        guard let (parted, picture) = PartedLine.part(raw, using: digest) else { return nil }
        return (
            CardLine(element: element, place: place, parted: parted), parted.hash, picture
        )
    }

    /// The order of lines in a card.
    package static func precedes(_ left: CardLine, _ right: CardLine) -> Bool {
        (left.place, left.element) < (right.place, right.element)
    }

    /// The distance between the places of lines that were imported together.
    package static let placeStep: UInt64 = 65_536
}
