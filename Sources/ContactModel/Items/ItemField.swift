package import ChangeLog

/// The type of the values of an item's field.
package enum ItemFieldType: Hashable, Sendable {
    /// Any text.
    case text
    /// A civil day, `2027-05-01`.
    case day
    /// A civil day, or one of every year, `--05-01`.
    case yearlyDay
    /// A civil day, or the month or year of one: `2027-05`, `2027`.
    case vagueDay
    /// A point in time, Unix milliseconds.
    case instant
    /// A whole number between bounds.
    case number(ClosedRange<Int>)
    /// One of a closed list of words.
    case choice([String])
    /// A person or organisation.
    case person
    /// Several people, each added and removed by itself.
    case people
    /// An item of a kind.
    case item(EntityKind)
}

/// One field of a kind of item.
package struct ItemField: Hashable, Sendable {
    package let name: FieldName
    package let type: ItemFieldType
    /// The meaning of the field, in a few words.
    package let meaning: String
    package let isRequired: Bool

    /// Describes a field.
    package init(
        _ name: FieldName, _ type: ItemFieldType, _ meaning: String, isRequired: Bool = false
    ) {
        self.name = name
        self.type = type
        self.meaning = meaning
        self.isRequired = isRequired
    }

    /// Describes a field of text.
    package init(_ name: FieldName, _ meaning: String, isRequired: Bool = false) {
        self.init(name, .text, meaning, isRequired: isRequired)
    }

    /// Whether it holds a set of elements and not one value.
    package var isMap: Bool { type == .people }

    /// How the heads of its cells become one value.
    package var merge: FieldMerge { isMap ? .map : .register }

    /// The type of a value's bytes.
    package var valueType: FieldValueType {
        switch type {
        case .instant: .instant
        case .person, .people, .item: .entity
        case .choice: .name
        case .text, .day, .yearlyDay, .vagueDay, .number: .text
        }
    }
}

/// A kind of item: what people can write down of that kind.
package struct ItemSchema: Hashable, Sendable {
    package let kind: EntityKind
    package let plural: String
    /// The purpose of the kind, in a sentence.
    package let meaning: String
    /// The field that the words of `add` go into.
    package let title: FieldName
    /// The words of `status` that mean it is over; empty when it has no status.
    package let closed: Set<String>
    package let fields: [ItemField]

    /// Describes a kind.
    package init(
        _ kind: EntityKind, _ plural: String, _ meaning: String, title: FieldName = .text,
        closed: Set<String> = [], _ fields: [ItemField]
    ) {
        self.kind = kind
        self.plural = plural
        self.meaning = meaning
        self.title = title
        self.closed = closed
        self.fields = fields
    }

    /// Whether an item of the kind is over, such as done, kept or dropped.
    package func isOver(_ item: Item) -> Bool { closed.contains(item.text(.status)) }

    /// The day by which an item is to be done, empty without one; nil when it is over, or when the
    /// kind has no such day.
    package func openBy(_ item: Item) -> String? {
        guard field(.by) != nil, !isOver(item) else { return nil }
        return item.text(.by)
    }

    /// The field of a name; nil when the kind has none such.
    package func field(_ name: FieldName) -> ItemField? {
        fields.first { $0.name == name }
    }
}
