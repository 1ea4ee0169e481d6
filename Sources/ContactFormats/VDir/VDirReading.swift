import ContactModel

/// Reads one file of a vdir: exactly one card, or a reason with its line.
package enum VDirReading {
    /// The fault of a file, which is then left alone.
    package struct Problem: Error, Hashable, Sendable {
        /// The physical line, from 1.
        package let line: Int
        package let reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// The one card of a file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - base: What was last mirrored; a line that is no property is accepted only when it was
    ///     there already. nil for a file that is new, which is read like an import.
    /// - Returns: The card, with problems that do not matter here.
    /// - Throws: ``Problem``.
    package static func card(
        in bytes: [UInt8], since base: MirroredCard?
    ) throws(Problem) -> ImportedCard {
        let (cards, problems) = VCardReader.read(bytes)
        guard let card = cards.first else {
            throw Problem(line: 1, reason: "there is no BEGIN:VCARD")
        }
        if cards.count > 1 {
            throw Problem(line: cards[1].startLine, reason: "a second card begins here")
        }
        for diagnostic in card.diagnostics + problems {
            let line = diagnostic.line
            switch diagnostic.problem {
            case .missingEnd, .cutOff:
                throw Problem(line: line, reason: "the card is not closed by END:VCARD")
            case .lineTooLong, .cardTooLong, .tooManyLines:
                throw Problem(line: line, reason: "the card is too long")
            case .textOutsideCardsDropped:
                throw Problem(line: line, reason: "there is too much text outside the card")
            default: continue
            }
        }
        guard !card.lines.isEmpty else {
            throw Problem(line: card.startLine, reason: "the card is empty")
        }
        guard let base else { return card }
        let opaque = Set(base.lines.map { ContentLine.unfolded($0.raw) })
        for (raw, number) in zip(card.lines, card.lineNumbers)
        where ContentLine(raw: raw).isOpaque && !opaque.contains(ContentLine.unfolded(raw)) {
            throw Problem(line: number, reason: "this is not a property")
        }
        return card
    }
}
