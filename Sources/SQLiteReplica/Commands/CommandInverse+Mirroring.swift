import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// Whether a command mirrored folders, whose files may not have known what kith says.
    ///
    /// - Throws: `DatabaseError`.
    func isMirroring(_ command: Int64) throws -> Bool {
        try statement("SELECT name FROM command WHERE id = ?")
            .first(.integer(command)) { $0.text(0) } == VDirRun.command
    }

    /// The edit that takes a change of a file back which stands beside what kith says (``VDirRun``): what
    /// kith says stands alone again.
    ///
    /// - Returns: Nil for any other change.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func inverse(ofUnseeing change: Change, in space: Int64) throws -> CellEdit? {
        let dots = try headDots(of: change.cell, in: space)
        guard change.verb == .put, change.replaces.isEmpty, dots.count > 1,
            dots.contains(change.dot)
        else { return nil }
        let others = try dots.filter { $0 != change.dot }
            .compactMap { try self.change($0, in: space) }.map { Head($0.change) }
        return CellReading(heads: others).shown.map {
            .put($0.value, in: change.cell, of: change.kind)
        }
    }
}
