extension Schema {
    /// Tags, names of groups and of related people are kept with each letter and its marks as one
    /// character, for the database compares bytes.
    ///
    /// A boundary of `no` stands whichever card of somebody says it, and who has a cadence and no tier
    /// is due since the day on which it was said.
    ///
    /// Where there is any of it, people are projected again, a part at a time.
    static let version14 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (
                SELECT 1 FROM contact_value WHERE kind IN ('tag', 'group', 'email', 'related:name')
                    AND length(CAST(value AS BLOB)) > length(value)
                UNION ALL SELECT 1 FROM overlay WHERE field IN ('boundary', 'cadence'))
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
