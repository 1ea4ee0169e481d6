extension Schema {
    /// A tier or cadence that was taken away and given back within days stands since before that.
    ///
    /// Where there is any, people are projected again, a part at a time.
    static let version16 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0'
            WHERE EXISTS (SELECT 1 FROM contact_value WHERE kind = 'tiered')
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
