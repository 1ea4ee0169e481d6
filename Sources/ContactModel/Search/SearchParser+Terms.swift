import ChangeLog

extension SearchParser {
    /// The term that a key and its value make; nil, with a diagnostic, when they are words like
    /// others.
    mutating func content(
        key: String, value: String, isQuoted: Bool, _ range: Range<Int>
    ) -> SearchQuery.Content? {
        switch FoldedText.fold(key) {
        case "has":
            if let name = Self.customName(value) { return .custom(name, anyOf: []) }
            if let field = Self.saidField(value) { return .said(field, anyOf: []) }
            return field(named: value, range).map { .has($0) }
        case "missing", "no":
            if let name = Self.customName(value) { return .missingCustom(name) }
            if let field = Self.saidField(value) { return .missingSaid(field) }
            return field(named: value, range).map { .missing($0) }
        default: break
        }
        if let name = Self.customName(key) {
            return .custom(name, anyOf: values(value, isQuoted, key: key, range))
        }
        if let field = Self.saidField(key) {
            return .said(field, anyOf: values(value, isQuoted, key: key, range))
        }
        guard let field = SearchField(key: key) else {
            reportUnknown(key, value: value, range)
            return nil
        }
        if field.isDate {
            if let span = DateSpan(parsing: value) { return .date(field, span) }
            let examples =
                field.isYearly ? "next-30d, may, 05-12 or 1985" : "<90d, >90d, 2026-05 or never"
            report(range, "“\(value)” is no time for \(field.rawValue):; try \(examples).")
            return nil
        }
        let telling = values(value, isQuoted, key: field.rawValue, range)
        if field == .tier, let other = telling.first(where: { !Self.isTier($0) }) {
            report(
                range,
                "There is no tier “\(other)”; there are \(SearchField.tiers.joined(separator: ", ")) "
                    + "and none.")
        }
        if telling.isEmpty {
            report(range, "\(field.rawValue): needs a value; has:\(field.rawValue) asks for any.")
            return nil
        }
        return .field(field, anyOf: telling)
    }

    /// The texts of a value, one of which is asked for.
    private mutating func values(
        _ value: String, _ isQuoted: Bool, key: String, _ range: Range<Int>
    ) -> [String] {
        guard !isQuoted else { return [value].filter { !$0.isEmpty } }
        let texts = value.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        if texts.count > Self.maximumValueCount {
            report(range, "\(key): asks for too much; its end is left out.")
        }
        if value.count(where: { $0 == ")" }) > value.count(where: { $0 == "(" }) {
            report(
                range,
                "The bracket behind \(key):\(value.dropLast()) was not opened; it is part of "
                    + "what is looked for.")
        }
        if value.hasPrefix("(") || value.contains("|") {
            report(range, "Commas set apart what \(key): asks for: \(key):one,other.")
        }
        return Array(texts.prefix(Self.maximumValueCount))
    }

    /// Says what to write for words that mean something elsewhere.
    mutating func hint(at word: String, _ range: Range<Int>) {
        switch word {
        case "NOT", "Not", "not":
            report(range, "\(word) is looked for as a word; -word leaves somebody out.")
        case "|", "||": report(range, "\(word) is looked for as a word; write or.")
        default:
            if word.hasPrefix("!"), word.utf8.count > 1 {
                reportExclamation(word, range)
            } else if let sign = word.firstIndex(of: "="),
                SearchField(key: String(word[..<sign])) != nil
            {
                report(
                    range,
                    "\(word) is looked for as a word; a field has a colon: "
                        + "\(word[..<sign]):\(word[sign...].dropFirst()).")
            }
        }
    }

    private mutating func reportExclamation(_ word: String, _ range: Range<Int>) {
        report(
            range, "\(word) is looked for as a word; -\(word.dropFirst()) leaves somebody out.")
    }

    private static func isTier(_ text: String) -> Bool {
        let text = text.lowercased()
        return text == "none" || SearchField.tiers.contains(text)
    }

    /// The name of a field of one's own in `x.name`.
    private static func customName(_ key: String) -> String? {
        let key = FoldedText.fold(key)
        return key.hasPrefix("x.") ? CustomField.name(String(key.dropFirst(2))) : nil
    }

    /// The overlay field searched as `my.name`; nil for another name.
    private static func saidField(_ key: String) -> ItemField? {
        let key = FoldedText.fold(key)
        return ItemCatalogue.overlay.first { "my.\($0.name.rawValue)" == key }
    }

    private mutating func field(named name: String, _ range: Range<Int>) -> SearchField? {
        if let field = SearchField(key: name) { return field }
        let near = Self.nearest(name, among: Self.fieldNames)
        let hint = near.map { "; did you mean \($0)?" } ?? "."
        report(range, "There is no field “\(name)”\(hint)")
        return nil
    }

    private mutating func reportUnknown(_ key: String, value: String, _ range: Range<Int>) {
        if key.hasPrefix("!"), !value.isEmpty {
            return reportExclamation("\(key):\(value)", range)
        }
        // "https://…", "10:30" and "Re:" are words that happen to hold a colon.
        let isKey = key.utf8.allSatisfy { $0.isNameByte && !$0.isDigit }
        guard isKey, !value.isEmpty, !value.hasPrefix("//") else { return }
        let near = Self.nearest(key, among: Self.fieldNames + ["has", "missing"])
        let hint = near.map { "; did you mean \($0):?" } ?? "; it is looked for as a word."
        report(range, "There is no key \(key):\(hint)")
    }

    private static let fieldNames =
        SearchField.allCases.map(\.rawValue) + SearchField.synonyms.keys.sorted() + saidNames
    private static let saidNames = ItemCatalogue.overlay.map { "my.\($0.name.rawValue)" }

    /// The field of that very name, else the nearest one.
    private static func nearest(_ word: String, among names: [String]) -> String? {
        saidNames.first { $0 == "my.\(FoldedText.fold(word))" }
            ?? NearestName.of(word, among: names)
    }
}
