import SQLiteLog

extension Schema {
    /// The first schema: the log, the heads it amounts to, and what people read.
    static let version1 = """
        CREATE TABLE setting (
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE space (
            id INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
            replica BLOB NOT NULL CHECK (length(replica) = 16),
            state_hash BLOB NOT NULL CHECK (length(state_hash) = 16),
            clock INTEGER NOT NULL,
            server BLOB, epoch BLOB, position INTEGER, log_hash BLOB,
            synced_at INTEGER
        ) STRICT;

        \(LogSchema.version1)
        -- What follows can be made anew from the heads at any time.
        CREATE TABLE person (
            entity INTEGER PRIMARY KEY,
            space INTEGER NOT NULL,
            kind TEXT NOT NULL,
            life INTEGER NOT NULL,
            name TEXT NOT NULL,
            sort_name TEXT NOT NULL,
            organisation TEXT NOT NULL,
            title TEXT NOT NULL,
            email TEXT NOT NULL,
            phone TEXT NOT NULL,
            tier TEXT NOT NULL,
            created BLOB NOT NULL,
            -- The row of the person that this card is another card of; its own row otherwise.
            canonical INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX person_by_sort_name ON person (sort_name, entity);

        CREATE TABLE contact_value (
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            entity INTEGER NOT NULL,
            PRIMARY KEY (kind, value, entity)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_value_by_entity ON contact_value (entity);

        -- What the photos of people are: no list reads a picture.
        CREATE TABLE photo (
            entity INTEGER NOT NULL,
            -- From 0, in the order of the card.
            number INTEGER NOT NULL,
            state TEXT NOT NULL,
            format TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            width INTEGER NOT NULL, height INTEGER NOT NULL,
            -- SHA-256 of the picture; empty without one.
            hash BLOB NOT NULL,
            link TEXT NOT NULL,
            PRIMARY KEY (entity, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX photo_by_hash ON photo (hash);

        CREATE TABLE note (
            entity INTEGER PRIMARY KEY,
            about BLOB NOT NULL,
            at INTEGER NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX note_by_about ON note (about, at);

        CREATE TABLE alias (
            entity INTEGER NOT NULL,
            target INTEGER NOT NULL,
            -- Where it was said: in a team it counts for cards of that team only.
            space INTEGER NOT NULL,
            PRIMARY KEY (entity, target, space)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alias_by_target ON alias (target);

        -- What the reader says of a person, beside the tier.
        CREATE TABLE overlay (
            entity INTEGER NOT NULL,
            field TEXT NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (entity, field)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX overlay_by_field ON overlay (field, entity);

        -- Touches, goals, promises …: one row an item, one a value, one a person or item it names.
        CREATE TABLE item (
            entity INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            -- The day by which it is to be done, empty without one; null when it is over, or of a
            -- kind that has no such day.
            open_by TEXT
        ) STRICT;
        CREATE INDEX item_by_kind ON item (kind, at);
        CREATE INDEX item_open ON item (kind, open_by) WHERE open_by IS NOT NULL;
        CREATE TABLE item_value (
            entity INTEGER NOT NULL,
            field TEXT NOT NULL,
            element BLOB NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (entity, field, element)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE item_link (
            other BLOB NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            entity INTEGER NOT NULL,
            field TEXT NOT NULL,
            -- Of those a touch is with: 1 when it counts, 2 when it was not answered, or both.
            mark INTEGER NOT NULL,
            PRIMARY KEY (other, kind, at, entity, field)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX item_link_by_entity ON item_link (entity);

        -- Who knows whom, both ways, by the item that says so.
        CREATE TABLE tie (
            person INTEGER NOT NULL,
            other INTEGER NOT NULL,
            source INTEGER NOT NULL,
            strength INTEGER NOT NULL,
            PRIMARY KEY (person, other, source)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tie_by_source ON tie (source);

        -- What the touches with somebody amount to.
        CREATE TABLE touched (
            entity INTEGER PRIMARY KEY,
            first INTEGER, last INTEGER,
            count INTEGER NOT NULL, unanswered INTEGER NOT NULL
        ) STRICT;

        -- People of whom a reminder may come or whom the reader knows, by rhythm and last touch.
        CREATE TABLE rhythm (
            entity INTEGER PRIMARY KEY,
            -- ContactRhythm.key; null for those of whom nobody is ever reminded.
            manner TEXT,
            last INTEGER,
            name TEXT NOT NULL,
            -- How well the reader knows the person; null for not at all.
            strength INTEGER
        ) STRICT;
        CREATE INDEX rhythm_by_manner ON rhythm (manner, last, name) WHERE manner IS NOT NULL;
        CREATE INDEX rhythm_by_strength ON rhythm (strength) WHERE strength IS NOT NULL;

        CREATE TABLE machine (
            replica BLOB PRIMARY KEY NOT NULL,
            name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE conflict (
            entity INTEGER NOT NULL,
            space INTEGER NOT NULL,
            field INTEGER NOT NULL,
            element BLOB NOT NULL,
            PRIMARY KEY (entity, space, field, element)
        ) STRICT, WITHOUT ROWID;

        CREATE VIRTUAL TABLE search USING fts5 (
            name, organisation, contact, tags, notes,
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        );

        -- The words of the index, for those that were mistyped.
        CREATE VIRTUAL TABLE search_terms USING fts5vocab (search, row);

        -- The commands of this machine, for undo; never synced.
        CREATE TABLE command (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE command_part (
            command INTEGER NOT NULL REFERENCES command (id),
            author INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (command, author, first)
        ) STRICT, WITHOUT ROWID;

        -- The folders of this machine that mirror a space, and what their files were when both
        -- sides were last equal; never synced.
        CREATE TABLE vdir (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            space BLOB NOT NULL CHECK (length(space) = 16),
            -- The state hashes of all spaces when the last run found nothing left to do.
            seen BLOB NOT NULL DEFAULT x''
        ) STRICT;
        CREATE TABLE vdir_file (
            vdir INTEGER NOT NULL REFERENCES vdir (id),
            name TEXT NOT NULL,
            entity BLOB NOT NULL CHECK (length(entity) = 16),
            bytes BLOB NOT NULL,
            elements BLOB NOT NULL,
            inode INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            -- 1 while the file is to be written: that it is missing says nothing then.
            pending INTEGER NOT NULL CHECK (pending IN (0, 1)),
            PRIMARY KEY (vdir, name)
        ) STRICT;
        CREATE INDEX vdir_file_by_entity ON vdir_file (vdir, entity);
        """
}
