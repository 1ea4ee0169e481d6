extension Schema {
    /// What an undo took back, so that it can be done again.
    static let version5 = """
        ALTER TABLE command ADD COLUMN takes_back INTEGER REFERENCES command (id);
        """
}
