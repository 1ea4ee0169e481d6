package import ChangeLog
import ContactModel

/// The edits that importing one card makes, and its diagnostics.
package struct CardImport: Hashable, Sendable {
    /// How the card fared.
    package enum Verdict: String, Hashable, Sendable, CaseIterable {
        /// It is new.
        case imported
        /// It was there, and the file says something new.
        case updated
        /// It was there, and the file says nothing new.
        case unchanged
        /// Nothing of it could be taken over.
        case refused
    }

    package let entity: EntityID
    package let kind: EntityKind
    package let edits: [CellEdit]
    package let verdict: Verdict

    /// Decides what a card of a file changes (CARD-7).
    ///
    /// A line whose element has a history that counts is left alone, so local edits and removals
    /// win and the same file twice changes nothing. A line that came by import, was never edited
    /// and is missing in the file is withdrawn, unless the file's card is incomplete: a file that
    /// says it again puts it again. The frame is written only with a new card.
    /// Somebody in the trash, of whom the file says something new, comes out of it.
    ///
    /// - Parameters:
    ///   - imported: The card in the file.
    ///   - entity: Who it is, from ``CardRecognition``.
    ///   - existing: What the replica has of the entity; nil when it has nothing.
    ///   - digest: SHA-256.
    /// - Returns: The edits that bring the file's card in, and a verdict on it.
    /// - Complexity: O(lines), with a digest or two for each.
    package static func decide(
        _ imported: ImportedCard, entity: EntityID, existing: ExistingCard?,
        using digest: DigestFunction
    ) -> CardImport {
        let card = imported.card(entity: entity, using: digest)
        guard !card.lines.isEmpty else {
            return CardImport(entity: entity, kind: card.kind, edits: [], verdict: .refused)
        }
        guard let existing, !existing.elementsWithHistory.isEmpty else {
            return CardImport(
                entity: entity, kind: card.kind, edits: card.creationEdits, verdict: .imported)
        }
        var result = existing.card
        let elements = Set(card.lines.map(\.element))
        let pristine = pristineElements(of: result, missingIn: elements, using: digest)
        if imported.isComplete { result.remove(pristine) }
        addNew(
            of: card, to: &result, knowing: existing.elementsWithHistory, besides: pristine,
            using: digest)
        var edits = result.edits(from: existing.card)
        if !edits.isEmpty, imported.isComplete {
            let gone = existing.elementsWithHistory.subtracting(result.lines.map(\.element))
            edits += withdrawals(gone.subtracting(elements), of: result)
        }
        if !edits.isEmpty, existing.isTrashed {
            edits.append(.restore(entity, of: existing.card.kind))
        }
        return CardImport(
            entity: entity, kind: existing.card.kind, edits: edits,
            verdict: edits.isEmpty ? .unchanged : .updated)
    }

    /// Notes of lines that they are gone because a file does not say them, not by hand.
    private static func withdrawals(_ elements: Set<ElementID>, of card: Card) -> [CellEdit] {
        elements.sorted().map { .withdraw($0, of: card.entity, card.kind) }
    }

    /// The lines that the file lacks, that came by import and were never edited.
    private static func pristineElements(
        of card: Card, missingIn elements: Set<ElementID>, using digest: DigestFunction
    ) -> Set<ElementID> {
        guard card.lines.contains(where: { !elements.contains($0.element) }) else { return [] }
        let unfolded = card.lines.map { ContentLine.unfolded($0.raw) }
        let derived = CardIdentity.elements(of: unfolded, using: digest)
        var pristine: Set<ElementID> = []
        for (index, line) in card.lines.enumerated() where !elements.contains(line.element) {
            let isPristine =
                derived[index] == line.element
                || CardIdentity.isImported(line.element, unfolded[index], using: digest)
            if isPristine { pristine.insert(line.element) }
        }
        return pristine
    }

    /// Adds the lines of the file that the entity never had.
    ///
    /// A line that equals one written here by hand is that line: importing kith's own export of an
    /// edited card changes nothing. Nor does a line of what a card has once, and has by hand.
    private static func addNew(
        of card: Card, to result: inout Card, knowing known: Set<ElementID>,
        besides pristine: Set<ElementID>, using digest: DigestFunction
    ) {
        let elements = Set(card.lines.map(\.element))
        let kept = result.lines.filter {
            !elements.contains($0.element) && !pristine.contains($0.element)
        }
        let once = OncePerCard(in: card, kept: kept)
        var written: [[UInt8]: Int] = [:]
        // A line whose picture is not here has no bytes to compare: its picture is compared.
        var away: [ContentDigest: Int] = [:]
        for line in result.lines where !elements.contains(line.element) {
            if let parted = line.parted {
                away[parted.hash, default: 0] += 1
            } else {
                written[ContentLine.unfolded(line.raw), default: 0] += 1
            }
        }
        let placeByElement = Dictionary(
            result.lines.map { ($0.element, $0.place) }, uniquingKeysWith: { first, _ in first })
        var places = PlaceSequence(taken: result.lines.map(\.place))
        var added: [CardLine] = []
        for line in card.lines {
            if let place = placeByElement[line.element] {
                places.move(to: place)
                continue
            }
            guard !known.contains(line.element), !once.isTaken(line) else { continue }
            let unfolded = ContentLine.unfolded(line.raw)
            if let count = written[unfolded], count > 0 {
                written[unfolded] = count - 1
                continue
            }
            if !away.isEmpty, let hash = line.parted(using: digest)?.hash,
                let count = away[hash], count > 0
            {
                away[hash] = count - 1
                continue
            }
            added.append(
                CardLine(element: line.element, place: places.next(), raw: line.raw))
        }
        guard !added.isEmpty else { return }
        result = Card(
            entity: result.entity, kind: result.kind, frame: result.frame,
            lines: result.lines + added)
    }
}

extension CardLine {
    /// A place behind another one and before the next of many.
    ///
    /// - Parameters:
    ///   - place: The one before.
    ///   - taken: All others, in order.
    /// - Returns: The place; that of another line where there is no room.
    static func place(after place: UInt64, among taken: [UInt64]) -> UInt64 {
        var (low, high) = (0, taken.count)
        while low < high {
            let middle = (low + high) / 2
            if taken[middle] > place { high = middle } else { low = middle + 1 }
        }
        return Self.place(after: place, before: low < taken.count ? taken[low] : nil)
    }
}

/// Gives new lines places behind the line that precedes them in the file, before all others when
/// none does.
private struct PlaceSequence {
    private let taken: [UInt64]
    private var last: UInt64

    init(taken: [UInt64]) {
        self.taken = taken.sorted()
        last = 0
    }

    /// Goes on behind a line that is there.
    mutating func move(to place: UInt64) {
        last = place
    }

    /// A place behind the last one and before the next that is taken.
    mutating func next() -> UInt64 {
        last = CardLine.place(after: last, among: taken)
        return last
    }
}
