/// How a table is written, found from its beginning: separator, header, columns.
struct CSVLayout: Sendable {
    let separator: UInt8
    /// How many rows stand above the header.
    let headerRow: Int
    var columns: CSVColumns
    /// The program that wrote it; nil for a person's own mapping.
    let dialect: CSVDialect?

    /// How far down a header is looked for.
    private static let maximumPreamble = 12

    /// Why no layout was found.
    struct Unknown: Error {
        let line: Int
        let columns: [String]
    }

    /// Finds the layout of a table.
    ///
    /// - Parameters:
    ///   - sample: The first bytes of the table, UTF-8 or one of its kind.
    ///   - isWhole: Whether the sample is all of it.
    ///   - mapping: The person's own; known programs are recognised without.
    /// - Returns: The layout that explains most columns.
    /// - Throws: ``Unknown`` with the most likely header when no column is explained.
    static func find(
        in sample: [UInt8], isWhole: Bool, mapping: CSVMapping?
    ) throws(Unknown) -> CSVLayout {
        let own = mapping.flatMap { $0.namesColumns ? $0 : nil }
        var best: (layout: CSVLayout, score: Int)?
        var likely = Unknown(line: 1, columns: [])
        for separator in Array(",;\t".utf8) {
            let rows = rows(in: sample, isWhole: isWhole, separator: separator)
            for (index, row) in rows.prefix(maximumPreamble).enumerated() {
                let names = row.cells.map { String(decoding: $0, as: UTF8.self) }
                if names.count > likely.columns.count {
                    likely = Unknown(line: row.line, columns: names)
                }
                let dialect = own == nil ? CSVDialect.recognise(names) : nil
                guard let chosen = own ?? dialect?.mapping ?? CSVMapping(plainHeader: names)
                else { continue }
                let score = chosen.matchCount(names)
                guard score > best?.score ?? 0 else { continue }
                var columns = CSVColumns(names, mapping: chosen)
                if let order = mapping?.dateOrder {
                    columns.dateOrder = order
                } else {
                    let cells = rows.dropFirst(index + 1).flatMap { row in
                        columns.dates(in: row.cells.map { String(decoding: $0, as: UTF8.self) })
                    }
                    columns.dateOrder = LooseDate.order(provenBy: cells) ?? columns.dateOrder
                }
                let layout = CSVLayout(
                    separator: separator, headerRow: index, columns: columns, dialect: dialect)
                best = (layout, score)
            }
        }
        guard let best else { throw likely }
        return best.layout
    }

    private static func rows(
        in sample: [UInt8], isWhole: Bool, separator: UInt8
    ) -> [CSVTokenizer.Row] {
        var rows: [CSVTokenizer.Row] = []
        var tokenizer = CSVTokenizer(separator: separator)
        tokenizer.feed(sample) { rows.append($0) }
        if isWhole { tokenizer.finish { rows.append($0) } }
        return rows
    }
}
