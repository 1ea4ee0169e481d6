/// The version of vCard that a card is written in; decides the syntax of new lines.
package enum CardVersion: String, Hashable, Sendable {
    case two = "2.1"
    case three = "3.0"
    case four = "4.0"

    /// The last valid `VERSION` of a card, else 3.0, which every program reads.
    package init(of card: Card) { self.init(ofLines: card.lines.lazy.map(\.raw)) }

    /// As ``init(of:)``, by the lines as they stand in a file.
    package init(ofLines lines: some Sequence<[UInt8]>) {
        var version: CardVersion?
        for raw in lines where raw.first?.upperCased == UInt8(ascii: "V") {
            let content = ContentLine(raw: raw)
            guard content.name == "VERSION" else { continue }
            version = CardVersion(rawValue: content.text.trimmed) ?? version
        }
        self = version ?? .three
    }
}
