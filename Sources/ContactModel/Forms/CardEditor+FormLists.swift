import ChangeLog

extension CardEditor {
    /// Adds an entry of a form.
    ///
    /// - Throws: ``CardEditError``.
    mutating func add(
        _ entry: PersonForm.Entry, to list: PersonForm.List,
        using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        try check(entry, of: list)
        try checkReach(entry, of: list)
        switch list {
        case .nicknames: try add(.nickname, entry.text, label: "", using: &random)
        case .tags: try add(.tag, entry.text, label: "", using: &random)
        case .custom: try addCustom(entry.label, entry.text, using: &random)
        case .dates: try addDate(entry, using: &random)
        case .relations: addRelation(entry, using: &random)
        case .handles: addHandle(entry, using: &random)
        case .emails, .phones, .urls, .addresses, .notes, .units:
            addLabelled(list.property, parts: entry.parts, label: entry.label, using: &random)
        }
    }

    /// Takes the line of an entry away, with its label; of lists in one line the text.
    ///
    /// - Throws: ``CardEditError``.
    mutating func remove(
        _ entry: PersonForm.Entry, of list: PersonForm.List, _ element: ElementID?
    ) throws(CardEditError) {
        switch list {
        case .nicknames: try remove(.nickname, entry.text)
        case .tags: try remove(.tag, entry.text)
        default:
            let (line, content) = try found(element, list)
            removeWithGroup(line, content)
        }
    }

    /// Writes what differs between two entries into the line of the old one.
    ///
    /// - Throws: ``CardEditError``.
    mutating func change(
        _ old: PersonForm.Entry, to new: PersonForm.Entry, of list: PersonForm.List,
        _ element: ElementID?, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        try check(new, of: list)
        guard !list.isInOneLine else {
            try replace(list == .tags ? .tag : .nickname, old.text, with: new.text)
            return
        }
        let (line, content) = try found(element, list)
        if list == .custom, old.label != new.label {
            card.remove(line.element)
            try addCustom(new.label, new.text, using: &random)
            return
        }
        if old.parts != new.parts {
            try checkReach(new, of: list)
            try write(old, new, of: list, line, content)
        }
        guard old.label != new.label, list != .custom else { return }
        if list == .handles {
            setService(of: line.element, new.label, using: &random)
        } else {
            setLabel(of: line.element, new.label, using: &random)
        }
    }

    private func found(
        _ element: ElementID?, _ list: PersonForm.List
    ) throws(CardEditError) -> (line: CardLine, content: ContentLine) {
        guard let line = element.flatMap({ card[$0] }) else {
            throw .noSuchValue(field: list.rawValue)
        }
        return (line, ContentLine(raw: line.raw))
    }

    private mutating func write(
        _ old: PersonForm.Entry, _ new: PersonForm.Entry, of list: PersonForm.List,
        _ line: CardLine, _ content: ContentLine
    ) throws(CardEditError) {
        switch list {
        case .addresses:
            var parts: [Int: String] = [:]
            for (index, part) in new.parts.enumerated()
            where !old.parts.indices.contains(index) || old.parts[index] != part {
                parts[index] = part
                removeLabels(
                    saying: old.parts.indices.contains(index) ? old.parts[index] : "", of: content)
            }
            // A label and a place on the map say where the old address was.
            patchParts(
                line, content, parts, count: max(7, content.components.count),
                dropping: ["LABEL", "GEO"])
        case .dates:
            let (text, parameters) = try appleDate(new.text)
            let head = content.head(dropping: ["VALUE", "X-APPLE-OMIT-YEAR", "CALSCALE"])
            put(line, writer.line(head: head + Array(parameters.utf8), parts: [text]))
        case .relations: writeRelation(new.text, line, content)
        case .handles: writeHandle(new.text, line, content)
        case .urls:
            put(line, writer.line(head: content.head(), value: Array(new.text.utf8)))
        default:
            let dropped: Set<String> = list == .phones || list == .emails ? ["VALUE"] : []
            patch(line, content, parts: [new.text], dropping: dropped)
        }
    }

    /// Takes away the lines of 2.1 and 3.0 that say an address as it is printed on an envelope, where
    /// they still say a part of before.
    private mutating func removeLabels(saying part: String, of address: ContentLine) {
        let wanted = part.trimmed.lowercased()
        guard !wanted.isEmpty else { return }
        let types = Set(address.types).subtracting(["pref"])
        for (line, content) in lines(named: "LABEL")
        where Set(content.types).subtracting(["pref"]) == types
            && content.text.lowercased().contains(wanted)
        {
            card.remove(line.element)
        }
    }

    private func check(
        _ entry: PersonForm.Entry, of list: PersonForm.List
    ) throws(CardEditError) {
        try checkOneLine(entry.label, field: "label")
        guard !entry.isBlank else { throw .emptyValue(field: list.rawValue) }
        switch list {
        case .notes, .addresses, .custom: return
        default: try checkOneLine(entry.text, field: list.rawValue)
        }
    }

    /// Refuses addresses and numbers that reach nobody.
    private func checkReach(
        _ entry: PersonForm.Entry, of list: PersonForm.List
    ) throws(CardEditError) {
        if list == .emails { try Self.checkMailbox(entry.text) }
        if list == .phones { try Self.checkNumber(entry.text) }
    }

    // MARK: - Dates

    private mutating func addDate(
        _ entry: PersonForm.Entry, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let (text, parameters) = try appleDate(entry.text)
        addNamed("X-ABDATE", parameters, text, label: entry.label, using: &random)
    }

    /// Adds a line that Apple's label alone says what it is.
    mutating func addNamed(
        _ name: String, _ parameters: String, _ text: String, label: String,
        using random: inout some RandomNumberGenerator
    ) {
        let group = label.isEmpty ? "" : "\(freeGroup())."
        let head = Array("\(group)\(name)\(parameters)".utf8)
        append(writer.line(head: head, parts: [text]), after: name, using: &random)
        guard !label.isEmpty else { return }
        let line = writer.line(head: Array("\(group)X-ABLabel".utf8), parts: [label])
        append(line, after: name, using: &random)
    }

    /// A date in the form that Apple's `X-ABDATE` has in every version.
    private func appleDate(
        _ text: String
    ) throws(CardEditError) -> (text: String, parameters: String) {
        let date = PartialDate(text: text)
        guard case .parts(let year, let month, let day) = date else { throw .notADate }
        guard year == nil, let month, let day else { return (date.description, "") }
        let omitted = PartialDate.parts(
            year: PartialDate.appleNoYear, month: month, day: day)
        return (omitted.description, ";X-APPLE-OMIT-YEAR=\(PartialDate.appleNoYear)")
    }
}

extension PersonForm.List {
    /// The vCard property that new entries are written as.
    fileprivate var property: String {
        switch self {
        case .nicknames: "NICKNAME"
        case .units: "ORG"
        case .emails: "EMAIL"
        case .phones: "TEL"
        case .addresses: "ADR"
        case .urls: "URL"
        case .handles: "IMPP"
        case .dates: "X-ABDATE"
        case .relations: "X-ABRELATEDNAMES"
        case .tags: "CATEGORIES"
        case .notes: "NOTE"
        case .custom: "X-"
        }
    }
}
