import ChangeLog
import RelationshipPractice
import SQLiteLog

/// The people I know, the strongest tie first, read as they are asked for.
struct Acquaintances {
    /// Selects what ``acquaintance(_:)`` reads.
    static let selection = """
        SELECT rhythm.entity, strength, last, name, uuid
        FROM rhythm JOIN entity ON entity.id = rhythm.entity
        """

    private let session: Session
    private var strength: Int64?
    private var last: Int64 = .max
    private var waiting: [Acquaintance] = []
    private let others: Set<Int64>

    /// Rows read at a time: technical.
    private static let portion: Int64 = 256

    /// Begins with the strongest tie, and passes over some.
    init(_ session: Session, besides others: Set<Int64>) {
        self.session = session
        self.others = others
        strength = .max
    }

    /// The next one; nil at the end.
    ///
    /// - Throws: `DatabaseError`.
    mutating func next() throws -> Acquaintance? {
        while let tie = try nextOfAll() {
            if !others.contains(tie.person) { return tie }
        }
        return nil
    }

    /// Reads one of ``selection``.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)``.
    static func acquaintance(_ row: SQLRow) throws -> Acquaintance {
        Acquaintance(
            row.integer(0), strength: Int(clamping: row.integer(1)),
            lastMilliseconds: row.isNull(2) ? nil : row.number(2),
            // The id tells namesakes apart, alike on all machines.
            order: row.text(3) + "\u{0}" + (try row.id(4) as EntityID).description)
    }

    private mutating func nextOfAll() throws -> Acquaintance? {
        while waiting.isEmpty, let current = strength {
            waiting = try session.statement(
                """
                \(Self.selection) WHERE strength = ? AND rhythm.entity < ?
                ORDER BY rhythm.entity DESC LIMIT ?
                """
            ).all(
                .integer(current), .integer(last), .integer(Self.portion), read: Self.acquaintance
            ).reversed()
            last = waiting.first?.person ?? .max
            if waiting.isEmpty {
                strength =
                    try session.statement("SELECT max(strength) FROM rhythm WHERE strength < ?")
                    .first(.integer(current)) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
            }
        }
        return waiting.popLast()
    }
}
