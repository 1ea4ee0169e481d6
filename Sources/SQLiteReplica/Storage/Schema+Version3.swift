extension Schema {
    /// The last attempt that nobody answered, from which a gap runs.
    static let version3 = """
        ALTER TABLE touched ADD COLUMN tried INTEGER;
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM space);
        """
}
