package import ContactModel

/// Reads the cards of a file piece by piece: memory depends on the longest card, not on the file.
///
/// Liberal: one bad property never stops a card, one bad card never stops a file. Concatenating
/// the ``ImportedCard/bytes`` gives back the file, unless a diagnostic says what is missing.
///
/// - Complexity: O(bytes).
package struct VCardReader: Sendable {
    private var lines = PhysicalLines()
    private var assembler: CardAssembler
    private var transcoder: UTF16Transcoder?
    private var start: [UInt8]? = []

    /// Begins a file.
    ///
    /// - Parameter charset: What lines are written in that are not UTF-8 and do not say it themselves;
    ///   they become UTF-8, and quoted-printable ones say it then.
    package init(charset: ToldCharset? = nil) {
        assembler = CardAssembler(charset: charset)
    }

    /// Takes the next bytes of the file.
    ///
    /// - Returns: The cards that are complete now, in their order.
    package mutating func feed(_ bytes: [UInt8]) -> [ImportedCard] {
        if var start {
            start += bytes
            self.start = start
            guard start.count >= 2 else { return [] }
            beginText(start)
        } else {
            take(bytes)
        }
        return assembler.takeCards()
    }

    /// Ends the file.
    ///
    /// - Returns: The last cards, and problems that belong to no card.
    package mutating func finish() -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        if let start { beginText(start) }
        if var transcoder {
            takeText(transcoder.finish()[...])
            self.transcoder = transcoder
        }
        var assembler = assembler
        lines.finish { assembler.take($0) }
        let problems = assembler.finish()
        self.assembler = assembler
        return (self.assembler.takeCards(), problems)
    }

    /// Reads a whole file.
    package static func read(
        _ bytes: [UInt8]
    ) -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        var reader = VCardReader()
        let first = reader.feed(bytes)
        let (rest, problems) = reader.finish()
        return (first + rest, problems)
    }

    private mutating func beginText(_ bytes: [UInt8]) {
        start = nil
        transcoder = UTF16Transcoder(start: bytes)
        if transcoder != nil { assembler.noteConversion() }
        take(bytes)
    }

    private mutating func take(_ bytes: [UInt8]) {
        if let text = transcoder?.transcode(bytes[...]) {
            takeText(text[...])
        } else {
            takeText(bytes[...])
        }
    }

    private mutating func takeText(_ bytes: ArraySlice<UInt8>) {
        lines.feed(bytes) { assembler.take($0) }
    }
}
