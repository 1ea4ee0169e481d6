extension Schema {
    /// The index has everything that `kith show` prints of a card, each sort of it in a column of its own;
    /// a like without a word on who began it is mine, and an attempt without an answer is none whether or
    /// not it says who began it.
    ///
    /// The index of before is thrown away with all it held; `unindexed` is the last row of `person` that is in
    /// the new one, so that whoever opens the file fills it a part at a time, and goes on where another stopped.
    /// The marks of touches, and what is summed up of them, are made anew after the last part.
    static let version8 = """
        DROP TABLE search_terms;
        DROP TABLE search;
        CREATE VIRTUAL TABLE search USING fts5 (
            name, further_names, organisation, title, contact, address, city, region, country,
            place, tags, ties, notes,
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        );
        -- Who is called so comes before who is only spoken of so, however much else is said of both.
        INSERT INTO search (search, rank)
        VALUES ('rank', 'bm25(1000, 300, 10, 10, 10, 3, 1, 1, 1, 1, 10, 1, 1)');
        CREATE VIRTUAL TABLE search_terms USING fts5vocab (search, row);
        INSERT OR REPLACE INTO setting (key, value)
        SELECT 'unindexed', '0' WHERE EXISTS (SELECT 1 FROM space);
        """
}
