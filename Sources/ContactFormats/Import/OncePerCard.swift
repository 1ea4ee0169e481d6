import ContactModel

/// The properties of which a card has one, written here by the person: a file's line adds no second
/// (CARD-7).
struct OncePerCard {
    /// Names of properties.
    private let taken: Set<String>

    /// Properties that a card has once by its standard, and those that people write once (CARD-11).
    static let properties: Set<String> = [
        "VERSION", "PRODID", "REV", "UID", "KIND", "FN", "N", "BDAY", "ANNIVERSARY", "GENDER",
        "DEATHDATE", "SORT-STRING", "X-GENDER", "X-ANNIVERSARY",
    ]
    private static let byHand: Set<String> = ["ORG", "TITLE", "ROLE"]

    /// Finds which properties are taken.
    ///
    /// - Parameters:
    ///   - card: The card of the file; what it says several times is no property it has once.
    ///   - kept: The lines that were written here and stay.
    init(in card: Card, kept: [CardLine]) {
        let names = kept.map { ContentLine(raw: $0.raw).name }
            .filter { Self.properties.contains($0) || Self.byHand.contains($0) }
        guard !names.isEmpty else {
            taken = []
            return
        }
        var counts: [String: Int] = [:]
        for line in card.lines { counts[ContentLine(raw: line.raw).name, default: 0] += 1 }
        taken = Set(names.filter { counts[$0] == 1 })
    }

    /// Whether a line of the file is of a property that the person wrote.
    func isTaken(_ line: CardLine) -> Bool {
        !taken.isEmpty && taken.contains(ContentLine(raw: line.raw).name)
    }
}
