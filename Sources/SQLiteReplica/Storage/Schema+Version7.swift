extension Schema {
    /// The last day of a relation is in its ties, which count till then.
    ///
    /// `until` is a `CivilDay.number`. The index has names by their letters without marks, by their parts where no
    /// blank parts them, and without their apostrophes: that of an older kith lacks these words.
    static let version7 = """
        ALTER TABLE tie ADD COLUMN until INTEGER;
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
