package import ChangeLog
package import ContactModel

/// The edits of another program, found by comparing a file of a vdir with kith's card.
///
/// The difference is taken against what the file was when both were last equal, so edits of kith
/// to other lines stay. A line that both changed gets the file's value, and kith's stays beside it
/// as the other side of a conflict: see ``overridden``. A line that one side changed and the other
/// took away stays, changed.
package struct FileMerge: Sendable {
    /// The card with the file's edits.
    package private(set) var card: Card
    /// The file, each line with the cell it is now.
    package private(set) var file: MirroredCard
    /// Properties whose value in kith gave way to the file's.
    package private(set) var overridden: [String] = []
    /// The lines they stand in.
    package private(set) var overriddenLines: Set<ElementID> = []
    /// Lines of the file that gave way to kith's; written before them, for the history.
    private var outvoted: [CardLine] = []
    private let original: Card
    private let digest: DigestFunction
    /// The lines of the card while files are brought in: a look at one of thousands is one look.
    private var lines: [ElementID: CardLine]
    private var places = MergePlaces([])
    /// Once the first new line needs one.
    private var elements: NewElements?

    private init(_ card: Card, _ file: MirroredCard, _ digest: DigestFunction) {
        self.card = card
        original = card
        self.file = file
        self.digest = digest
        lines = Dictionary(
            card.lines.map { ($0.element, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Brings in what changed in a file.
    ///
    /// - Parameters:
    ///   - now: The file now.
    ///   - base: The file when it was last equal to the card.
    ///   - card: The card now.
    ///   - digest: SHA-256; new lines get the ids that an import gives them, so that two machines
    ///     that see the same file write the same cells.
    /// - Complexity: O(n log n) of the lines, but for those that are alike and do not say the same.
    package init(
        of now: ImportedCard, since base: MirroredCard, into card: Card,
        using digest: DigestFunction
    ) {
        let unknown = now.lines.map { MirroredCard.Line(element: nil, raw: $0) }
        self.init(card, MirroredCard(frame: now.frame, lines: unknown), digest)
        let base = base.anchored(to: card)
        let pairing = LinePairing(old: base.lines.map(\.raw), new: now.lines)
        for index in pairing.unpairedOld { take(removed: base.lines[index]) }
        places = MergePlaces(card.lines.filter { lines[$0.element] != nil })
        var once: LinesOnce?
        for index in now.lines.indices {
            guard let old = pairing.oldByNew[index] else { continue }
            take(index, was: base.lines[old], &once)
        }
        let mirrored = Set(file.lines.compactMap(\.element))
        let unmirrored = sortedLines.filter { !mirrored.contains($0.element) }
        var (free, freeOnce) = (FreeLines(unmirrored), LinesOnce(new: unmirrored))
        for index in now.lines.indices where file.lines[index].element == nil {
            add(index, &free, &freeOnce)
        }
        finish()
    }

    /// Joins a file that was never mirrored with the card that is known already.
    ///
    /// Nothing goes: lines of the file that the card never had are added; of what a card has once,
    /// kith's stays, and the file's is kept in its history.
    ///
    /// - Parameters:
    ///   - now: The file.
    ///   - existing: The card, and every line it ever had.
    ///   - digest: SHA-256.
    package init(
        joining now: ImportedCard, with existing: ExistingCard, using digest: DigestFunction
    ) {
        let derived = now.card(entity: existing.card.entity, using: digest)
        // Elements are derived in the order of the file, and places keep that order.
        let lines = zip(derived.lines, now.lines).map { line, raw in
            let isKnown = existing.elementsWithHistory.contains(line.element)
            return MirroredCard.Line(element: isKnown ? line.element : nil, raw: raw)
        }
        let isWhole = derived.lines.count == now.lines.count
        let unknown = now.lines.map { MirroredCard.Line(element: nil, raw: $0) }
        let file = MirroredCard(frame: now.frame, lines: isWhole ? lines : unknown)
        self.init(existing.card, file.anchored(to: existing.card), digest)
        places = MergePlaces(existing.card.lines)
        var once = LinesOnce(existing.card.lines)
        for index in file.lines.indices where self.file.lines[index].element == nil {
            join(index, &once)
        }
        finish()
    }

    private var sortedLines: [CardLine] { lines.values.sorted(by: CardLine.precedes) }

    private mutating func finish() {
        card.replace(lines: sortedLines)
        (lines, elements, places) = ([:], nil, MergePlaces([]))
    }

    /// Properties that the program that wrote the file does not know, it seems.
    package var leftOut: [String] { card.leftOut(since: original) }

    /// The edits that bring the file into the card.
    package var edits: [CellEdit] {
        let history = outvoted.flatMap { line -> [CellEdit] in
            guard let stays = card[line.element] else { return [] }
            let cell = card.cell(of: line.element)
            return [line, stays].map { .put($0.value, in: cell, of: card.kind) }
        }
        return history + card.edits(from: original)
    }

    private mutating func take(removed line: MirroredCard.Line) {
        guard let element = line.element, let current = lines[element],
            ContentLine.saysTheSame(current.raw, line.raw)
        else { return }
        lines[element] = nil
    }

    private mutating func take(
        _ index: Int, was base: MirroredCard.Line, _ once: inout LinesOnce?
    ) {
        let raw = file.lines[index].raw
        guard let element = base.element else { return }
        file.lines[index].element = element
        guard !ContentLine.saysTheSame(base.raw, raw) else { return }
        guard var current = lines[element] else {
            // Such as the name of a card that was merged meanwhile: it has another one.
            var known = once ?? LinesOnce(sortedLines)
            if let other = known.line(like: raw) {
                outvote(index, by: other)
            } else {
                known.note(put(raw, as: element, at: index))
            }
            once = known
            return
        }
        guard !ContentLine.saysTheSame(current.raw, raw) else { return }
        if !ContentLine.saysTheSame(current.raw, base.raw) { note(overriding: current) }
        current.raw = raw
        lines[element] = current
    }

    /// Adds a line that the file did not have before.
    private mutating func add(_ index: Int, _ free: inout FreeLines, _ once: inout LinesOnce) {
        let raw = file.lines[index].raw
        if let same = free.take(sayingTheSameAs: raw) {
            once.take(same)
            file.lines[index].element = same.element
            return
        }
        if var other = once.line(like: raw) {
            free.take(other)
            once.take(other)
            note(overriding: other)
            other.raw = raw
            lines[other.element] = other
            file.lines[index].element = other.element
            return
        }
        put(raw, as: newElement(for: raw), at: index)
    }

    private mutating func join(_ index: Int, _ once: inout LinesOnce) {
        let raw = file.lines[index].raw
        guard let other = once.line(like: raw) else {
            once.note(put(raw, as: newElement(for: raw), at: index))
            return
        }
        outvote(index, by: other)
    }

    /// Lets a line of the card stay where the file says another; the file's is kept in its history.
    private mutating func outvote(_ index: Int, by other: CardLine) {
        outvoted.append(
            CardLine(
                element: other.element, place: other.place, raw: file.lines[index].raw))
        file.lines[index].element = other.element
    }

    /// Where the nearest line before one of the file is in the card.
    private func place(before index: Int) -> UInt64? {
        file.lines[..<index].reversed().lazy.compactMap { line in
            line.element.flatMap { places.place(of: $0) }
        }.first
    }

    /// Adds a line to the card, behind the one that precedes it in the file.
    @discardableResult
    private mutating func put(_ raw: [UInt8], as element: ElementID, at index: Int) -> CardLine {
        let line = CardLine(
            element: element, place: places.next(behind: place(before: index)), raw: raw)
        file.lines[index].element = element
        lines[element] = line
        places.note(line)
        return line
    }

    private mutating func newElement(for raw: [UInt8]) -> ElementID {
        if elements == nil {
            elements = NewElements(
                besides: Set(file.lines.compactMap(\.element)).union(lines.keys))
        }
        return elements?.next(for: raw, using: digest)
            ?? CardIdentity.element(
                unfolded: ContentLine.unfolded(raw), occurrence: 0, using: digest)
    }

    private mutating func note(overriding line: CardLine) {
        let name = ContentLine(raw: line.raw).name
        guard name != "REV", name != "PRODID" else { return }
        overridden.append(name)
        overriddenLines.insert(line.element)
    }
}
