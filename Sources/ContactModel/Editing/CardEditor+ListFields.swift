extension CardEditor {
    /// Adds a value unless the card has it.
    mutating func add(
        _ field: ListField, _ text: String, label: String,
        using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let text = try checked(text, field)
        try checkOneLine(label, field: "label")
        guard field != .tag, field != .nickname else {
            addToList(field, text, using: &random)
            return
        }
        guard matches(field, text).isEmpty else { return }
        addLabelled(field.property, parts: [text], label: label.trimmed, using: &random)
    }

    /// Writes a new value into the line of the old one.
    mutating func replace(
        _ field: ListField, _ old: String, with new: String
    ) throws(CardEditError) {
        let new = try checked(new, field)
        guard field != .tag, field != .nickname else {
            try editList(field, old, with: new)
            return
        }
        guard let (line, content) = matches(field, old).first else {
            throw .noSuchValue(field: field.rawValue)
        }
        if content.text == new { return }
        if field == .url {
            put(line, writer.line(head: content.head(), value: Array(new.utf8)))
        } else {
            patch(line, content, parts: [new], dropping: ["VALUE"])
        }
    }

    /// Takes away every line, or list entry, of the value.
    mutating func remove(_ field: ListField, _ text: String) throws(CardEditError) {
        guard field != .tag, field != .nickname else {
            try editList(field, text, with: nil)
            return
        }
        let found = matches(field, text)
        guard !found.isEmpty else { throw .noSuchValue(field: field.rawValue) }
        for (line, content) in found {
            removeWithGroup(line, content)
        }
    }

    /// Takes away the addresses whose one-line form holds the text.
    mutating func removeAddress(containing text: String) throws(CardEditError) {
        let wanted = text.trimmed.lowercased()
        let found = lines(named: "ADR").filter {
            PostalAddress(components: $0.content.components).oneLine.lowercased().contains(wanted)
        }
        guard !wanted.isEmpty, !found.isEmpty else { throw .noSuchValue(field: "address") }
        for (line, content) in found {
            removeWithGroup(line, content)
        }
    }

    private func checked(_ text: String, _ field: ListField) throws(CardEditError) -> String {
        let text = text.trimmed
        guard !text.isEmpty else { throw .emptyValue(field: field.rawValue) }
        if field != .note { try checkOneLine(text, field: field.rawValue) }
        return text
    }

    private func matches(
        _ field: ListField, _ text: String
    ) -> [(line: CardLine, content: ContentLine)] {
        let key = field.key(text)
        return lines(named: field.property).filter { field.key($0.content.text) == key }
    }

    // MARK: - Lists in one line

    private mutating func addToList(
        _ field: ListField, _ text: String, using random: inout some RandomNumberGenerator
    ) {
        let found = lines(named: field.property)
        let isThere = found.contains { line in
            TagList(line.content).entries.contains { $0.tag == text }
        }
        if isThere { return }
        guard let (line, content) = found.last else {
            let raw = writer.line(
                head: Array(field.property.utf8), parts: [text], separator: .comma)
            append(raw, after: field.property, using: &random)
            return
        }
        let list = TagList(content)
        writeList(line, content, list.entries.map { ($0.tag, Array($0.raw)) } + [(text, nil)])
    }

    /// Replaces an entry, or takes it away; a line without entries goes.
    private mutating func editList(
        _ field: ListField, _ old: String, with new: String?
    ) throws(CardEditError) {
        let old = old.trimmed
        var isFound = false
        for (line, content) in lines(named: field.property) {
            let entries = TagList(content).entries
            guard entries.contains(where: { $0.tag == old }) else { continue }
            isFound = true
            var kept: [(String, [UInt8]?)] = []
            for entry in entries {
                if entry.tag != old {
                    kept.append((entry.tag, Array(entry.raw)))
                } else if let new {
                    kept.append((new, nil))
                }
            }
            if kept.isEmpty {
                removeWithGroup(line, content)
            } else {
                writeList(line, content, kept)
            }
        }
        if !isFound { throw .noSuchValue(field: field.rawValue) }
    }

    /// Writes a list; entries that were there keep their bytes unless the line was encoded.
    private mutating func writeList(
        _ line: CardLine, _ content: ContentLine, _ entries: [(text: String, raw: [UInt8]?)]
    ) {
        let canKeepBytes =
            content.encoding == .plain && content.firstValue(of: "CHARSET") == nil
            && version != .two
        guard canKeepBytes else {
            patch(line, content, parts: entries.map(\.text), separator: .comma)
            return
        }
        let separator = TagList(content).separator
        let values = entries.map { $0.raw ?? writer.escaped($0.text) }
        let value = Array(values.joined(separator: separator))
        put(line, writer.line(head: content.head(), value: value))
    }
}

extension ListField {
    /// The vCard property of the field.
    var property: String {
        switch self {
        case .email: "EMAIL"
        case .phone: "TEL"
        case .url: "URL"
        case .nickname: "NICKNAME"
        case .tag: "CATEGORIES"
        case .note: "NOTE"
        }
    }

    /// The form in which two values of the field are equal.
    func key(_ text: String) -> String {
        switch self {
        case .email: MatchKey.email(text)
        case .phone: MatchKey.phone(text)
        case .url, .nickname, .tag, .note: text.trimmed
        }
    }
}
