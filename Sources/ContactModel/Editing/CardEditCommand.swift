/// A value that a card has at most once.
package enum SingleField: String, Hashable, Sendable, CaseIterable {
    case organisation
    case title
    case role
    case birthday
    case anniversary
    /// The day somebody died (RFC 6474), or the month or year.
    case died
    case note
}

/// A part of somebody's name.
package enum NamePart: String, Hashable, Sendable, CaseIterable {
    case prefix, given, middle, family, suffix
}

/// A value that a card may have several times.
package enum ListField: String, Hashable, Sendable, CaseIterable {
    case email
    case phone
    case url
    case nickname
    case tag
    case note
}

/// One wish about a card, as a command line or a form says it.
package enum CardEditCommand: Hashable, Sendable {
    /// Sets `N`, and `FN` to how the name is said.
    case setName(PersonName)
    /// Sets `FN`; `N` follows when it said the same before, or nothing.
    case setFullName(String)
    /// Sets a part of the name, `FN` with it when it said the same; an empty text takes it away.
    case setNamePart(NamePart, String)
    /// Takes a part of the name away that says the text; an empty one any.
    case removeNamePart(NamePart, String)
    /// Adds a unit below the organisation, unless it is there.
    case addUnit(String)
    /// Takes a unit below the organisation away.
    case removeUnit(String)
    /// Sets the only value; an empty text takes it away.
    case set(SingleField, String)
    /// Takes the value away that says the text; an empty one any.
    case removeSingle(SingleField, String)
    /// Adds a value unless it is there already; the label may be empty.
    case add(ListField, String, label: String)
    /// Writes another value into the line of an old one; its label stays.
    case replace(ListField, String, with: String)
    /// Takes a value away, with what is grouped with it; with a label only where it has that one.
    case remove(ListField, String, label: String = "")
    /// Adds an address; the label may be empty.
    case addAddress(PostalAddress, label: String)
    /// Sets a part of the address with the label, or of the only one; an empty text takes it away.
    case setAddress(AddressPart, String, label: String)
    /// Takes a part away that says the text, an empty one any, of the addresses with the label, or of all.
    case removeAddressPart(AddressPart, String, label: String)
    /// Takes away the addresses whose one-line form holds the text.
    case removeAddress(containing: String)
    /// Adds a messenger, a profile or a page as a form does, unless it is there: the label is the
    /// service, such as `matrix`.
    case addHandle(String, service: String)
    /// Takes a messenger or profile away by its address or name.
    case removeHandle(String)
    /// Adds a day of a label of one's own, such as `wedding`, unless it is there.
    case addDate(String, label: String)
    /// Takes the days away that say so; with a label only those of that one.
    case removeDate(String, label: String = "")
    /// Adds a related person by name, such as a `sister`, unless the card names them so.
    case addRelation(String, label: String)
    /// Takes related people away who are named so; with a label only those of that one.
    case removeRelation(String, label: String = "")
    /// Sets any property by its vCard name; an empty value takes all of that name away.
    ///
    /// The value is written as it is, with its own escapes, for those who know the property.
    case setProperty(String, rawValue: String)
    /// Sets the only value of a field of one's own; an empty text takes it away.
    case setCustom(String, String)
    /// Adds a value to a field of one's own.
    case addCustom(String, String)
    /// Takes a value of a field of one's own away; an empty text takes all of them.
    case removeCustom(String, String)
    /// Makes a picture the only photo.
    case setPhoto(Picture)
    /// Takes every photo away.
    case removePhotos
}
