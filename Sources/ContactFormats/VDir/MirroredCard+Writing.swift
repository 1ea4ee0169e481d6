package import ContactModel

extension MirroredCard {
    /// A file for a card that had none.
    package init(newFileOf card: Card) {
        let card = card.wellFormed
        let terminator = card.terminator
        frame = .usual(terminator: terminator)
        lines = card.lines.map {
            Line(element: $0.element, raw: Self.ended($0.raw, terminator))
        }
    }

    /// The file as it should be now: only lines that say something else than the card change.
    ///
    /// The order, folds and terminators of the file's program stay; lines the file lacks come
    /// behind the line that precedes them in the card.
    ///
    /// - Complexity: O(lines), and O(lines²) comparisons for lines whose cell is unknown.
    package func updated(to card: Card) -> MirroredCard {
        let card = card.wellFormed
        let base = anchored(to: card)
        let terminator = terminator
        let known = Dictionary(
            card.lines.map { ($0.element, $0.raw) }, uniquingKeysWith: { first, _ in first })
        // What says the same in another version of vCard is spelled otherwise there.
        let isOfVersion = CardVersion(ofLines: base.lines.map(\.raw)) == CardVersion(of: card)
        var lines: [Line] = []
        for line in base.lines {
            guard let element = line.element, let raw = known[element] else { continue }
            let isSame = isOfVersion && ContentLine.saysTheSame(raw, line.raw)
            lines.append(
                Line(element: element, raw: isSame ? line.raw : Self.ended(raw, terminator)))
        }
        let written = Set(lines.compactMap(\.element))
        var previous: CardLine?
        for line in card.lines {
            defer { previous = line }
            guard !written.contains(line.element) else { continue }
            let place = lines.firstIndex { $0.element == previous?.element }.map { $0 + 1 } ?? 0
            lines.insert(
                Line(element: line.element, raw: Self.ended(line.raw, terminator)),
                at: previous == nil ? 0 : place)
        }
        return MirroredCard(frame: frame, lines: lines)
    }

    /// The line in UTF-8, with the file's line ends, and with one at its end.
    private static func ended(_ raw: [UInt8], _ terminator: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count + 2)
        var isAfterReturn = false
        for byte in ContentLine.inUTF8(raw) {
            if byte == 0x0A, isAfterReturn {
                isAfterReturn = false
                continue
            }
            isAfterReturn = byte == 0x0D
            if byte.isLineBreak { result += terminator } else { result.append(byte) }
        }
        if !result.reversed().starts(with: terminator.reversed()) { result += terminator }
        return result
    }
}
