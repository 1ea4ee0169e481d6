import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

/// Collects, while heads are projected, of whom what is summed up has to be made anew.
final class AffectedPeople {
    /// The people whose touches changed.
    var touched: Set<EntityID> = []
    /// The people whose rhythm may have changed: rows of cards.
    var rhythms: Set<Int64> = []
    /// The cadences before any of them changed; nil while none did.
    var earlierRules: CadenceRules?
    /// The cadences that were written down; nil until somebody asks.
    var rules: CadenceRules?
    /// The notes about people who are new, read before their rows are written.
    var notes: [Int64: [String]] = [:]
    /// The words of relations and roles about people who are new, read as their notes are.
    var ties: [Int64: [String]] = [:]
    /// The people a relation or a role names, or named before.
    var tied: Set<EntityID> = []
}

extension Session {
    /// Since when what a head says stands, Unix milliseconds (``StandingWord``).
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func standingSince(_ head: Head, in space: Int64) throws -> UInt64 {
        let said = head.timestamp.milliseconds
        guard let change = try change(head.dot, in: space)?.change, !change.replaces.isEmpty else {
            return said
        }
        let earlier = try ancestry(
            of: CellSnapshot(space: space, cell: change.cell, heads: [head])
        ).filter { $0.dot != head.dot }
        return StandingWord.since(
            said,
            earlier: earlier.map {
                ($0.timestamp.milliseconds, $0.verb == .put && $0.value == head.value)
            })
    }
}

extension Session {
    /// The cadences that were written down, and when each was said.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func cadenceRules() throws -> CadenceRules {
        let items = try items(of: .cadence)
        guard !items.isEmpty else { return CadenceRules() }
        let personal = try personalSpace().id
        var said: [EntityID: UInt64] = [:]
        for item in items {
            guard let row = try row(of: item.id) else { continue }
            let heads = try snapshot(ofRow: row, entity: item.id, hasPictures: false)
                .heads(of: .every, in: personal)
            said[item.id] = CellReading(heads: heads).shown?.timestamp.milliseconds
        }
        return CadenceRules(items, said: said)
    }
}

extension Projector {
    /// Sums up the touches with the people that a touch names, or named before.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectTouches(with people: Set<EntityID>) throws {
        for person in people {
            // A touch may come before the card of whom it was with.
            let canonical = try session.standing(for: try session.makeRow(of: person))
            affected.rhythms.insert(canonical)
            let members = try session.members(of: canonical)
            for member in members where member != canonical {
                try session.statement("DELETE FROM touched WHERE entity = ?").run(.integer(member))
                affected.rhythms.insert(member)
            }
            guard let summary = try touchSummary(members) else {
                try session.statement("DELETE FROM touched WHERE entity = ?")
                    .run(.integer(canonical))
                continue
            }
            try session.statement(
                """
                INSERT OR REPLACE INTO touched (entity, first, last, count, unanswered, tried)
                VALUES (?, ?, ?, ?, ?, ?)
                """
            ).run(
                .integer(canonical), summary.firstMilliseconds.map { .number($0) } ?? .null,
                summary.lastMilliseconds.map { .number($0) } ?? .null,
                .integer(Int64(summary.count)), .integer(Int64(summary.unanswered)),
                summary.triedMilliseconds.map { .number($0) } ?? .null)
        }
    }

    /// The sum of the touches with the cards of one person; nil without any.
    ///
    /// `TouchSummary` is the law; this says the same from the marks of the links, which lie
    /// together, by person and time.
    private func touchSummary(_ cards: [Int64]) throws -> TouchSummary? {
        let links = try session.statement(
            """
            SELECT entity, at, mark FROM item_link
            WHERE other = ? AND kind = 'touch' AND field = 'with'
            """)
        // What was written once for each of several cards is one.
        var seen = cards.count > 1 ? try session.touchesSaidAgain(of: cards) : []
        var first: UInt64?
        var last: UInt64?
        var answered: UInt64?
        var attempts: [UInt64] = []
        var count = 0
        for card in cards {
            try links.rows(.id(try session.entity(inRow: card))) { row in
                // A touch that names two cards of one person is one.
                guard cards.count == 1 || seen.insert(row.integer(0)).inserted else { return true }
                let at = row.number(1)
                let mark = row.integer(2)
                count += mark & 4 == 0 ? 1 : 0
                if mark & 1 != 0 {
                    first = min(first ?? at, at)
                    last = max(last ?? at, at)
                }
                if mark & 2 != 0 {
                    attempts.append(at)
                } else if mark & 4 == 0 {
                    answered = max(answered ?? at, at)
                }
                return true
            }
        }
        guard count > 0 else { return nil }
        let tried = attempts.filter { at in answered.map { at > $0 } ?? true }
        return TouchSummary(
            firstMilliseconds: first, lastMilliseconds: last, count: count,
            unanswered: tried.count, triedMilliseconds: tried.max())
    }

    /// Whether a touch with somebody is summed up.
    ///
    /// - Throws: `DatabaseError`.
    func isTouched(_ row: Int64) throws -> Bool {
        // Touches with somebody who is new came with them.
        guard !session.isNew(row) || !affected.touched.isEmpty else { return false }
        return try session.statement("SELECT 1 FROM touched WHERE entity = ?")
            .first(.integer(row)) { _ in true } ?? false
    }

    /// Those of the tags on a card that cadences speak of.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func ruleTags(of view: PersonView) throws -> Set<String> {
        guard !view.tags.isEmpty else { return [] }
        let tags = try rules().tags
        return tags.isEmpty ? [] : Set(view.tags.map(GroupCard.key(ofName:))).intersection(tags)
    }

    /// Whether a group card names somebody, while cadences speak of groups.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func isInGroupOfRule(_ row: Int64) throws -> Bool {
        try !rules().tags.isEmpty && !session.namesOfGroupCards(naming: row).isEmpty
    }

    /// Has the rhythms of those whom a group card names made anew, while cadences speak of groups;
    /// does nothing for a row that is no group's.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func affectMembers(ofGroup row: Int64) throws {
        guard try !rules().tags.isEmpty else { return }
        let members = try session.statement(GroupTable.members(ofCardAt: "?1"))
            .all(.integer(row)) { $0.integer(0) }
        affected.rhythms.formUnion(members)
    }

    /// Notes of whom cadences speak, before one of them changes.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func noteRules() throws {
        if affected.earlierRules == nil { affected.earlierRules = try rules() }
        affected.rules = nil
    }

    /// Whether a cadence speaks of everybody, and so of those too of whom nothing was ever said.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func rulesCoverEverybody() throws -> Bool { try rules().coversEverybody }

    private func rules() throws -> CadenceRules {
        if let rules = affected.rules { return rules }
        let rules = try session.cadenceRules()
        affected.rules = rules
        return rules
    }

    /// Sorts in anew by rhythm and last touch whoever may have moved.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectRhythms() throws {
        if let earlier = affected.earlierRules {
            affected.rules = nil
            if try earlier.coversEverybody != rulesCoverEverybody() {
                try projectPlainRhythms()
                try affectWhoeverWasNeverTouched()
            }
            let changed = try Set(earlier.tags).symmetricDifference(rules().tags)
            if changed.contains(where: { $0.hasPrefix(CadenceRules.relationPrefix) }) {
                try affectWhoeverIsSomethingToMe()
            }
            for tag in changed {
                let rows = try session.statement(
                    GroupTable.members(ofKeyAt: "?1")
                ).all(.text(tag)) { $0.integer(0) }
                affected.rhythms.formUnion(rows)
            }
        }
        guard !affected.rhythms.isEmpty else { return }
        let rules = try rules()
        let deletion = try session.statement("DELETE FROM rhythm WHERE entity = ?")
        for row in affected.rhythms.sorted() {
            try deletion.run(.integer(row))
            if let facts = try session.rhythmFacts(ofRow: row) {
                try insertRhythm(facts, row, rules)
            }
        }
        affected.rhythms = []
        affected.touched = []
        affected.earlierRules = nil
    }

    /// Gives all of whom nothing was said a row, or takes it from them: they have one only while a
    /// cadence speaks of everybody.
    ///
    /// Whoever has no row is plain, so nothing has to be looked up of them.
    private func projectPlainRhythms() throws {
        let plain = ContactRhythm.plainKeys
        guard try rulesCoverEverybody() else {
            try session.statement(
                """
                DELETE FROM rhythm
                WHERE manner >= ? AND manner < ? AND last IS NULL AND strength IS NULL
                """
            ).run(.text(plain.first), .text(plain.end))
            return
        }
        let people = try session.statement(
            """
            SELECT entity, name, created FROM person
            WHERE \(PersonRow.isShown) AND entity NOT IN (SELECT entity FROM rhythm)
                AND entity NOT IN (SELECT entity FROM contact_value WHERE kind = 'died')
            """
        ).all { ($0.integer(0), $0.text(1), PersonRow.createdMilliseconds($0.blob(2))) }
        let insert = try session.statement(
            "INSERT INTO rhythm (entity, manner, name) VALUES (?, ?, ?)")
        for (row, name, known) in people {
            let manner = ContactRhythm.plain(knownSince: known).key
            try insert.run(.integer(row), .text(manner), .text(name))
        }
    }

    /// Has the rhythms of all made anew with whom no touch is written down, but of whom something was
    /// said: the others have their rows already.
    private func affectWhoeverWasNeverTouched() throws {
        let plain = ContactRhythm.plainKeys
        let rows = try session.statement(
            """
            SELECT entity FROM rhythm WHERE last IS NULL
                AND NOT (manner >= ? AND manner < ? AND strength IS NULL)
            """
        ).all(.text(plain.first), .text(plain.end)) { $0.integer(0) }
        affected.rhythms.formUnion(rows)
    }

    /// Has the rhythms of all of whom it is said what they are to me made anew.
    private func affectWhoeverIsSomethingToMe() throws {
        let rows = try session.statement(
            """
            SELECT person.canonical FROM overlay JOIN person ON person.entity = overlay.entity
            WHERE field = 'relation'
            """
        ).all { $0.integer(0) }
        affected.rhythms.formUnion(rows)
    }

    private func insertRhythm(
        _ facts: RhythmFacts, _ row: Int64, _ rules: CadenceRules
    ) throws {
        let rhythm = ContactRhythm(facts, under: rules)
        let strength = IntroductionSearch.ownStrength(facts)
        // Who is in no row is plain: nothing was said of them, no touch is written down, and no
        // rule speaks of everybody.
        guard
            strength != nil || facts.touches.count > 0 || rhythm?.isPlain != true
                || rules.coversEverybody
        else { return }
        try session.statement(
            "INSERT INTO rhythm (entity, manner, last, name, strength) VALUES (?, ?, ?, ?, ?)"
        ).run(
            .integer(row), rhythm.map { .text($0.key) } ?? .null,
            facts.touches.pauseMilliseconds.map { .number($0) } ?? .null, .text(facts.name),
            strength.map { .integer(Int64($0)) } ?? .null)
    }
}
