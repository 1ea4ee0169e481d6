/// Wishes about what else only a form says.
extension CardEditor {
    /// Adds an entry of a form unless the card shows it already.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func addNew(
        _ entry: PersonForm.Entry, to list: PersonForm.List,
        using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let known = CardFormReading(card).form[list]
        let isThere = known.contains {
            $0.text == entry.text.trimmed && $0.label.lowercased() == entry.label.lowercased()
        }
        if isThere, list == .dates || list == .relations { return }
        var added = self
        try added.add(entry, to: list, using: &random)
        // As they are shown: a handle by its address, a date as dates are written.
        let before = Set(CardFormReading(card).form[list])
        guard Set(CardFormReading(added.card).form[list]) != before else { return }
        self = added
    }

    /// Takes the entries away that fit.
    ///
    /// - Throws: ``CardEditError/noSuchValue(field:)``; the card is unchanged then.
    mutating func removeEntries(
        of list: PersonForm.List, where fits: (PersonForm.Entry) -> Bool
    ) throws(CardEditError) {
        let reading = CardFormReading(card)
        let elements = reading.elements[list] ?? []
        let found = zip(reading.form[list], elements).filter { fits($0.0) }
        guard !found.isEmpty else { throw .noSuchValue(field: list.singular) }
        for (entry, element) in found { try remove(entry, of: list, element) }
    }
}
