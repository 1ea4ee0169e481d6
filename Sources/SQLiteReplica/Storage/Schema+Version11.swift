extension Schema {
    /// The day on which a tier was said is kept: who was never touched is due since then.
    ///
    /// It stands in the log alone, so where somebody has a tier everything is made anew from it.
    static let version11 = """
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM person WHERE tier <> '');
        """
}
