package import ChangeLog

/// The name of a group card and its members, those that nobody knows included.
package struct GroupCard: Hashable, Sendable {
    package let entity: EntityID
    /// Never empty.
    package let name: String
    /// In the order of the card; the same member twice stays twice.
    package let members: [Member]

    /// One line that names a member.
    package struct Member: Hashable, Sendable {
        package let element: ElementID
        /// The value as the card writes it.
        package let text: String
        package let reference: MemberReference
    }

    /// Reads a card; total, like ``PersonView``.
    package init(_ card: Card) {
        entity = card.entity
        name = PersonView(card).displayName
        members = card.lines.compactMap { line in
            let content = ContentLine(raw: line.raw)
            guard let reference = MemberReference(content) else { return nil }
            return Member(
                element: line.element, text: content.text.trimmed, reference: reference)
        }
    }

    /// The form in which two spellings of a tag, or of a group's name, are equal, byte for byte.
    package static func key(ofName name: String) -> String {
        ComposedText.compose(name.trimmed.lowercased())
    }
}
