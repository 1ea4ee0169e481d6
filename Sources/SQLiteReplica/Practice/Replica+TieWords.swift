package import ChangeLog
package import ContactModel
import SQLiteLog

extension Replica {
    /// The evidence for each tie along a way, such as `Gustav Gate: cousin of Hanna Hall`.
    ///
    /// - Parameters:
    ///   - people: From whom I know to whom I want to know.
    ///   - today: The day; ties that are over then show nothing.
    /// - Returns: One text a tie, so one fewer than people; empty where nothing is said.
    /// - Throws: ``ReplicaError``.
    package func tieWords(along people: [EntityID], on today: CivilDay) throws -> [String] {
        try database.read { session in
            let cards = try CardRelationReader(session)
            return try zip(people, people.dropFirst()).map { one, other in
                guard let first = try session.row(of: one), let second = try session.row(of: other)
                else { return "" }
                let (one, other) = try (session.canonical(of: first), session.canonical(of: second))
                let found = try session.items(
                    """
                    SELECT item.entity, item.kind, uuid FROM tie
                    JOIN item ON item.entity = tie.source JOIN entity ON entity.id = item.entity
                    WHERE person = ?1 AND tie.other = ?2 AND \(TieRow.lasts(on: "?3"))
                    ORDER BY strength DESC, uuid
                    """,
                    [
                        .integer(one), .integer(other), .integer(Int64(today.number)),
                    ])
                var words: [String] = []
                for text in try found.map({ try session.words(of: $0) }) where !words.contains(text)
                {
                    words.append(text)
                }
                let said = words.isEmpty ? try cards.words(one, other) : words
                return said.joined(separator: "; ")
            }
        }
    }
}

extension Session {
    /// The words of an item that makes a tie.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func words(of item: Item) throws -> String {
        guard item.kind == .relation else { return "you introduced them" }
        var names: [String] = []
        for field in [FieldName.a, .b] {
            let end = try item.entity(field).flatMap { try row(of: $0) }
            names.append(try end.map { try name(ofRow: try canonical(of: $0)) } ?? "")
        }
        return "\(names[0]): \(item.text(.text)) of \(names[1])"
    }
}
