extension Schema {
    /// The order in which the people of a set were named.
    static let version4 = """
        ALTER TABLE item_value ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
