import ContactModel

/// Reads a table piece by piece: a header, then rows of as many cells as have a name.
///
/// Commas, semicolons and tabs separate, whichever the header has most of.
package struct TableReader {
    /// One row: cells by column, empty ones left out.
    package struct Row: Hashable, Sendable {
        /// The line it begins on, from 1.
        package let line: Int
        package let cells: [String: String]
        /// The problems of the table, a sentence each.
        package let problems: [String]
    }

    /// The names of the columns as the header has them, in lower case; empty before it was read.
    package private(set) var columns: [String] = []
    private var tokenizer: CSVTokenizer?
    private var start: [UInt8] = []

    package init() {}

    /// Takes the next bytes.
    ///
    /// - Returns: The rows that are complete, without the header.
    package mutating func feed(_ bytes: [UInt8]) -> [Row] {
        if tokenizer == nil {
            start += bytes
            guard start.contains(UInt8(ascii: "\n")) || start.contains(UInt8(ascii: "\r")) else {
                return []
            }
            return begin()
        }
        return rows { $0.feed(bytes, $1) }
    }

    /// Ends the table.
    ///
    /// - Returns: The last row, when no line break ends it.
    package mutating func finish() -> [Row] {
        var last = tokenizer == nil ? begin() : []
        last += rows { $0.finish($1) }
        return last
    }

    private mutating func begin() -> [Row] {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start.removeFirst(3) }
        let header = start.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
        let counts = separators.map { separator in header.count { $0 == separator } }
        let most = counts.max() ?? 0
        let separator = zip(separators, counts).first { $0.1 == most }?.0 ?? UInt8(ascii: ",")
        tokenizer = CSVTokenizer(separator: separator)
        let bytes = start
        start = []
        return rows { $0.feed(bytes, $1) }
    }

    private mutating func rows(
        _ body: (inout CSVTokenizer, (CSVTokenizer.Row) -> Void) -> Void
    ) -> [Row] {
        guard var tokenizer else { return [] }
        var read: [CSVTokenizer.Row] = []
        body(&tokenizer) { read.append($0) }
        self.tokenizer = tokenizer
        if columns.isEmpty, !read.isEmpty {
            columns = read.removeFirst().cells.map { Self.text($0).lowercased() }
        }
        return read.filter { !$0.isBlank }.map(row)
    }

    private func row(_ row: CSVTokenizer.Row) -> Row {
        var cells: [String: String] = [:]
        for (column, cell) in zip(columns, row.cells) {
            let text = Self.text(cell)
            if !column.isEmpty, !text.isEmpty { cells[column] = text }
        }
        return Row(line: row.line, cells: cells, problems: row.problems.map(\.sentence))
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).trimmed
    }
}
