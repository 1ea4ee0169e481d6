extension Schema {
    /// The messengers that programs write under names of their own are handles, and Nextcloud's manager is
    /// a relation.
    ///
    /// Not every such line is in a table, so people are projected again, a part at a time. Who is in the
    /// trash is not asked about any more.
    static let version17 = """
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (SELECT 1 FROM person)
            AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'stale');
        DELETE FROM conflict WHERE entity IN (SELECT entity FROM person WHERE life = 1);
        """
}
