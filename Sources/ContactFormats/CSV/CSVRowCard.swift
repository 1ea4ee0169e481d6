import ContactModel

/// Makes a card of one row.
struct CSVRowCard {
    private let values: CSVRowValues
    private let order: CSVMapping.DateOrder?
    private let line: Int
    private var draft = CardDraft()

    /// Begins with the cells of a row that starts on that line of the file.
    init(_ cells: [String], columns: CSVColumns, line: Int) {
        values = CSVRowValues(cells, columns: columns)
        order = columns.dateOrder
        self.line = line
    }

    /// The card's lines, in an order of kith's own.
    mutating func finished() -> CardDraft {
        addNames()
        addWork()
        addReachable()
        addDates()
        addRest()
        return draft
    }

    private mutating func addNames() {
        draft.fullName = values.first(.name)
        draft.name = PersonName(
            family: values.first(.name, "family"), given: values.first(.name, "given"),
            additional: values.first(.name, "additional"), prefix: values.first(.name, "prefix"),
            suffix: values.first(.name, "suffix"))
        draft.sortName = values.first(.name, "sort")
        let uid = values.first(.uid)
        draft.uid = CardDraft.oneLine(CardDraft.clean(uid))
        if uid.hasPrefix("http") { draft.addURI("URL", uid) }
        for (part, property) in [
            ("given", "FIRST"), ("additional", "MIDDLE"), ("family", "LAST"),
        ] {
            draft.add("X-PHONETIC-\(property)-NAME", values.first(.phonetic, part))
        }
        for nickname in values.groups(.nickname).flatMap(\.entries) {
            draft.add("NICKNAME", CardDraft.oneLine(nickname.value))
        }
    }

    private mutating func addWork() {
        for group in values.groups(.organisation) {
            for entry in group.entries {
                draft.addOrganisation(entry.value, unit: entry.parts["department"] ?? "")
                draft.add("TITLE", CardDraft.oneLine(entry.parts["title"] ?? ""))
            }
            // A card has no words for what Google calls the type of an organisation.
            let label = group.parts["label"] ?? ""
            if !label.isEmpty, label != "*" { draft.keep(label, column: "Organization Type") }
        }
        for title in values.groups(.title) { draft.add("TITLE", CardDraft.oneLine(title.value)) }
        for role in values.groups(.role).flatMap(\.entries) {
            draft.add("ROLE", CardDraft.oneLine(role.value))
        }
    }

    private mutating func addReachable() {
        for (kind, property) in [(CSVField.Kind.email, "EMAIL"), (.phone, "TEL")] {
            for entry in values.groups(kind).flatMap(\.entries) {
                draft.add(property, parts: [CardDraft.oneLine(entry.value)], label: entry.label)
            }
        }
        for entry in values.groups(.address).flatMap(\.entries) {
            addAddress(entry.parts, label: entry.label)
        }
        for entry in values.groups(.url).flatMap(\.entries) {
            draft.addURI("URL", entry.value, label: entry.label)
        }
        for entry in values.groups(.messenger).flatMap(\.entries) {
            let service = entry.parts["service"] ?? entry.label.text
            draft.addHandle(entry.value, service: service)
        }
        for entry in values.groups(.relation).flatMap(\.entries) {
            draft.addRelation(entry.value, label: entry.label.text)
        }
    }

    private mutating func addAddress(_ parts: [String: String], label: CardDraft.Label) {
        let streets = ["street", "street2", "street3"].compactMap { parts[$0] }
        var address = PostalAddress(
            poBox: parts["pobox"] ?? "", extended: parts["extended"] ?? "",
            street: streets.joined(separator: "\n"), locality: parts["city"] ?? "",
            region: parts["region"] ?? "", postalCode: parts["code"] ?? "",
            country: parts["country"] ?? "")
        let formatted = CardDraft.clean(parts["formatted"] ?? parts[""] ?? "")
        if address.isBlank {
            address.street = formatted
            draft.add(address, label: label)
            return
        }
        let known = Set(address.components.flatMap(Self.words))
        let saysMore = Self.words(formatted).contains { !known.contains($0) }
        let parameters =
            saysMore ? ";LABEL=" + CardDraft.quoted(formatted, keepsLines: true) : ""
        draft.add("ADR", parts: address.components, label: label, parameters: parameters)
    }

    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    private mutating func addDates() {
        let parts = ["year", "month", "day"].map { values.first(.birthday, $0) }
        if parts.contains(where: { !$0.isEmpty }) {
            addDate(Self.assembled(parts), label: "birthday")
        }
        addDate(values.first(.birthday), label: "birthday")
        addDate(values.first(.anniversary), label: "anniversary")
        for entry in values.groups(.date).flatMap(\.entries) {
            addDate(entry.value, label: entry.label.text)
        }
    }

    /// Year, month and day of cells of their own, as one text: what is said in other words than
    /// numbers, such as a month by its name, in the order of `12 March 1985`.
    private static func assembled(_ parts: [String]) -> String {
        let parts = parts.map(\.trimmed)
        let numbers = parts.map { Int($0.isEmpty ? "0" : $0) ?? -1 }
        let known = numbers.map { $0 == 0 ? nil : $0 }
        let isDayOfYear = known[0] != nil && known[1] == nil && known[2] != nil
        guard !isDayOfYear, numbers.allSatisfy({ (0...9_999).contains($0) }) else {
            return parts.reversed().filter { !$0.isEmpty }.joined(separator: " ")
        }
        if known.allSatisfy({ $0 == nil }) { return "" }
        return PartialDate.parts(year: known[0], month: known[1], day: known[2]).description
    }

    private mutating func addDate(_ text: String, label: String) {
        let reading = LooseDate.read(text, order: order)
        switch reading {
        case .none: return
        case .date(let date): draft.add(date, label: label)
        case .ambiguous, .unreadable:
            let field = label.isEmpty ? "a date" : label
            draft.note(
                reading == .ambiguous
                    ? .twoDays(field: field, text: text.trimmed) : .keptAsText(field: field),
                at: line)
            draft.add(.text(CardDraft.oneLine(text)), label: label)
        }
    }

    private mutating func addRest() {
        draft.addTags(
            values.groups(.tags).flatMap {
                Self.tags(in: $0.value, isGoogles: $0.key.label.lowercased() == "google")
            })
        draft.addGender(values.first(.gender))
        for hobby in values.groups(.hobby).flatMap(\.entries) {
            draft.add("HOBBY", CardDraft.oneLine(hobby.value))
        }
        for photo in values.groups(.photo) {
            let isAddress = photo.value.hasPrefix("http") || photo.value.hasPrefix("data:")
            if isAddress {
                draft.addURI("PHOTO", photo.value)
            } else {
                draft.keep(photo.value, column: "Photo")
            }
        }
        for note in values.groups(.note) { draft.add("NOTE", note.value) }
        for entry in values.groups(.own).flatMap(\.entries) {
            let name = entry.label.text.isEmpty ? "Custom Field" : entry.label.text
            if let field = CustomField.name(name.split(separator: " ").joined(separator: "-")) {
                draft.add(CustomField.property(field), entry.value)
            } else {
                draft.keep(entry.value, column: name)
            }
        }
        for cell in values.kept { draft.keep(cell.text, column: cell.column) }
    }

    /// Cuts a cell of tags; Google marks its own groups with `* `, and its labels may have commas.
    private static func tags(in text: String, isGoogles: Bool) -> [String] {
        let isGoogles = isGoogles || text.contains(":::") || text.hasPrefix("* ")
        let separator = isGoogles ? ":::" : text.contains(";") ? ";" : ","
        let pieces = text.split(separator: separator)
        return pieces.map { piece in
            let tag = String(piece).trimmed
            return tag.hasPrefix("* ") ? String(tag.dropFirst(2)) : tag
        }
    }
}
