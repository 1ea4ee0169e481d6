extension FormChange {
    /// The properties with a single line in the form of which a card may have several.
    private static let properties: [(field: PersonForm.Field, property: String)] = [
        (.organisation, "ORG"), (.title, "TITLE"), (.role, "ROLE"),
    ]

    /// The changes of an edit, a line each: also the titles and organisations that no form shows.
    ///
    /// - Parameters:
    ///   - before: The card as it is.
    ///   - after: The card as it would be.
    /// - Returns: Lines as ``summary`` has them.
    package static func summaries(from before: Card, to after: Card) -> [String] {
        var lines: [String] = []
        var told: [PersonForm.Field] = []
        for (field, property) in properties {
            let (old, new) = (values(of: property, in: before), values(of: property, in: after))
            guard old.count > 1 || new.count > 1 else { continue }
            told.append(field)
            let (gone, come) = (left(of: old, without: new), left(of: new, without: old))
            lines += (0..<max(gone.count, come.count)).map { index in
                let from = gone.indices.contains(index) ? gone[index] : ""
                let to = come.indices.contains(index) ? come[index] : ""
                return "\(field.rawValue): " + arrow(from, to)
            }
        }
        let changes = CardFormReading(before).form.changes(to: CardFormReading(after).form)
        return lines
            + changes.compactMap { change in
                if case .text(let field, _, _) = change, told.contains(field) { return nil }
                return change.summary
            }
    }

    private static func values(of property: String, in card: Card) -> [String] {
        card.lines.map { ContentLine(raw: $0.raw) }.filter { $0.name == property }
            .map { (property == "ORG" ? $0.components.first ?? "" : $0.text).trimmed }
            .filter { !$0.isEmpty }
    }

    /// The texts of a list that another one does not have as often.
    private static func left(of texts: [String], without others: [String]) -> [String] {
        var others = others
        return texts.filter { text in
            guard let index = others.firstIndex(of: text) else { return true }
            others.remove(at: index)
            return false
        }
    }
}
