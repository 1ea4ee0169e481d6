/// Files that people take for address books because a program gave them out as one.
package enum ForeignFile {
    private static let kinds: [(start: [UInt8], advice: String)] = [
        (
            Array("PK\u{3}\u{4}".utf8),
            "a ZIP archive: unpack it and import the files in it (a spreadsheet: save it as CSV)"
        ),
        ([0x1F, 0x8B], "packed with gzip: `gunzip` unpacks it"),
        (Array("%PDF".utf8), "a PDF: export the people as vCard or CSV"),
        (
            Array("SQLite format 3\0".utf8),
            "a database; `kith recover` brings back a backup of kith"
        ),
        ([0x89] + Array("PNG".utf8), picture), ([0xFF, 0xD8, 0xFF], picture),
        (Array("GIF8".utf8), picture),
    ]

    private static let picture =
        "a picture: `kith photo set PERSON FILE` makes it somebody's photo"

    /// The kind of a file that holds no people, by its first bytes, and what to do with it; nil for
    /// anything that may hold some.
    package static func advice(start: [UInt8]) -> String? {
        kinds.first { start.starts(with: $0.start) }?.advice
    }
}
