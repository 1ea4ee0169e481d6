import ContactModel
import TestSupport
import Testing

struct SearchQueryTests {
    typealias Content = SearchQuery.Content

    struct Row: CustomTestStringConvertible, Sendable {
        let text: String
        let terms: [Content]
        var hint: String?
        var testDescription: String { text }

        init(_ text: String, _ terms: Content..., hint: String? = nil) {
            (self.text, self.terms, self.hint) = (text, terms, hint)
        }
    }

    static let understood: [Row] = [
        Row(""), Row("   "),
        Row("ada", .word("ada")),
        Row("ada byron", .word("ada"), .word("byron")),
        Row("\"ada byron\"", .phrase("ada byron")),
        Row(" +49 (0)30/555-0475 ", .number("+49 (0)30/555-0475")),
        Row("12345", .word("12345")), Row("-5550475", .word("5550475")),
        Row("5550475 ada", .word("5550475"), .word("ada")),
        Row("tag:investor", .field(.tag, anyOf: ["investor"])),
        Row("TAG:a,b", .field(.tag, anyOf: ["a", "b"])),
        Row("tag:\"a, b\"", .field(.tag, anyOf: ["a, b"])),
        Row("company:acme", .field(.org, anyOf: ["acme"])),
        Row("tier:close", .field(.tier, anyOf: ["close"])),
        Row("tier:Close,none", .field(.tier, anyOf: ["Close", "none"])),
        Row("a=b", .word("a=b")), Row("!", .word("!")),
        Row("tag:a(b)", .field(.tag, anyOf: ["a(b)"])),
        Row("url:https://x.example/a:b", .field(.url, anyOf: ["https://x.example/a:b"])),
        Row("has:email missing:phone", .has(.email), .missing(.phone)),
        Row("missing:x.shoe-size", .missingCustom("shoe-size")),
        Row("no:x.Diet", .missingCustom("diet")),
        Row("birthday:next-30d", .date(.birthday, .ahead(from: 0, through: 30))),
        Row("birthday:today", .date(.birthday, .ahead(from: 0, through: 0))),
        Row("bday:may", .date(.birthday, .on(.parts(year: nil, month: 5, day: nil)))),
        Row("born:1985", .date(.birthday, .on(.parts(year: 1985, month: nil, day: nil)))),
        Row("birthday:05-12", .date(.birthday, .on(.parts(year: nil, month: 5, day: 12)))),
        Row("touched:<90d", .date(.touched, .within(days: 90))),
        Row("touched:>2w", .date(.touched, .before(days: 14))),
        Row("touched:last-1y", .date(.touched, .within(days: 365))),
        Row("touched:never", .date(.touched, .never)),
        Row("https://x.example", .word("https://x.example")),
        Row("10:30", .word("10:30")), Row(":", .word(":")), Row("a:", .word("a:")),
        Row("-", .word("-")), Row("5'10\"", .word("5'10\"")),
        Row("O'Brien AND (x) OR NOT*", .word("O'Brien"), .word("x"), .word("NOT*")),
        Row("f(x) :-( a)b", .word("f(x)"), .word(":-("), .word("a)b")),
        Row("\"or\" \"(\"", .phrase("or"), .phrase("(")),
    ]

    static let hinted: [Row] = [
        Row("tga:investor", .word("tga:investor"), hint: "did you mean tag:?"),
        Row("emial:x", .word("emial:x"), hint: "did you mean email:?"),
        Row("birthd:today", .word("birthd:today"), hint: "did you mean birthday:?"),
        Row("zzzzzz:x", .word("zzzzzz:x"), hint: "looked for as a word"),
        Row("zzzzzz:\"x y\"", .phrase("x y"), hint: "looked for as a word"),
        Row("tag:", .word("tag:"), hint: "has:tag asks for any"),
        Row("has:fone", .word("has:fone"), hint: "did you mean phone?"),
        Row("birthday:soon", .word("birthday:soon"), hint: "try next-30d"),
        Row("birthday:next-99999999999d", .word("birthday:next-99999999999d"), hint: "no time"),
        Row(
            "touched:2026-02-01..2026-01-01", .word("touched:2026-02-01..2026-01-01"),
            hint: "no time"),
        Row("\"ada byron", .phrase("ada byron"), hint: "not closed"),
        Row("(ada byron", .word("ada"), .word("byron"), hint: "bracket is not closed"),
        Row("((ada", .word("ada"), hint: "bracket is not closed"),
        Row("ada ) byron", .word("ada"), .word("byron"), hint: "closes nothing"),
        Row("NOT ada", .word("NOT"), .word("ada"), hint: "-word leaves somebody out"),
        Row("ada | byron", .word("ada"), .word("|"), .word("byron"), hint: "write or"),
        Row("city:a|b", .field(.city, anyOf: ["a|b"]), hint: "city:one,other"),
        Row("changed:<7d", .word("changed:<7d"), hint: "looked for as a word"),
        Row("tag:\"a", .field(.tag, anyOf: ["a"]), hint: "not closed"),
        Row("tier:foo", .field(.tier, anyOf: ["foo"]), hint: "focus, close, active, wide, rest"),
        Row("tag:family)", .field(.tag, anyOf: ["family)"]), hint: "was not opened"),
        Row(
            "not tag:x", .word("not"), .field(.tag, anyOf: ["x"]),
            hint: "-word leaves somebody out"),
        Row("!tag:x", .word("!tag:x"), hint: "-tag:x leaves somebody out"),
        Row("!ada", .word("!ada"), hint: "-ada leaves somebody out"),
        Row("tag=x", .word("tag=x"), hint: "a field has a colon: tag:x"),
    ]

    @Test(arguments: understood + hinted)
    func `a text is read as it was meant`(row: Row) {
        let query = SearchQuery(row.text)
        #expect(query.terms.map(\.content) == row.terms)
        #expect(query.isEmpty == row.terms.isEmpty)
        if let hint = row.hint {
            #expect(query.diagnostics.contains { $0.sentence.contains(hint) }, "\(query)")
        } else {
            #expect(query.diagnostics.isEmpty)
        }
    }

    @Test func `a minus sign excludes, and every term knows its place`() {
        let text = "tag:investor  -city:\"New York\" -ada -\"x y\" é z"
        let query = SearchQuery(text)
        #expect(query.terms.map(\.isExcluded) == [false, true, true, true, false, false])
        let bytes = Array(text.utf8)
        let places = query.terms.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(places == ["tag:investor", "-city:\"New York\"", "-ada", "-\"x y\"", "é", "z"])
    }

    @Test func `every field has a name and no synonym hides one`() {
        for field in SearchField.allCases {
            #expect(SearchQuery("has:\(field.rawValue)").terms.map(\.content) == [.has(field)])
        }
    }

    @Test func `any text is a query`() {
        var random = SeededRandom(seed: 5)
        let pieces = [
            "tag", ":", "\"", "-", " ", "birthday", "<", ">", "90", "d", "..", "2026-01-01", "é",
            "\u{0}", "\u{300}", "💥", "has", ",", "\n", "\u{FFFD}", "next-", "*", "(", ")", "'",
            ";--", " or ", " OR ", "-(", "@a", "|",
        ]
        for round in 0..<4_000 {
            let count = Int.random(in: 0...20, using: &random)
            let text =
                round.isMultiple(of: 2)
                ? (0..<count).compactMap { _ in random.pick(pieces) }.joined()
                : String(
                    decoding: (0..<count * 3).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }, as: UTF8.self)
            let query = SearchQuery(text)
            var last = 0
            for term in query.terms {
                #expect(term.range.lowerBound >= last && term.range.upperBound <= text.utf8.count)
                #expect(!term.range.isEmpty)
                last = term.range.upperBound
            }
            for diagnostic in query.diagnostics {
                #expect(diagnostic.range.upperBound <= text.utf8.count)
            }
        }
    }

    @Test(arguments: ["a ", "tag:", "\"", "-", "é", "birthday:next-", "ab:cd ", "(a or ", "-("])
    func `a huge text is cut, and that is said`(piece: String) {
        let query = SearchQuery(String(repeating: piece, count: 20_000))
        #expect(query.terms.count <= 64)
        #expect(query.diagnostics.contains { $0.sentence.contains("too long") })
    }
}

struct DateSpanTests {
    @Test(arguments: [
        ("today", "2026-03-01..2026-03-01"), ("tomorrow", "2026-03-02..2026-03-02"),
        ("yesterday", "2026-02-28..2026-02-28"), ("next-30d", "2026-03-01..2026-03-31"),
        ("<1w", "2026-02-22..2026-03-01"), (">1w", "0001-01-01..2026-02-21"),
        ("2026", "2026-01-01..2026-12-31"), ("2024-02", "2024-02-01..2024-02-29"),
        ("2024-02-29", "2024-02-29..2024-02-29"),
        ("2026-01-01..2026-01-31", "2026-01-01..2026-01-31"),
        ("1980..1989", "1980-01-01..1989-12-31"), ("2024-02..2025", "2024-02-01..2025-12-31"),
        (">1980", "1981-01-01..9999-12-31"), (">=1980", "1980-01-01..9999-12-31"),
        ("<1980", "0001-01-01..1979-12-31"), ("<=2024-02", "0001-01-01..2024-02-29"),
        ("<2024-02-10", "0001-01-01..2024-02-09"), (">9999", "9999-12-31..9999-12-31"),
        ("<0001", "0001-01-01..0001-01-01"),
    ])
    func `a span has its days from today`(text: String, expected: String) throws {
        let today = try #require(CivilDay("2026-03-01"))
        let bounds = try #require(DateSpan(parsing: text)?.bounds(today: today))
        #expect("\(bounds.lowerBound)..\(bounds.upperBound)" == expected)
    }

    @Test(arguments: ["never", "may", "05-12", "---12"])
    func `a span without a year has no days of its own`(text: String) throws {
        let today = try #require(CivilDay("2026-03-01"))
        let span = try #require(DateSpan(parsing: text))
        #expect(span.bounds(today: today) == nil)
    }

    @Test(arguments: [
        ("group:Old harbour", ["tag:Old harbour"]),
        ("group:old HARBOUR club", ["tag:old HARBOUR club"]),
        ("ada group:Old harbour bob", ["ada", "tag:Old harbour", "bob"]),
        ("-tag:Old harbour", ["-tag:Old harbour"]),
        ("group:sailing,Old harbour", ["tag:sailing,Old harbour"]),
        // The first word is a group of its own, or no words behind it make one.
        ("group:sailing club", ["tag:sailing", "club"]), ("group:Old port", ["tag:Old", "port"]),
        ("group:Old and harbour", ["tag:Old", "harbour"]),
        ("group:Old -harbour", ["tag:Old", "-harbour"]),
        ("city:Old harbour", ["city:Old", "harbour"]),
    ])
    func `a group of several words is known without quotes, where there is one`(
        text: String, terms: [String]
    ) {
        let groups: Set = ["old harbour", "old harbour club", "sailing", "sailing club"]
        var asked = 0
        let query = SearchQuery(text).joiningGroupNames {
            asked += 1
            return groups.contains($0.lowercased())
        }
        let found = query.terms.map { term -> String in
            let sign = term.isExcluded ? "-" : ""
            switch term.content {
            case .word(let word): return sign + word
            case .field(let field, let texts):
                return sign + "\(field.rawValue):" + texts.joined(separator: ",")
            default: return "?"
            }
        }
        #expect(found == terms)
        #expect(asked < 9)
    }

    @Test func `spans at the ends of time hold`() throws {
        let first = try #require(CivilDay("0001-01-02"))
        let last = try #require(CivilDay("9999-12-31"))
        let spans: [DateSpan] = [
            .ahead(from: .min, through: .max), .ahead(from: .max, through: .min),
            .within(days: .max), .within(days: .min), .before(days: .max), .before(days: 0),
            .between(last, first), .on(.parts(year: .max, month: .max, day: .max)),
        ]
        for span in spans {
            for today in [first, last] {
                _ = span.bounds(today: today)
            }
        }
    }
}
