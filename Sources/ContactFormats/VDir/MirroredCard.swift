package import ChangeLog
package import ContactModel

/// A card as it stands in a file of a vdir, with the cell of kith's card that each line is.
package struct MirroredCard: Hashable, Sendable {
    /// One content line of the file.
    package struct Line: Hashable, Sendable {
        /// The line of kith's card; nil when that is not known.
        package var element: ElementID?
        package var raw: [UInt8]

        package init(element: ElementID?, raw: [UInt8]) {
            self.element = element
            self.raw = raw
        }
    }

    package let frame: CardFrame
    /// In the order of the file.
    package var lines: [Line]

    package init(frame: CardFrame, lines: [Line]) {
        self.frame = frame
        self.lines = lines
    }

    /// Reads what was kept of a file; nil when the bytes are not one card.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - elements: 16 bytes a line, all zero for an unknown one; ignored unless they fit.
    package init?(bytes: [UInt8], elements: [UInt8]) {
        guard let card = VCardReader.read(bytes).cards.first else { return nil }
        frame = card.frame
        let isFitting = elements.count == card.lines.count * ElementID.byteCount
        lines = card.lines.enumerated().map { index, raw in
            guard isFitting else { return Line(element: nil, raw: raw) }
            let start = index * ElementID.byteCount
            let id = ElementID(bytes: Array(elements[start..<(start + ElementID.byteCount)]))
            return Line(element: id.flatMap { $0.value == 0 ? nil : $0 }, raw: raw)
        }
    }

    /// The file.
    package var bytes: [UInt8] { frame.begin + lines.flatMap(\.raw) + frame.end }

    /// The cells of the lines, as ``init(bytes:elements:)`` takes them.
    package var elements: [UInt8] {
        lines.flatMap { ($0.element ?? ElementID(value: 0)).bytes }
    }

    /// How the file ends its lines.
    var terminator: [UInt8] {
        Card.terminator(of: frame.begin) ?? lines.lazy.compactMap { Card.terminator(of: $0.raw) }
            .first ?? [0x0D, 0x0A]
    }

    /// The same lines, each with the line of the card that it is, where the card has one.
    ///
    /// A line whose cell is unknown or not in the card is looked for by what it says: merging two
    /// cards shows equal lines once.
    func anchored(to card: Card) -> MirroredCard {
        var result = self
        let present = Set(card.lines.map(\.element))
        let used = Set(lines.compactMap(\.element)).intersection(present)
        guard used.count < lines.count else { return self }
        var free = FreeLines(card.lines.filter { !used.contains($0.element) })
        for (index, line) in lines.enumerated() {
            if let element = line.element, present.contains(element) { continue }
            guard let match = free.take(sayingTheSameAs: line.raw) else { continue }
            result.lines[index].element = match.element
        }
        return result
    }
}
