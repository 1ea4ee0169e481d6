package import ChangeLog

/// A person's or organisation's standard contact data as vCard content lines.
package struct Card: Hashable, Sendable {
    package let entity: EntityID
    package let kind: EntityKind
    /// The text around the lines; nil for the usual frame.
    package var frame: CardFrame?
    /// By place, then element; no two of one element.
    package private(set) var lines: [CardLine]
    /// Of lines that another card brought, of another version of vCard, that version; none in a card that
    /// stands for itself.
    package var versionByElement: [ElementID: CardVersion] = [:]

    /// Puts the lines into their order; of two with one element the first by place stays.
    package init(
        entity: EntityID, kind: EntityKind = .person, frame: CardFrame? = nil, lines: [CardLine]
    ) {
        self.entity = entity
        self.kind = kind
        self.frame = frame
        self.lines = Self.onePerElement(lines.sorted(by: CardLine.precedes))
    }

    /// The lines without those whose element an earlier one has.
    private static func onePerElement(_ lines: [CardLine]) -> [CardLine] {
        // By sorting, not by a set: the first set of a process is dear (decision 6).
        let elements = lines.map(\.element).sorted()
        guard zip(elements, elements.dropFirst()).contains(where: { $0 == $1 }) else {
            return lines
        }
        var seen: Set<ElementID> = []
        return lines.filter { seen.insert($0.element).inserted }
    }

    /// The line terminator of the card: its first line's, else CRLF.
    package var terminator: [UInt8] {
        lines.lazy.compactMap { Self.terminator(of: $0.raw) }.first ?? [.carriageReturn, .lineFeed]
    }

    /// The frame that is written: its own, or the usual one with the card's terminator.
    package var effectiveFrame: CardFrame { frame ?? .usual(terminator: terminator) }

    /// The card exactly as it was received, but for the lines that were edited.
    package var bytes: [UInt8] {
        let frame = effectiveFrame
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(64) { $0 + $1.raw.count })
        bytes.append(contentsOf: frame.begin)
        for line in lines {
            bytes.append(contentsOf: line.raw)
        }
        bytes.append(contentsOf: frame.end)
        return bytes
    }

    /// Whether a picture is not here: nothing may be written of the card as a whole (PHOTO-10).
    package var lacksPicture: Bool { lines.contains { $0.parted != nil } }

    /// Puts the pictures that are here back into their lines.
    package mutating func join(_ pictures: [ContentDigest: [UInt8]]) {
        for (index, line) in lines.enumerated() {
            guard let hash = line.parted?.hash, let picture = pictures[hash] else { continue }
            lines[index] = line.joined(with: picture)
        }
    }

    /// The line of that element.
    package subscript(element: ElementID) -> CardLine? {
        lines.first { $0.element == element }
    }

    /// Adds a line, or replaces the one of the same element.
    package mutating func put(_ line: CardLine) {
        if let known = lines.firstIndex(where: { $0.element == line.element }) {
            guard lines[known].place != line.place else {
                lines[known] = line
                return
            }
            lines.remove(at: known)
        }
        let index = lines.firstIndex { CardLine.precedes(line, $0) } ?? lines.endIndex
        lines.insert(line, at: index)
    }

    /// Puts other lines in the place of all.
    ///
    /// - Parameter lines: In any order; of two with one element the first by place stays.
    package mutating func replace(lines: [CardLine]) {
        self.lines = Self.onePerElement(lines.sorted(by: CardLine.precedes))
    }

    /// Takes the line of that element away.
    package mutating func remove(_ element: ElementID) {
        lines.removeAll { $0.element == element }
    }

    /// Takes the lines of those elements away.
    package mutating func remove(_ elements: Set<ElementID>) {
        lines.removeAll { elements.contains($0.element) }
    }

    /// The cell of one of its lines.
    package func cell(of element: ElementID) -> CellAddress {
        CellAddress(entity: entity, field: .line, element: element)
    }

    /// How the first physical line of `raw` ends; nil when it does not.
    package static func terminator(of raw: [UInt8]) -> [UInt8]? {
        guard let first = raw.firstIndex(where: \.isLineBreak) else { return nil }
        let isPair =
            raw[first] == .carriageReturn && first + 1 < raw.count && raw[first + 1] == .lineFeed
        return isPair ? [.carriageReturn, .lineFeed] : [raw[first]]
    }
}

extension Card {
    /// The edits that turn `original` into this card: a put a line that differs, a remove a line gone.
    ///
    /// Both must be of one entity. The frame is written only when it differs.
    package func edits(from original: Card) -> [CellEdit] {
        var edits: [CellEdit] = []
        let before = Dictionary(
            original.lines.map { ($0.element, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(lines.map(\.element))
        for line in original.lines where !kept.contains(line.element) {
            edits.append(.remove(cell(of: line.element), of: kind))
        }
        for line in lines where before[line.element] != line {
            edits.append(.put(line.value, in: cell(of: line.element), of: kind))
        }
        if let frame, frame != original.effectiveFrame {
            edits.append(
                .put(frame.value, in: CellAddress(entity: entity, field: .frame), of: kind))
        }
        return edits
    }
}
