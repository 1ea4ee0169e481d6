import ContactModel

/// Cuts a stream of bytes into rows of cells (RFC 4180), tolerant of what programs really write.
///
/// A quote that opens a cell and is never closed within ``maximumQuotedBytes`` is an ordinary
/// character: the text behind it is read again without it, at most ``maximumRecoveryCount`` times
/// in a file, so that one stray quote costs one row and the work stays linear.
struct CSVTokenizer: Sendable {
    /// One row with the physical line it begins on, from 1.
    struct Row: Hashable, Sendable {
        var line: Int
        var cells: [[UInt8]] = []
        var problems: [SourceProblem] = []

        /// Whether no cell holds anything but white space.
        var isBlank: Bool {
            cells.allSatisfy { cell in cell.allSatisfy { $0 == 0x20 || $0 == 9 } }
        }
    }

    /// A quoted cell longer than this was not meant to be one.
    static let maximumQuotedBytes = 1 << 20
    static let maximumRecoveryCount = 64
    static let maximumRowBytes = CardLimits.maximumCardBytes
    static let maximumCellCount = 4096

    private enum State {
        case atStart
        case plain
        case quoted
        /// Behind a quote inside a quoted cell: the cell ends, or the quote is doubled.
        case quoteInQuoted
    }

    private let separator: UInt8
    private var state = State.atStart
    private var cell: [UInt8] = []
    private var row = Row(line: 1)
    private var rowBytes = 0
    private var isTooLong = false
    private var line = 1
    private var wasCarriageReturn = false
    /// Everything since the quote that is open, to be read again if nothing closes it.
    private var sinceQuote: [UInt8] = []
    private var lineOfQuote = 1
    private var recoveryCount = 0

    init(separator: UInt8) {
        self.separator = separator
    }

    /// Takes the next bytes and hands out the rows that are complete.
    mutating func feed(_ bytes: [UInt8], _ body: (Row) -> Void) {
        take(bytes, recovers: true, body)
    }

    /// Hands out the last row, if the text does not end in a line break.
    mutating func finish(_ body: (Row) -> Void) {
        while state == .quoted { recover(body) }
        if state != .atStart || !row.cells.isEmpty || !cell.isEmpty { endRow(body) }
    }

    private mutating func take(_ bytes: [UInt8], recovers: Bool, _ body: (Row) -> Void) {
        var index = 0
        while index < bytes.count {
            let end = endOfRun(in: bytes, from: index)
            if end > index {
                append(bytes[index..<end])
                index = end
            } else {
                take(bytes[index], body)
                index += 1
            }
            let isLost = state == .quoted && sinceQuote.count > Self.maximumQuotedBytes
            if recovers, isLost { recover(body) }
        }
    }

    /// Where the bytes end that mean nothing in the present state and can be taken at once.
    private func endOfRun(in bytes: [UInt8], from start: Int) -> Int {
        guard state == .plain || state == .quoted else { return start }
        // The limit on what is quoted has to be met to the byte, however the file is cut.
        let room = state == .quoted ? Self.maximumQuotedBytes - sinceQuote.count : bytes.count
        let stop = min(bytes.count, start + max(0, room))
        var index = start
        while index < stop {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D { break }
            if state == .quoted ? byte == UInt8(ascii: "\"") : byte == separator { break }
            index += 1
        }
        return index
    }

    /// Appends a run of ordinary bytes.
    private mutating func append(_ run: ArraySlice<UInt8>) {
        if state == .quoted { sinceQuote.append(contentsOf: run) }
        wasCarriageReturn = false
        rowBytes += run.count
        if rowBytes > Self.maximumRowBytes {
            isTooLong = true
        } else {
            cell.append(contentsOf: run)
        }
    }

    private mutating func take(_ byte: UInt8, _ body: (Row) -> Void) {
        defer { countLine(byte) }
        switch state {
        case .quoted:
            sinceQuote.append(byte)
            if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { append(byte) }
        case .quoteInQuoted where byte == UInt8(ascii: "\""):
            sinceQuote.append(byte)
            append(byte)
            state = .quoted
        case .atStart
        where byte == UInt8(ascii: "\"") && recoveryCount <= Self.maximumRecoveryCount:
            cell = []
            state = .quoted
            sinceQuote = []
            lineOfQuote = line
        case .atStart where byte == 0x20 || (byte == 9 && separator != 9):
            append(byte)
        default: takePlain(byte, body)
        }
    }

    private mutating func takePlain(_ byte: UInt8, _ body: (Row) -> Void) {
        if byte == separator {
            endCell()
        } else if byte == UInt8(ascii: "\r") {
            endRow(body)
        } else if byte == UInt8(ascii: "\n") {
            if !wasCarriageReturn { endRow(body) }
        } else {
            append(byte)
            state = .plain
        }
    }

    private mutating func countLine(_ byte: UInt8) {
        let isBreak =
            byte == UInt8(ascii: "\r") || (byte == UInt8(ascii: "\n") && !wasCarriageReturn)
        if isBreak { line += 1 }
        wasCarriageReturn = byte == UInt8(ascii: "\r")
        if state == .atStart, row.cells.isEmpty, cell.isEmpty { row.line = line }
    }

    private mutating func append(_ byte: UInt8) {
        rowBytes += 1
        if rowBytes > Self.maximumRowBytes {
            isTooLong = true
        } else {
            cell.append(byte)
        }
    }

    private mutating func endCell() {
        if row.cells.count < Self.maximumCellCount {
            row.cells.append(cell)
        } else if row.problems.last != .tooManyColumns {
            row.problems.append(.tooManyColumns)
        }
        cell = []
        state = .atStart
    }

    private mutating func endRow(_ body: (Row) -> Void) {
        endCell()
        if isTooLong {
            row.cells = []
            row.problems = [.rowTooLong]
        }
        let isBlankLine = row.cells.count == 1 && row.isBlank && row.problems.isEmpty
        if !isBlankLine { body(row) }
        row = Row(line: line)
        rowBytes = 0
        isTooLong = false
        sinceQuote = []
    }

    /// Takes the open quote for an ordinary character and reads again what follows it.
    private mutating func recover(_ body: (Row) -> Void) {
        let again = sinceQuote
        recoveryCount += 1
        rowBytes = max(0, rowBytes - cell.count)
        cell = []
        sinceQuote = []
        line = lineOfQuote
        wasCarriageReturn = false
        if row.problems.last != .unclosedQuote { row.problems.append(.unclosedQuote) }
        state = .plain
        append(UInt8(ascii: "\""))
        take(again, recovers: false, body)
    }
}
