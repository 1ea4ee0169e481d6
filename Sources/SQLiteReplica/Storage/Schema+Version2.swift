extension Schema {
    /// Albums: pictures by their hash, in a log beside that of the cards.
    ///
    /// What an older kith wrote stays as it is: its photos are in their lines.
    static let version2 = """
        -- The space whose photos it holds; null for every space that people know of.
        ALTER TABLE space ADD COLUMN album_of INTEGER REFERENCES space (id);
        CREATE UNIQUE INDEX album_by_space ON space (album_of) WHERE album_of IS NOT NULL;

        -- What follows can be made anew from the heads at any time.
        -- Where in the log the pictures of an album are, by SHA-256.
        CREATE TABLE picture (
            hash BLOB NOT NULL,
            space INTEGER NOT NULL,
            entity INTEGER NOT NULL,
            author INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (hash, space)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX picture_by_entity ON picture (entity);

        -- Which pictures the lines of cells name, of cards in the trash too.
        CREATE TABLE named_picture (
            entity INTEGER NOT NULL,
            space INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (entity, space, hash)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX named_picture_by_hash ON named_picture (hash);

        -- What an older kith made of the heads does not have all that this one looks for.
        INSERT INTO setting (key, value) SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
