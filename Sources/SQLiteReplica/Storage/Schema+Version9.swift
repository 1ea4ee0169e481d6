extension Schema {
    /// Touches that somebody shared with a team by name, apart from one's own: nothing that counts reads them.
    ///
    /// An older kith kept and forwarded such changes, and showed them to nobody: where its log holds some,
    /// everything is made anew from it.
    static let version9 = """
        CREATE TABLE shared_touch (
            entity INTEGER NOT NULL,
            space INTEGER NOT NULL,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            type TEXT NOT NULL,
            channel TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (entity, space)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX shared_touch_by_time ON shared_touch (at);
        CREATE TABLE shared_touch_person (
            person BLOB NOT NULL,
            entity INTEGER NOT NULL,
            space INTEGER NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (person, entity, space)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX shared_touch_person_by_entity ON shared_touch_person (entity);
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (
            SELECT 1 FROM head JOIN field ON field.id = head.field
            JOIN author ON author.id = head.author JOIN space ON space.id = author.space
            WHERE field.name = 'who' AND NOT personal);
        """
}
