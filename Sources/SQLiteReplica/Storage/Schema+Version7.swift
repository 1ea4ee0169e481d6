extension Schema {
    /// The last day of a relation, as `CivilDay.number`, so that one whose end is still to come is a
    /// tie till then. The index has names by their letters without marks, by their parts where no
    /// blank parts them, and without their apostrophes: that of an older kith lacks these words.
    static let version7 = """
        ALTER TABLE tie ADD COLUMN until INTEGER;
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
