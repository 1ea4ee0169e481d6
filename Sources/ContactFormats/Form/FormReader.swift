package import ContactModel

/// A form as somebody saved it: what it says, and in which line each value begins.
package struct FormReader {
    package var form = PersonForm()
    /// Lines from 1.
    private(set) var lines: [FormRefusal.Place: Int] = [:]
    /// Whether the whole name was there.
    private var hasFullName = false

    /// Reads a text.
    ///
    /// - Throws: ``FormFailure`` with the line at fault.
    package init(_ text: [UInt8]) throws(FormFailure) {
        let root: YAMLNode
        do throws(YAMLFailure) {
            root = try YAMLReader.read(text)
        } catch {
            throw FormFailure(error)
        }
        switch root.content {
        case .empty: return
        case .map(let entries):
            var seen: Set<FormKey> = []
            for entry in entries {
                guard let key = key(of: entry) else { throw Self.unknown(entry) }
                guard seen.insert(key).inserted else {
                    throw FormFailure(line: entry.line, "`\(key.word)` is there already")
                }
                try read(key, entry.value)
            }
        default: throw FormFailure(line: root.line, "A form begins with `name: …`")
        }
    }

    /// The key of an entry: what stands below `name` are its parts, as in earlier forms.
    private func key(of entry: YAMLEntry) -> FormKey? {
        guard let key = FormKey(entry.key), key == .field(.fullName) else {
            return FormKey(entry.key)
        }
        return switch entry.value.content {
        case .map: .name
        case .empty where hasFullName: .name
        default: key
        }
    }

    private static func unknown(_ entry: YAMLEntry) -> FormFailure {
        if let property = CardFieldWord.property(of: entry.key) {
            return FormFailure(
                line: entry.line,
                "A form has no `\(entry.key.prefix(40))`; it is the line \(property) of the card, which "
                    + "`kith edit --vcard` shows")
        }
        let words = FormKey.order.map(\.word)
        let near = words.first {
            SpellingDistance.between(entry.key.lowercased(), $0, limit: 2) != nil
        }
        let hint =
            near.map { "did you mean `\($0)`?" } ?? "there are \(words.joined(separator: ", "))"
        return FormFailure(
            line: entry.line, "A form has no `\(entry.key.prefix(40))`; \(hint)")
    }

    private mutating func read(_ key: FormKey, _ node: YAMLNode) throws(FormFailure) {
        switch key {
        case .field(let field):
            form[field] = try Self.text(node, of: field.rawValue)
            lines[.field(field)] = node.line
            if field == .fullName { hasFullName = true }
        case .name: try readName(node)
        case .list(.addresses): try readAddresses(node)
        case .list(.custom): try readCustom(node)
        case .list(let list): try read(list, node)
        }
    }

    private mutating func readName(_ node: YAMLNode) throws(FormFailure) {
        switch node.content {
        case .map(let entries):
            for entry in entries {
                let word = CardFieldWord(spelled: entry.key)?.rawValue
                let field = PersonForm.Field.nameParts.first { $0.rawValue == word }
                guard let field else {
                    throw FormFailure(
                        line: entry.line, "A name has prefix, given, middle, family and suffix")
                }
                form[field] = try Self.text(entry.value, of: entry.key)
                lines[.field(field)] = entry.line
            }
        default: return
        }
    }

    private static func text(_ node: YAMLNode, of key: String) throws(FormFailure) -> String {
        switch node.content {
        case .empty: return ""
        case .text(let text): return text
        case .list, .map:
            throw FormFailure(
                line: node.line, "`\(key)` takes one text; put a text with a colon in \"quotes\"")
        }
    }

    // MARK: - Lists

    private mutating func append(
        _ entry: PersonForm.Entry, to list: PersonForm.List, _ line: Int,
        _ entries: inout [PersonForm.Entry]
    ) {
        guard !entry.isBlank else { return }
        lines[.entry(list, entries.count)] = line
        entries.append(entry)
    }

    private mutating func read(
        _ list: PersonForm.List, _ node: YAMLNode
    ) throws(FormFailure) {
        var entries: [PersonForm.Entry] = []
        switch node.content {
        case .empty: break
        case .text(let text):
            let isSplit = list == .tags || list == .nicknames
            for part in isSplit ? text.split(separator: ",").map(String.init) : [text] {
                append(PersonForm.Entry(part), to: list, node.line, &entries)
            }
        case .list(let items):
            for item in items {
                let entry = try Self.entry(item, of: list)
                append(entry, to: list, item.line, &entries)
            }
        case .map(let labelled):
            guard list.hasLabels else {
                throw FormFailure(
                    line: node.line, "`\(list.rawValue)` takes lines such as `- text`")
            }
            for part in labelled {
                for value in Self.values(part.value) {
                    let text = try Self.text(value, of: part.key)
                    append(PersonForm.Entry(text, label: part.key), to: list, value.line, &entries)
                }
            }
        }
        form[list] = entries
    }

    private static func values(_ node: YAMLNode) -> [YAMLNode] {
        if case .list(let items) = node.content { return items }
        return [node]
    }

    private static func entry(
        _ node: YAMLNode, of list: PersonForm.List
    ) throws(FormFailure) -> PersonForm.Entry {
        guard case .map(let parts) = node.content else {
            return PersonForm.Entry(try text(node, of: list.rawValue))
        }
        guard list.hasLabels, parts.count == 1, let part = parts.first else {
            let wanted =
                list.hasLabels ? "`- label: value`" : "`- text`, in \"quotes\" with a colon"
            throw FormFailure(line: node.line, "`\(list.rawValue)` takes lines such as \(wanted)")
        }
        return PersonForm.Entry(try text(part.value, of: part.key), label: part.key)
    }

    private mutating func readAddresses(_ node: YAMLNode) throws(FormFailure) {
        var entries: [PersonForm.Entry] = []
        for item in Self.values(node) {
            var parts = Array(repeating: "", count: FormKey.addressKeys.count)
            var label = ""
            switch item.content {
            case .empty: continue
            case .text(let text): parts[2] = text
            case .map(let fields):
                for field in fields {
                    let key =
                        CardFieldWord(spelled: field.key)?.rawValue ?? field.key.lowercased()
                    let text = try Self.text(field.value, of: key)
                    if let index = FormKey.addressKeys.firstIndex(of: key) {
                        parts[index] = text
                    } else if key == "label" {
                        label = text
                    } else {
                        let keys = FormKey.addressKeys.joined(separator: ", ")
                        throw FormFailure(
                            line: field.line,
                            "An address has label, \(keys), not `\(key.prefix(40))`")
                    }
                }
            case .list:
                throw FormFailure(line: item.line, "An address has lines such as `city: Example`")
            }
            append(
                PersonForm.Entry(parts: parts, label: label), to: .addresses, item.line, &entries)
        }
        form[.addresses] = entries
    }

    private mutating func readCustom(_ node: YAMLNode) throws(FormFailure) {
        var entries: [PersonForm.Entry] = []
        switch node.content {
        case .empty: break
        case .map(let fields):
            for field in fields {
                guard let name = CustomField.name(field.key) else {
                    throw FormFailure(
                        line: field.line,
                        "`\(field.key.prefix(40))` cannot name a field; take letters, digits and hyphens"
                    )
                }
                for value in Self.values(field.value) {
                    let text = try Self.text(value, of: name)
                    append(PersonForm.Entry(text, label: name), to: .custom, value.line, &entries)
                }
            }
        default: throw FormFailure(line: node.line, "`x` has lines such as `shoe-size: 42`")
        }
        form[.custom] = entries
    }
}
