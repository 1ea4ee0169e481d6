/// Wishes that a form understands: parts of the name, and units below the organisation.
extension CardEditor {
    /// Sets a part of the name; the full name follows when it said the same.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func set(
        _ part: NamePart, _ text: String, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        try changeForm(using: &random) { $0[part.field] = text }
    }

    /// Adds a unit below the organisation, unless it is there.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func addUnit(
        _ text: String, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        guard !text.trimmed.isEmpty else { throw .emptyValue(field: "unit") }
        try changeForm(using: &random) { form in
            let unit = PersonForm.Entry(text)
            if !form[.units].contains(unit) { form[.units].append(unit) }
        }
    }

    /// Takes a unit below the organisation away.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func removeUnit(
        _ text: String, using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let unit = PersonForm.Entry(text)
        guard CardFormReading(card).form[.units].contains(unit) else {
            throw .noSuchValue(field: "unit")
        }
        try changeForm(using: &random) { form in form[.units].removeAll { $0 == unit } }
    }

    private mutating func changeForm(
        using random: inout some RandomNumberGenerator, _ change: (inout PersonForm) -> Void
    ) throws(CardEditError) {
        let reading = CardFormReading(card)
        var form = reading.form
        change(&form)
        var changed = self
        do throws(FormRefusal) {
            try changed.apply(from: reading, to: form, using: &random)
        } catch {
            throw error.error
        }
        self = changed
    }
}

extension NamePart {
    /// Its place in a form.
    var field: PersonForm.Field {
        switch self {
        case .prefix: .prefix
        case .given: .given
        case .middle: .additional
        case .family: .family
        case .suffix: .suffix
        }
    }
}
