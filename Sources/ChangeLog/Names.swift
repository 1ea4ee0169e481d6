/// The action of a change; newer programs may add to it, so unknown values are kept (LOG-10).
package struct Verb: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Gives a cell a value.
    package static let put = Verb(rawValue: 1)
    /// Takes the value of a cell away.
    package static let remove = Verb(rawValue: 2)
    /// Puts an entity into the trash, as far as the author had seen it.
    package static let delete = Verb(rawValue: 3)
    /// Takes an entity out of the trash.
    package static let restore = Verb(rawValue: 4)
    /// Erases an entity, as far as the author had seen it.
    package static let purge = Verb(rawValue: 5)

    /// Whether this program knows what the verb means; changes of other verbs are parked.
    package var isKnown: Bool { (1...5).contains(rawValue) }
}

/// The kind of thing an entity is, such as `person`; unknown kinds are kept and forwarded.
package struct EntityKind: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// By bytes of the UTF-8 form (MERGE-10).
    package static func == (left: Self, right: Self) -> Bool {
        left.rawValue.hasSameBytes(as: right.rawValue)
    }

    /// As `==`; the one of raw values would compare them as texts.
    package static func != (left: Self, right: Self) -> Bool { !(left == right) }

    package func hash(into hasher: inout Hasher) { rawValue.hash(into: &hasher) }
}

/// The wire name of a field, such as `line`; unknown fields are kept and forwarded.
package struct FieldName: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The cell that holds an entity's deletes and restores.
    package static let life = FieldName(rawValue: "life")

    /// By bytes of the UTF-8 form (MERGE-10).
    package static func == (left: Self, right: Self) -> Bool {
        left.rawValue.hasSameBytes(as: right.rawValue)
    }

    /// As `==`; the one of raw values would compare them as texts.
    package static func != (left: Self, right: Self) -> Bool { !(left == right) }

    package func hash(into hasher: inout Hasher) { rawValue.hash(into: &hasher) }

    /// By bytes of the UTF-8 form, so that every language sorts alike.
    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension String {
    /// Whether both have the same UTF-8 form: texts that only look alike are equal to Swift, and to
    /// no database and no other language.
    fileprivate func hasSameBytes(as other: String) -> Bool {
        // The first is quick, and false for all that differ in more than their form.
        self == other && utf8.elementsEqual(other.utf8)
    }
}

/// The address of a cell: the unit of merging.
package struct CellAddress: Hashable, Comparable, Sendable {
    package let entity: EntityID
    package let field: FieldName
    package let element: ElementID

    package init(entity: EntityID, field: FieldName, element: ElementID = .register) {
        self.entity = entity
        self.field = field
        self.element = element
    }

    /// By entity, field, element.
    package static func < (left: Self, right: Self) -> Bool {
        if left.entity != right.entity { return left.entity < right.entity }
        if left.field != right.field { return left.field < right.field }
        return left.element < right.element
    }
}
