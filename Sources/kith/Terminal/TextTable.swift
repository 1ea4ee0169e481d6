/// Rows in aligned columns that fit the terminal.
struct TextTable {
    private let titles: [String]
    private let fit: ColumnFit
    private var rows: [[String]] = []

    /// Begins a table.
    ///
    /// - Parameters:
    ///   - titles: One a column; shown on a terminal only.
    ///   - fit: Which columns give way where there is not room for all.
    init(_ titles: String..., fit: ColumnFit = ColumnFit()) {
        self.titles = titles
        self.fit = fit
    }

    /// Adds a row; its texts may hold anything.
    mutating func add(_ cells: String...) {
        rows.append(cells.map(TerminalText.visible))
    }

    var isEmpty: Bool { rows.isEmpty }

    /// The table as lines.
    ///
    /// - Parameter limit: The width to fit into; nil leaves every cell whole.
    /// - Returns: Lines, each ended.
    func text(fitting limit: Int?) -> String {
        // A column in which nothing stands needs no room.
        var widths = titles.map { _ in 0 }
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], TerminalText.width(cell))
            }
        }
        for (index, title) in titles.enumerated() where widths[index] > 0 {
            widths[index] = max(widths[index], TerminalText.width(title))
        }
        if let limit { widths = fit.widths(of: widths, in: limit) }
        var text = ""
        if Terminal.isOutputTerminal {
            text += Style.faint(line(titles, widths)) + "\n"
        }
        for row in rows {
            text += line(row, widths) + "\n"
        }
        return text
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
