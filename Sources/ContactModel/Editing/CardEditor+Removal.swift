/// Taking away what a card says, and nothing else: of many people only those who say it lose it.
extension CardEditor {
    /// Takes the values of a field away that say the text, an empty one all; a date is the same in every
    /// form.
    ///
    /// - Throws: ``CardEditError/noSuchValue(field:)``; the card is unchanged then.
    mutating func remove(_ field: SingleField, _ text: String) throws(CardEditError) {
        let wanted = text.trimmed.lowercased()
        let form = CardFormReading(card).form
        let property: String
        switch field {
        case .organisation: property = "ORG"
        case .title: property = "TITLE"
        case .role: property = "ROLE"
        case .note:
            guard wanted.isEmpty else { return try remove(ListField.note, text) }
            property = "NOTE"
        case .birthday, .anniversary, .died:
            let date = PartialDate(text: text)
            // Apple's anniversary is a day with a label.
            let days = form[.dates].filter { $0.label.lowercased() == field.rawValue }.map(\.text)
            let said = (field.formField.map { [form[$0]] } ?? []) + days
            guard
                said.contains(where: {
                    !$0.isEmpty
                        && (wanted.isEmpty || $0.lowercased() == wanted
                            || PartialDate(text: $0) == date)
                })
            else { throw .noSuchValue(field: field.rawValue) }
            return try set(field, "")
        }
        let found = lines(named: property).filter {
            guard !wanted.isEmpty else { return true }
            let said = property == "ORG" ? $0.content.components.first : $0.content.text
            return said?.trimmed.lowercased() == wanted
        }
        guard !found.isEmpty else { throw .noSuchValue(field: field.rawValue) }
        if field == .note { return try set(field, "") }
        for (line, content) in found { removeWithGroup(line, content) }
    }

    /// Takes a part of the name away that says the text, an empty one any; the full name follows when
    /// it said the same.
    ///
    /// - Throws: ``CardEditError/noSuchValue(field:)`` and others; the card is unchanged then.
    mutating func remove(
        _ part: NamePart, _ text: String, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let said = CardFormReading(card).form[part.field]
        let wanted = text.trimmed.lowercased()
        guard !said.trimmed.isEmpty, wanted.isEmpty || said.trimmed.lowercased() == wanted else {
            throw .noSuchValue(field: part.rawValue)
        }
        try set(part, "", using: &random)
    }

    /// Takes a part away that says the text, an empty one any, of the addresses with the label, or of
    /// all; an address of which nothing is left goes.
    ///
    /// - Throws: ``CardEditError/noSuchValue(field:)`` and others; the card is unchanged then.
    mutating func remove(
        _ part: AddressPart, _ text: String, label: String,
        using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let wanted = text.trimmed.lowercased()
        let reading = CardFormReading(card)
        let label = label.trimmed.lowercased()
        var edited = self
        var isFound = false
        for (old, element) in zip(reading.form[.addresses], reading.elements[.addresses] ?? [])
        where label.isEmpty || old.label.lowercased() == label {
            let new = old.with("", as: part)
            let said = zip(AddressPart.allCases, old.parts).first { $0.0 == part }?.1.trimmed ?? ""
            guard !said.isEmpty, wanted.isEmpty || said.lowercased() == wanted else { continue }
            isFound = true
            if new.isBlank {
                try edited.remove(old, of: .addresses, element)
            } else {
                try edited.change(old, to: new, of: .addresses, element, using: &random)
            }
        }
        guard isFound else { throw .noSuchValue(field: part.rawValue) }
        self = edited
    }

    /// Whether a line has a label, in any case; every line when none is asked for.
    func isLabelled(_ line: CardLine, _ label: String, among list: PersonForm.List) -> Bool {
        let wanted = label.trimmed.lowercased()
        guard !wanted.isEmpty else { return true }
        let reading = CardFormReading(card)
        return zip(reading.form[list], reading.elements[list] ?? []).contains { entry, element in
            element == line.element && entry.label.lowercased() == wanted
        }
    }
}

extension SingleField {
    /// Where a form has the date.
    fileprivate var formField: PersonForm.Field? {
        switch self {
        case .birthday: .birthday
        case .anniversary: .anniversary
        case .died: .died
        default: nil
        }
    }
}
