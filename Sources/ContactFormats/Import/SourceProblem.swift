import ContactModel

/// One thing found in a source that is no vCard: a table, a JSON file, an address list.
package enum SourceProblem: Hashable, Sendable {
    /// The text is not UTF-8; it was read as Windows-1252.
    case convertedFromWindows1252
    /// The text says a character set that is not known here; it is kept as it is.
    case unknownCharset(name: String)
    /// A quote that nothing closes; it was read as an ordinary character.
    case unclosedQuote
    /// A row with more cells than are read; the further ones are left out.
    case tooManyColumns
    /// A row longer than a card may be; it is left out.
    case rowTooLong
    /// A row with another number of cells than the header.
    case raggedRow(expected: Int, found: Int)
    /// Rows that hold nothing at all.
    case emptyRows(count: Int)
    /// Lines above the header, such as LinkedIn's note.
    case textBeforeHeader(lines: Int)
    /// A header that no known program writes and no mapping explains; nothing was imported.
    case unknownHeader(columns: [String])
    /// Columns without a place in a card in which something stands; kept in `X-KITH-CSV-…` lines.
    case columnsKept(columns: [String])
    /// A value that cannot be read as what its column is; it is kept as text.
    case keptAsText(field: String)
    /// A date that could be two days, such as `3/4/1985`; it is kept as text.
    case twoDays(field: String, text: String)
    /// The file is not of the format it is read as; nothing was imported.
    case wrongFormat(expected: String)
    /// The text breaks off or is damaged; what stands before is imported.
    case brokenText(detail: String)
    /// A part of the source that kith has no place for; it is left out.
    case notImported(part: String, count: Int)
    /// Lines that are about something else than people, such as settings.
    case otherLines(count: Int)
    /// A line that cannot be understood; it is left out.
    case unreadableLine

    /// Whether something of the source was not taken over.
    var isLoss: Bool {
        switch self {
        case .tooManyColumns, .rowTooLong, .unknownHeader, .wrongFormat, .brokenText,
            .notImported, .unreadableLine:
            true
        default: false
        }
    }

    /// The sentence shown to the person, without the line.
    var sentence: String {
        switch self {
        case .convertedFromWindows1252:
            "not UTF-8; read as Windows-1252, or as what `--charset` says"
        case .unknownCharset(let name):
            "kith does not know the character set \(name.prefix(40)); kept as it is, and read as "
                + "Windows-1252; `--charset` reads those of East Asia too"
        case .unclosedQuote: "a quote is never closed; it is read as an ordinary character"
        case .tooManyColumns: "the row has too many cells; the further ones are left out"
        case .rowTooLong: "the row is longer than 4 MiB; not imported"
        case .raggedRow(let expected, let found):
            "the row has \(Counted.text(found, "cell")) where the header has \(expected)"
        case .emptyRows(let count):
            count == 1 ? "the row is empty" : "from here on \(count) rows are empty"
        case .textBeforeHeader(let lines):
            "the header stands below \(Counted.text(lines, "other line"))"
        case .unknownHeader(let columns):
            "no program known to kith writes this header (\(Self.list(columns))); "
                + "`--mapping FILE` says what its columns are, in lines such as "
                + "`\(columns.first.map { $0.prefix(60) } ?? "Name") = name`"
        case .columnsKept(let columns):
            "no place in a card for \(Self.list(columns)); kept, and shown as fields of your own"
        case .keptAsText(let field): "\(field) cannot be read; kept as text"
        case .twoDays(let field, let text): "\(field) \(text) could be two days; kept as text"
        case .wrongFormat(let expected): "this is not \(expected); nothing is imported"
        case .brokenText(let detail): detail
        case .notImported(let part, let count): "no place for \(part) (\(count)); not imported"
        case .otherLines(let count):
            count == 1 ? "1 line is not about people" : "\(count) lines are not about people"
        case .unreadableLine: "cannot be understood; left out"
        }
    }

    /// The first few names of a list.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(12).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }
}
