import ContactModel
import RelationshipPractice
import SQLiteLog

/// What the columns of the `tie` table say.
enum TieRow {
    /// The condition for ties that still last on a day, given as the place of its number.
    static func lasts(on day: String) -> String { "(until IS NULL OR until > \(day))" }
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

    /// The ties of somebody: those written down, then those that only cards know.
    ///
    /// - Throws: `DatabaseError`.
    func ties(of person: Int64) throws -> [IntroductionSearch.Tie] {
        let ties = try written(of: person)
        guard cards.isNeeded else { return try ties.filter { try mayBeAsked($0.other) } }
        let others = Set(ties.map(\.other))
        let related = try cards.related(toRow: person).subtracting(others).sorted().map {
            IntroductionSearch.Tie(other: $0, strength: CardRelation.strength)
        }
        return try (ties + related).filter { try mayBeAsked($0.other) }
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

    /// Whether a way may lead through somebody, or to them: of whom nobody is ever reminded the
    /// rhythm is null.
    private func mayBeAsked(_ person: Int64) throws -> Bool {
        guard person != wanted else { return true }
        guard !muted.contains(person) else { return false }
        return try session.statement(
            """
            SELECT 1 FROM person LEFT JOIN rhythm ON rhythm.entity = person.entity
            WHERE person.entity = ? AND \(PersonRow.isShown)
                AND (rhythm.entity IS NULL OR manner IS NOT NULL)
            """
        ).first(.integer(person)) { _ in true } ?? false
    }
}
