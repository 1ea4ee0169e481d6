import SQLiteLog

/// The changes of one author that a command wrote.
struct CommandPart: Hashable {
    /// The row of the command.
    let command: Int64
    let first: UInt64
    let last: UInt64
}

/// The memory that undo has of changes, which follows them when they are written again under
/// another name.
extension Session {
    /// Forgets which commands wrote an author's changes from a sequence on.
    ///
    /// A command that wrote earlier ones too keeps those.
    ///
    /// - Returns: What was forgotten.
    /// - Throws: `DatabaseError`.
    func takeCommandParts(of author: Int64, from first: UInt64) throws -> [CommandPart] {
        let parts = try statement(
            """
            SELECT command, max(first, ?2), last FROM command_part
            WHERE author = ?1 AND last >= ?2 ORDER BY command, first
            """
        ).all(.integer(author), .number(first)) {
            CommandPart(command: $0.integer(0), first: $0.number(1), last: $0.number(2))
        }
        try statement("DELETE FROM command_part WHERE author = ?1 AND first >= ?2")
            .run(.integer(author), .number(first))
        try statement("UPDATE command_part SET last = ?2 - 1 WHERE author = ?1 AND last >= ?2")
            .run(.integer(author), .number(first))
        return parts
    }

    /// Notes which commands wrote the changes of a new author, as ``takeCommandParts(of:from:)``
    /// told it of the old one.
    ///
    /// - Parameters:
    ///   - parts: With the old sequences.
    ///   - author: The row of the new author.
    ///   - first: The old sequence of its first change.
    /// - Throws: `DatabaseError`.
    func note(
        _ parts: [CommandPart], of author: Int64, droppingBefore first: UInt64
    ) throws {
        let insert = try statement(
            "INSERT INTO command_part (command, author, first, last) VALUES (?, ?, ?, ?)")
        for part in parts {
            try insert.run(
                .integer(part.command), .integer(author), .number(part.first &- first &+ 1),
                .number(part.last &- first &+ 1))
        }
    }
}
