extension CardEditor {
    /// Sets `N` and `FN`.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func setName(
        _ name: PersonName
    ) throws(CardEditError) {
        guard !name.isBlank else { throw .emptyValue(field: "name") }
        try checkOneLine(name.composed, field: "name")
        setFirst("N", parts: name.components)
        setFirst("FN", parts: [name.composed])
    }

    /// Sets `FN`; `N` follows when it said the same before, or nothing at all.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func setFullName(
        _ text: String
    ) throws(CardEditError) {
        let text = text.trimmed
        guard !text.isEmpty else { throw .emptyValue(field: "name") }
        try checkOneLine(text, field: "name")
        let view = PersonView(card)
        let oldFullName = shownFirst("FN")?.content.text.trimmed ?? ""
        let isSame = view.name.isBlank || view.name.composed == oldFullName
        if isSame, text != oldFullName {
            let isOrganisation = view.form == .organisation
            let name = isOrganisation ? PersonName(family: text) : PersonName(splitting: text)
            setFirst("N", parts: name.components)
        }
        setFirst("FN", parts: [text])
    }

    /// Writes the first line of a property unless it says so already, or adds one.
    mutating func setFirst(
        _ name: String, parts: [String], dropping dropped: Set<String> = ["SORT-AS", "VALUE"],
        parameters: String = ""
    ) {
        guard let (line, content) = shownFirst(name) else {
            let raw = writer.line(head: Array((name + parameters).utf8), parts: parts)
            appendOnly(raw, of: name)
            return
        }
        let isSame = parts.count == 1 ? content.text == parts[0] : content.components == parts
        if isSame { return }
        let head = content.head(dropping: dropped) + Array(parameters.utf8)
        put(line, writer.line(head: head, parts: parts))
    }

    /// The line of a property that is shown: of full names the preferred one.
    private mutating func shownFirst(_ name: String) -> (line: CardLine, content: ContentLine)? {
        let found = linesToSet(name)
        guard name == "FN" else { return found.first }
        let said = found.filter { !$0.content.text.trimmed.isEmpty }
        return said.min { $0.content.preference < $1.content.preference } ?? found.first
    }

    /// Refuses control characters.
    ///
    /// - Throws: ``CardEditError/controlCharacter(field:)``.
    func checkOneLine(_ text: String, field: String) throws(CardEditError) {
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw .controlCharacter(field: field)
        }
    }
}
