extension Schema {
    /// The changes the server named when last heard, since it lost its place: where one may only
    /// read, they need not be sent.
    static let version6 = """
        ALTER TABLE author ADD COLUMN named INTEGER NOT NULL DEFAULT 0 CHECK (named >= 0);
        """
}
