package import ChangeLog
package import ContactModel

/// What a file of a vdir says that kith's card does not: edits of another program, brought in.
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

    private init(_ card: Card, _ file: MirroredCard, _ digest: DigestFunction) {
        self.card = card
        original = card
        self.file = file
        self.digest = digest
    }

    /// Brings in what changed in a file.
    ///
    /// - Parameters:
    ///   - now: The file now.
    ///   - base: The file when it was last equal to the card.
    ///   - card: The card now.
    ///   - digest: SHA-256; new lines get the ids that an import gives them, so that two machines
    ///     that see the same file write the same cells.
    package init(
        of now: ImportedCard, since base: MirroredCard, into card: Card,
        using digest: DigestFunction
    ) {
        let lines = now.lines.map { MirroredCard.Line(element: nil, raw: $0) }
        self.init(card, MirroredCard(frame: now.frame, lines: lines), digest)
        let base = base.anchored(to: card)
        let pairing = LinePairing(old: base.lines.map(\.raw), new: now.lines)
        for index in pairing.unpairedOld { take(removed: base.lines[index]) }
        for index in now.lines.indices {
            guard let old = pairing.oldByNew[index] else { continue }
            take(index, was: base.lines[old])
        }
        for index in now.lines.indices where file.lines[index].element == nil {
            add(index)
        }
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
        for index in file.lines.indices where self.file.lines[index].element == nil {
            join(index)
        }
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
        guard let element = line.element, let current = card[element],
            ContentLine.saysTheSame(current.raw, line.raw)
        else { return }
        card.remove(element)
    }

    private mutating func take(_ index: Int, was base: MirroredCard.Line) {
        let raw = file.lines[index].raw
        guard let element = base.element else { return }
        file.lines[index].element = element
        guard !ContentLine.saysTheSame(base.raw, raw) else { return }
        guard var current = card[element] else {
            // Such as the name of a card that was merged meanwhile: it has another one.
            if let other = Self.only(ContentLine(raw: raw), among: card.lines) {
                outvote(index, by: other)
                return
            }
            card.put(CardLine(element: element, place: place(of: index), raw: raw))
            return
        }
        guard !ContentLine.saysTheSame(current.raw, raw) else { return }
        if !ContentLine.saysTheSame(current.raw, base.raw) { note(overriding: current) }
        current.raw = raw
        card.put(current)
    }

    /// Adds a line that the file did not have before.
    private mutating func add(_ index: Int) {
        let raw = file.lines[index].raw
        let mirrored = Set(file.lines.compactMap(\.element))
        let free = card.lines.filter { !mirrored.contains($0.element) }
        if let same = free.first(where: { ContentLine.saysTheSame($0.raw, raw) }) {
            file.lines[index].element = same.element
            return
        }
        if var other = Self.only(ContentLine(raw: raw), among: free) {
            note(overriding: other)
            other.raw = raw
            card.put(other)
            file.lines[index].element = other.element
            return
        }
        put(index)
    }

    private mutating func join(_ index: Int) {
        let raw = file.lines[index].raw
        guard let other = Self.only(ContentLine(raw: raw), among: card.lines) else {
            put(index)
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

    /// The line of a property that a card has once; Apple's label is once in its group.
    private static func only(_ line: ContentLine, among lines: [CardLine]) -> CardLine? {
        let isLabel = line.name == "X-ABLABEL" && line.group != nil
        guard isLabel || OncePerCard.properties.contains(line.name) else { return nil }
        return lines.first { other in
            let other = ContentLine(raw: other.raw)
            return other.name == line.name
                && (!isLabel || other.group?.lowercased() == line.group?.lowercased())
        }
    }

    private mutating func put(_ index: Int) {
        let raw = file.lines[index].raw
        let unfolded = ContentLine.unfolded(raw)
        let used = Set(file.lines.compactMap(\.element) + card.lines.map(\.element))
        var occurrence: UInt32 = 0
        var element = CardIdentity.element(unfolded: unfolded, occurrence: 0, using: digest)
        while used.contains(element), occurrence < UInt32.max {
            occurrence += 1
            element = CardIdentity.element(
                unfolded: unfolded, occurrence: occurrence, using: digest)
        }
        file.lines[index].element = element
        card.put(CardLine(element: element, place: place(of: index), raw: raw))
    }

    /// Behind the line that precedes it in the file.
    private func place(of index: Int) -> UInt64 {
        let before = file.lines[..<index].reversed().lazy.compactMap { line in
            line.element.flatMap { card[$0]?.place }
        }.first
        guard let before else {
            return CardLine.place(after: card.lines.last?.place ?? 0, before: nil)
        }
        return CardLine.place(
            after: before, before: card.lines.first { $0.place > before }?.place)
    }

    private mutating func note(overriding line: CardLine) {
        let name = ContentLine(raw: line.raw).name
        guard name != "REV", name != "PRODID" else { return }
        overridden.append(name)
        overriddenLines.insert(line.element)
    }
}
