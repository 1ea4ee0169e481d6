import Glibc
import SQLiteLog

extension Replica {
    /// Makes the database of a replica anew from its log, for a file of which pages are broken; the
    /// file of before is kept beside it.
    ///
    /// The guard takes what comes out for a copy: the next change has a new author.
    ///
    /// - Parameter folder: Of a replica that nobody has opened for writing.
    /// - Returns: Where the file of before lies.
    /// - Throws: ``ReplicaError/damaged(detail:)`` when the log itself cannot be read whole, or another
    ///   ``ReplicaError``; nothing has changed then.
    package static func mend(_ folder: ReplicaFolder) throws -> String {
        try ReplicaDatabase.explaining {
            let lock = try WriterLock(folder.lock)
            defer { withExtendedLifetime(lock) {} }
            let new = folder.database + ".mended"
            DatabaseFile.removeLeavings(of: folder.database)
            defer { DatabaseFile.removeLeavings(of: folder.database) }
            try copyTruth(of: folder.database, to: new)
            let (_, kept) = try DatabaseFile.put(new, inPlaceOf: folder.database) { _ in }
            try DatabaseFile.makeDurable(folder: folder.data)
            return kept ?? folder.database
        }
    }

    /// Copies what nothing else follows from; the rest is made when the file is opened.
    private static func copyTruth(of path: String, to new: String) throws {
        let old = try LogDatabase(path: path, role: .reader)
        guard try Schema.check(old) == Schema.current else {
            throw ReplicaError.damaged(detail: "its version cannot be read")
        }
        let descriptor = open(new, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ReplicaError.inaccessible(path: new, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
        let log = try LogDatabase(path: new, role: .writer)
        try Schema.migrate(log)
        try log.write { target in
            try old.read { source in
                for (table, order) in truth {
                    try copy(table, orderedBy: order, from: source, to: target)
                }
            }
            try target.set(SettingKey.stale, to: "")
        }
        try log.settle()
    }

    /// The tables that nothing else follows from; those that others point to come first.
    private static let truth = [
        ("setting", "key"), ("space", "id"), ("author", "id"), ("change", "author, sequence"),
        ("scrub", "id"), ("command", "id"), ("command_part", "command, author, first"),
        ("vdir", "id"), ("vdir_file", "vdir, name"),
    ]

    private static func copy(
        _ table: String, orderedBy order: String, from source: Session, to target: Session
    ) throws {
        let columns = try target.statement("SELECT name FROM pragma_table_info('\(table)')")
            .all { $0.text(0) }
        let names = columns.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try target.statement(
            "INSERT OR REPLACE INTO \(table) (\(names)) VALUES (\(places))")
        // An index may be what is broken.
        try source.statement("SELECT \(names) FROM \(table) NOT INDEXED ORDER BY \(order)").rows {
            row in
            try insert.run(columns.indices.map { row.value(Int32(clamping: $0)) })
            return true
        }
    }
}
