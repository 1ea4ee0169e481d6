import ContactFormats
import TestSupport
import Testing

/// The YAML that forms are written in: what is read, and what is refused with its line.
struct YAMLReaderTests {
    private static func node(_ text: String) throws -> YAMLNode {
        try YAMLReader.read(Array(text.utf8))
    }

    /// A value in a notation of its own: `{a: "b", c: ["d"]}`.
    private static func told(_ node: YAMLNode) -> String {
        switch node.content {
        case .empty: "-"
        case .text(let text): "\"" + text.replacing("\n", with: "/") + "\""
        case .list(let items): "[" + items.map(told).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key): \(told($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    @Test(arguments: [
        ("", "-"), ("# only a comment\n\n", "-"), ("---\na: b\n", "{a: \"b\"}"),
        ("\u{FEFF}a: b", "{a: \"b\"}"), ("a: b\r\nc: d\r\n", "{a: \"b\", c: \"d\"}"),
        ("a:\nb: ~\nc:   \n", "{a: -, b: -, c: -}"),
        ("yes: no\nn: 1985-04-12\nz: 007", "{yes: \"no\", n: \"1985-04-12\", z: \"007\"}"),
        ("full name: Ada B", "{full name: \"Ada B\"}"),
        ("a: b # comment\nc: d#e", "{a: \"b\", c: \"d#e\"}"),
        ("a: # comment\n  b: c", "{a: {b: \"c\"}}"),
        ("u: http://x.org:80/a\nt: --04-12", "{u: \"http://x.org:80/a\", t: \"--04-12\"}"),
        ("l:\n- a\n- b\nm: c", "{l: [\"a\", \"b\"], m: \"c\"}"),
        (
            "l:\n  - a\n  - k: v\n    w: x\n  -\n    k: v",
            "{l: [\"a\", {k: \"v\", w: \"x\"}, {k: \"v\"}]}"
        ),
        ("l:\n  - - a\n    - b\n  - c", "{l: [[\"a\", \"b\"], \"c\"]}"),
        (
            "l: [a, 'b, c', \"d\"]\nm: {h: x@y, w: [1, 2]}",
            "{l: [\"a\", \"b, c\", \"d\"], m: {h: \"x@y\", w: [\"1\", \"2\"]}}"
        ),
        ("q: 'it''s'\nd: \"a\\n\\u00e9\\x41\\\\\" # c", "{q: \"it's\", d: \"a/éA\\\"}"),
        ("\"a: b\": c\n'd': e", "{a: b: \"c\", d: \"e\"}"),
        ("n: |\n  one\n   two\n\n  three\nm: x", "{n: \"one/ two//three/\", m: \"x\"}"),
        ("n: |-\n  a: b\n  # no comment\n  - c\n", "{n: \"a: b/# no comment/- c\"}"),
        ("n: |+\n  a\n\n", "{n: \"a//\"}"), ("n: |\n", "{n: \"\"}"),
        ("n: |2\n   a\n  b\n", "{n: \" a/b/\"}"),
        ("n: >\n  one\n  two\n\n  three\n   four\n  five\n", "{n: \"one two/three/ four/five/\"}"),
        ("l:\n  - |\n    a\n    b\n  - c", "{l: [\"a/b/\", \"c\"]}"),
    ])
    func `a text is read as YAML means it`(text: String, expected: String) throws {
        #expect(Self.told(try Self.node(text)) == expected)
    }

    @Test(arguments: [
        ("a: b\nc", 2, YAMLFailure.Problem.notAField), ("a: b\n  c: d", 2, .goesOn),
        ("a: b\na: c", 2, .repeatedKey("a")), ("a:\n\tb: c", 2, .tab),
        ("a: &x b", 1, .alias), ("a: *x", 1, .alias), ("a: !!str b", 1, .alias),
        ("a: [&x b]", 1, .alias), ("? a", 1, .indicator), ("a: %b", 1, .indicator),
        ("a: - b", 1, .indicator), ("a: b: c", 1, .secondColon), ("a: +1 #12", 1, .doubtfulComment),
        ("a: #12", 1, .doubtfulComment), ("a: \"b", 1, .openQuote), ("a: 'b", 1, .openQuote),
        ("a: [b", 1, .openList), ("a: {b: c", 1, .openList), ("a: \"\\q\"", 1, .unknownEscape),
        ("a: \"\\u12\"", 1, .unknownEscape), ("a: \"\\ud800\"", 1, .unknownEscape),
        ("a: \"b\" c", 1, .afterValue), ("a: | b", 1, .blockHeader),
        ("a: b\n---\nc: d", 2, .severalDocuments), ("a: b\0c", 1, .controlCharacter),
        ("a: b\rc", 1, .controlCharacter),
        ("l:\n  - a\n - b", 3, .indentation), ("n: |\n    a\n  b", 3, .indentation),
        ("a:\n  b: c\n d: e", 3, .goesOn),
    ])
    func `what is no form is refused with its line`(
        text: String, line: Int, problem: YAMLFailure.Problem
    ) throws {
        #expect(throws: YAMLFailure(line: line, problem: problem)) { try Self.node(text) }
    }

    @Test func `hostile texts end in an error, soon and without a trap`() throws {
        let hostile = [
            String(repeating: "[", count: 1 << 20), String(repeating: "{a: ", count: 1 << 18),
            String(repeating: "- ", count: 1 << 20), String(repeating: "a: ", count: 1 << 20),
            String(repeating: "a:\n", count: 1 << 18), String(repeating: "\"", count: 1 << 20),
            (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            (1..<26).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined(),
            String(repeating: "a", count: (4 << 20) + 1),
        ]
        for text in hostile {
            #expect(throws: YAMLFailure.self, "\(text.prefix(20))") { try Self.node(text) }
        }
    }

    @Test func `any bytes are read or refused`() throws {
        var random = SeededRandom(seed: 3)
        let signs = Array("ab:- #'\"[]{},|>&*!?%@~\\\n\n\n  \t\r\u{0}é".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<40, using: &random)
            let bytes = (0..<count).map { _ in
                signs[Int.random(in: 0..<signs.count, using: &random)]
            }
            let lineCount = bytes.split(separator: 10, omittingEmptySubsequences: false).count
            do {
                _ = try YAMLReader.read(bytes)
            } catch {
                let isInside = (1...(2 * lineCount)).contains(error.line)
                #expect(isInside, "\(bytes)")
            }
        }
    }

    @Test func `what is written is read as it was`() throws {
        var random = SeededRandom(seed: 5)
        let signs = Array("ab: -#'\"[]{},|>&*!?%@~\\\n\t\r\u{7}\u{202E}\u{2028}é日😀 ")
        for _ in 0..<5_000 {
            let count = Int.random(in: 1..<12, using: &random)
            let text = String(
                (0..<count).map { _ in signs[Int.random(in: 0..<signs.count, using: &random)] })
            let wanted = text.trimmingSuffix { $0.isNewline }
            guard !wanted.isEmpty else { continue }
            let written =
                ["l:"] + YAMLWriter.lines("  -", String(wanted), indent: 4)
                + ["k:"] + YAMLWriter.lines("  k:", String(wanted), indent: 4)
            let node = try Self.node(written.joined(separator: "\n") + "\n")
            for value in Self.texts(node) {
                let isSame = value == wanted || value == wanted + "\n"
                #expect(isSame, "\(written)")
            }
            #expect(Self.texts(node).count == 2, "\(written)")
        }
    }

    private static func texts(_ node: YAMLNode) -> [String] {
        switch node.content {
        case .empty: []
        case .text(let text): [text]
        case .list(let items): items.flatMap(texts)
        case .map(let entries): entries.flatMap { texts($0.value) }
        }
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(_ isDropped: (Character) -> Bool) -> SubSequence {
        guard let last = lastIndex(where: { !isDropped($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[...last]
    }
}
