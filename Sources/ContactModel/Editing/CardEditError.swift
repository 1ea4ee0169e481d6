import ChangeLog

/// Why a card cannot be edited as asked; the card is unchanged.
package enum CardEditError: KithError, Hashable {
    /// The date is none of the forms that ``PartialDate`` reads.
    case notADate
    /// The text is no e-mail address, or more than one.
    case notAnAddress(String)
    /// The text has no digit.
    case notANumber(String)
    /// No line of the card has the value that was to be replaced or removed.
    case noSuchValue(field: String)
    /// There is nothing to write.
    case emptyValue(field: String)
    /// The value of a one-line field has a line break or another control character.
    case controlCharacter(field: String)
    /// The name is no property name, or one that only the card's writer may set.
    case unusableProperty(name: String)
    /// The name cannot name a field of one's own.
    case unusableField(name: String)
    /// The value is not of the type that was declared for the field of one's own.
    case wrongType(field: String, CustomFieldType)
    /// The value is none of the words that were declared for the field of one's own.
    case noChoice(field: String, among: [String])
    /// A part of an address was meant, and several addresses are there.
    case severalAddresses(AddressPart, labels: [String])
    /// The note was to be set, and the card has several.
    case severalNotes

    package var code: String {
        switch self {
        case .notADate: "not_a_date"
        case .notAnAddress: "not_an_address"
        case .notANumber: "not_a_number"
        case .noSuchValue: "no_such_value"
        case .emptyValue: "empty_value"
        case .controlCharacter: "control_character"
        case .unusableProperty: "unusable_property"
        case .unusableField: "unusable_field"
        case .wrongType: "wrong_type"
        case .noChoice: "no_choice"
        case .severalAddresses: "several_addresses"
        case .severalNotes: "several_notes"
        }
    }

    package var canRetry: Bool { false }

    package var sentence: String {
        switch self {
        case .notADate:
            "That is no date; write it as 1985-04-12, --04-12 without a year, 1985-04 or 1985."
        case .notAnAddress(let text):
            "“\(text)” is no e-mail address; one has a name, an @ and a place, and no blanks."
        case .notANumber(let text): "“\(text)” is no telephone number; one has digits."
        case .noSuchValue(let field):
            "The card has no such \(field); show the card to see what it has."
        case .emptyValue(let field):
            "The \(field) is empty; give a value, or remove the old one."
        case .controlCharacter(let field):
            "The \(field) has a line break or a control character; write it on one line."
        case .unusableProperty(let name):
            "\(name) cannot be set; give a vCard property such as X-HOBBY."
        case .unusableField(let name):
            "`\(name)` cannot name a field; take the letters a to z, digits and hyphens, such as shoe-size."
        case .wrongType(let field, let type):
            "`\(field)` takes \(type.expectation)."
        case .noChoice(let field, let words):
            "`\(field)` takes one of these: \(words.joined(separator: ", "))."
        case .severalAddresses(let part, let labels):
            Self.sentence(part, labels: labels)
        case .severalNotes:
            "The card has several notes; `--add note=` and `--remove note=` change one of them, "
                + "`kith edit` without options shows all."
        }
    }
    private static func sentence(_ part: AddressPart, labels: [String]) -> String {
        guard let label = labels.first(where: { !$0.isEmpty }), Set(labels).count == labels.count
        else { return "The card has several addresses; `kith edit` without options shows all." }
        return "The card has several addresses; say which, such as \(part.rawValue).\(label)=…."
    }
}
