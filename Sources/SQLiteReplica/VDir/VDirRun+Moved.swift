import ChangeLog
import ContactFormats
import SQLiteLog

/// Who is in which file: other programs rename files, number them anew and put others into them.
extension VDirRun {
    /// Knows people again whose files another program gave other names, also one another's: nobody is
    /// gone then, and nobody is taken for somebody else.
    ///
    /// - Throws: ``ReplicaError``.
    func findMoved() throws {
        let held = try peopleInFiles()
        let vacated = held.keys.filter { rows[$0] != nil }
        var free = Dictionary(
            rows.values.filter { isMissing($0) && !$0.isPending }.map { ($0.entity, $0) },
            uniquingKeysWith: { first, _ in first })
        for row in vacated.compactMap({ rows[$0] }) { free[row.entity] = row }
        guard !free.isEmpty else { return }
        var moves: [(row: VDirFileRow, name: String)] = []
        var settled = Set(rows.keys).subtracting(vacated)
        for (name, entity) in held.sorted(by: { $0.key < $1.key }) {
            if let row = free.removeValue(forKey: entity) {
                moves.append((row, name))
            } else if rows[name] != nil {
                // The second file of one person: whose it was stays as they are.
                guard !rows.values.contains(where: { $0.entity == entity }) else {
                    settled.insert(name)
                    leaveAlone(name, Self.secondFile)
                    continue
                }
            }
        }
        // Whoever was in a file that is somebody else's now has none.
        for (entity, row) in free where vacated.contains(row.name) && !settled.contains(row.name) {
            moves.append((row, unusedName(for: entity)))
        }
        try rename(moves)
    }

    /// Who is in files that are new, or are somebody else's than they were; what cannot be read is
    /// told when it is brought in.
    private func peopleInFiles() throws -> [String: EntityID] {
        var held: [String: EntityID] = [:]
        let known = Set(rows.values.map(\.entity))
        for (name, row) in rows
        where stamps[name].map({ $0 != row.stamp }) ?? false && !row.isErased && !row.isPending {
            let before = try replica.database.read { session in
                try session.mirroredBytes(of: name, in: vdir.id)
            }
            guard let file = try? folder.read(name), let before, file.bytes != before,
                let card = try? VDirReading.card(in: file.bytes, since: nil),
                let base = try? VDirReading.card(in: before, since: nil)
            else { continue }
            let entity = try entity(of: card)
            let isKnown = entity != row.entity && known.contains(entity)
            if VDirDecision.isOther(card, than: base, isKnown: isKnown) { held[name] = entity }
        }
        guard !held.isEmpty || rows.values.contains(where: { isMissing($0) && !$0.isPending })
        else {
            return [:]
        }
        for name in stamps.keys where rows[name] == nil {
            guard let file = try? folder.read(name),
                let card = try? VDirReading.card(in: file.bytes, since: nil)
            else { continue }
            held[name] = try entity(of: card)
        }
        return held
    }

    private static let secondFile = VDirReading.Problem(
        line: 1, reason: "it has the UID of another file, and was somebody else's")

    /// A name that no file has.
    private func unusedName(for entity: EntityID) -> String {
        var name = "\(entity).vcf"
        while stamps[name] != nil || rows[name] != nil { name = "-" + name }
        return name
    }

    /// Gives rows other names, also one another's.
    private func rename(_ moves: [(row: VDirFileRow, name: String)]) throws {
        guard !moves.isEmpty else { return }
        try replica.database.write { session in
            let statement = try session.statement(
                "UPDATE vdir_file SET name = ? WHERE vdir = ? AND name = ?")
            // No file has a slash in its name.
            for move in moves {
                try statement.run(
                    .text("/" + move.row.name), .integer(vdir.id), .text(move.row.name))
            }
            for move in moves {
                try statement.run(
                    .text(move.name), .integer(vdir.id), .text("/" + move.row.name))
            }
        }
        for move in moves { rows[move.row.name] = nil }
        for move in moves {
            rows[move.name] = VDirFileRow(
                name: move.name, entity: move.row.entity, stamp: .unknown, isPending: false,
                isErased: move.row.isErased)
        }
    }
}
