extension Schema {
    /// The day on which a tier was said is kept: who was never touched is due since then.
    ///
    /// It stands in the log alone, so where somebody has a tier everything is made anew from it.
    ///
    /// A fax is nobody's phone where there is another, of full names the preferred one is shown, and a
    /// person whose cards are all in the trash is one person there: where nothing is made anew, people
    /// are projected again, a part at a time.
    ///
    /// Files of linked folders are compared with their cards once: that of a person who is several
    /// cards is of one version of vCard.
    static let version11 = """
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM person WHERE tier <> '');
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (SELECT 1 FROM person)
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        UPDATE vdir SET seen = x'';
        """
}
