import ChangeLog

extension CardEditor {
    /// Names one more member, in the property that the card uses for it, unless it does already.
    ///
    /// The line's element is derived from the member: two machines that add the same one write one
    /// line, two that add different ones write two, and no addition is lost.
    package mutating func addMember(uid: String) {
        let reference = MemberReference.uid(MemberReference.key(ofUID: uid))
        guard !GroupCard(card).members.contains(where: { $0.reference == reference }) else {
            return
        }
        let property = memberProperty
        let text = MemberReference.text(forUID: uid)
        let head = Array(property.utf8)
        // A URI is not escaped; what cannot be in one, such as a line break, has to be.
        let isPlain = text.utf8.allSatisfy { $0 > .space && $0 != .backslash }
        let raw =
            isPlain
            ? writer.line(head: head, value: Array(text.utf8))
            : writer.line(head: head, parts: [text])
        append(raw, after: property, as: .member(reference))
    }

    /// Takes away every line that names one of the members.
    package mutating func removeMembers(_ references: Set<MemberReference>) {
        for member in GroupCard(card).members where references.contains(member.reference) {
            guard let line = card[member.element] else { continue }
            removeWithGroup(line, ContentLine(raw: line.raw))
        }
    }

    /// Calls the group by another name; `N` follows when it said the same, as one part: address
    /// books show the semicolons of further ones.
    ///
    /// - Throws: ``CardEditError``; the card is unchanged then.
    package mutating func renameGroup(_ text: String) throws(CardEditError) {
        let text = text.trimmed
        guard !text.isEmpty else { throw .emptyValue(field: "name") }
        try checkOneLine(text, field: "name")
        let old = PersonView(card)
        if !lines(named: "N").isEmpty, old.name.isBlank || old.name.composed == old.displayName {
            setFirst("N", parts: [text])
        }
        setFirst("FN", parts: [text])
    }

    /// The property of the card's members, or the one its kind and version ask for.
    private var memberProperty: String {
        let names = card.lines.map { ContentLine(raw: $0.raw).name }
        if let used = names.last(where: { MemberReference.properties.contains($0) }) {
            return used
        }
        let isApple = names.contains("X-ADDRESSBOOKSERVER-KIND") || version != .four
        return MemberReference.properties[isApple && !names.contains("KIND") ? 1 : 0]
    }
}

extension ElementID {
    /// The element of a member that was added by hand.
    ///
    /// Not the one that an import would derive: a file that lacks the member would take it away.
    static func member(_ reference: MemberReference) -> ElementID {
        switch reference {
        case .uid(let key): .onlyLine(of: "MEMBER:urn:uuid:" + key)
        case .email(let key): .onlyLine(of: "MEMBER:mailto:" + key)
        case .phone(let key): .onlyLine(of: "MEMBER:tel:" + key)
        }
    }
}
