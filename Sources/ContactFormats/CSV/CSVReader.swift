import ContactModel

/// Reads a table of people piece by piece: one card a row, which an import takes like any other.
///
/// Header, separator and encoding are found from the first ``sampleBytes``; the program that
/// wrote the table is recognised by its header, any other needs a ``CSVMapping``. Nothing is
/// dropped in silence: a column without a place is kept in `X-KITH-CSV-…` lines.
///
/// - Complexity: O(bytes); memory depends on the longest row, not on the file.
package struct CSVReader: Sendable {
    private enum State: Sendable {
        case detecting([UInt8])
        case reading(CSVTokenizer, CSVLayout)
        case refused
    }

    /// How much of a table decides on its layout.
    package static let sampleBytes = 65_536

    private let mapping: CSVMapping?
    private var state = State.detecting([])
    private var transcoder: UTF16Transcoder?
    private var hasBegun = false
    private var rowCount = 0
    private var cards: [ImportedCard] = []
    private var problems: [ImportDiagnostic] = []
    private var emptyRows: (first: Int, count: Int)?
    private var hasToldEncoding = false
    private var headerLine = 1
    /// Columns without a place in a card in which nothing stood so far, and those where something did.
    private var emptyColumns: [Int] = []
    private var filledColumns: [Int] = []
    /// The program that wrote the table, once its header was read.
    package private(set) var dialectName: String?

    /// Begins a table.
    ///
    /// - Parameter mapping: What its columns are; nil to recognise the program.
    package init(mapping: CSVMapping? = nil) {
        self.mapping = mapping
    }

    /// Reads a whole table.
    package static func read(
        _ bytes: [UInt8], mapping: CSVMapping? = nil
    ) -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        var reader = CSVReader(mapping: mapping)
        let first = reader.feed(bytes)
        let (rest, problems) = reader.finish()
        return (first + rest, problems)
    }

    /// Takes the next bytes of the file.
    ///
    /// - Returns: The cards of the rows that are complete now, in their order.
    package mutating func feed(_ bytes: [UInt8]) -> [ImportedCard] {
        take(hasBegun ? transcoder?.transcode(bytes[...]) ?? bytes : bytes)
        return takeCards()
    }

    /// Ends the file.
    ///
    /// - Returns: The last cards, and problems that belong to no card.
    package mutating func finish() -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        if case .detecting(let bytes) = state { begin(bytes, isWhole: true) }
        if let rest = transcoder?.finish() { take(rest) }
        if case .reading(var tokenizer, let layout) = state {
            var rows: [CSVTokenizer.Row] = []
            tokenizer.finish { rows.append($0) }
            for row in rows { take(row, layout) }
            if !filledColumns.isEmpty {
                let names = filledColumns.sorted().map { layout.columns.name(ofColumn: $0) }
                note(.columnsKept(columns: names), at: headerLine)
            }
        }
        state = .refused
        if let emptyRows {
            note(.emptyRows(count: emptyRows.count), at: emptyRows.first)
        }
        return (takeCards(), problems)
    }

    private mutating func takeCards() -> [ImportedCard] {
        defer { cards = [] }
        return cards
    }

    private mutating func note(_ problem: SourceProblem, at line: Int) {
        guard problems.count < ImportReport.maximumEntryCount else { return }
        problems.append(ImportDiagnostic(line: line, problem: .source(problem)))
    }

    private mutating func take(_ bytes: [UInt8]) {
        switch state {
        case .detecting(var sample):
            state = .refused
            sample += bytes
            if sample.count >= Self.sampleBytes {
                begin(sample, isWhole: false)
            } else {
                state = .detecting(sample)
            }
        case .reading(var tokenizer, let layout):
            state = .refused
            var rows: [CSVTokenizer.Row] = []
            tokenizer.feed(bytes) { rows.append($0) }
            state = .reading(tokenizer, layout)
            for row in rows { take(row, layout) }
        case .refused: return
        }
    }

    // MARK: - The beginning

    private mutating func begin(_ bytes: [UInt8], isWhole: Bool) {
        hasBegun = true
        state = .refused
        // Exactly the first bytes decide, however large the pieces are that the file comes in.
        var (sample, _) = Self.text(from: Array(bytes.prefix(Self.sampleBytes)))
        let text: [UInt8]
        (text, transcoder) = Self.text(from: bytes)
        if transcoder != nil {
            problems.append(ImportDiagnostic(line: 1, problem: .convertedFromUTF16))
        }
        let isAll = isWhole && bytes.count <= Self.sampleBytes
        if isAll { sample = text }
        do throws(CSVLayout.Unknown) {
            let layout = try CSVLayout.find(in: sample, isWhole: isAll, mapping: mapping)
            dialectName = layout.dialect?.name
            state = .reading(CSVTokenizer(separator: layout.separator), layout)
            take(text)
        } catch {
            if text.isEmpty { return }
            note(.unknownHeader(columns: error.columns), at: error.line)
        }
    }

    /// The bytes as UTF-8, or as they are when their cells have to be looked at one by one.
    private static func text(
        from bytes: [UInt8]
    ) -> (text: [UInt8], transcoder: UTF16Transcoder?) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes.dropFirst(3)), nil) }
        guard bytes.count >= 2 else { return (bytes, nil) }
        let isBig = bytes.starts(with: [0xFE, 0xFF]) || (bytes[0] == 0 && bytes[1] != 0)
        let isLittle = bytes.starts(with: [0xFF, 0xFE]) || (bytes[0] != 0 && bytes[1] == 0)
        guard isBig || isLittle else { return (bytes, nil) }
        var transcoder = UTF16Transcoder(isBigEndian: isBig)
        let text = transcoder.transcode(bytes[...])
        return (text, transcoder)
    }

    // MARK: - Rows

    private mutating func take(_ row: CSVTokenizer.Row, _ layout: CSVLayout) {
        defer { rowCount += 1 }
        guard rowCount >= layout.headerRow else { return }
        guard rowCount > layout.headerRow else {
            tellHeader(row, layout)
            return
        }
        if row.problems.contains(.rowTooLong) {
            note(.rowTooLong, at: row.line)
        } else if row.isBlank {
            emptyRows = (emptyRows?.first ?? row.line, (emptyRows?.count ?? 0) + 1)
        } else {
            cards.append(card(of: row, layout.columns))
        }
    }

    private mutating func tellHeader(_ row: CSVTokenizer.Row, _ layout: CSVLayout) {
        headerLine = row.line
        emptyColumns = layout.columns.kept
        if row.line > 1 { note(.textBeforeHeader(lines: row.line - 1), at: 1) }
    }

    private mutating func card(of row: CSVTokenizer.Row, _ columns: CSVColumns) -> ImportedCard {
        let cells = row.cells.map { TextCharset.utf8.decode($0[...]) }
        if !hasToldEncoding, row.cells.contains(where: { !TextCharset.isUTF8($0) }) {
            hasToldEncoding = true
            note(.convertedFromWindows1252, at: row.line)
        }
        let told = emptyColumns.filter { index in
            guard index < cells.count else { return false }
            let column = CardDraft.propertyName(columns.name(ofColumn: index)).lowercased()
            let cell = cells[index].trimmed
            return !cell.isEmpty && !KeptCell.isUsual(cell, column: column)
        }
        if !told.isEmpty {
            filledColumns += told
            emptyColumns.removeAll(where: told.contains)
        }
        var maker = CSVRowCard(cells, columns: columns, line: row.line)
        var draft = maker.finished()
        for problem in row.problems { draft.note(problem, at: row.line) }
        let expected = columns.names.count
        let hasMore = cells.dropFirst(expected).contains { !$0.trimmed.isEmpty }
        if cells.count < expected || hasMore {
            draft.note(.raggedRow(expected: expected, found: cells.count), at: row.line)
        }
        return draft.finished(startLine: row.line)
    }
}
