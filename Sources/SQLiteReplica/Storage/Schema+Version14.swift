extension Schema {
    /// Tags, names of groups and of related people are kept with each letter and its marks as one
    /// character, for the database compares bytes.
    ///
    /// Where one of them has more than ASCII, people are projected again, a part at a time.
    static let version14 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (
                SELECT 1 FROM contact_value WHERE kind IN ('tag', 'group', 'email', 'related:name')
                    AND length(CAST(value AS BLOB)) > length(value))
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
