package import ContactModel

/// Writes cards one after the other; cards imported together and not edited give back their file.
package struct VCardExporter: Sendable {
    private var isFirst = true
    private var endsInLineBreak = true

    package init() {}

    /// The bytes of the next card.
    ///
    /// They are the card's own, but that one as which several cards of different versions are shown is of
    /// the first one's version throughout (2.1 becomes 3.0), that a byte order mark stands only at the beginning, and that
    /// a card begins on a line of its own and cannot break the text (``ContactModel/Card/wellFormed``).
    package mutating func next(_ card: Card) -> [UInt8] {
        // A program that reads one version trips over the lines of another.
        joined(
            card.versionByElement.isEmpty
                ? card.wellFormed.bytes : VCardConversion(card, to: CardVersion(of: card)).bytes,
            card.terminator)
    }

    /// The bytes of the next card in a version, and what that version cannot express.
    ///
    /// A card whose file broke off within it has its end.
    package mutating func next(
        _ card: Card, in version: CardVersion
    ) -> (bytes: [UInt8], losses: [ConversionLoss]) {
        var card = card
        if card.frame?.end.isEmpty == true {
            let terminator = card.terminator
            let isWhole = card.lines.last?.raw.last?.isLineBreak ?? true
            card.frame?.end =
                (isWhole ? [] : terminator) + CardFrame.usual(terminator: terminator).end
        }
        let converted = VCardConversion(card, to: version)
        return (joined(converted.bytes, card.terminator), converted.losses)
    }

    private mutating func joined(_ card: [UInt8], _ terminator: [UInt8]) -> [UInt8] {
        var bytes = card
        if !isFirst {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            if !endsInLineBreak { bytes = terminator + bytes }
        }
        isFirst = false
        endsInLineBreak = bytes.last?.isLineBreak ?? true
        return bytes
    }
}
