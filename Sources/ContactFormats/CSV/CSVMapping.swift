import ContactModel

/// Says what the columns of a table are: the built-in ones of known programs, or a person's own.
///
/// A mapping file has a line `Column name = field` for each column. Column names are compared
/// without case; `#` in one stands for a number, which `#` in the field repeats. Lines that begin
/// with `#` are comments; `@dates = day first` (or `month first`) tells how dates are written, and may
/// stand alone for a table whose columns are known.
package struct CSVMapping: Hashable, Sendable {
    /// Which number comes first in a date such as `3/4/1985`.
    package enum DateOrder: String, Hashable, Sendable {
        case dayFirst = "day first"
        case monthFirst = "month first"
    }

    private var templatesByColumn: [String: String] = [:]
    /// Nil when the cells themselves have to tell.
    package private(set) var dateOrder: DateOrder?

    /// Reads a mapping file.
    ///
    /// - Throws: ``CSVMappingError`` with the line that cannot be understood.
    package init(parsing bytes: [UInt8]) throws(CSVMappingError) {
        let text = String(decoding: bytes, as: UTF8.self)
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let line = String(line).trimmed
            if line.isEmpty || line.hasPrefix("#") || line == "\u{FEFF}" { continue }
            try take(line, number: number)
        }
        guard !templatesByColumn.isEmpty || dateOrder != nil else { throw .empty }
    }

    /// A mapping of the program's own, known to be well-formed by test.
    init(builtIn text: String) {
        // A built-in table that cannot be read would know no column, which its test finds.
        if let mapping = try? CSVMapping(parsing: Array(text.utf8)) {
            self = mapping
        } else {
            self.init()
        }
    }

    private init() {}

    /// Whether it says what any column is, and not only how dates are written.
    var namesColumns: Bool { !templatesByColumn.isEmpty }

    /// A mapping of columns to fields that are known to be well-formed.
    init(fields: [(column: String, field: String)]) {
        for (column, field) in fields where templatesByColumn[Self.key(of: column)] == nil {
            templatesByColumn[Self.key(of: column)] = field
        }
    }

    private mutating func take(_ line: String, number: Int) throws(CSVMappingError) {
        guard let sign = line.lastIndex(of: "=") else { throw .noSign(line: number) }
        let key = String(line[..<sign]).trimmed
        let value = String(line[line.index(after: sign)...]).trimmed
        if key.hasPrefix("@") {
            guard key == "@dates", let order = DateOrder(rawValue: value.lowercased()) else {
                throw .unknownSetting(line: number, text: key)
            }
            dateOrder = order
            return
        }
        guard CSVField(parsing: value.replacing("#", with: "1")) != nil else {
            throw .unknownField(line: number, text: value)
        }
        templatesByColumn[Self.key(of: key)] = value
    }

    /// The field of a column; nil for one that the mapping does not name.
    package func field(of column: String) -> CSVField? {
        written(of: column).flatMap { CSVField(parsing: $0) }
    }

    /// The field of a column as a mapping file says it, with its number.
    func written(of column: String) -> String? {
        let key = Self.key(of: column)
        if let template = templatesByColumn[key] { return template.replacing("#", with: "1") }
        guard let start = key.firstIndex(where: \.isASCIIDigit) else { return nil }
        let end = key[start...].firstIndex { !$0.isASCIIDigit } ?? key.endIndex
        let pattern = key[..<start] + "#" + key[end...]
        guard end > start, key[start..<end].utf8.count <= 4,
            let template = templatesByColumn[String(pattern)]
        else { return nil }
        return template.replacing("#", with: String(key[start..<end]))
    }

    /// How many of the columns the mapping names.
    func matchCount(_ columns: [String]) -> Int {
        columns.count { field(of: $0) != nil }
    }

    /// A column name in the form in which names are compared.
    static func key(of column: String) -> String {
        let text = column.hasPrefix("\u{FEFF}") ? String(column.dropFirst()) : column
        return text.trimmed.lowercased()
    }
}

extension CSVMapping {
    /// A mapping file to fill in: every column of a header, with what is known of it.
    package static func template(for columns: [String]) -> String {
        var text = "# Column name = field; see docs/import.md for the fields.\n"
        for column in columns where !key(of: column).isEmpty {
            let name = CardDraft.oneLine(CardDraft.clean(column)).trimmed
            text += "\(name) = \(guess(key(of: column)))\n"
        }
        return text
    }

    private static func guess(_ key: String) -> String {
        let words: [(String, String)] = [
            ("mail", "email"), ("mobile", "phone.mobile"), ("phone", "phone"), ("tel", "phone"),
            ("first", "name.given"), ("given", "name.given"), ("last", "name.family"),
            ("family", "name.family"), ("surname", "name.family"), ("company", "organisation"),
            ("organi", "organisation"), ("birth", "birthday"), ("note", "note"), ("url", "url"),
            ("web", "url"), ("tag", "tags"), ("name", "name"),
        ]
        return words.first { key.contains($0.0) }?.1 ?? "keep"
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

/// Why a mapping file is refused.
package enum CSVMappingError: Error, Hashable, Sendable {
    /// It names no column.
    case empty
    /// A line without `=`.
    case noSign(line: Int)
    case unknownField(line: Int, text: String)
    case unknownSetting(line: Int, text: String)

    /// The sentence shown to the person.
    package var sentence: String {
        switch self {
        case .empty: "the mapping names no column; write lines such as: Telefon = phone.work"
        case .noSign(let line): "line \(line) of the mapping has no \"=\""
        case .unknownField(let line, let text):
            "line \(line) of the mapping: there is no field \"\(text)\""
        case .unknownSetting(let line, let text):
            "line \(line) of the mapping: \"\(text)\" is no setting with that value; there is "
                + "`@dates = day first`, and `@dates = month first`"
        }
    }
}
