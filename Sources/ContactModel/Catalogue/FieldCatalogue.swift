package import ChangeLog

extension EntityKind {
    /// Somebody one knows.
    package static let person = EntityKind(rawValue: "person")
    /// A company, club, office: a card that stands for no single person.
    package static let organisation = EntityKind(rawValue: "organisation")
    /// A named set of people, as a card that lists them.
    package static let group = EntityKind(rawValue: "group")
    /// A private dated note about somebody; each is an entity of its own.
    package static let note = EntityKind(rawValue: "note")
    /// The picture of a photo, in an album; its id comes from its bytes (PHOTO-4).
    package static let picture = EntityKind(rawValue: "picture")
    /// A machine that writes into the space; its id is the replica's.
    package static let machine = EntityKind(rawValue: "machine")
}

extension FieldName {
    /// One content line of a card; the element is the line's id.
    package static let line = FieldName(rawValue: "line")
    /// The text around a card's lines when it is not the usual frame.
    package static let frame = FieldName(rawValue: "frame")
    /// That a line is gone because a file does not say it; the element is the line's id.
    package static let withdrawn = FieldName(rawValue: "withdrawn")
    /// How much attention somebody gets, see `RelationshipPractice/Attention`.
    package static let tier = FieldName(rawValue: "tier")
    /// The person a note is about: the 16 bytes of the id.
    package static let about = FieldName(rawValue: "about")
    /// The text of a note, and the first words of most items.
    package static let text = FieldName(rawValue: "text")
    /// When a note's or item's subject happened: Unix milliseconds.
    package static let at = FieldName(rawValue: "at")
    /// Who a person really is: the 16 bytes of the id of another card of the same person.
    package static let alias = FieldName(rawValue: "alias")
    /// The bytes of a picture, as its file would have them.
    package static let bytes = FieldName(rawValue: "bytes")
    /// The name a machine goes by in history; of items, what they are called.
    package static let name = FieldName(rawValue: "name")
}

/// How the heads of a field's cell become one value.
package enum FieldMerge: Hashable, Sendable {
    /// Single-valued: the winning head is shown, the others are a conflict.
    case register
    /// Many elements, each merged on its own.
    case map
    /// The greatest value by bytes; never a conflict.
    case max
    /// Deletes and restores.
    case life
}

/// In which spaces a field may be written.
package enum FieldHome: Hashable, Sendable {
    /// Where the contact lives: a team space or the personal one.
    case contact
    /// The reader's personal space and nowhere else.
    case personal
    /// Any space its writer takes part in.
    case everywhere
    /// The reader's personal space, and a team's where the reader shared it by name.
    case sharedByName
}

/// The intent of a command in what it writes; whoever writes has to name it.
package enum WritingIntent: Hashable, Sendable {
    /// Anything but sharing: what is private goes into the personal space alone.
    case ordinary
    /// A person named a team that is to read this, or takes back what it read.
    case sharing
}

/// The type of a field's value, which decides how its bytes are read.
package enum FieldValueType: Hashable, Sendable {
    /// ``CardLine/value``.
    case cardLine
    /// ``CardFrame/value``.
    case cardFrame
    /// UTF-8 text.
    case text
    /// A lower-case name of a closed list, in UTF-8.
    case name
    /// 16 bytes.
    case entity
    /// 8 bytes, big-endian Unix milliseconds.
    case instant
    /// The bytes of a file.
    case file
    /// No bytes.
    case none
}

/// The one list of the fields this program writes: how each merges and where it may live.
package enum FieldCatalogue {
    /// One field of some kinds of entity.
    package struct Row: Hashable, Sendable {
        package let kinds: [EntityKind]
        package let field: FieldName
        package let merge: FieldMerge
        package let home: FieldHome
        package let value: FieldValueType
    }

    private static let people: [EntityKind] = [.person, .organisation]
    /// The kinds of entities that have a card.
    package static let cards = people + [.group]

    /// Every field, one row each.
    package static let rows: [Row] = contactRows + overlayRows + itemRows + sharingRows

    private static let overlayRows = ItemCatalogue.overlay.map { field in
        Row(
            kinds: people, field: field.name, merge: field.merge, home: .personal,
            value: field.valueType)
    }

    private static let itemRows = ItemCatalogue.schemas.flatMap { schema in
        schema.fields.map { field in
            Row(
                kinds: [schema.kind], field: field.name, merge: field.merge,
                home: home(ofItemField: field.name, schema.kind), value: field.valueType)
        } + [
            Row(
                kinds: [schema.kind], field: .life, merge: .life,
                home: home(ofItemField: .life, schema.kind), value: .none)
        ]
    }

    /// Of all items a touch alone can be shared, and of that only what ``SharedTouch`` has.
    private static func home(ofItemField field: FieldName, _ kind: EntityKind) -> FieldHome {
        let isShared = field == .life || SharedTouch.fields.contains(field)
        return kind == .touch && isShared ? .sharedByName : .personal
    }

    /// Who shared it is said where it is shared: in private it is clear.
    private static let sharingRows = [
        Row(kinds: [.touch], field: .who, merge: .register, home: .sharedByName, value: .text)
    ]

    private static let contactRows: [Row] = [
        Row(kinds: cards, field: .line, merge: .map, home: .contact, value: .cardLine),
        Row(kinds: cards, field: .withdrawn, merge: .max, home: .contact, value: .none),
        Row(kinds: cards, field: .frame, merge: .register, home: .contact, value: .cardFrame),
        Row(kinds: people, field: .tier, merge: .register, home: .personal, value: .name),
        Row(kinds: cards, field: .life, merge: .life, home: .contact, value: .none),
        Row(kinds: cards, field: .alias, merge: .register, home: .everywhere, value: .entity),
        Row(kinds: [.note], field: .about, merge: .register, home: .personal, value: .entity),
        Row(kinds: [.note], field: .text, merge: .register, home: .personal, value: .text),
        Row(kinds: [.note], field: .at, merge: .register, home: .personal, value: .instant),
        Row(kinds: [.note], field: .life, merge: .life, home: .personal, value: .none),
        Row(kinds: [.picture], field: .bytes, merge: .register, home: .contact, value: .file),
        Row(kinds: [.picture], field: .life, merge: .life, home: .contact, value: .none),
        Row(kinds: [.machine], field: .name, merge: .register, home: .everywhere, value: .text),
    ]

    private static let rowByFieldByKind: [EntityKind: [FieldName: Row]] = {
        var result: [EntityKind: [FieldName: Row]] = [:]
        for row in rows {
            for kind in row.kinds { result[kind, default: [:]][row.field] = row }
        }
        return result
    }()

    /// The row of a field; nil for a field or kind that this program does not write.
    package static func row(of field: FieldName, _ kind: EntityKind) -> Row? {
        rowByFieldByKind[kind]?[field]
    }

    /// Where a field of such an entity lives; nil when it is unknown and so never written by us.
    package static func home(of field: FieldName, _ kind: EntityKind) -> FieldHome? {
        row(of: field, kind)?.home
    }

    /// Whether the edit may be written into a space: the rule that keeps the overlay private (P10).
    ///
    /// An unknown field has no home, so it may be written nowhere.
    ///
    /// - Parameters:
    ///   - edit: What is to be written.
    ///   - isPersonal: Whether the space is the writer's own.
    ///   - intent: What the command means to do.
    /// - Returns: False for a private field on its way to a team, unless it is one that can be shared by
    ///   name, and is.
    package static func mayWrite(
        _ edit: CellEdit, intoPersonalSpace isPersonal: Bool, meaning intent: WritingIntent
    ) -> Bool {
        switch home(of: edit.cell.field, edit.kind) {
        case .contact, .everywhere: true
        case .personal: isPersonal
        case .sharedByName: isPersonal || intent == .sharing
        case nil: false
        }
    }
}
