package import ChangeLog
import GRDB
import Glibc
import SQLiteLog

/// The services that the server takes from outside.
package struct ServerEnvironment: Sendable {
    /// SHA-256.
    package let digest: DigestFunction
    /// 128 fresh random bits.
    package let random128: @Sendable () -> UInt128
    /// The machine's clock, Unix milliseconds.
    package let wallMilliseconds: @Sendable () -> UInt64

    package init(
        digest: DigestFunction, random128: @escaping @Sendable () -> UInt128,
        wallMilliseconds: @escaping @Sendable () -> UInt64
    ) {
        self.digest = digest
        self.random128 = random128
        self.wallMilliseconds = wallMilliseconds
    }
}

/// The server's data folder.
///
/// The daemon is the one writer that checkpoints. Administration writes beside it as a guest, or
/// as the writer when no daemon runs.
package final class ServerDatabase {
    let environment: ServerEnvironment
    let log: LogDatabase
    /// Whether nothing can be written where it lies.
    let isReadOnly: Bool
    /// Whether it still lies where it was opened.
    let place: FilePlace
    private let path: String
    private let lock: FolderLock?
    /// How long a command waits for a daemon that commits: nobody else waits for the command.
    private static let patienceSeconds = 60.0

    /// Opens the folder for a daemon; both are made when they are absent.
    ///
    /// - Parameters:
    ///   - folder: Where the data is.
    ///   - environment: The outside.
    ///   - pauses: How often to try again while a command has the folder.
    ///   - pause: Waits in between.
    /// - Returns: The data, open to write and to checkpoint.
    /// - Throws: ``ServerStorageError/alreadyOpen(folder:)`` when a daemon has it open,
    ///   ``ServerStorageError/inUse(folder:)``, or another ``ServerStorageError``.
    package static func serving(
        _ folder: String, environment: ServerEnvironment, pauses: Int = 100,
        pause: () -> Void = { usleep(100_000) }
    ) throws -> ServerDatabase {
        let lock = try FolderLock.take(folder, asDaemon: true, pauses: pauses, pause: pause)
        return try ServerDatabase(folder, role: .writer, lock: lock, environment)
    }

    /// Opens the folder for a command, beside a daemon or without one.
    ///
    /// - Throws: ``ServerStorageError``.
    package static func administering(
        _ folder: String, environment: ServerEnvironment
    ) throws -> ServerDatabase {
        let lock = try FolderLock.tryTaking(folder)
        return try ServerDatabase(
            folder, role: lock == nil ? .guest : .writer, lock: lock, environment)
    }

    /// Opens the folder for a command that tells what is there, also where nothing can be written: on
    /// a disk that failed and may only be read a backup is wanted most.
    ///
    /// - Throws: ``ServerStorageError``.
    package static func inspecting(
        _ folder: String, environment: ServerEnvironment
    ) throws -> ServerDatabase {
        guard access(folder, W_OK) != 0, errno == EROFS else {
            return try administering(folder, environment: environment)
        }
        return try explaining { try ServerDatabase(reading: folder, environment) }
    }

    private init(reading folder: String, _ environment: ServerEnvironment) throws {
        self.environment = environment
        lock = nil
        path = folder + "/kithd.sqlite"
        log = try LogDatabase(path: path, role: .reader)
        try ServerSchema.requireCurrent(log)
        place = FilePlace(path)
        isReadOnly = true
    }

    private init(
        _ folder: String, role: LogDatabase.Role, lock: FolderLock?,
        _ environment: ServerEnvironment
    ) throws {
        self.environment = environment
        self.lock = lock
        isReadOnly = false
        path = folder + "/kithd.sqlite"
        // Beside a daemon it may be about to be filled.
        if lock != nil { try Self.refuseEmpty(path) }
        try Self.protect(path, in: folder)
        place = FilePlace(path)
        do {
            log = try LogDatabase(
                path: path, role: role, busySeconds: role == .guest ? Self.patienceSeconds : 10)
            if role == .writer { try ServerSchema.migrate(log) }
            _ = try log.write { session in
                try session.statement(
                    "INSERT OR IGNORE INTO server (id, uuid, high_water) VALUES (1, ?, 0)"
                ).run(.id(ServerID(value: environment.random128())))
            }
        } catch {
            throw Self.explain(error)
        }
        // A daemon that was ended in between left it to this one.
        if role == .writer { _ = scrub() }
    }

    /// A second connection that only reads.
    ///
    /// - Throws: ``ServerStorageError``.
    func reader() throws -> LogDatabase {
        try Self.explaining { try LogDatabase(path: path, role: .reader) }
    }

    /// Reads from one state.
    ///
    /// - Throws: ``ServerStorageError``, or what the closure throws.
    func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try Self.explaining { try log.read(body) }
    }

    /// Changes the folder in one transaction.
    ///
    /// - Throws: ``ServerStorageError``, or what the closure throws.
    func write<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try Self.explaining {
            try place.check()
            return try log.write(body)
        }
    }

    /// Writes what is there already.
    ///
    /// - Throws: ``ServerStorageError`` when nothing can be written.
    func tryToWrite() throws {
        try write { session in
            let version = try session.statement("PRAGMA user_version").first { $0.integer(0) } ?? 0
            try session.statement("PRAGMA user_version = \(version)").run()
        }
    }

    /// Whether no daemon serves the folder beside this.
    var isWriter: Bool { lock != nil }

    /// Whether the file may hold remains of what was erased.
    var mustScrub: Bool {
        // A file that cannot be read is noticed by the next request.
        (try? log.read { try $0.mustScrub() }) ?? false
    }

    /// Writes the file anew when a purge erased something since the last time.
    ///
    /// - Returns: Whether nothing is left to do.
    func scrub() -> Bool {
        // It is done another time then: nothing that was acknowledged depends on it.
        (try? log.scrub()) ?? false
    }

    /// Brings everything into the one file, which is whole by itself then: closing does so too, but not
    /// while a connection that reads is still open somewhere.
    func settle() {
        // What cannot be brought now lies beside the file, and is a part of it.
        try? log.settle()
    }

    /// Whether a folder holds the data of a server.
    package static func isThere(_ folder: String) -> Bool {
        access(folder + "/kithd.sqlite", F_OK) == 0
    }

    /// Refuses a file without a byte: not what a server leaves, but a copy that found no room, and all
    /// machines would be strangers to what is made of it.
    private static func refuseEmpty(_ path: String) throws {
        let hasBytes = [path, path + "-wal"].contains { DatabaseFile.hasBytes($0) }
        guard access(path, F_OK) == 0, !hasBytes else { return }
        throw ServerStorageError.inaccessible(
            path: path,
            reason: "it is empty; `kithd recover` brings a backup back, and without the file a new "
                + "server begins")
    }

    /// Makes the file when it is absent, and shuts out the other users of the machine; SQLite gives
    /// the files beside it the same mode.
    private static func protect(_ path: String, in folder: String) throws {
        close(try explaining { try DatabaseFile.open(path, in: folder) })
        for file in [path, path + "-wal", path + "-shm"] { chmod(file, 0o600) }
    }

    /// Calls the closure, and turns what SQLite says into what a person can act on.
    ///
    /// - Throws: ``ServerStorageError``, or what the closure throws.
    static func explaining<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw explain(error)
        }
    }

    /// Turns what SQLite says into what an operator can act on.
    static func explain(_ error: any Error) -> any Error {
        if let error = error as? DatabaseFile.Failure {
            if error.isTaken { return ServerStorageError.exists(what: error.path) }
            return ServerStorageError.inaccessible(
                path: error.path, reason: error.explained(room: "the file once more"))
        }
        if let error = error as? DamagedDatabase {
            return ServerStorageError.damaged(detail: error.detail)
        }
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return ServerStorageError.busy
        case .SQLITE_FULL: return ServerStorageError.diskFull
        case .SQLITE_IOERR where errno == ENOSPC: return ServerStorageError.diskFull
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR:
            return ServerStorageError.inaccessible(
                path: "the database", reason: error.resultCode.description)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return ServerStorageError.damaged(
                detail: error.message ?? error.resultCode.description)
        default:
            return ServerStorageError.failed(
                reason: error.message ?? error.resultCode.description)
        }
    }
}
