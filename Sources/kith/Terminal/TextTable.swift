/// Rows in aligned columns that fit the terminal; the last columns give way first.
struct TextTable {
    private let titles: [String]
    private var rows: [[String]] = []

    /// Begins a table.
    ///
    /// - Parameter titles: One a column; shown on a terminal only.
    init(_ titles: String...) {
        self.titles = titles
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
        let widths = columnWidths(fitting: limit)
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

    private func columnWidths(fitting limit: Int?) -> [Int] {
        var widths = titles.map(TerminalText.width)
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], TerminalText.width(cell))
            }
        }
        guard let limit else { return widths }
        for index in widths.indices.reversed() {
            let total = widths.reduce(0) { $0 + ($1 > 0 ? $1 + 2 : 0) } - 2
            guard total > limit else { break }
            let smallest = index == 0 ? 8 : min(widths[index], index < 3 ? 10 : 0)
            widths[index] = max(smallest, widths[index] - (total - limit))
            if widths[index] < 4, index > 0 { widths[index] = 0 }
        }
        return widths
    }
}
