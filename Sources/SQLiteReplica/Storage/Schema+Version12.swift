extension Schema {
    /// Of equal values of several cards the one that has a label is shown, and an organisation is one
    /// with and without the semicolon of a department that is not there.
    ///
    /// What khard calls somebody's kind is no field of a person's own.
    ///
    /// Where any of it is to be found, people are projected again, a part at a time, and files of
    /// linked folders are compared with their cards once.
    static let version12 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0'
            WHERE EXISTS (SELECT 1 FROM alias UNION ALL SELECT 1 FROM contact_value WHERE kind = 'x.kind')
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        UPDATE vdir SET seen = x'' WHERE EXISTS (SELECT 1 FROM alias);
        """
}
