import ContactModel

/// Puts physical lines together to content lines and cards.
///
///     outside --BEGIN--> inside --END--> after --BEGIN--> inside …
///
/// What follows a card belongs to its frame until the next begins; what precedes the first card
/// belongs to that card's frame. A content line goes on over folds, blank lines, soft breaks of
/// quoted-printable, unfolded base64 of 2.1, and a whole card nested in `AGENT`.
struct CardAssembler: Sendable {
    private enum State {
        case outside(preamble: [UInt8])
        case inside
        case after
    }

    private var state = State.outside(preamble: [])
    private var card = ImportedCard(startLine: 0, frame: CardFrame(begin: [], end: []))
    private var line = OpenLine()
    /// How long ``card`` is.
    private var budget = CardBudget()
    /// Trouble before the first card; told with it.
    private var early: [ImportDiagnostic] = []
    /// The last problem that was told of the stretch between two cards.
    private var lastOutside: ImportDiagnostic.Problem?
    private var cards: [ImportedCard] = []
    /// Of lines that do not say it.
    private let charset: ToldCharset?
    /// The doubts about character sets told so far: each once for a file.
    private var toldCharsets: [ContentLine.CharsetDoubt] = []

    init(charset: ToldCharset?) {
        self.charset = charset
    }

    /// Hands out the finished cards.
    mutating func takeCards() -> [ImportedCard] {
        defer { cards = [] }
        return cards
    }

    /// Tells with the first card that the file was converted.
    mutating func noteConversion() {
        early.append(ImportDiagnostic(line: 1, problem: .convertedFromUTF16))
    }

    /// Takes the next physical line.
    mutating func take(_ physical: PhysicalLines.Line) {
        for line in Marker.parted(physical) ?? [physical] {
            switch state {
            case .inside: takeInside(line)
            case .outside, .after: takeOutside(line)
            }
        }
    }

    /// Ends the file; problems of a file without cards come back.
    mutating func finish() -> [ImportDiagnostic] {
        switch state {
        case .inside:
            closeUnterminated(at: line.lastNumber, .cutOff)
            return early
        case .after:
            cards.append(card)
            return early
        case .outside:
            return early
        }
    }

    // MARK: - Outside a card

    private mutating func takeOutside(_ physical: PhysicalLines.Line) {
        // Of files put together each may begin with its mark.
        if Marker(physical.bytes, skippingBOM: true) == .begin {
            begin(physical)
            return
        }
        let isBlank = physical.bytes.allSatisfy { $0.isLineBreak || $0.isFoldMark }
        if !isBlank {
            let isEnd = Marker(physical.bytes, skippingBOM: false) == .end
            noteOutside(isEnd ? .endWithoutBegin : .textOutsideCards, physical.number)
        }
        switch state {
        case .after:
            if card.frame.end.count + physical.bytes.count <= CardLimits.maximumOutsideBytes {
                card.frame.end += physical.bytes
            } else {
                noteOutside(.textOutsideCardsDropped, physical.number)
            }
        case .outside(var preamble):
            // Taken out of the state first, so that appending copies nothing.
            state = .inside
            if preamble.count + physical.bytes.count <= CardLimits.maximumOutsideBytes {
                preamble += physical.bytes
            } else {
                noteOutside(.textOutsideCardsDropped, physical.number)
            }
            state = .outside(preamble: preamble)
        case .inside: break
        }
    }

    /// Tells a problem once for each stretch between two cards.
    private mutating func noteOutside(_ problem: ImportDiagnostic.Problem, _ number: Int) {
        guard lastOutside != problem else { return }
        lastOutside = problem
        if case .after = state {
            card.note(problem, at: number)
        } else if early.count < CardLimits.maximumDiagnosticCount {
            early.append(ImportDiagnostic(line: number, problem: problem))
        }
    }

    private mutating func begin(_ physical: PhysicalLines.Line) {
        var frame = CardFrame(begin: physical.bytes, end: [])
        switch state {
        case .after: cards.append(card)
        case .outside(let preamble): frame.begin = preamble + physical.bytes
        case .inside: break
        }
        card = ImportedCard(startLine: physical.number, frame: frame)
        card.diagnostics = early
        early = []
        lastOutside = nil
        budget = CardBudget(used: frame.begin.count)
        line = OpenLine()
        line.lastNumber = physical.number
        state = .inside
    }

    // MARK: - Inside a card

    private mutating func takeInside(_ physical: PhysicalLines.Line) {
        let marker = Marker(physical.bytes, skippingBOM: false)
        if line.isEmpty {
            guard marker == nil else {
                takeMarker(marker, physical)
                return
            }
            // Blank lines before the first property are part of the frame.
            if physical.bytes.allSatisfy(\.isLineBreak) {
                keepBlank(physical)
            } else {
                line.start(physical)
            }
            return
        }
        if line.goesOn(with: physical, marker) {
            line.append(physical, marker)
        } else if marker != nil {
            takeMarker(marker, physical)
        } else {
            closeLine()
            line.start(physical)
        }
    }

    private mutating func keepBlank(_ physical: PhysicalLines.Line) {
        line.lastNumber = physical.number
        guard card.frame.begin.count < 2 * CardLimits.maximumOutsideBytes else {
            if card.isComplete { refuse(.textOutsideCardsDropped, at: physical.number) }
            return
        }
        card.frame.begin += physical.bytes
        budget.used += physical.bytes.count
    }

    private mutating func takeMarker(_ marker: Marker?, _ physical: PhysicalLines.Line) {
        if marker == .begin {
            closeUnterminated(at: physical.number)
            state = .outside(preamble: [])
            begin(physical)
            return
        }
        closeLine()
        card.frame.end = physical.bytes
        budget.used += physical.bytes.count
        state = .after
    }

    private mutating func closeUnterminated(
        at number: Int, _ problem: ImportDiagnostic.Problem = .missingEnd
    ) {
        closeLine()
        card.isComplete = false
        card.note(problem, at: number)
        cards.append(card)
        state = .outside(preamble: [])
    }

    private mutating func closeLine() {
        guard !line.isEmpty else { return }
        let closed = line
        line = OpenLine()
        line.lastNumber = closed.lastNumber
        if closed.excess > 0 {
            refuse(.lineTooLong(property: closed.property), at: closed.firstNumber)
            return
        }
        let bytes = charset.map { ContentLine.told(closed.bytes, isOf: $0) } ?? closed.bytes
        let content = ContentLine(raw: bytes)
        guard card.lines.count < CardLimits.maximumLineCount else {
            if card.diagnostics.last?.problem != .tooManyLines {
                refuse(.tooManyLines, at: closed.firstNumber)
            }
            card.isComplete = false
            return
        }
        if content.isOpaque { card.note(.unreadableLine, at: closed.firstNumber) }
        noteCharset(of: content, at: closed.firstNumber)
        card.lines.append(bytes)
        card.lineNumbers.append(closed.firstNumber)
        if let dropped = budget.add(bytes.count, to: card.lines) {
            let property = ContentLine(raw: card.lines[dropped]).name
            card.lines.remove(at: dropped)
            let number = card.lineNumbers.remove(at: dropped)
            refuse(.cardTooLong(property: property), at: number)
        }
    }

    private mutating func noteCharset(of line: ContentLine, at number: Int) {
        guard let doubt = line.charsetDoubt, !toldCharsets.contains(doubt),
            toldCharsets.count < CardLimits.maximumDiagnosticCount
        else { return }
        toldCharsets.append(doubt)
        switch doubt {
        case .undeclared: card.note(.source(.convertedFromWindows1252), at: number)
        case .unknown(let name): card.note(.source(.unknownCharset(name: name)), at: number)
        }
    }

    private mutating func refuse(_ problem: ImportDiagnostic.Problem, at number: Int) {
        card.isComplete = false
        card.note(problem, at: number)
    }
}
