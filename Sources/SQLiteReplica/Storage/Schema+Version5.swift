extension Schema {
    /// The changes that an undo took back, so that it can be done again; who died, and which
    /// touches say nothing of an answer.
    static let version5 = """
        ALTER TABLE command ADD COLUMN takes_back INTEGER REFERENCES command (id);
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
