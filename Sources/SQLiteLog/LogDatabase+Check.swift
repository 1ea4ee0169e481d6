import GRDB

extension LogDatabase {
    /// The faults that SQLite finds in the file: the first few, each without a stop.
    ///
    /// Where pages are broken it tells of them and then ends with an error, and so does the
    /// transaction; what it told until then says the most, and is kept.
    ///
    /// - Returns: Nothing for a file that is whole.
    /// - Throws: `DatabaseError` for other reasons than what the file has in it.
    package func fileProblems() throws -> [String] {
        var problems: [String] = []
        do {
            try read { session in
                try session.statement("PRAGMA integrity_check(5)").rows { row in
                    // Of broken pages it tells in one row of several lines, under a heading.
                    problems += row.text(0).split(separator: "\n").map(String.init)
                        .filter { !$0.hasPrefix("***") && $0 != "ok" }
                    return true
                }
            }
        } catch let error as DatabaseError where Self.isDamage(error) {
            problems.append("\(error.message ?? "it cannot be read"), so the rest is unknown")
        }
        return problems
    }

    private static func isDamage(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }
}
