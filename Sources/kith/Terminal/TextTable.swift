/// Rows in aligned columns that fit the terminal.
struct TextTable {
    private let titles: [String]
    private let fit: ColumnFit
    private let isWhole: Bool
    private var rows: [[String]] = []
    /// The lines below a row, whole.
    private var reasons: [Int: [String]] = [:]

    /// Begins a table.
    ///
    /// - Parameters:
    ///   - titles: One a column; shown on a terminal only.
    ///   - fit: Which columns give way where there is not room for all.
    ///   - isWhole: Whether cells take several lines where they have no room, instead of being cut.
    init(_ titles: String..., fit: ColumnFit = ColumnFit(), isWhole: Bool = false) {
        self.init(titles, fit: fit, isWhole: isWhole)
    }

    /// The same, of any number of columns.
    init(_ titles: [String], fit: ColumnFit = ColumnFit(), isWhole: Bool = false) {
        self.titles = titles
        self.fit = fit
        self.isWhole = isWhole
    }

    /// Adds a row; its texts may hold anything.
    mutating func add(_ cells: String...) { add(cells) }

    /// The same, of any number of columns.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map(TerminalText.visible))
    }

    /// Adds lines below the last row, which are never cut.
    mutating func explain(_ lines: [String]) {
        reasons[rows.count - 1] = lines.map(TerminalText.visible)
    }

    var isEmpty: Bool { rows.isEmpty }

    /// The table as lines.
    ///
    /// - Parameter limit: The width to fit into; nil leaves every cell whole.
    /// - Returns: Lines, each ended.
    func text(fitting limit: Int?) -> String {
        let columns = titles.indices.map(column)
        let widths = limit.map { fit.widths(of: columns, in: $0) } ?? columns.map(\.whole)
        var text = ""
        if Terminal.isOutputTerminal {
            text += Style.faint(line(titles, widths)) + "\n"
        }
        for (index, row) in rows.enumerated() {
            for line in isWhole ? folded(row, widths) : [row] {
                text += self.line(line, widths) + "\n"
            }
            for reason in reasons[index] ?? [] {
                let line = Style.faint("    " + reason) + "\n"
                text += limit.map { TextFold(columns: $0).text(line) } ?? line
            }
        }
        return text
    }

    private func column(_ index: Int) -> ColumnFit.Column {
        ColumnFit.Column(
            title: TerminalText.width(titles[index]),
            cells: rows.map { index < $0.count ? TerminalText.width($0[index]) : 0 })
    }

    /// A row as several, each cell of which fits its column but for a word that alone is wider.
    private func folded(_ row: [String], _ widths: [Int]) -> [[String]] {
        let cells = zip(row, widths).map { cell, width in
            TextFold(columns: max(width, 1), hanging: 0).text(cell).split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
        }
        return (0..<(cells.map(\.count).max() ?? 0)).map { line in
            cells.map { line < $0.count ? $0[line] : "" }
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(cells, widths) where width > 0 {
            line += TerminalText.padded(TerminalText.cut(cell, to: width), to: width) + "  "
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
