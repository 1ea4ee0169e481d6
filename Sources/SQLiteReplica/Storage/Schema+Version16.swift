extension Schema {
    /// A tier or cadence that was taken away and given back within days stands since before that; where
    /// there is any, people are projected again, a part at a time.
    ///
    /// The first day of a relation is in its ties, which count from then, as `CivilDay.number`; where one
    /// says it, all is made anew.
    static let version16 = """
        ALTER TABLE tie ADD COLUMN since INTEGER;
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (
            SELECT 1 FROM item_value JOIN item ON item.entity = item_value.entity
            WHERE kind = 'relation' AND field = 'from');
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0'
            WHERE EXISTS (SELECT 1 FROM contact_value WHERE kind = 'tiered')
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
