package import ContactModel
package import RelationshipPractice
import SQLiteLog

/// The first ones of those with whom it is time to be in touch, and how many there are.
package struct DueList: Sendable {
    /// In the order of lists.
    package var contacts: [DueContact]
    package var count: Int

    package init(contacts: [DueContact] = [], count: Int = 0) {
        self.contacts = contacts
        self.count = count
    }
}

extension Replica {
    /// With whom it is time to be in touch.
    ///
    /// - Parameters:
    ///   - rules: The cadences written down.
    ///   - today: The day it is.
    ///   - ahead: Days beyond it in which somebody falls due; none unless told.
    ///   - limit: As many at most; nil for all.
    ///   - dayOf: The day on which an instant falls.
    /// - Returns: The first ones, and how many there are in all.
    /// - Throws: ``ReplicaError``.
    package func due(
        _ rules: CadenceRules, today: CivilDay, ahead: Int = 0, limit: Int? = nil,
        dayOf: (UInt64) -> CivilDay
    ) throws -> DueList {
        try database.read { session in
            try withoutActuallyEscaping(dayOf) { dayOf in
                var search = DueSearch(
                    session: session, rules: rules, today: today, ahead: ahead,
                    limit: max(limit ?? .max, 0), dayOf: dayOf)
                return try search.run()
            }
        }
    }
}

/// Looks for people who are due, by rhythm: all who are alike lie together, by their last touch.
///
/// How many there are is counted without looking at each; of each rhythm as many are read as the
/// list can have.
private struct DueSearch {
    let session: Session
    let rules: CadenceRules
    let today: CivilDay
    let ahead: Int
    let limit: Int
    let dayOf: (UInt64) -> CivilDay
    private var ends: [CivilDay: UInt64] = [:]
    private var list = DueList()

    init(
        session: Session, rules: CadenceRules, today: CivilDay, ahead: Int, limit: Int,
        dayOf: @escaping (UInt64) -> CivilDay
    ) {
        self.session = session
        self.rules = rules
        self.today = today
        self.ahead = ahead
        self.limit = limit
        self.dayOf = dayOf
    }

    mutating func run() throws -> DueList {
        let next = try session.statement("SELECT min(manner) FROM rhythm WHERE manner > ?")
        var manner = ""
        while let found = try next.first(.text(manner), read: { $0.isNull(0) ? nil : $0.text(0) }),
            let found
        {
            manner = found
            if let rhythm = ContactRhythm(key: manner),
                let rule = DueRule(rhythm, rules, today: today, ahead: ahead, dayOf: dayOf)
            {
                try take(manner, rule)
            }
        }
        list.contacts.sort(by: DueContact.precedes)
        list.contacts = Array(list.contacts.prefix(limit))
        return list
    }

    /// Takes those of one rhythm.
    private mutating func take(_ manner: String, _ rule: DueRule) throws {
        let late = end(of: rule.lastDayOfLate)
        let due = end(of: rule.lastDayOfDue)
        list.count +=
            try session.statement("SELECT count(*) FROM rhythm WHERE manner = ? AND last < ?")
            .first(.text(manner), .number(due)) { Int(clamping: $0.integer(0)) } ?? 0
        list.count +=
            try session.statement("SELECT count(*) FROM rhythm WHERE manner = ? AND last IS NULL")
            .first(.text(manner)) { Int(clamping: $0.integer(0)) } ?? 0
        // Late ones come before all others of the rhythm.
        guard try takeTouched(manner, rule, from: 0, to: late) < limit else { return }
        _ = try takeTouched(manner, rule, from: late, to: due)
        try takeUntouched(manner, rule)
    }

    /// Takes people whose last touch lies between two instants, to the end of a day.
    ///
    /// - Returns: How many were taken.
    private mutating func takeTouched(
        _ manner: String, _ rule: DueRule, from start: UInt64, to end: UInt64
    ) throws -> Int {
        var taken: [DueContact] = []
        var stop = end
        try session.statement(
            """
            SELECT last, rhythm.name, uuid FROM rhythm JOIN entity ON entity.id = rhythm.entity
            WHERE manner = ? AND last >= ? AND last < ? ORDER BY last
            """
        ).rows(.text(manner), .number(start), .number(end)) { row in
            let last = row.number(0)
            guard last < stop else { return false }
            let day = dayOf(last)
            if let contact = DueContact(try row.id(2), name: row.text(1), by: rule, last: day) {
                taken.append(contact)
            }
            // Those of one day stand in the order of their names.
            if taken.count == limit { stop = DueRule.end(of: day, dayOf: dayOf) }
            return true
        }
        list.contacts += taken
        return taken.count
    }

    private mutating func takeUntouched(_ manner: String, _ rule: DueRule) throws {
        var taken: [DueContact] = []
        try session.statement(
            """
            SELECT rhythm.name, uuid FROM rhythm JOIN entity ON entity.id = rhythm.entity
            WHERE manner = ? AND last IS NULL ORDER BY rhythm.name
            """
        ).rows(.text(manner)) { row in
            let name = row.text(0)
            if taken.count >= limit, name != taken.last?.name { return false }
            if let contact = DueContact(try row.id(1), name: name, by: rule, last: nil) {
                taken.append(contact)
            }
            return true
        }
        list.contacts += taken
    }

    private mutating func end(of day: CivilDay) -> UInt64 {
        if let known = ends[day] { return known }
        let end = DueRule.end(of: day, dayOf: dayOf)
        ends[day] = end
        return end
    }
}
