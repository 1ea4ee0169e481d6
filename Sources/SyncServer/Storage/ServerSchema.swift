import SQLiteLog

/// The versions of the server's database; a released version is only added to.
enum ServerSchema {
    /// The version this program writes.
    static let current = 3

    private static let versions = [version1, version2, version3]

    /// Brings the file up to date, each version in one transaction.
    ///
    /// - Throws: ``ServerStorageError/newerSchema(found:)``, ``ServerStorageError/foreign(isReplica:)``
    ///   for a file that has tables and not those of a server, or `DatabaseError`.
    static func migrate(_ log: LogDatabase) throws {
        let (found, tables) = try log.read { session in
            let version = try session.statement("PRAGMA user_version").first { $0.integer(0) }
            let names = try session.statement(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            ).all { $0.text(0) }
            return (version ?? 0, Set(names))
        }
        guard tables.isEmpty || tables.contains("server") else {
            throw ServerStorageError.foreign(
                isReplica: tables.isSuperset(of: ["person", "change"]))
        }
        guard let version = Int(exactly: found), (0...current).contains(version) else {
            throw ServerStorageError.newerSchema(found: found)
        }
        for next in version..<current {
            try log.execute(versions[next] + "\nPRAGMA user_version = \(next + 1);")
        }
    }

    /// Refuses a file that would have to be brought up to date first.
    ///
    /// - Throws: ``ServerStorageError/newerSchema(found:)``,
    ///   ``ServerStorageError/inaccessible(path:reason:)``, or `DatabaseError`.
    static func requireCurrent(_ log: LogDatabase) throws {
        let found = try log.read { session in
            try session.statement("PRAGMA user_version").first { $0.integer(0) } ?? 0
        }
        guard found <= current else { throw ServerStorageError.newerSchema(found: found) }
        guard found == current else {
            throw ServerStorageError.inaccessible(
                path: "the database",
                reason: "an older kithd wrote it, and where nothing can be written it cannot be "
                    + "brought up to date; copy the folder elsewhere")
        }
    }

    private static let version1 = """
        CREATE TABLE server (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            uuid BLOB NOT NULL CHECK (length(uuid) = 16),
            high_water INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE space (
            id INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
            name TEXT NOT NULL,
            personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
            epoch BLOB NOT NULL CHECK (length(epoch) = 16),
            position INTEGER NOT NULL,
            log_hash BLOB NOT NULL CHECK (length(log_hash) = 16),
            state_hash BLOB NOT NULL CHECK (length(state_hash) = 16),
            clock INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX team_space_by_name ON space (name) WHERE personal = 0;

        \(LogSchema.version1)

        -- The order of a space's log. The position is assigned in the commit by the one writer.
        CREATE TABLE log (
            space INTEGER NOT NULL,
            position INTEGER NOT NULL,
            author INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (space, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE user (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            created INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE member (
            space INTEGER NOT NULL REFERENCES space (id),
            user INTEGER NOT NULL REFERENCES user (id),
            role TEXT NOT NULL,
            PRIMARY KEY (space, user)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE device (
            id INTEGER PRIMARY KEY,
            user INTEGER NOT NULL REFERENCES user (id),
            name TEXT NOT NULL,
            token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
            created INTEGER NOT NULL,
            seen INTEGER,
            revoked INTEGER NOT NULL DEFAULT 0,
            UNIQUE (user, name)
        ) STRICT;

        CREATE TABLE join_code (
            code BLOB PRIMARY KEY NOT NULL CHECK (length(code) = 32),
            user INTEGER NOT NULL REFERENCES user (id),
            expires INTEGER NOT NULL,
            used INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        """

    /// Albums: each is the row of a space without name and members.
    private static let version2 = """
        -- Whose album it is: no list shows it then.
        ALTER TABLE space ADD COLUMN album_of INTEGER REFERENCES space (id);
        CREATE UNIQUE INDEX album_by_space ON space (album_of) WHERE album_of IS NOT NULL;
        DROP INDEX team_space_by_name;
        CREATE UNIQUE INDEX team_space_by_name ON space (name)
            WHERE personal = 0 AND album_of IS NULL;
        """

    /// Users and spaces that data brought back from a backup lacks, though nobody removed them.
    private static let version3 = """
        CREATE TABLE unheard_user (
            name TEXT NOT NULL,
            created INTEGER NOT NULL,
            PRIMARY KEY (name, created)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unheard_space (
            uuid BLOB PRIMARY KEY NOT NULL CHECK (length(uuid) = 16)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unheard_member (
            space BLOB NOT NULL CHECK (length(space) = 16),
            user TEXT NOT NULL,
            role TEXT NOT NULL,
            PRIMARY KEY (space, user)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE unheard_device (
            token BLOB PRIMARY KEY NOT NULL CHECK (length(token) = 32),
            revoked INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
