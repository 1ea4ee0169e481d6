import ChangeLog
import Glibc
import SQLiteLog
import SyncEngine

/// Notices a copied or restored replica before its next change (design section 5).
///
/// The guard file lies outside the database and says what the replica had written, on which
/// machine and in which file. It is written after every commit: behind the truth after a crash,
/// which is harmless, never ahead of it.
extension Replica {
    /// Writes what is told to others under the name of this replica.
    ///
    /// Before the first of it stands that this is no copy of another one; afterwards the guard file
    /// knows of it.
    ///
    /// - Parameters:
    ///   - isMuch: Whether it is more than a command writes by hand, such as a page of a sync.
    ///   - body: Writes, in one transaction.
    /// - Returns: What the body answers.
    /// - Throws: What the body throws, and nothing is written then; ``ReplicaError``.
    func commit<Answer>(
        much isMuch: Bool = false, _ body: (Session) throws -> Answer
    ) throws -> Answer {
        var report: String?
        func checked(_ session: Session) throws -> Answer {
            report = try checkIdentity(session)
            return try body(session)
        }
        let answer =
            isMuch ? try database.writeMuch(checked) : try database.write(checked)
        writeGuard()
        if let report { environment.renewed(report) }
        return answer
    }

    /// Gives every space a new author when the guard file tells of another life of this replica.
    ///
    /// Changes that were not sent yet stay as they are: should the other copy send them too, they
    /// are the same bytes.
    ///
    /// - Returns: The sentence for the person when it did; nil otherwise.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    @discardableResult
    func checkIdentity(_ session: Session) throws -> String? {
        // Whoever holds the transaction checked before: the guard says nothing of its parts.
        guard !database.isHeld else { return nil }
        // A guard that cannot be read proves nothing; the chain hash still finds a fork at sync.
        guard let text = guardText() else { return nil }
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        var reason: String?
        var missing: UInt64 = 0
        if !lines.contains(["machine", machineMark]) {
            reason = "it was copied from another machine"
        } else if !lines.contains(["database", databaseMark]) {
            reason = "its files were copied or restored"
        }
        for space in try session.spacesAndAlbums() {
            let held = try session.held(in: space.id)
            let known = lines.first { $0.first == space.space.description && $0.count == 3 }
            guard let known, let sequence = UInt64(known[2]) else { continue }
            let isBehind =
                known[1] != space.replica.description || sequence > held[space.replica]
            if isBehind, reason == nil { reason = "it was restored from an older copy" }
            if known[1] == space.replica.description, sequence > held[space.replica] {
                // A file may say any number.
                let (sum, isTooMuch) = missing.addingReportingOverflow(
                    sequence - held[space.replica])
                missing = isTooMuch ? .max : sum
            }
        }
        guard let reason else { return nil }
        for space in try session.spacesAndAlbums() {
            try session.setReplica(ReplicaID(value: environment.random128()), of: space.id)
        }
        let report =
            "This replica took a new identity, because \(reason). " + Self.loss(of: missing)
        try session.set(SettingKey.identityReport, to: report)
        try session.set(SettingKey.identityReportIsNew, to: "yes")
        return report
    }

    /// The number of changes that an older copy lacks of those written here, in words.
    private static func loss(of missing: UInt64) -> String {
        guard missing > 0 else { return "Nothing was lost." }
        return
            "\(missing == 1 ? "1 change" : "\(missing) changes") of before \(missing == 1 ? "is" : "are") "
            + "not in it: the next sync brings back what was sent, a `kith backup` may have the rest."
    }

    /// Writes down what has been written so far.
    func writeGuard() {
        // Not before it is on disk.
        guard !database.isHeld else { return }
        // A guard that cannot be written leaves the chain hash to find a fork, only later.
        try? database.read { session in
            var text = "\(Self.guardHead)machine \(machineMark)\ndatabase \(databaseMark)\n"
            for space in try session.spacesAndAlbums() {
                let sequence = try session.held(in: space.id)[space.replica]
                text += "\(space.space) \(space.replica) \(sequence)\n"
            }
            try replaceGuard(with: Array(text.utf8))
        }
    }

    private static let guardHead = "kith-guard 1\n"
    /// A guard that fits no machine and no file.
    static let guardOfNobody = guardHead + "machine -\ndatabase -\n"

    /// The text of the guard file, at most 64 KiB; nil when it cannot be read or is not whole.
    private func guardText() -> String? {
        let descriptor = open(folder.guardFile, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        return text.hasPrefix(Self.guardHead) ? text : nil
    }

    /// Puts a new guard file into the old one's place, whole or not at all.
    ///
    /// It need not be on disk already: after a power cut an older one is as good.
    private func replaceGuard(with bytes: [UInt8]) throws {
        try Self.makeFolder(folder.state)
        let new = folder.guardFile + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let written = descriptor < 0 ? -1 : Glibc.write(descriptor, bytes, bytes.count)
        if descriptor >= 0 { close(descriptor) }
        guard written == bytes.count, rename(new, folder.guardFile) == 0 else {
            throw ReplicaError.inaccessible(
                path: folder.guardFile, reason: String(cString: strerror(errno)))
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
