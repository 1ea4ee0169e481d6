extension Schema {
    /// The last day of a relation, as `CivilDay.number`, so that one whose end is still to come is a tie till then.
    static let version7 = """
        ALTER TABLE tie ADD COLUMN until INTEGER;
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
