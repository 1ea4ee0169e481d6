extension Schema {
    /// The entities that were erased (a purge is the verb 5), and have no card.
    private static let erased = """
        SELECT uuid FROM entity WHERE id NOT IN (SELECT entity FROM person)
            AND id IN (SELECT entity FROM head WHERE verb = 5)
        """

    /// Sums of people with several cards are made anew.
    ///
    /// Ties to themselves are no ties, and what was noted once for each card counts once. What files
    /// said of people who were erased goes.
    static let version10 = """
        INSERT OR IGNORE INTO setting (key, value)
        SELECT 'stale', '' WHERE EXISTS (SELECT 1 FROM alias);
        INSERT OR IGNORE INTO scrub (id)
        SELECT 1 WHERE EXISTS (SELECT 1 FROM vdir_file WHERE entity IN (\(erased)));
        UPDATE vdir_file SET bytes = x'', elements = x'' WHERE entity IN (\(erased));
        """
}
