package import ChangeLog
import ContactModel
import SQLiteLog

/// One address that a mail client may complete.
package struct MailMatch: Hashable, Sendable {
    package let address: String
    package let name: String
    package let organisation: String
}

/// The addresses that a mail client is offered.
package struct MailAnswer: Sendable {
    /// A row an address; a person's first address before the others.
    package let matches: [MailMatch]
    /// Whether more people match than are offered.
    package let isCut: Bool
}

extension Replica {
    /// Where a mail client looks: who is somebody's cousin is not who is meant by the name.
    private static let columns = "{name further_names organisation title contact tags}"

    /// Addresses of people who match every word, those in touch most recently first.
    ///
    /// - Parameters:
    ///   - text: Words of names, nicknames, addresses, organisations or tags; everybody for none.
    ///   - limit: How many people at most.
    /// - Returns: The addresses, and whether there are more.
    /// - Throws: ``ReplicaError``.
    package func mailMatches(_ text: String, limit: Int) throws -> MailAnswer {
        let query = MatchExpression(text)
        guard query != nil || text.allSatisfy(\.isWhitespace) else {
            return MailAnswer(matches: [], isCut: false)
        }
        return try database.read { session in
            var matching = "SELECT rowid FROM search WHERE search MATCH ?1"
            var values: [SQLValue] = [
                query.map { .text("\(Self.columns) : (\($0.expression))") } ?? .null,
                .integer(Int64(limit) + 1),
            ]
            if query != nil, try session.hasGroupCards() {
                // The name of a group stands for its members; tags are words of the index already.
                matching += " UNION \(GroupTable.members(ofKeyAt: "?3"))"
                values.append(.text(GroupCard.key(ofName: text)))
            }
            let rows = try session.statement(
                """
                SELECT person.entity, name, email, organisation FROM person
                JOIN entity ON entity.id = person.entity
                LEFT JOIN touched ON touched.entity = person.entity
                WHERE email <> '' AND \(PersonRow.isShown) AND \(query == nil ? "?1 IS NULL" : "person.entity IN (\(matching))")
                ORDER BY touched.last IS NULL, touched.last DESC,
                    instr(' focus close active wide', tier) = 0, sort_name, entity.uuid
                LIMIT ?2
                """
            ).all(values) {
                (row: $0.integer(0), name: $0.text(1), email: $0.text(2), organisation: $0.text(3))
            }
            let further = try session.statement(
                "SELECT value FROM contact_value WHERE entity = ? AND kind = 'email'")
            // Two cards of somebody, not merged yet, are one row.
            var seen: Set<[String]> = []
            let matches = try rows.prefix(limit).flatMap { row in
                var addresses = [row.email]
                let keys = try further.all(.integer(row.row)) { $0.text(0) }
                if keys.count > 1 {
                    let first = MatchKey.email(row.email)
                    addresses += keys.filter { $0 != first }
                }
                return addresses.map {
                    MailMatch(address: $0, name: row.name, organisation: row.organisation)
                }
            }.filter { seen.insert([MatchKey.email($0.address), $0.name]).inserted }
            return MailAnswer(matches: matches, isCut: rows.count > limit)
        }
    }

    /// Who has an e-mail address; nil for nobody.
    ///
    /// - Throws: ``ReplicaError``.
    package func person(withEmail address: String) throws -> EntityID? {
        try database.read { session in
            try session.statement(
                """
                SELECT uuid FROM contact_value JOIN entity ON entity.id = contact_value.entity
                WHERE kind = 'email' AND value = ?
                """
            ).first(.text(MatchKey.email(address))) { try $0.id(0) }
        }
    }
}
