/// What the catalogue of items says, read from its source.
enum ItemNames {
    static let folder = "Sources/ContactModel/Items/"

    /// All of the catalogue without blanks, so that `ItemField(.text,` is found wherever it breaks.
    ///
    /// - Throws: The file system's error.
    static func catalogue() throws -> String {
        try SourceFiles.all(in: folder, "swift").filter { $0.name.hasPrefix("ItemCatalogue") }
            .map { $0.text.filter { !$0.isWhitespace } }.joined()
    }

    /// The constant that stands for a name: `metHow` for `met-how`.
    static func constant(_ name: Substring) -> String {
        let words = name.split(separator: "-")
        return words.prefix(1).joined()
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
