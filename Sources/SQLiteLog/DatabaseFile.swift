import Foundation

/// A database as a file that is copied, moved and made durable as a whole.
package enum DatabaseFile {
    /// Why a file could not be read, written or put in its place.
    package struct Failure: Error, Hashable {
        package let path: String
        package let reason: String
        /// The system's error number; nil when it was not the system.
        let number: Int32?
        /// Whether there is a file already where one was to be made.
        package let isTaken: Bool

        init(_ path: String, _ reason: String, isTaken: Bool = false) {
            self.path = path
            self.reason = reason
            number = nil
            self.isTaken = isTaken
        }

        init(_ path: String, number: Int32 = errno) {
            self.path = path
            reason = String(cString: strerror(number))
            self.number = number
            isTaken = false
        }
    }

    /// Suffixes of the files that SQLite keeps beside a database.
    private static let companions = [writeAheadLog, "-shm"]
    private static let writeAheadLog = "-wal"

    /// Files that a process that ended half way may have left beside a database.
    private static func leavings(of copy: String) -> [String] {
        ([""] + companions).map { copy + $0 }
    }

    /// The copies of a database that are made before one is put in its place.
    private static let copies = [".restored", ".mended"]

    /// Removes what a process left beside a database that ended half way; nobody else writes to it.
    package static func removeLeavings(of database: String) {
        for copy in copies { leavings(of: database + copy).forEach { unlink($0) } }
    }

    /// Writes a file that does not exist yet, whole and durable or not at all; only its owner can
    /// read it.
    ///
    /// - Parameters:
    ///   - path: Where it is to be.
    ///   - write: Writes it under the name it is given.
    /// - Throws: ``Failure``, or what writing throws.
    package static func create(
        _ path: String, _ write: (_ temporary: String) throws -> Void
    ) throws {
        guard access(path, F_OK) != 0 else {
            throw Failure(path, "it exists already", isTaken: true)
        }
        let folder = parent(of: path)
        guard access(folder, W_OK) == 0 else { throw Failure(folder) }
        let temporary = path + ".tmp"
        unlink(temporary)
        let old = umask(0o077)
        defer { umask(old) }
        do {
            try write(temporary)
            try makeDurable(temporary)
            guard rename(temporary, path) == 0 else { throw Failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try makeDurable(folder: folder)
    }

    /// Puts a copy of a file in the place of a database, which is kept beside it under another name.
    ///
    /// A write-ahead log that lies beside the file, such as of a disk that was rescued, is part of it.
    ///
    /// - Parameters:
    ///   - path: The file; ``checkReadable(_:)`` has let it pass.
    ///   - database: What is replaced; nobody else writes to it. It may be absent.
    ///   - prepare: Makes the copy, under the name it is given, what it is to be.
    /// - Returns: What preparing returned, and where the database of before is; nil when there was
    ///   none.
    /// - Throws: ``Failure``, or what preparing throws; the database is as it was then.
    package static func put<Result>(
        _ path: String, inPlaceOf database: String, _ prepare: (_ copy: String) throws -> Result
    ) throws -> (result: Result, kept: String?) {
        let copy = database + ".restored"
        let leavings = leavings(of: copy)
        leavings.forEach { unlink($0) }
        let result: Result
        do {
            try write(copy, as: path)
            for file in leavings { give(file, toOwnerOf: database, or: parent(of: database)) }
            try settle(copy)
            result = try prepare(copy)
            try settle(copy)
            try makeDurable(copy)
        } catch {
            leavings.forEach { unlink($0) }
            throw error
        }
        let kept = try moveAside(database)
        guard rename(copy, database) == 0 else { throw Failure(database) }
        return (result, kept)
    }

    /// Refuses what cannot be read from anywhere in it: a pipe would be waited for.
    ///
    /// - Throws: ``Failure``.
    package static func checkReadable(_ path: String) throws {
        guard access(path, R_OK) == 0 else { throw Failure(path) }
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path) }
        defer { close(descriptor) }
        guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw Failure(path, "it is no file") }
    }

    /// Makes the names of a folder durable.
    ///
    /// - Throws: ``Failure``.
    package static func makeDurable(folder: String) throws {
        try makeDurable(folder, flags: O_DIRECTORY)
    }

    private static func makeDurable(_ path: String, flags: Int32 = 0) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | flags)
        guard descriptor >= 0 else { throw Failure(path) }
        defer { close(descriptor) }
        // Some file systems cannot flush a folder, and say so by EINVAL.
        guard fsync(descriptor) == 0 || flags == O_DIRECTORY && errno == EINVAL else {
            throw Failure(path)
        }
    }

    private static func write(_ copy: String, as path: String) throws {
        // Of a link the file is copied: the copy is written to, and the backup stays what it is.
        guard let real = realpath(path, nil) else { throw Failure(path) }
        defer { free(real) }
        for suffix in ["", writeAheadLog] {
            let file = String(cString: real) + suffix
            guard suffix.isEmpty || hasBytes(file) else { continue }
            do {
                try FileManager.default.copyItem(atPath: file, toPath: copy + suffix)
            } catch {
                throw failure(copy, error)
            }
            chmod(copy + suffix, 0o600)
        }
    }

    /// Makes a file whole by itself, whose write-ahead log may not follow it to its place.
    private static func settle(_ database: String) throws {
        guard hasBytes(database + writeAheadLog) else { return }
        let log = try LogDatabase(path: database, role: .writer)
        try log.settle()
        let problems = try log.read { session in
            try session.statement("PRAGMA quick_check(1)").all { $0.text(0) }
        }
        guard problems == ["ok"] else {
            throw Failure(database, "what its write-ahead log holds does not fit it")
        }
    }

    /// Whether there is a file with anything in it.
    package static func hasBytes(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    /// The failure as the system named it, which Foundation keeps below its own error.
    private static func failure(_ path: String, _ error: any Error) -> Failure {
        let below = (error as? CocoaError)?.userInfo[NSUnderlyingErrorKey]
        if let code = (error as? POSIXError ?? below as? POSIXError)?.code {
            return Failure(path, number: code.rawValue)
        }
        let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
        return isFull ? Failure(path, number: ENOSPC) : Failure(path, "it cannot be written")
    }

    /// Keeps the present files under another name, and the database under its own too: until it is
    /// replaced a power cut leaves what was there.
    private static func moveAside(_ database: String) throws -> String? {
        guard access(database, F_OK) == 0 else { return nil }
        var number = 1
        var name = database + aside
        while access(name, F_OK) == 0 {
            number += 1
            name = database + aside + "-\(number)"
        }
        // What the write-ahead log holds goes into the file; of a damaged one it stays beside it.
        _ = try? LogDatabase(path: database, role: .writer)
        // Where a file cannot have two names it loses the first for a moment.
        let hasTwoNames = link(database, name) == 0
        for suffix in companions + (hasTwoNames ? [] : [""])
        where access(database + suffix, F_OK) == 0 {
            guard rename(database + suffix, name + suffix) == 0 else {
                throw Failure(database + suffix)
            }
        }
        return name
    }

    /// The databases that ``put(_:inPlaceOf:_:)`` kept beside one, by name.
    package static func keptAside(of database: String) -> [String] {
        let folder = parent(of: database)
        let start = (database as NSString).lastPathComponent + aside
        // A folder that cannot be listed holds nothing that could be read.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            name.hasPrefix(start) && !companions.contains { name.hasSuffix($0) }
        }.sorted().map { folder + "/" + $0 }
    }

    private static let aside = ".before-restore"

    private static func parent(of path: String) -> String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }
}
