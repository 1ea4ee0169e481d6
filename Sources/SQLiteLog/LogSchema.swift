/// The tables of a log and its heads, the same on client and server.
///
/// `space` is the owner's table: it has at least `id`, `uuid`, `state_hash` and `clock`.
package enum LogSchema {
    /// The first version; released, so never edited.
    package static let version1 = """
        CREATE TABLE author (
            id INTEGER PRIMARY KEY,
            space INTEGER NOT NULL REFERENCES space (id),
            replica BLOB NOT NULL CHECK (length(replica) = 16),
            held INTEGER NOT NULL CHECK (held >= 0),
            chain BLOB NOT NULL CHECK (length(chain) = 32),
            acknowledged INTEGER NOT NULL DEFAULT 0 CHECK (acknowledged >= 0),
            UNIQUE (space, replica)
        ) STRICT;

        CREATE TABLE entity (
            id INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16)
        ) STRICT;

        CREATE TABLE field (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        -- The log. `chain` is the author's chain hash after the change, kept where a transaction
        -- ends: there, and only there, a page may begin or end. Of an erased change the digest of
        -- its bytes is left.
        CREATE TABLE change (
            author INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            bytes BLOB,
            chain BLOB,
            erased BLOB,
            PRIMARY KEY (author, sequence)
        ) STRICT, WITHOUT ROWID;

        -- The heads of every cell, clustered by entity: reading a card is one range.
        CREATE TABLE head (
            entity INTEGER NOT NULL,
            field INTEGER NOT NULL,
            element BLOB NOT NULL,
            author INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            verb INTEGER NOT NULL,
            fingerprint BLOB NOT NULL,
            PRIMARY KEY (entity, field, element, author, sequence)
        ) STRICT, WITHOUT ROWID;

        -- Dots that are replaced though their changes have not arrived, or came later.
        CREATE TABLE awaited (
            entity INTEGER NOT NULL,
            field INTEGER NOT NULL,
            element BLOB NOT NULL,
            author INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            arrived INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (entity, field, element, author, sequence)
        ) STRICT, WITHOUT ROWID;

        -- What the purges of an entity cover, by author.
        CREATE TABLE purged (
            entity INTEGER NOT NULL,
            author INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (entity, author)
        ) STRICT, WITHOUT ROWID;

        -- A row while the file may hold remains of what was erased: free space, moved rows.
        CREATE TABLE scrub (
            id INTEGER PRIMARY KEY CHECK (id = 1)
        ) STRICT;

        """
}
