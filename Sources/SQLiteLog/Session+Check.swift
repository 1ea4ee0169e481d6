import GRDB

extension Session {
    /// What SQLite finds wrong with the file: the first few things, each without a stop.
    ///
    /// Where pages are broken it tells of them and then ends with an error; what it told until then
    /// says the most, and is kept.
    ///
    /// - Returns: Nothing for a file that is whole.
    /// - Throws: `DatabaseError` for other reasons than what the file has in it.
    package func fileProblems() throws -> [String] {
        var problems: [String] = []
        do {
            try statement("PRAGMA integrity_check(5)").rows { row in
                // Of broken pages it tells in one row of several lines, under a heading.
                problems += row.text(0).split(separator: "\n").map(String.init)
                    .filter { !$0.hasPrefix("***") && $0 != "ok" }
                return true
            }
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            problems.append("\(error.message ?? "it cannot be read"), so the rest is unknown")
        }
        return problems
    }
}
