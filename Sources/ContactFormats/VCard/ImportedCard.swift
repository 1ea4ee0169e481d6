package import ChangeLog
package import ContactModel

/// A card as it stands in a file.
package struct ImportedCard: Hashable, Sendable {
    /// The physical line of its `BEGIN:VCARD`, from 1.
    package internal(set) var startLine: Int
    package internal(set) var frame: CardFrame
    /// Raw content lines, each with its folds, terminator and the blank lines that follow it.
    package internal(set) var lines: [[UInt8]] = []
    /// The physical line each of ``lines`` begins on, from 1.
    package internal(set) var lineNumbers: [Int] = []
    /// Whether `END:VCARD` was there and no line was left out.
    package internal(set) var isComplete = true
    package internal(set) var diagnostics: [ImportDiagnostic] = []

    package init(startLine: Int, frame: CardFrame) {
        self.startLine = startLine
        self.frame = frame
    }

    /// A card that kith wrote from a source of another format, all its lines told as of one line of
    /// the source; what is over the limits is left out, and told.
    init(
        written lines: [[UInt8]], _ terminator: [UInt8], startLine: Int,
        diagnostics: [ImportDiagnostic]
    ) {
        self.init(startLine: startLine, frame: .usual(terminator: terminator))
        self.diagnostics = diagnostics
        var budget = CardBudget(used: frame.begin.count + frame.end.count)
        for line in lines {
            guard self.lines.count < CardLimits.maximumLineCount else {
                isComplete = false
                note(.tooManyLines, at: startLine)
                break
            }
            self.lines.append(line)
            guard let dropped = budget.add(line.count, to: self.lines) else { continue }
            let property = ContentLine(raw: self.lines.remove(at: dropped)).name
            isComplete = false
            note(.cardTooLong(property: property), at: startLine)
        }
        lineNumbers = self.lines.map { _ in startLine }
    }

    /// The card exactly as it stands in the file.
    package var bytes: [UInt8] {
        frame.begin + lines.joined() + frame.end
    }

    /// The value of `UID`; nil without one.
    package var uid: [UInt8]? {
        for raw in lines where raw.first.map(\.upperCased) == UInt8(ascii: "U") {
            let line = ContentLine(raw: raw)
            guard line.name == "UID" else { continue }
            let text = Array(line.text.trimmed.utf8)
            if !text.isEmpty { return text }
        }
        return nil
    }

    /// The card with the ids an import derives.
    package func card(entity: EntityID, using digest: DigestFunction) -> Card {
        let lines = CardLine.imported(lines, using: digest)
        var card = Card(
            entity: entity, kind: CardForm(ofLines: self.lines).kind, lines: lines)
        if frame != card.effectiveFrame { card.frame = frame }
        return card
    }

    /// Tells a problem of the card, up to as many as are kept.
    mutating func note(_ problem: ImportDiagnostic.Problem, at line: Int) {
        guard diagnostics.count < CardLimits.maximumDiagnosticCount else { return }
        diagnostics.append(ImportDiagnostic(line: line, problem: problem))
    }
}
