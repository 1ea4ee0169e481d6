/// A part of a postal address, in the order of vCard's `ADR`.
package enum AddressPart: String, Hashable, Sendable, CaseIterable {
    case poBox = "pobox"
    case extended, street, city, region, postcode, country
}

/// Wishes about postal addresses.
extension CardEditor {
    /// Writes one part of the address that has the label.
    ///
    /// Without a label it is the address without one, or the only one. The first part of an address
    /// makes it, and the last one that goes takes it away.
    ///
    /// - Parameters:
    ///   - part: Which part.
    ///   - text: What it shall be; empty to take it away.
    ///   - label: Of the address; may be empty.
    ///   - random: Gives the element id of a new line.
    /// - Throws: ``CardEditError``; the card is unchanged then.
    mutating func set(
        _ part: AddressPart, _ text: String, label: String,
        using random: inout some RandomNumberGenerator
    ) throws(CardEditError) {
        let text = text.trimmed
        try checkOneLine(text, field: part.rawValue)
        try checkOneLine(label, field: "label")
        let reading = CardFormReading(card)
        let wanted = label.trimmed.lowercased()
        let all = Array(zip(reading.form[.addresses], reading.elements[.addresses] ?? []))
        let labelled = all.filter { $0.0.label.lowercased() == wanted }
        let found = wanted.isEmpty && labelled.isEmpty ? all : labelled
        guard let (old, element) = found.first else {
            guard !text.isEmpty else { throw .noSuchValue(field: part.rawValue) }
            let new = PersonForm.Entry(parts: []).with(text, as: part)
            return addLabelled("ADR", parts: new.parts, label: label.trimmed, using: &random)
        }
        guard found.count == 1 else {
            throw .severalAddresses(part, labels: found.map(\.0.label))
        }
        let new = old.with(text, as: part)
        if new.isBlank {
            try remove(old, of: .addresses, element)
        } else if new != old {
            try change(old, to: new, of: .addresses, element, using: &random)
        }
    }

    /// Adds an address; one that is there already is called as the label says.
    mutating func add(
        _ address: PostalAddress, label: String, using random: inout some RandomNumberGenerator
    ) {
        let wanted = PostalAddress(components: address.components)
        let found = lines(named: "ADR").filter {
            PostalAddress(components: $0.content.components) == wanted
        }
        guard let first = found.first else {
            return addLabelled("ADR", parts: address.components, label: label, using: &random)
        }
        if !label.isEmpty, found.count == 1, !isLabelled(first.line, label, among: .addresses) {
            setLabel(of: first.line.element, label, using: &random)
        }
    }

    /// Takes away the addresses whose one-line form holds the text.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
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
}

extension PersonForm.Entry {
    /// The address with another text for a part.
    func with(_ text: String, as part: AddressPart) -> PersonForm.Entry {
        let all = zip(0..., AddressPart.allCases).map { index, other in
            other == part ? text : parts.indices.contains(index) ? parts[index] : ""
        }
        return PersonForm.Entry(parts: all, label: label)
    }
}
