package import ChangeLog

/// Why a form cannot be saved, and which value is at fault; the card is unchanged.
package struct FormRefusal: Error, Hashable {
    /// Where in the form as it was saved.
    package enum Place: Hashable, Sendable {
        case field(PersonForm.Field)
        case entry(PersonForm.List, Int)
    }

    /// nil when no place of the form is at fault.
    package let place: Place?
    package let error: CardEditError

    package init(place: Place?, error: CardEditError) {
        self.place = place
        self.error = error
    }
}

extension CardEditor {
    /// The edits that make a card say what a form says: only lines of values that differ.
    ///
    /// - Parameters:
    ///   - reading: The card as a form, as it was shown.
    ///   - form: The form as it was saved.
    ///   - card: The card of the reading.
    ///   - random: Gives the element ids of new lines.
    /// - Returns: None when the forms say the same.
    /// - Throws: ``FormRefusal``.
    package static func edits(
        from reading: CardFormReading, to form: PersonForm, of card: Card,
        using random: inout some RandomNumberGenerator
    ) throws(FormRefusal) -> [CellEdit] {
        var editor = CardEditor(card)
        try editor.apply(from: reading, to: form, using: &random)
        return editor.edits
    }

    /// Makes ``card`` say what a form says.
    ///
    /// - Throws: ``FormRefusal``; the editor is of no use then.
    package mutating func apply(
        from reading: CardFormReading, to form: PersonForm,
        using random: inout some RandomNumberGenerator
    ) throws(FormRefusal) {
        var isOrganisationWritten = false
        for difference in reading.form.changes(to: form) {
            // With all its units at once: another organisation of the card stays.
            if difference.isOfOrganisation {
                if isOrganisationWritten { continue }
                isOrganisationWritten = true
            }
            do throws(CardEditError) {
                switch difference {
                case .text(let field, _, let text):
                    try write(field, text, from: reading.form, to: form)
                case .added(.units, _, _), .removed(.units, _, _), .changed(.units, _, _, _, _):
                    try writeOrganisation(from: reading.form, to: form)
                case .added(let list, let entry, _): try add(entry, to: list, using: &random)
                case .removed(let list, let entry, let index):
                    try remove(entry, of: list, reading.line(list, index))
                case .changed(let list, let old, let new, let index, _):
                    try change(old, to: new, of: list, reading.line(list, index), using: &random)
                }
            } catch {
                throw FormRefusal(place: difference.place, error: error)
            }
        }
    }

    // MARK: - Single values

    private mutating func write(
        _ field: PersonForm.Field, _ text: String, from old: PersonForm, to new: PersonForm
    ) throws(CardEditError) {
        switch field {
        case .fullName, .prefix, .given, .additional, .family, .suffix:
            try checkOneLine(text, field: field.rawValue)
            try writeName(from: old, to: new)
        case .organisation:
            try checkOneLine(text, field: field.rawValue)
            try writeOrganisation(from: old, to: new)
        case .title: try writeFirst(.title, "TITLE", text)
        case .role: try writeFirst(.role, "ROLE", text)
        case .birthday: try set(.birthday, text)
        case .anniversary: try set(.anniversary, text)
        case .died: try set(.died, text)
        }
    }

    /// Writes or takes away the one that the form shows; others of the card stay.
    private mutating func writeFirst(
        _ field: SingleField, _ property: String, _ text: String
    ) throws(CardEditError) {
        let found = lines(named: property)
        guard text.trimmed.isEmpty, found.count > 1 else { return try set(field, text) }
        let telling = found.first { !$0.content.text.trimmed.isEmpty }
        if let (line, content) = telling { removeWithGroup(line, content) }
    }

    /// Writes the parts that differ; the full name follows when it said the same as the parts, and
    /// the parts when it alone was changed.
    private mutating func writeName(
        from old: PersonForm, to new: PersonForm
    ) throws(CardEditError) {
        let composed = new.name.composed
        let fullName = new[.fullName].isEmpty ? composed : new[.fullName]
        guard !fullName.isEmpty else { throw .emptyValue(field: "name") }
        var parts: [Int: String] = [:]
        for (index, part) in PersonForm.Field.nameParts.enumerated() where old[part] != new[part] {
            parts[index] = new[part]
        }
        guard !parts.isEmpty else {
            try setFullName(fullName)
            return
        }
        let found = lines(named: "N")
        let telling = found.first { !PersonName(components: $0.content.components).isBlank }
        if let (line, content) = telling ?? found.first {
            patchParts(line, content, parts, count: max(5, content.components.count))
        } else {
            setFirst("N", parts: new.name.components)
        }
        let isFollowing = old[.fullName].isEmpty || old[.fullName] == old.name.composed
        let isKept = new[.fullName] == old[.fullName]
        let said = isKept && isFollowing && !composed.isEmpty ? composed : fullName
        setFirst("FN", parts: [said])
    }

    private mutating func writeOrganisation(
        from old: PersonForm, to new: PersonForm
    ) throws(CardEditError) {
        let units = new[.units].map(\.text)
        for unit in units { try checkOneLine(unit, field: "unit") }
        let parts = [new[.organisation]] + units
        let found = lines(named: "ORG")
        let telling = found.first { $0.content.components.first?.trimmed.isEmpty == false }
        guard let (line, content) = telling ?? found.first else {
            if parts != [""] { setFirst("ORG", parts: parts) }
            return
        }
        if parts == [""] {
            removeWithGroup(line, content)
        } else if old[.units] == new[.units] {
            patchParts(line, content, [0: parts[0]], count: content.components.count)
        } else {
            let all = Dictionary(
                parts.enumerated().map { ($0.offset, $0.element) },
                uniquingKeysWith: { first, _ in first })
            patchParts(line, content, all, count: parts.count)
        }
    }

    /// Writes some parts of a structured value; the others keep their bytes where that can be.
    mutating func patchParts(
        _ line: CardLine, _ content: ContentLine, _ parts: [Int: String], count: Int,
        dropping dropped: Set<String> = ["SORT-AS"]
    ) {
        guard content.encoding == .plain, content.firstValue(of: "CHARSET") == nil, version != .two
        else {
            let old = content.components
            let new = (0..<count).map { parts[$0] ?? (old.indices.contains($0) ? old[$0] : "") }
            patch(line, content, parts: new, dropping: dropped)
            return
        }
        let raw = content.split(at: .semicolon)
        let values = (0..<count).map { index -> [UInt8] in
            if let part = parts[index] { return writer.escaped(part) }
            return raw.indices.contains(index) ? Array(raw[index]) : []
        }
        let value = Array(values.joined(separator: [.semicolon]))
        if value == content.rawValue { return }
        put(line, writer.line(head: content.head(dropping: dropped), value: value))
    }
}

extension CardFormReading {
    /// The line of an entry; nil for lists in one line.
    func line(_ list: PersonForm.List, _ index: Int) -> ElementID? {
        guard let elements = elements[list], elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

extension FormChange {
    /// Where the form as it was saved says so; nil for what is gone from it.
    var place: FormRefusal.Place? {
        switch self {
        case .text(let field, _, _): .field(field)
        case .added(let list, _, let index), .changed(let list, _, _, _, let index):
            .entry(list, index)
        case .removed: nil
        }
    }
}

extension FormChange {
    /// Whether it changes the line that has an organisation with its units.
    fileprivate var isOfOrganisation: Bool {
        switch self {
        case .text(.organisation, _, _), .added(.units, _, _), .removed(.units, _, _),
            .changed(.units, _, _, _, _):
            true
        default: false
        }
    }
}
