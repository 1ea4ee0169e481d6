import ChangeLog
import ContactModel

/// The places of a card's lines, among which new ones are put.
struct MergePlaces {
    private var placeByElement: [ElementID: UInt64]
    /// Those that were there at first, in order.
    private let taken: [UInt64]
    private var last: UInt64

    /// - Parameter lines: In the order of the card.
    init(_ lines: [CardLine]) {
        placeByElement = Dictionary(
            lines.map { ($0.element, $0.place) }, uniquingKeysWith: { first, _ in first })
        taken = lines.map(\.place)
        last = taken.last ?? 0
    }

    /// Where a line is; nil for one that is not in the card.
    func place(of element: ElementID) -> UInt64? { placeByElement[element] }

    /// Remembers a new line.
    mutating func note(_ line: CardLine) {
        placeByElement[line.element] = line.place
        last = max(last, line.place)
    }

    /// A place behind another one and before the next; behind all of them for nil.
    func next(behind place: UInt64?) -> UInt64 {
        guard let place else { return CardLine.place(after: last, before: nil) }
        return CardLine.place(after: place, among: taken)
    }
}

/// Ids for new lines, as an import would give them: by content, and by how often it was there before.
struct NewElements {
    private var used: Set<ElementID>
    private var occurrences: [[UInt8]: UInt32] = [:]

    init(besides used: Set<ElementID>) {
        self.used = used
    }

    /// The next id of a line.
    mutating func next(for raw: [UInt8], using digest: DigestFunction) -> ElementID {
        let unfolded = ContentLine.unfolded(raw)
        var occurrence = occurrences[unfolded] ?? 0
        var element = CardIdentity.element(
            unfolded: unfolded, occurrence: occurrence, using: digest)
        while used.contains(element), occurrence < UInt32.max {
            occurrence += 1
            element = CardIdentity.element(
                unfolded: unfolded, occurrence: occurrence, using: digest)
        }
        used.insert(element)
        occurrences[unfolded] = occurrence
        return element
    }
}
