import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog

/// One run over a linked folder: files into cards first, then cards into files.
///
/// What a file says is in the log, and noted as mirrored, in one transaction; only then are files
/// written, each noted after it is in its place. Killed anywhere, the next run finds the same
/// differences again, or none.
final class VDirRun {
    let replica: Replica
    let vdir: VDirRow
    let space: SpaceRow
    let folder: VDirFolder
    /// The files that are there, each with the stamp of what this run knows of it.
    var stamps: [String: VDirStamp]
    /// The state last mirrored, by file name.
    var rows: [String: VDirFileRow]
    /// Files that this run does not touch.
    var leftAlone: Set<String> = []
    var report: VDirReport
    /// The people whose files are to be compared with their cards, whatever the log says.
    var unsettled: Set<EntityID> = []

    /// The command as `kith undo` names it.
    static let command = "vdir sync"

    private var batch = EditBatch()
    private var notes: [(Session) throws -> Void] = []
    private var people: Set<EntityID> = []
    private var command: Int64?
    private let started: UInt64

    /// Looks at the folder.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ replica: Replica, _ vdir: VDirRow) throws {
        self.replica = replica
        self.vdir = vdir
        started = replica.environment.wallMilliseconds()
        folder = VDirFolder(path: vdir.path)
        report = VDirReport(path: vdir.path)
        folder.removeLeftovers()
        let listing = try folder.list()
        stamps = listing.files
        (space, rows) = try replica.database.read { session in
            let known = try session.vdirFiles(of: vdir.id).map { ($0.name, $0) }
            let space = try session.spaces().first { $0.space == vdir.space }
            guard let space else {
                throw ReplicaError.unknownSpace(name: vdir.space.description)
            }
            return (space, Dictionary(known, uniquingKeysWith: { first, _ in first }))
        }
        for name in listing.others.sorted() {
            leaveAlone(name, VDirReading.Problem(line: 1, reason: "it is no plain file"))
        }
        for name in listing.doubled.sorted() {
            let reason = "two files have this name, with an accent written in two ways; rename one"
            leaveAlone(name, VDirReading.Problem(line: 1, reason: reason))
        }
    }

    /// Mirrors both ways.
    ///
    /// - Throws: ``VDirError``, ``ReplicaError``.
    func mirror(force: Bool) throws -> VDirReport {
        let mark = try replica.database.read { try $0.vdirMark() }
        let isQuiet = vdir.mark == mark && leftAlone.isEmpty && rows.count == stamps.count
        if isQuiet, rows.allSatisfy({ stamps[$0.key] == $0.value.stamp && !$0.value.isPending }) {
            return report
        }
        try findMoved()
        try settleErased()
        if !force { try refuseMassRemoval() }
        try bringIn()
        try flush()
        try writeOut()
        try flush()
        try folder.settle()
        try confirmStamps()
        try noteDone()
        // Another time if another kith reads now.
        _ = try? replica.scrub()
        return report
    }

    /// Notes up to where everything is mirrored now.
    private func noteDone() throws {
        let isDone = report.postponed == 0
        let waiting = leftAlone.compactMap { rows[$0] }.filter { $0.stamp != .leftAlone }
        try replica.database.write { session in
            for var row in waiting {
                row.stamp = .leftAlone
                try session.keepStamp(row, of: vdir.id)
            }
            try session.statement("UPDATE vdir SET seen = ? WHERE id = ?")
                .run(.blob(isDone ? try session.vdirMark().bytes : []), .integer(vdir.id))
        }
    }

    /// Keeps the stamps of files that changed so lately, in this run, that nobody could tell another
    /// change from them, once that is past and the files still say what is noted of them: the next run
    /// need not read them.
    private func confirmStamps() throws {
        let now = replica.environment.wallMilliseconds()
        let late = rows.values.filter { row in
            !row.isPending && row.stamp == .unknown
                && stamps[row.name].map { $0.settled(atMilliseconds: now) == $0 } ?? false
        }
        for start in stride(from: 0, to: late.count, by: 500) {
            try replica.database.write { session in
                for var row in late[start..<min(start + 500, late.count)] {
                    // What cannot be read is told by the next run.
                    guard let stamp = stamps[row.name], let file = try? folder.read(row.name),
                        file.stamp == stamp,
                        try session.mirroredBytes(of: row.name, in: vdir.id) == file.bytes
                    else { continue }
                    row.stamp = stamp
                    rows[row.name] = row
                    try session.keepStamp(row, of: vdir.id)
                }
            }
        }
    }

    /// Leaves a file alone in this run, and tells why.
    func leaveAlone(_ name: String, _ problem: VDirReading.Problem) {
        leftAlone.insert(name)
        report.problems.append(
            VDirReport.Problem(file: name, line: problem.line, reason: problem.reason))
    }

    /// Whether a file is tracked, and gone from the folder.
    func isMissing(_ row: VDirFileRow) -> Bool {
        stamps[row.name] == nil && !leftAlone.contains(row.name)
    }

    private func refuseMassRemoval() throws {
        let missing = rows.values.filter { isMissing($0) && !$0.isPending }
        // What I merged stays apart in a team's folder.
        let shown =
            PersonRow.hasCard + (space.isPersonal ? "" : " OR life = \(PersonRow.merged)")
        let (people, files) = try replica.database.read { session in
            let gone = try session.statement(
                """
                SELECT vdir_file.name FROM vdir_file
                LEFT JOIN entity ON entity.uuid = vdir_file.entity
                LEFT JOIN person ON person.entity = entity.id
                WHERE vdir = ? AND (life IS NULL OR NOT (\(shown)))
                """
            ).all(.integer(vdir.id)) { $0.text(0) }
            return (missing.count { !gone.contains($0.name) }, gone.count { stamps[$0] != nil })
        }
        let total = rows.count
        guard
            VDirDecision.isMassRemoval(people, of: total)
                || VDirDecision.isMassRemoval(files, of: total)
        else { return }
        let isPeople = VDirDecision.isMassRemoval(people, of: total)
        throw VDirError.massRemoval(
            path: vdir.path, people: isPeople ? people : 0, files: files, total: total)
    }

    /// A stamp to keep for a file.
    func kept(_ stamp: VDirStamp) -> VDirStamp {
        stamp.settled(atMilliseconds: started)
    }

    // MARK: - Transactions

    /// Takes a step that is to be done together: edits of cards, and what is noted of a file.
    ///
    /// - Parameters:
    ///   - parts: The edits, by space.
    ///   - person: Whom they concern: the next step about them sees them.
    ///   - seen: Of cells of which the file did not know all that kith says, the heads that it knew.
    ///   - note: Notes what was mirrored.
    /// - Throws: ``ReplicaError``.
    func take(
        _ parts: [SpaceEdits] = [], about person: EntityID? = nil,
        seen: [SpaceCell: Set<Dot>] = [:], _ note: @escaping (Session) throws -> Void
    ) throws {
        if batch.isFull(with: parts) || notes.count >= 500 { try flush() }
        batch.add(parts, seen: seen)
        notes.append(note)
        if let person { people.insert(person) }
    }

    /// Writes what was taken when it concerns a person who is looked at next.
    ///
    /// - Throws: ``ReplicaError``.
    func flush(before person: EntityID) throws {
        guard !people.isEmpty else { return }
        let cards = try replica.database.read { try $0.cards(of: person) }
        if !people.isDisjoint(with: cards) { try flush() }
    }

    /// Writes what was taken, in one transaction.
    ///
    /// - Throws: ``ReplicaError``.
    func flush() throws {
        guard !notes.isEmpty else { return }
        let hasEdits = !batch.isEmpty
        command = try replica.database.write { session in
            if hasEdits { try replica.checkIdentity(session) }
            let ranges =
                hasEdits ? try replica.write(batch.parts, session, seenByCell: batch.seen) : []
            let command = try replica.remember(ranges, as: Self.command, in: command, session)
            for note in notes { try note(session) }
            // Killed from here on, the next run looks at everything.
            try session.statement("UPDATE vdir SET seen = x'' WHERE id = ?").run(.integer(vdir.id))
            return command
        }
        if hasEdits { replica.writeGuard() }
        batch = EditBatch()
        notes = []
        people = []
    }
}
