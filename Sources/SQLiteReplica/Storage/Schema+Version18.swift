extension Schema {
    /// What Android, KAddressBook, Evolution and Outlook write under names of their own is read: nicknames,
    /// days, relations, numbers.
    ///
    /// Not every such line is in a table, so people are projected again, a part at a time.
    static let version18 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (SELECT 1 FROM person)
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
