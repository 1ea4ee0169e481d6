package import ChangeLog
import ContactModel
import SQLiteLog

/// Touches as the reader's teams read them: a colleague's never counts as one's own.
extension Replica {
    /// The touches that teams read, the latest first.
    ///
    /// - Parameters:
    ///   - person: With whom; all cards of a person count. Nil for everybody.
    ///   - name: The name of a team's space; nil for all.
    ///   - limit: The latest so many.
    /// - Returns: Each once, in whatever teams it is read.
    /// - Throws: ``ReplicaError``.
    package func teamTouches(
        with person: EntityID? = nil, in name: String? = nil, limit: Int = 100_000
    ) throws -> [TeamTouch] {
        try database.read { session in
            guard try session.areSharedTouches() else { return [] }
            let space = try name.map { try session.space(named: $0).id }
            let cards = try person.map { try session.cards(of: $0) }
            var found = try session.teamTouches(with: cards, in: space, limit: limit)
            try session.noteOwn(in: &found, using: environment.digest)
            return found
        }
    }

    /// The touches that teams read whose id ends with some hexadecimal digits, at least four.
    ///
    /// - Throws: ``ReplicaError``.
    package func teamTouches(endingWith digits: String) throws -> [TeamTouch] {
        guard (4...32).contains(digits.utf8.count) else { return [] }
        return try database.read { session in
            guard try session.areSharedTouches() else { return [] }
            var found = try session.teamTouches(
                with: nil, in: nil, endingWith: digits.lowercased(), limit: 100)
            try session.noteOwn(in: &found, using: environment.digest)
            return found
        }
    }
}
