import ChangeLog
import ContactModel
import GRDB
import Glibc
import SQLiteLog

/// The replica's one SQLite file, opened once by a process.
///
/// A writer holds the lock file for as long as it is open and is the only connection that
/// checkpoints (design section 7: two that do can lose a page in SQLite 3.40). Readers are
/// read-only connections, which never checkpoint.
final class ReplicaDatabase {
    /// How the file is opened.
    enum Mode {
        case reading
        case writing
    }

    private let log: LogDatabase
    private let lock: WriterLock?

    /// Opens the file; a writer makes it when it is absent.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ folder: ReplicaFolder, mode: Mode) throws {
        if mode == .reading { try Self.requireFile(folder) }
        lock = mode == .writing ? try WriterLock(folder.lock) : nil
        if mode == .writing {
            // SQLite would let everybody read a new file; the others get the mode of this one.
            let descriptor = open(folder.database, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 { close(descriptor) }
        }
        do {
            log = try LogDatabase(
                path: folder.database, role: mode == .writing ? .writer : .reader,
                function: TextFunction("folded", FoldedText.fold))
            if mode == .writing {
                try Schema.migrate(log)
            } else {
                try Self.requireCurrent(log, folder)
            }
        } catch {
            throw Self.explain(error)
        }
    }

    /// Refuses a folder without a replica; one that may not be entered is not an empty one.
    ///
    /// - Throws: ``ReplicaError/absent(folder:)``, ``ReplicaError/lost(folder:)``,
    ///   ``ReplicaError/inaccessible(path:reason:)``.
    static func requireFile(_ folder: ReplicaFolder) throws {
        guard access(folder.database, F_OK) != 0 else { return }
        let code = errno
        guard code == ENOENT || code == ENOTDIR else {
            throw ReplicaError.inaccessible(
                path: folder.database, reason: String(cString: strerror(code)))
        }
        let wasHere =
            access(folder.guardFile, F_OK) == 0 || access(folder.credentials, F_OK) == 0
        throw wasHere
            ? ReplicaError.lost(folder: folder.data) : .absent(folder: folder.data)
    }

    /// Brings the file of an older program up to date for somebody who only reads.
    ///
    /// - Throws: ``ReplicaError``.
    private static func requireCurrent(_ log: LogDatabase, _ folder: ReplicaFolder) throws {
        switch try Schema.check(log) {
        case 0: throw ReplicaError.absent(folder: folder.data)
        case ..<Schema.current: _ = try ReplicaDatabase(folder, mode: .writing)
        default: break
        }
    }

    /// Reads from one state of the file.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try Self.explaining { try log.read(body) }
    }

    /// The faults of the file; none when it is whole.
    ///
    /// - Throws: ``ReplicaError`` for other reasons than what the file has in it.
    func fileProblems() throws -> [String] {
        try Self.explaining { try log.fileProblems() }
    }

    /// Writes a copy of one state of the file.
    ///
    /// - Throws: ``ReplicaError``.
    func copy(to path: String) throws {
        try Self.explaining { try log.copy(to: path) }
    }

    /// Changes the file in one transaction, on disk when this returns, undone when it throws.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    func write<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try Self.explaining { try log.write(body) }
    }

    /// Changes the file as ``write(_:)`` does, with a second thread for the insertions: for much that
    /// is new.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    func writeMuch<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try Self.explaining { try log.writeMuch(body) }
    }

    /// Whether every access is a part of one transaction that is not ended yet.
    var isHeld: Bool { log.isHeld }

    /// Makes all accesses of the body parts of one transaction, undone when it throws; readers see
    /// the file as it was before.
    ///
    /// - Throws: ``ReplicaError``, or what the body throws.
    func holding<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await log.holding(body)
        } catch {
            throw Self.explain(error)
        }
    }

    /// Rewrites the file without what was erased, if something was.
    ///
    /// - Returns: Whether nothing is left to do; false while another process reads.
    /// - Throws: ``ReplicaError``; it is done another time then.
    @discardableResult
    func scrub() throws -> Bool {
        try Self.explaining {
            try log.scrub(after: "INSERT INTO search (search) VALUES ('optimize')")
        }
    }

    /// Calls the closure, and turns what SQLite says into what a person can act on.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    static func explaining<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw explain(error)
        }
    }

    /// Turns what SQLite says into what a person can act on.
    static func explain(_ error: any Error) -> any Error {
        if let error = error as? DatabaseFile.Failure {
            if error.isTaken { return ReplicaError.taken(path: error.path) }
            return ReplicaError.inaccessible(
                path: error.path,
                reason: error.explained(room: "the file once more, and twice more to mend it"))
        }
        if let error = error as? DamagedDatabase {
            return ReplicaError.damaged(detail: error.detail)
        }
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL: return ReplicaError.diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: return ReplicaError.busy(processID: nil)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return ReplicaError.damaged(detail: error.resultCode.description)
        case .SQLITE_IOERR where errno == ENOSPC: return ReplicaError.diskFull
        case .SQLITE_IOERR: return ReplicaError.diskFailed
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            return ReplicaError.inaccessible(
                path: "the database",
                reason: "it or its folder may not be written, which kith needs here; see to the "
                    + "rights, or set KITH_HOME to a copy of the folder (SQLite says "
                    + error.resultCode.description + ")")
        default:
            return ReplicaError.failed(reason: error.message ?? error.resultCode.description)
        }
    }
}
