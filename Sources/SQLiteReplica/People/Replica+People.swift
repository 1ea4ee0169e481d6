package import ChangeLog
package import ContactModel
import SQLiteLog

extension Replica {
    static let summaryColumns = """
        entity.uuid, person.kind, person.name, organisation, title, email, phone, tier,
        space.name, life, \(furtherSpaces)
        """

    /// The names of the spaces that have a card of a person beside the first, in lines; where nobody has
    /// such cards, one look says so for all rows.
    private static let furtherSpaces = """
        CASE WHEN (SELECT 1 FROM contact_value WHERE kind = 'space' LIMIT 1) THEN (
            SELECT group_concat(name, char(10)) FROM (
                SELECT other.name FROM contact_value AS held
                JOIN space AS other ON other.id = CAST(held.value AS INTEGER)
                WHERE held.entity = person.entity AND held.kind = 'space' ORDER BY other.id)) END
        """

    static let summarySource = """
        person JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
        """

    /// Reads the columns of ``summaryColumns``.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)``.
    static func summary(_ row: SQLRow) throws -> PersonSummary {
        let further = row.isNull(10) ? [] : row.text(10).split(separator: "\n").map(String.init)
        return PersonSummary(
            id: try row.id(0), kind: EntityKind(rawValue: row.text(1)), name: row.text(2),
            organisation: row.text(3), title: row.text(4), email: row.text(5), phone: row.text(6),
            tier: row.text(7), space: row.text(8), spaces: [row.text(8)] + further,
            isContested: row.integer(9) == 2)
    }

    /// Everybody, by sort name.
    ///
    /// - Parameter trashed: Who is in the trash instead.
    /// - Returns: Ordered by sort name, then id.
    /// - Throws: ``ReplicaError``.
    package func people(trashed: Bool = false) throws -> [PersonSummary] {
        try database.read { session in
            // The index has namesakes in the order of their rows, which is each machine's own; to
            // have SQLite sort them by id makes the whole list a quarter slower.
            var people: [PersonSummary] = []
            var (first, sortName) = (0, "")
            func sortNamesakes() {
                if people.count - first > 1 { people[first...].sort { $0.id < $1.id } }
            }
            try session.statement(
                """
                SELECT \(Self.summaryColumns), sort_name FROM \(Self.summarySource)
                WHERE \(trashed ? "life = 1" : PersonRow.isShown) ORDER BY sort_name, person.entity
                """
            ).rows { row in
                let name = row.text(11)
                if name != sortName {
                    sortNamesakes()
                    (first, sortName) = (people.count, name)
                }
                people.append(try Self.summary(row))
                return true
            }
            sortNamesakes()
            return people
        }
    }

    /// Everything the reader sees of a person; nil when nobody has the id.
    ///
    /// - Throws: ``ReplicaError``.
    package func details(of person: EntityID) throws -> PersonDetails? {
        try database.read { session in
            let found = try session.statement(
                """
                SELECT \(Self.summaryColumns), person.entity
                FROM \(Self.summarySource)
                WHERE person.entity = (SELECT canonical FROM person AS other
                    WHERE other.entity = (SELECT id FROM entity WHERE uuid = ?))
                """
            ).first(.id(person)) {
                (summary: try Self.summary($0), row: $0.integer(11))
            }
            guard let found else { return nil }
            let members = try session.members(of: found.row)
            let cards = try session.cards(ofPerson: found.summary.id)
            var notes: [PrivateNote] = []
            var conflicts = 0
            var ids: [EntityID] = []
            for member in members {
                let id = try session.entity(inRow: member)
                ids.append(id)
                notes += try session.notes(about: id)
                conflicts += try session.conflictCount(ofRow: member)
            }
            var view = PersonView(cards.card)
            view.groupCards = try session.namesOfGroupCards(naming: found.row)
            return PersonDetails(
                summary: found.summary, spaces: cards.spaceNames, card: cards.card, view: view,
                notes: notes.sorted { ($0.atMilliseconds, $0.id) < ($1.atMilliseconds, $1.id) },
                conflictCount: conflicts, cardIDs: ids,
                photos: try session.photos(ofRow: found.row),
                cards: cards.merge == nil
                    ? []
                    : cards.members.map {
                        CardOfSpace(space: $0.home.name, view: PersonView($0.card))
                    })
        }
    }

    /// The view of a person over all cards, and the group cards that name the person.
    ///
    /// - Parameter person: The id that a list of people gives.
    /// - Returns: All cards of the person as one.
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func view(of person: EntityID) throws -> PersonView {
        try database.read { session in
            var view = PersonView(try session.cards(ofPerson: person).card)
            if let row = try session.row(of: person) {
                view.groupCards = try session.namesOfGroupCards(naming: row)
            }
            return view
        }
    }

    /// When everybody was last in touch with whom the reader had a touch: Unix milliseconds, by id.
    ///
    /// - Throws: ``ReplicaError``.
    package func lastTouches() throws -> [EntityID: UInt64] {
        try database.read { session in
            let rows = try session.statement(
                """
                SELECT uuid, last FROM touched JOIN entity ON entity.id = touched.entity
                WHERE last IS NOT NULL
                """
            ).all { (try $0.id(0) as EntityID, $0.number(1)) }
            return Dictionary(rows, uniquingKeysWith: max)
        }
    }

    /// Calls the closure for every card that has a day of the year on it.
    ///
    /// - Parameters:
    ///   - days: Cards without a day that may be kept on one of these are left out; nil for all.
    ///   - body: Gets one card at a time.
    /// - Throws: ``ReplicaError``, or what the closure throws.
    package func forEachCardWithDays(
        on days: ClosedRange<CivilDay>? = nil, _ body: (Card) throws -> Void
    ) throws {
        // A day is written as month, day and year; what lies between two of them is a range.
        let ranges = days.map(Self.yearlyRanges) ?? [("", "\u{10FFFF}")]
        try database.read { session in
            var people: Set<EntityID> = []
            for (first, last) in ranges {
                try session.statement(
                    """
                    SELECT uuid FROM contact_value JOIN entity ON entity.id = entity
                    WHERE kind IN ('birthday', 'anniversary', 'day') AND value NOT LIKE '%xx%'
                        AND value BETWEEN ? AND ?
                    """
                ).rows(.text(first), .text(last)) {
                    people.insert(try $0.id(0))
                    return true
                }
            }
            for person in people.sorted() {
                try body(try session.cards(ofPerson: person).card)
            }
        }
    }

    /// The texts between which days of the year stand; a day more on both sides, for 29 February is
    /// kept on one of its neighbours.
    private static func yearlyRanges(_ days: ClosedRange<CivilDay>) -> [(String, String)] {
        func key(_ day: CivilDay) -> String { String(day.description.suffix(5)) }
        let (first, last) = (days.lowerBound.adding(days: -1), days.upperBound.adding(days: 1))
        guard last.days(since: first) < 365 else { return [("", "\u{10FFFF}")] }
        let (low, high) = (key(first), key(last) + "\u{10FFFF}")
        return low <= high ? [(low, high)] : [(low, "\u{10FFFF}"), ("", high)]
    }

    /// Pairs of people of whom it was written down that they are not the same.
    ///
    /// - Throws: ``ReplicaError``.
    package func distinctPairs() throws -> Set<DuplicatePair> {
        Set(
            try items(of: .distinct).compactMap { item in
                guard let a = item.entity(.a), let b = item.entity(.b), a != b else { return nil }
                return DuplicatePair(a, b)
            })
    }
}

extension Session {
    /// The private notes about one entity, by time.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func notes(about entity: EntityID) throws -> [PrivateNote] {
        try statement(
            """
            SELECT entity.uuid, at, text FROM note JOIN entity ON entity.id = note.entity
            WHERE about = ? ORDER BY at, entity.uuid
            """
        ).all(.id(entity)) {
            PrivateNote(id: try $0.id(0), atMilliseconds: $0.number(1), text: $0.text(2))
        }
    }

    /// How many cells of an entity say two things.
    ///
    /// - Throws: `DatabaseError`.
    func conflictCount(ofRow row: Int64) throws -> Int {
        try statement("SELECT count(*) FROM conflict WHERE entity = ?")
            .first(.integer(row)) { Int($0.integer(0)) } ?? 0
    }
}
