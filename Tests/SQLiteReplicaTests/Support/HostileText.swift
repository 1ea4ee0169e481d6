import Testing

/// Texts that mean something to SQL, to FTS5 or to nobody.
struct HostileText: CustomTestStringConvertible {
    let text: String

    /// Short enough for the log of a test.
    var testDescription: String {
        "\(text.prefix(12).debugDescription) of \(text.utf8.count) bytes"
    }

    static let all: [HostileText] = (short + long).map { HostileText(text: $0) }

    private static let short: [String] =
        [
            "\"", "\"\"", "\"*", "'", "''; DROP TABLE person; --", "*", "a*", "^ada", "-ada",
            "+ada", "ada + love", "ada AND", "AND", "OR", "NOT", "ada NOT love", "NEAR(ada love)",
            "NEAR", "name:ada", "{name notes}:ada", "-{name}:ada", "(", ")", "((ada)", "a\\", "%",
            "_", "?1", ":x", "$", "ada\0love", "\0", "👩‍🚀", "👩‍🚀 ada", "\u{202E}ada", "\u{301}",
            "e\u{301}\u{301}", "\u{FEFF}", "\u{FFFF}", "ﷺ", "½", "Ⓐ", "\r\n", "a\u{85}b", "٣",
            "rank", "rowid", "search", "0x", "ffff", "@", "@@", "a@", "mailto:", "tel:", "+",
            "+++++", "00000", "12345;x", "ada\u{200B}love",
        ]

    private static let long: [String] = [
        String(repeating: "a", count: 1 << 17), String(repeating: "\"", count: 100_000),
        String(repeating: "a.", count: 1 << 16), String(repeating: "ada ", count: 1_000),
        String(repeating: "(", count: 10_000), "e" + String(repeating: "\u{301}", count: 100_000),
        (0..<1_000).map { "w\($0)" }.joined(separator: " "),
        String(repeating: "1", count: 100_000), String(repeating: "f", count: 33),
        String(repeating: "NOT ", count: 1_000), String(repeating: "👩‍🚀", count: 10_000),
    ]
}
