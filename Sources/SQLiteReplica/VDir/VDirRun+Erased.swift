import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog

/// Files of people who were erased: what these said is kept here no longer, only its digest, so that
/// nothing of them is left in the database while a file cannot be mirrored.
extension VDirRun {
    private static let erased = VDirReading.Problem(
        line: 1, reason: "it is of somebody who was erased, and was changed since: take it away")

    /// Decides what becomes of them.
    ///
    /// One that is as it was is removed with the others, one that was changed since is left and told
    /// of. Whoever came back is brought in as if new.
    ///
    /// - Throws: ``ReplicaError``.
    func settleErased() throws {
        for row in rows.values.filter(\.isErased) {
            let person = try replica.database.read { session in
                try session.vdirPerson(row.entity, in: space)
            }
            guard case .unknown = person else {
                rows[row.name] = nil
                try take { [vdir] in try $0.forgetFile(row.name, of: vdir.id) }
                continue
            }
            guard let stamp = stamps[row.name] else { continue }
            if try !leftAlone.contains(row.name) && isAsItWas(row, stamp) {
                rows[row.name]?.stamp = stamp
            } else {
                if !leftAlone.contains(row.name) { leaveAlone(row.name, Self.erased) }
                report.leftOfErased.append(row.name)
            }
        }
        try flush()
    }

    /// Whether a file says what it said when it was last mirrored.
    private func isAsItWas(_ row: VDirFileRow, _ stamp: VDirStamp) throws -> Bool {
        guard stamp != row.stamp else { return true }
        // What cannot be read is not as it was.
        guard let file = try? folder.read(row.name), file.stamp == stamp else { return false }
        let digest = replica.environment.digest(file.bytes).bytes
        return try replica.database.read { session in
            try session.digestOfErased(row.name, of: vdir.id) == digest
        }
    }
}

extension Session {
    /// Forgets what files said of somebody who was erased, by the row of the entity: where it stood is
    /// a digest of it.
    ///
    /// That there are such files stays known: they are to be removed.
    ///
    /// - Throws: `DatabaseError`.
    func forgetMirrored(ofErased row: Int64, using digest: DigestFunction) throws {
        let files = try statement(
            """
            SELECT vdir, name, bytes FROM vdir_file WHERE vdir IN (SELECT id FROM vdir)
                AND entity = (SELECT uuid FROM entity WHERE id = ?) AND bytes <> x''
            """
        ).all(.integer(row)) { (vdir: $0.integer(0), name: $0.text(1), bytes: $0.blob(2)) }
        for file in files {
            try statement(
                "UPDATE vdir_file SET bytes = x'', elements = ? WHERE vdir = ? AND name = ?"
            ).run(.blob(digest(file.bytes).bytes), .integer(file.vdir), .text(file.name))
        }
    }

    /// The digest of what a file said of somebody who was erased.
    ///
    /// - Throws: `DatabaseError`.
    func digestOfErased(_ name: String, of vdir: Int64) throws -> [UInt8]? {
        try statement("SELECT elements FROM vdir_file WHERE vdir = ? AND name = ? AND bytes = x''")
            .first(.integer(vdir), .text(name)) { $0.blob(0) }
    }
}
