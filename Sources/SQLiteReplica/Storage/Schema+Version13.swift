extension Schema {
    /// Of whom several spaces have a card, each of the spaces is known.
    ///
    /// Where there is a team, people are projected again, a part at a time.
    static let version13 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (
                SELECT 1 FROM space WHERE NOT personal AND album_of IS NULL)
            AND EXISTS (SELECT 1 FROM person)
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        """
}
