import ChangeLog
package import ContactModel
package import RelationshipPractice
import SQLiteLog

/// The decision about somebody in a stock-take: a tier, or to decide later.
package enum AttentionDecision: Hashable, Sendable {
    case tier(Tier)
    /// Out of the way until that day.
    case park(CivilDay)
}

extension Replica {
    /// People, organisations left out, whose tier may be decided, by sort name.
    ///
    /// - Parameters:
    ///   - isDecided: Also those who have a tier.
    ///   - today: Who is parked beyond this day is left out.
    /// - Returns: The candidates, and how many are parked.
    /// - Throws: ``ReplicaError``.
    package func tierCandidates(
        alsoDecided isDecided: Bool = false, today: CivilDay
    ) throws -> (candidates: [TierCandidate], parked: Int) {
        try database.read { session in
            let parked = try session.statement(
                """
                SELECT person.canonical, value FROM overlay
                JOIN person ON person.entity = overlay.entity WHERE field = 'parked'
                """
            ).all { ($0.integer(0), CivilDay(FieldValue.text($0.blob(1)))) }
            let days = Dictionary(parked, uniquingKeysWith: { first, _ in first })
            let all = try session.statement(
                """
                SELECT person.entity, entity.uuid, person.name, tier
                FROM person JOIN entity ON entity.id = person.entity
                WHERE \(PersonRow.isShown) AND person.kind = 'person' \(isDecided ? "" : "AND tier = ''")
                ORDER BY sort_name, entity.uuid
                """
            ).all { row in
                TierCandidate(
                    person: try row.id(1), name: row.text(2), current: Tier(rawValue: row.text(3)),
                    parkedUntil: days[row.integer(0)] ?? nil)
            }
            let free = all.filter { ($0.parkedUntil ?? today) <= today }
            return (free, all.count - free.count)
        }
    }

    /// Whether anything of the practice was ever written down, also what was dropped since.
    ///
    /// Who has dropped the only goal is no beginner. Answers about oneself, own fields and searches
    /// are none.
    ///
    /// - Throws: ``ReplicaError``.
    package func hasWrittenPractice() throws -> Bool {
        try database.read { session in
            let here = try session.statement(
                "SELECT 1 FROM item WHERE kind NOT IN ('me', 'search', 'field') LIMIT 1"
            ).first { _ in true }
            guard here == nil else { return true }
            return try !session.trashedItems(in: session.personalSpace().id).isEmpty
        }
    }

    /// How many touches there were since an instant, Unix milliseconds.
    ///
    /// - Throws: ``ReplicaError``.
    package func touchCount(since milliseconds: UInt64) throws -> Int {
        try database.read { session in
            try session.statement("SELECT count(*) FROM item WHERE kind = 'touch' AND at >= ?")
                .first(.number(milliseconds)) { Int(clamping: $0.integer(0)) } ?? 0
        }
    }

    /// The touches since an instant, by time.
    ///
    /// - Parameters:
    ///   - milliseconds: Unix time.
    ///   - newest: As many at most, the newest; nil for all.
    /// - Returns: The oldest first.
    /// - Throws: ``ReplicaError``.
    package func touches(since milliseconds: UInt64, newest: Int? = nil) throws -> [Touch] {
        try database.read { session in
            try session.items(
                """
                SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
                WHERE kind = 'touch' AND at >= ? ORDER BY at DESC, uuid DESC LIMIT ?
                """, [.number(milliseconds), .integer(Int64(newest ?? -1))]
            ).reversed().map(Touch.init)
        }
    }

    /// How many touches that count there were from one instant to before another, Unix milliseconds.
    ///
    /// - Throws: ``ReplicaError``.
    package func realTouchCount(from first: UInt64, before end: UInt64) throws -> Int {
        let span = [SQLValue.number(first), .number(end)]
        let links =
            "SELECT 1 FROM item_link AS link WHERE link.entity = item.entity AND field = 'with'"
        return try database.read { session in
            let marked =
                try session.statement(
                    """
                    SELECT count(*) FROM item
                    WHERE kind = 'touch' AND at >= ? AND at < ? AND EXISTS (\(links) AND mark & 1)
                    """
                ).all(span) { Int(clamping: $0.integer(0)) }.first ?? 0
            // The mark stands beside each person: of a touch with nobody left it is read anew.
            let bare = try session.items(
                """
                SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
                WHERE kind = 'touch' AND at >= ? AND at < ? AND NOT EXISTS (\(links))
                """, span)
            let again = try session.touchesSaidAgain(from: first, before: end)
            return marked + bare.count { Touch($0).isReal } - again.count { $0.isReal }
        }
    }

    /// Writes what was decided about several people as one command, which one undo takes back.
    ///
    /// A tier ends the parking.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func decide(
        _ decisions: [(candidate: TierCandidate, decision: AttentionDecision)]
    ) throws {
        try perform("stocktake") { session in
            let parked = FieldName.parked
            let edits = try decisions.flatMap { candidate, decision -> [CellEdit] in
                let card = try session.cards(ofPerson: candidate.person).card
                func cell(_ field: FieldName, of card: EntityID) -> CellAddress {
                    CellAddress(entity: card, field: field)
                }
                switch decision {
                case .park(let day):
                    let value = FieldValue.text(day.description)
                    return [.put(value, in: cell(parked, of: card.entity), of: card.kind)]
                case .tier(let tier):
                    let wasParked = candidate.parkedUntil != nil
                    let cards = wasParked ? try session.cards(of: candidate.person) : []
                    let freed = cards.map { CellEdit.remove(cell(parked, of: $0), of: card.kind) }
                    return [.put(tier.value, in: cell(.tier, of: card.entity), of: card.kind)]
                        + freed
                }
            }
            return [SpaceEdits(try session.personalSpace(), edits)]
        }
    }
}
