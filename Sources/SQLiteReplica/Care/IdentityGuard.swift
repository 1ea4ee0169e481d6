import ChangeLog
import Foundation
import SQLiteLog
import SyncEngine

/// Notices a copied or restored replica before its next change (design section 5).
///
/// The guard file lies outside the database and says what the replica had written, on which
/// machine and in which file. It is written after every commit: behind the truth after a crash,
/// which is harmless, never ahead of it.
extension Replica {
    /// Gives every space a new author when the guard file tells of another life of this replica.
    ///
    /// Changes that were not sent yet stay as they are: should the other copy send them too, they
    /// are the same bytes.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func checkIdentity(_ session: Session) throws {
        // A guard that cannot be read proves nothing; the chain hash still finds a fork at sync.
        guard let text = try? String(contentsOfFile: folder.guardFile, encoding: .utf8) else {
            return
        }
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        var reason: String?
        if !lines.contains(["machine", machineMark]) {
            reason = "it was copied from another machine"
        } else if !lines.contains(["database", databaseMark]) {
            reason = "its files were copied or restored"
        }
        for space in try session.spaces() {
            let held = try session.held(in: space.id)
            let known = lines.first { $0.first == space.space.description && $0.count == 3 }
            guard let known, let sequence = UInt64(known[2]) else { continue }
            let isBehind =
                known[1] != space.replica.description || sequence > held[space.replica]
            if isBehind, reason == nil { reason = "it was restored from an older copy" }
        }
        guard let reason else { return }
        for space in try session.spaces() {
            try session.setReplica(ReplicaID(value: environment.random128()), of: space.id)
        }
        try session.set(
            SettingKey.identityReport,
            to: "This replica took a new identity, because \(reason). Nothing was lost.")
    }

    /// Writes down what has been written so far.
    func writeGuard() {
        // A guard that cannot be written leaves the chain hash to find a fork, only later.
        try? database.read { session in
            var text = "kith-guard 1\nmachine \(machineMark)\ndatabase \(databaseMark)\n"
            for space in try session.spaces() {
                let sequence = try session.held(in: space.id)[space.replica]
                text += "\(space.space) \(space.replica) \(sequence)\n"
            }
            let path = URL(fileURLWithPath: folder.guardFile)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path, options: .atomic)
        }
    }

    /// The machine without its name: a digest of its id.
    private var machineMark: String {
        let digest = environment.digest(Array("kith guard\(environment.machineID)".utf8))
        return Hexadecimal.encode(digest.bytes.prefix(8))
    }

    /// The database file: its device and inode.
    private var databaseMark: String {
        var status = stat()
        guard stat(folder.database, &status) == 0 else { return "0" }
        return "\(status.st_dev)-\(status.st_ino)"
    }
}
