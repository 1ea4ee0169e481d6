import ContactModel

/// The columns of one table, each with what it is.
struct CSVColumns: Sendable {
    /// As the header spells them.
    let names: [String]
    private(set) var fields: [CSVField?]
    var dateOrder: CSVMapping.DateOrder?

    /// Gives every column its field; of several with the same one each is a value of its own.
    init(_ names: [String], mapping: CSVMapping) {
        self.names = names.map(\.trimmed)
        dateOrder = mapping.dateOrder
        var uses: [CSVField: Int] = [:]
        fields = names.map { name in
            guard var field = mapping.field(of: name) else { return nil }
            let count = uses[field, default: 0]
            uses[field] = count + 1
            guard count > 0 else { return field }
            guard field.isRepeatable else { return nil }
            field.number += count * 1_000_000
            return field
        }
    }

    /// Which columns with a name have no place in a card.
    var kept: [Int] {
        zip(names, fields).enumerated().filter { _, column in
            !column.0.isEmpty && (column.1 == nil || column.1?.kind == .keep)
        }.map(\.offset)
    }

    /// The cells that hold whole dates.
    func dates(in cells: [String]) -> [String] {
        zip(fields, cells).compactMap { field, cell in
            guard let field, field.part.isEmpty else { return nil }
            switch field.kind {
            case .birthday, .anniversary, .date: return cell
            default: return nil
            }
        }
    }

    /// The name under which a column without a title is known.
    func name(ofColumn index: Int) -> String {
        let name = index < names.count ? names[index] : ""
        return name.isEmpty ? "Column \(index + 1)" : name
    }
}
