import ChangeLog
import ContactModel
import SQLiteLog

/// Conditions on fields of people's own making, and on private words.
extension SearchCondition {
    /// A field of one's own that begins with one of the texts; no texts ask for any value.
    ///
    /// - Throws: `DatabaseError`.
    mutating func custom(_ name: String, _ texts: [String]) throws -> String {
        let kind = "kind = \(bind(.text("x." + name)))"
        let isDate = try !texts.isEmpty && isDate(name)
        let value = isDate ? Self.plainDate : "value"
        let ranges = texts.map { text in
            if let compared = compared(text, asDates: isDate) { return compared }
            let low = FoldedText.fold(text)
            return """
                \(value) >= \(bind(.text(low))) AND \(value) < \(bind(.text(low + "\u{10FFFF}")))
                """
        }
        let condition = ranges.isEmpty ? kind : kind + " AND (\(ranges.joined(separator: " OR ")))"
        return "person.entity IN (SELECT entity FROM contact_value WHERE \(condition))"
    }

    /// Whether a field was declared as one of dates.
    private func isDate(_ name: String) throws -> Bool {
        try session.items(of: .field).contains {
            CustomField.name($0.text(.name)) == name
                && $0.text(.type) == CustomFieldType.date.rawValue
        }
    }

    /// Of whom I say one of the texts: a number as it is, of anything else a part; no texts ask for
    /// any.
    mutating func said(_ field: ItemField, _ texts: [String]) -> String {
        let isNumber = if case .number = field.type { true } else { false }
        let said = "CAST(overlay.value AS TEXT)"
        let parts = texts.map { text in
            if field.valueType == .entity { return meant(text) }
            return isNumber
                ? "\(said) = \(bind(.text(text)))"
                : "instr(folded(\(said)), \(bind(.text(FoldedText.fold(text))))) > 0"
        }
        let condition = parts.isEmpty ? "1" : parts.joined(separator: " OR ")
        return """
            person.entity IN (SELECT card.canonical FROM overlay
                JOIN person AS card ON card.entity = overlay.entity
                WHERE overlay.field = \(bind(.text(field.name.rawValue))) AND (\(condition)))
            """
    }

    /// Whether the one whom a private word names is called so.
    private mutating func meant(_ text: String) -> String {
        """
        EXISTS (SELECT 1 FROM entity AS meant JOIN person AS named ON named.entity = meant.id
            JOIN person AS whole ON whole.entity = named.canonical
            WHERE meant.uuid = overlay.value
                AND instr(folded(whole.name), \(bind(.text(FoldedText.fold(text))))) > 0)
        """
    }
}
