/// Cells of other programs' tables without a place in a card: lines `X-KITH-CSV-LOCKER`.
///
/// They are read as fields of one's own, here `x.locker`, and stay the lines that the import wrote,
/// by which the same table is known again.
package enum KeptCell {
    /// Before the column in the name of a property, by the source that the cell came from.
    package static let prefixes = ["X-KITH-CSV-", "X-KITH-ABOOK-", "X-KITH-MONICA-"]

    /// The name of the column that a property was made of; nil for any other property.
    static func column(ofProperty name: String) -> Substring? {
        prefixes.first(where: name.hasPrefix).map { name.dropFirst($0.count) }
    }

    /// The properties under which an import may have kept a field.
    static func properties(ofField name: String) -> [String] {
        prefixes.map { $0 + name.uppercased() }
    }

    /// The values that Outlook writes into everybody's row, in lower case, by column.
    private static let usualByColumn: [String: Set<String>] = [
        "priority": ["normal"], "private": ["false"], "sensitivity": ["normal"],
        "e-mail-type": ["smtp", "ex"], "e-mail-2-type": ["smtp", "ex"],
        "e-mail-3-type": ["smtp", "ex"],
    ]

    /// Whether a value says nothing about the person, or repeats the name and the e-mail address.
    package static func isUsual(_ value: String, column: String) -> Bool {
        if column.hasPrefix("e-mail-"), column.hasSuffix("display-name") {
            return value.hasSuffix(")") && value.contains("@")
        }
        return usualByColumn[column]?.contains(value.lowercased()) ?? false
    }

    /// Whether a line is a kept cell that is shown as a field, or says nothing about the person.
    static func isShown(_ line: ContentLine) -> Bool {
        guard let column = column(ofProperty: line.name) else { return false }
        return CustomField(line) != nil
            || isUsual(line.text.trimmed, column: column.lowercased())
    }
}
