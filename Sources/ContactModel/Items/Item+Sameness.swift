package import ChangeLog

extension Item {
    /// The rule that makes an item of a kind the only one; nil for kinds of which there may be any
    /// number.
    private enum Sameness {
        case name(FieldName)
        case everything

        init?(_ kind: EntityKind) {
            switch kind {
            case .field, .search: self = .name(.name)
            case .goal, .area: self = .name(.text)
            case .relation, .affiliation: self = .everything
            default: return nil
            }
        }
    }

    /// Whether there is one item of a kind only that says this.
    package static func isUnique(_ kind: EntityKind) -> Bool { Sameness(kind) != nil }

    /// The name that items share which are one; nil when only the very same is.
    package var uniqueName: String? {
        guard case .name(let field) = Sameness(kind) else { return nil }
        return text(field)
    }

    /// All that a tie says, by which it is the very same as another one; nil for what is no tie.
    var tieContent: [ItemCell]? {
        guard case .everything = Sameness(kind) else { return nil }
        return cells.map(\.content)
    }

    /// The content that no two items of a kind may share while neither is over.
    package enum UniqueContent: Hashable, Sendable {
        /// In small letters.
        case name(String)
        case cells([ItemCell])
    }

    /// The content by which it is the only one; nil for kinds of which there may be any number.
    package var uniqueContent: UniqueContent? {
        switch Sameness(kind) {
        case .name(let field): .name(text(field).lowercased())
        case .everything: .cells(cells.map(\.content))
        case nil: nil
        }
    }

    /// Whether another one that is not over says it already: a search or field, a goal or area of a
    /// name, the very same tie.
    package func repeats(_ other: Item) -> Bool {
        guard other.id != id, other.kind == kind, !other.isOver else { return false }
        return uniqueContent.map { $0 == other.uniqueContent } ?? false
    }
}
