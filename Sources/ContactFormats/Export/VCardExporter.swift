package import ContactModel

/// Writes cards one after the other; cards imported together and not edited give back their file.
package struct VCardExporter: Sendable {
    private var isFirst = true
    private var endsInLineBreak = true

    package init() {}

    /// The bytes of the next card.
    ///
    /// They are the card's own, but that a byte order mark stands only at the beginning, and that
    /// a card begins on a line of its own and cannot break the text (``ContactModel/Card/wellFormed``).
    package mutating func next(_ card: Card) -> [UInt8] {
        var bytes = card.wellFormed.bytes
        if !isFirst {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            if !endsInLineBreak { bytes = card.terminator + bytes }
        }
        isFirst = false
        endsInLineBreak = bytes.last?.isLineBreak ?? true
        return bytes
    }
}
