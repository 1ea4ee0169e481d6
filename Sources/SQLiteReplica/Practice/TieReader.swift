import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

/// The values of the columns of the `tie` table.
enum TieRow {
    /// The condition for ties that have begun and still last on a day, given as the place of its number.
    static func lasts(on day: String) -> String {
        "(until IS NULL OR until > \(day)) AND (since IS NULL OR since <= \(day))"
    }
}

/// Reads who knows whom on a day, for ways to somebody.
///
/// A way through who is in the trash, died, said no, is retired or muted, or did not answer three
/// times would ask others to disturb them: such people are passed over (practice S0-11, S1-29).
struct TieReader {
    private let session: Session
    private let wanted: Int64
    private let today: Int64
    private let muted: Set<Int64>
    private let cards: CardRelationReader

    /// Begins to read.
    ///
    /// - Throws: `DatabaseError`.
    init(_ session: Session, to wanted: Int64, on today: CivilDay, muted: Set<Int64>) throws {
        self.session = session
        self.wanted = wanted
        self.today = Int64(today.number)
        self.muted = muted
        cards = try CardRelationReader(session)
    }

    /// The ties of somebody, by the names of the others: those written down, and those that only
    /// cards know.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func ties(of person: Int64) throws -> [IntroductionSearch.Tie] {
        var ties = try written(of: person)
        if cards.isNeeded {
            let others = Set(ties.map(\.other))
            ties += try cards.related(toRow: person).subtracting(others).map {
                IntroductionSearch.Tie(other: $0, strength: CardRelation.strength)
            }
        }
        let named = try ties.compactMap { tie in try order(of: tie.other).map { ($0, tie) } }
        return named.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Whether a tie is written down, and not only on a card.
    ///
    /// - Throws: `DatabaseError`.
    func isWritten(_ person: Int64, _ other: Int64) throws -> Bool {
        try written(of: person).contains { $0.other == other }
    }

    private func written(of person: Int64) throws -> [IntroductionSearch.Tie] {
        try session.statement(
            "SELECT other, strength FROM tie WHERE person = ?1 AND \(TieRow.lasts(on: "?2"))"
        ).all(.integer(person), .integer(today)) {
            IntroductionSearch.Tie(other: $0.integer(0), strength: Int(clamping: $0.integer(1)))
        }
    }

    /// Name and id of somebody through whom, or to whom, a way may lead; nil of others.
    ///
    /// Of whom nobody is ever reminded the rhythm is null.
    private func order(of person: Int64) throws -> String? {
        guard person != wanted else { return "" }
        guard !muted.contains(person) else { return nil }
        return try session.statement(
            """
            SELECT person.name, uuid FROM person
            JOIN entity ON entity.id = person.entity
            LEFT JOIN rhythm ON rhythm.entity = person.entity
            WHERE person.entity = ? AND \(PersonRow.isShown)
                AND (rhythm.entity IS NULL OR manner IS NOT NULL)
            """
        ).first(.integer(person)) {
            $0.text(0) + "\u{0}" + (try $0.id(1) as EntityID).description
        }
    }
}
