extension Schema {
    /// The time at which a tier or cadence was said is kept whole: its day is another one in another
    /// zone; and so is that of the private circle.
    ///
    /// Where there is any, people are projected again, a part at a time.
    static let version15 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0'
            WHERE EXISTS (
                SELECT 1 FROM contact_value WHERE kind = 'tiered'
                UNION ALL SELECT 1 FROM overlay WHERE field = 'circle')
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
