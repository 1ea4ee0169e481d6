import ContactModel

/// The cells of one row, put together by what they belong to.
struct CSVRowValues {
    /// Cells that belong together: one address, one e-mail address with its label.
    struct Group {
        let key: Key
        var parts: [String: String] = [:]

        /// The value itself.
        var value: String { parts[""] ?? "" }
    }

    /// The owner and the number that the cells of one group share.
    struct Key: Hashable {
        let kind: CSVField.Kind
        let label: String
        let number: Int
    }

    /// In the order of the first column of each.
    private(set) var groups: [Group] = []
    /// Cells without a place: the column's name and the text.
    private(set) var kept: [(column: String, text: String)] = []
    private var indexByKey: [Key: Int] = [:]

    init(_ cells: [String], columns: CSVColumns) {
        for (index, cell) in cells.enumerated() {
            let text = CSVFormula.restored(cell.trimmed)
            guard !text.isEmpty else { continue }
            let field = index < columns.fields.count ? columns.fields[index] : nil
            switch field?.kind {
            case .ignore: continue
            case nil, .keep: kept.append((columns.name(ofColumn: index), text))
            default: if let field { add(text, to: field) }
            }
        }
    }

    private mutating func add(_ text: String, to field: CSVField) {
        let key = Key(kind: field.kind, label: field.label, number: field.number)
        let index = indexByKey[key] ?? groups.count
        if index == groups.count {
            groups.append(Group(key: key))
            indexByKey[key] = index
        }
        groups[index].parts[field.part] = text
    }

    /// The groups of a kind.
    func groups(_ kind: CSVField.Kind) -> [Group] {
        groups.filter { $0.key.kind == kind }
    }

    /// The first value of a part.
    func first(_ kind: CSVField.Kind, _ part: String = "") -> String {
        groups.lazy.filter { $0.key.kind == kind }.compactMap { $0.parts[part] }.first ?? ""
    }
}

extension CSVRowValues.Group {
    /// The values of a group, each with its label: Google puts several into one cell with `:::`.
    var entries: [(value: String, label: CardDraft.Label, parts: [String: String])] {
        let split = parts.mapValues { Self.split($0) }
        let count = max(1, split[""]?.count ?? 0, split["street"]?.count ?? 0)
        return (0..<count).map { index in
            let own = split.mapValues { values in
                values.count == count
                    ? values[index]
                    : index == 0 || count == 1
                        ? values.joined(separator: " ::: ") : ""
            }
            let shared = parts["label"].map { $0.contains(":::") ? own["label"] ?? "" : $0 }
            return (own[""] ?? "", Self.label(shared ?? key.label), own)
        }
    }

    /// Cuts a cell at Google's separator.
    static func split(_ text: String) -> [String] {
        guard text.contains(":::") else { return [text] }
        return text.split(separator: ":::", omittingEmptySubsequences: false)
            .map { String($0).trimmed }
    }

    /// Google marks the preferred value with `* ` before its label.
    private static func label(_ text: String) -> CardDraft.Label {
        guard text.hasPrefix("*") else { return CardDraft.Label(text: text) }
        return CardDraft.Label(text: String(text.dropFirst()).trimmed, isPreferred: true)
    }
}
