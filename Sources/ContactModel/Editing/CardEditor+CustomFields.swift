extension CardEditor {
    /// Sets the only value of a field of a person's own; an empty text takes the field away.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func setCustom(_ name: String, _ text: String) throws(CardEditError) {
        let property = try property(ofCustom: name)
        let text = text.trimmed
        guard !text.isEmpty else {
            let found = linesToSet(property)
            guard !found.isEmpty else { throw .noSuchValue(field: "x.\(name)") }
            for (line, content) in found { removeWithGroup(line, content) }
            return
        }
        for (line, content) in linesToSet(property).dropFirst() {
            removeWithGroup(line, content)
        }
        setFirst(property, parts: [text])
    }

    /// Adds a value to a field of a person's own, unless it is there.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func addCustom(
        _ name: String, _ text: String, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let property = try property(ofCustom: name)
        let text = text.trimmed
        guard !text.isEmpty else { throw .emptyValue(field: name) }
        let found = lines(named: property)
        guard !found.contains(where: { $0.content.text.trimmed == text }) else { return }
        let raw = writer.line(head: Array(property.utf8), parts: [text])
        if found.isEmpty {
            appendOnly(raw, of: property)
        } else {
            append(raw, after: property, using: &random)
        }
    }

    /// Takes a value of a field of a person's own away; an empty text takes all of them.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func removeCustom(_ name: String, _ text: String) throws(CardEditError) {
        let property = try property(ofCustom: name)
        let text = text.trimmed
        let found = lines(named: property).filter {
            text.isEmpty || $0.content.text.trimmed == text
        }
        guard !found.isEmpty else { throw .noSuchValue(field: "x.\(name)") }
        for (line, content) in found { removeWithGroup(line, content) }
    }

    /// The property that a field is written as, or is to be: a cell that an import kept stays one.
    private func property(ofCustom name: String) throws(CardEditError) -> String {
        guard let name = CustomField.name(name) else { throw .unusableField(name: name) }
        let own = CustomField.property(name)
        guard lines(named: own).isEmpty else { return own }
        return KeptCell.properties(ofField: name).first { !lines(named: $0).isEmpty } ?? own
    }
}
