import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// As many as anybody asks for: one row a space is read for each.
    private static let mostTouches = 100_000

    /// The touches that spaces of teams read, the latest first, each once: with all whom any of them names,
    /// and apart where one reads other words than another.
    ///
    /// - Parameters:
    ///   - cards: Of whom one is named; nil for all touches.
    ///   - space: The row of the only space; nil for all.
    ///   - digits: The end of their ids, in hexadecimal digits.
    ///   - limit: The latest so many.
    /// - Returns: Without saying which are the reader's own.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func teamTouches(
        with cards: [EntityID]?, in space: Int64?, endingWith digits: String = "", limit: Int
    ) throws -> [TeamTouch] {
        let rows = Int64(min(max(limit, 0), Self.mostTouches) * (try spaces().count))
        var found: [TeamTouch] = []
        var indexByWords: [SharedTouch: Int] = [:]
        for row in try sharedTouchRows(cards, space, digits, limit: rows) {
            let touch = try touch(row)
            let words = touch.with([])
            if let index = indexByWords[words] {
                let known = found[index].touch.people
                let more = touch.people.filter { !known.contains($0) }
                found[index].touch = touch.with(known + more)
                if !found[index].spaces.contains(row.name) { found[index].spaces.append(row.name) }
                continue
            }
            guard found.count < limit else { break }
            indexByWords[words] = found.count
            found.append(TeamTouch(touch: touch, spaces: [row.name], own: nil))
        }
        return found
    }

    /// Finds the reader's own among touches that teams read: those that say so and are here in private.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func noteOwn(in touches: inout [TeamTouch], using digest: DigestFunction) throws {
        let user = try setting(SettingKey.user)
        for index in touches.indices where touches[index].touch.who == user {
            touches[index].own = try own(touches[index].touch, using: digest)
        }
    }

    /// The touch of one's own that a team reads; nil for a colleague's.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    private func own(_ shared: SharedTouch, using digest: DigestFunction) throws -> EntityID? {
        for person in shared.people {
            let touches = try touches(with: person, around: shared.milliseconds)
            let own = try touches.first { try sharedID(of: $0.id, using: digest) == shared.id }
            if let own { return own.id }
        }
        return nil
    }

    private func sharedTouchRows(
        _ cards: [EntityID]?, _ space: Int64?, _ digits: String, limit: Int64
    ) throws -> [SharedTouchRow] {
        let places = (cards ?? []).map { _ in "?" }.joined(separator: ", ")
        let named =
            cards == nil
            ? ""
            : """
            AND (shared_touch.entity, shared_touch.space) IN (
                SELECT entity, space FROM shared_touch_person WHERE person IN (\(places)))
            """
        return try statement(
            """
            SELECT shared_touch.entity, entity.uuid, shared_touch.space, space.name, who, at, type,
                channel, text
            FROM shared_touch JOIN entity ON entity.id = shared_touch.entity
            JOIN space ON space.id = shared_touch.space AND album_of IS NULL
            WHERE (?1 IS NULL OR shared_touch.space = ?1) AND ?2 > 0
                AND (?3 = '' OR substr(lower(hex(entity.uuid)), -length(?3)) = ?3) \(named)
            ORDER BY at DESC, entity.uuid DESC, space.name, space.id LIMIT ?2
            """
        ).all(
            [space.map { .integer($0) } ?? .null, .integer(limit), .text(digits)]
                + (cards ?? []).map { .id($0) }
        ) { try SharedTouchRow($0) }
    }

    private func touch(_ row: SharedTouchRow) throws -> SharedTouch {
        let people = try statement(
            """
            SELECT person FROM shared_touch_person WHERE entity = ? AND space = ?
            ORDER BY place, person
            """
        ).all(.integer(row.entity), .integer(row.space)) { try $0.id(0) as EntityID }
        return SharedTouch(
            id: row.id, who: row.who, milliseconds: row.at, type: row.type, channel: row.channel,
            text: row.text, people: people)
    }
}

/// A row of the table of shared touches, with the name of its space.
private struct SharedTouchRow {
    let entity: Int64
    let id: EntityID
    let space: Int64
    let name: String
    let who: String
    let at: UInt64
    let type: String
    let channel: String
    let text: String

    /// Reads the row.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)``.
    init(_ row: SQLRow) throws {
        entity = row.integer(0)
        id = try row.id(1)
        space = row.integer(2)
        name = row.text(3)
        who = row.text(4)
        at = row.number(5)
        type = row.text(6)
        channel = row.text(7)
        text = row.text(8)
    }
}
