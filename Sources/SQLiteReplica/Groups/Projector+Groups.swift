import ContactModel
import SQLiteLog

extension Projector {
    /// Notes the `UID` of a card, which group cards name their members by.
    ///
    /// For further cards of a person too: a member stays one when cards are merged.
    ///
    /// - Throws: `DatabaseError`.
    func projectUID(_ uid: String?, _ row: Int64) throws {
        guard let uid else { return }
        let key = MemberReference.key(ofUID: uid)
        guard !key.isEmpty else { return }
        try insertValue(GroupTable.Kind.uid, key, row)
    }

    /// Notes the name of a group card and whom it names, whether or not they are known yet.
    ///
    /// - Throws: `DatabaseError`.
    func projectGroup(_ group: GroupCard, _ row: Int64) throws {
        try insertValue(GroupTable.Kind.name, GroupCard.key(ofName: group.name), row)
        for member in group.members {
            let (kind, value) = GroupTable.held(member.reference)
            try insertValue(GroupTable.Kind.memberPrefix + kind, value, row)
        }
    }

    private func insertValue(_ kind: String, _ value: String, _ row: Int64) throws {
        try session.statement(
            "INSERT OR IGNORE INTO contact_value (kind, value, entity) VALUES (?, ?, ?)"
        ).insertSoon(.text(kind), .text(value), .integer(row))
    }
}

/// How groups lie in the table of values: what a card holds, and what a group card says of others.
///
/// A person's card holds `uid`, `email`, `phone` and `tag`; a group card holds its name as `group`
/// and each member as `member:` and the kind of what the member's card holds.
enum GroupTable {
    /// Kinds of values.
    enum Kind {
        static let uid = "uid"
        static let tag = "tag"
        static let name = "group"
        static let memberPrefix = "member:"
    }

    /// The reference of a member as its card holds it.
    static func held(_ reference: MemberReference) -> (kind: String, value: String) {
        switch reference {
        case .uid(let key): (Kind.uid, key)
        case .email(let key): ("email", key)
        case .phone(let key): ("phone", key)
        }
    }

    private static let memberKinds = "('member:uid', 'member:email', 'member:phone')"

    /// A query for the rows of those whom group cards name; the condition is on `named`, the value
    /// with the group's name.
    private static func namedByCards(_ condition: String) -> String {
        """
        SELECT member.canonical FROM contact_value AS named
        JOIN contact_value AS said ON said.entity = named.entity AND said.kind IN \(memberKinds)
        JOIN contact_value AS held
            ON held.kind = substr(said.kind, 8) AND held.value = said.value
        JOIN person AS member ON member.entity = held.entity
        WHERE named.kind = 'group' AND \(condition)
        """
    }

    /// A query for the rows of everybody in the group of a name, by tag or by group card; its key
    /// is bound at a place such as `?1`.
    static func members(ofKeyAt key: String) -> String {
        """
        SELECT entity FROM contact_value WHERE kind = 'tag' AND value = \(key)
        UNION \(namedByCards("named.value = \(key)"))
        """
    }

    /// A query for the rows of those whom one group card names, given where its row is bound.
    static func members(ofCardAt row: String) -> String {
        namedByCards("named.entity = \(row)")
    }

    /// A query for the rows of everybody who is in any group.
    static let everyMember = """
        SELECT entity FROM contact_value WHERE kind = 'tag' UNION \(namedByCards("true"))
        """

    /// A query for the rows of the group cards that name somebody, given where the row of one of
    /// the person's cards is bound.
    static func cards(namingRowAt row: String) -> String {
        """
        SELECT said.entity FROM contact_value AS held
        JOIN contact_value AS said
            ON said.kind = 'member:' || held.kind AND said.value = held.value
        WHERE held.entity = \(row) AND held.kind IN ('uid', 'email', 'phone')
        """
    }
}
