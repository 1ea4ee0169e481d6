import ChangeLog

extension CardEditor {
    /// Adds a value unless the card has it; one that is there gets the label that is said.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
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
        let found = matches(field, text)
        guard found.isEmpty else {
            // It is there: what is said then is how it is called.
            if !label.trimmed.isEmpty, found.count == 1, let only = found.first,
                field.list.map({ !isLabelled(only.line, label, among: $0) }) ?? false
            {
                setLabel(of: only.line.element, label.trimmed, using: &random)
            }
            return
        }
        addLabelled(field.property, parts: [text], label: label.trimmed, using: &random)
    }

    /// Writes a new value into the line of the old one.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
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

    /// Takes away every line, or list entry, of the value; with a label only those that have it.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func remove(
        _ field: ListField, _ text: String, label: String = ""
    ) throws(CardEditError) {
        guard field != .tag, field != .nickname else {
            try removeFromList(field, text)
            return
        }
        var matching = matches(field, text)
        if matching.isEmpty, field == .phone { matching = numbers(sameAs: text) }
        let found = matching.filter { match in
            field.list.map { isLabelled(match.line, label, among: $0) } ?? true
        }
        guard !found.isEmpty else { throw .noSuchValue(field: field.rawValue) }
        for (line, content) in found {
            removeWithGroup(line, content)
        }
    }

    private func checked(_ text: String, _ field: ListField) throws(CardEditError) -> String {
        let text = text.trimmed
        guard !text.isEmpty else { throw .emptyValue(field: field.rawValue) }
        if field != .note { try checkOneLine(text, field: field.rawValue) }
        if field == .email { try Self.checkMailbox(text) }
        if field == .phone { try Self.checkNumber(text) }
        return text
    }

    /// Refuses what no message can be sent to; cards that come in keep what they say.
    ///
    /// - Throws: ``CardEditError/notAnAddress(_:)``.
    static func checkMailbox(_ text: String) throws(CardEditError) {
        guard MailboxAddress.isPlausible(text) else { throw .notAnAddress(text) }
    }

    /// Refuses what nobody can call.
    ///
    /// - Throws: ``CardEditError/notANumber(_:)``.
    static func checkNumber(_ text: String) throws(CardEditError) {
        guard text.contains(where: \.isNumber) else { throw .notANumber(text) }
    }

    private func matches(
        _ field: ListField, _ text: String
    ) -> [(line: CardLine, content: ContentLine)] {
        let key = field.key(text)
        return lines(named: field.property).filter { field.key($0.content.text) == key }
    }

    /// The lines of a number written in any other form; without a country it is taken for one of the
    /// country of the other, as a search does.
    private func numbers(sameAs text: String) -> [(line: CardLine, content: ContentLine)] {
        lines(named: ListField.phone.property).filter {
            PhoneNumber.isSame(text, $0.content.text)
        }
    }

    // MARK: - Lists in one line

    /// The entries a text stands for: a comma always separates, as it does in every address book.
    private static func entries(in text: String) -> [String] {
        text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private mutating func addToList(
        _ field: ListField, _ text: String, using random: inout some RandomNumberGenerator
    ) {
        let found = lines(named: field.property)
        var present = Set(found.flatMap { TagList($0.content).entries.map { field.key($0.tag) } })
        let new = Self.entries(in: text).filter { present.insert(field.key($0)).inserted }
        guard !new.isEmpty else { return }
        guard let (line, content) = found.last else {
            let raw = writer.line(
                head: Array(field.property.utf8), parts: new, separator: .comma)
            // The same tag on two machines is one line (CARD-11).
            let element = ElementID.onlyLine(
                of: "\(field.property):\(new.joined(separator: ","))")
            if card[element] == nil {
                append(raw, after: field.property, as: element)
            } else {
                append(raw, after: field.property, using: &random)
            }
            return
        }
        let kept: [ListEntry] = TagList(content).entries.map { .kept($0) }
        writeList(line, content, kept + new.map { .new($0) })
    }

    /// Takes entries away, several with commas between as they are added, unless one entry is all that.
    private mutating func removeFromList(
        _ field: ListField, _ text: String
    ) throws(CardEditError) {
        let isOne = lines(named: field.property).contains {
            TagList($0.content).entries.contains { field.key($0.tag) == field.key(text) }
        }
        let entries = isOne ? [text] : Self.entries(in: text)
        guard !entries.isEmpty else { throw .noSuchValue(field: field.rawValue) }
        var edited = self
        for entry in entries { try edited.editList(field, entry, with: nil) }
        self = edited
    }

    /// Replaces an entry, or takes it away; a line without entries goes.
    private mutating func editList(
        _ field: ListField, _ old: String, with new: String?
    ) throws(CardEditError) {
        let lines = lines(named: field.property)
        let isThere = lines.contains {
            TagList($0.content).entries.contains { $0.tag == old.trimmed }
        }
        // In another case it is the same entry, unless the very same is there too.
        let isMeant: (TagList.Entry) -> Bool = {
            isThere ? $0.tag == old.trimmed : field.key($0.tag) == field.key(old)
        }
        let found = linesToEdit(
            lines.filter { TagList($0.content).entries.contains(where: isMeant) })
        if found.isEmpty {
            return try editNicknameOfAndroid(field, old, with: new)
        }
        for (line, content) in found {
            let entries = TagList(content).entries
            let replacement = Self.entries(in: new ?? "").map { ListEntry.new($0) }
            let changed = entries.flatMap { isMeant($0) ? replacement : [.kept($0)] }
            if changed.isEmpty {
                removeWithGroup(line, content)
            } else {
                writeList(line, content, changed)
            }
        }
    }

    /// Replaces a nickname that only a row of Android's says, or takes it away.
    private mutating func editNicknameOfAndroid(
        _ field: ListField, _ old: String, with new: String?
    ) throws(CardEditError) {
        let isThere =
            field == .nickname
            && removeAndroidRows {
                if case .nickname(let name) = $0 {
                    field.key(name) == field.key(old)
                } else {
                    false
                }
            }
        guard isThere else { throw .noSuchValue(field: field.rawValue) }
        let entries = Self.entries(in: new ?? "")
        let element = ElementID.onlyLine(of: "\(field.property):\(entries.joined(separator: ","))")
        guard !entries.isEmpty, card[element] == nil else { return }
        append(
            writer.line(head: Array(field.property.utf8), parts: entries, separator: .comma),
            after: field.property, as: element)
    }

    private enum ListEntry {
        case kept(TagList.Entry)
        case new(String)

        var text: String {
            switch self {
            case .kept(let entry): entry.tag
            case .new(let text): text
            }
        }
    }

    /// Writes a list; entries that were there keep their bytes unless the line was encoded.
    private mutating func writeList(
        _ line: CardLine, _ content: ContentLine, _ entries: [ListEntry]
    ) {
        let canKeepBytes =
            content.encoding == .plain && content.firstValue(of: "CHARSET") == nil
            && version != .two
        guard canKeepBytes else {
            patch(line, content, parts: entries.map(\.text), separator: .comma)
            return
        }
        let separator = TagList(content).separator
        var value: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            if index > 0 { value += separator }
            switch entry {
            case .kept(let entry): value += entry.raw
            case .new(let text):
                if index > 0, separator.count > 1 { value.append(.space) }
                value += writer.escaped(text)
            }
        }
        var head = content.head()
        if separator.count == 1, content.firstValue(of: "VALUE") == nil {
            head += Array(TagList.parameters(of: entries.map(\.text)).utf8)
        }
        put(line, writer.line(head: head, value: value))
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

    /// Where a form has its values, which have labels there; nil without labels.
    var list: PersonForm.List? {
        switch self {
        case .email: .emails
        case .phone: .phones
        case .url: .urls
        case .nickname, .tag, .note: nil
        }
    }

    /// The form in which two values of the field are equal.
    func key(_ text: String) -> String {
        switch self {
        case .email: MatchKey.email(text)
        case .phone: MatchKey.phone(text)
        case .tag: GroupCard.key(ofName: text)
        case .url, .nickname, .note: text.trimmed
        }
    }
}
