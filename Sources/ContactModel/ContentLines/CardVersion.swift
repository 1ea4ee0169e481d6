/// The version of vCard that a card is written in; decides the syntax of new lines.
package enum CardVersion: String, Hashable, Sendable {
    case two = "2.1"
    case three = "3.0"
    case four = "4.0"

    /// The last valid `VERSION` of a card, else 3.0, which every program reads.
    package init(of card: Card) {
        var version: CardVersion?
        for line in card.lines where line.raw.first?.upperCased == UInt8(ascii: "V") {
            let content = ContentLine(raw: line.raw)
            guard content.name == "VERSION" else { continue }
            version = CardVersion(rawValue: content.text.trimmed) ?? version
        }
        self = version ?? .three
    }
}
