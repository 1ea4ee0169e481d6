import ContactModel
import Testing

/// How the terms of a search are tied together.
struct SearchConditionTests {
    /// A condition as one writes it down with every bracket: `&`, `|` and `!`.
    private static func written(_ condition: SearchQuery.Condition) -> String {
        switch condition {
        case .term(let term):
            guard case .word(let word) = term.content else { return "?" }
            return term.isExcluded ? "!" + word : word
        case .all(let parts): return "(" + parts.map(written).joined(separator: "&") + ")"
        case .any(let parts): return "(" + parts.map(written).joined(separator: "|") + ")"
        case .not(let part): return "!" + written(part)
        }
    }

    @Test(arguments: [
        ("a", "a"), ("", "()"), ("a b", "(a&b)"), ("a or b", "(a|b)"), ("a OR b or c", "(a|b|c)"),
        ("a b or c d", "((a&b)|(c&d))"), ("a and b or c", "((a&b)|c)"),
        ("a (b or c)", "(a&(b|c))"), ("(a or b) -c", "((a|b)&!c)"), ("-(a or b)", "!(a|b)"),
        ("((a))", "a"), ("(a)or(b)", "(a&or(b))"), ("() a", "a"), ("a or ()", "a"),
        ("a (b", "(a&b)"), ("(a or b", "(a|b)"), ("a) b", "(a)&b)"), ("-(a b) c", "(!(a&b)&c)"),
        // A word like others: first, last, in another spelling, after another.
        ("or a", "(or&a)"), ("a or", "(a&or)"), ("or", "or"), ("a Or b", "(a&Or&b)"),
        ("a or or b", "(a|(or&b))"), ("(a or) b", "((a&or)&b)"), ("a oro b", "(a&oro&b)"),
        ("a or -b", "(a|!b)"), ("-or a", "(!or&a)"), ("and", "and"),
    ])
    func `or divides, spaces join closer, brackets group`(text: String, expected: String) {
        #expect(Self.written(SearchQuery(text).condition) == expected)
    }

    @Test func `brackets within brackets end somewhere, and nothing is lost`() {
        let text = String(repeating: "(", count: 40) + "a" + String(repeating: ")", count: 40)
        let words = SearchQuery(text).terms.map(\.content)
        #expect(words.count == 1)
        #expect(!SearchQuery(text).isEmpty)
    }

    @Test(arguments: [
        ("@club", "(x|y)"), ("@CLUB", "(x|y)"), ("@club z", "((x|y)&z)"), ("-@club", "!(x|y)"),
        ("z or -@both", "(z|!((x|y)&w))"), ("@nobody", "@nobody"), ("\"@club\"", "?"),
        ("@one", "x"), ("@nothing a", "(()&a)"),
    ])
    func `a saved search stands as a whole where its name is`(text: String, expected: String) {
        let saved = ["club": "x or y", "both": "@club w", "one": "x", "nothing": ""]
        let query = SearchQuery(text).expanding { saved[$0] }
        #expect(Self.written(query.condition) == expected)
        #expect(query.diagnostics.isEmpty)
    }

    @Test func `a saved search that asks for itself, or for too much, ends with a reason`() {
        let circle = ["a": "x or @b", "b": "y @a"]
        let asked = SearchQuery("@a").expanding { circle[$0] }
        #expect(Self.written(asked.condition) == "(x|(y&()))")
        #expect(asked.namesOfSearches.isEmpty)
        #expect(asked.diagnostics.map(\.sentence).count { $0.contains("asks for itself") } == 1)
        let loop = SearchQuery("@a").expanding { ["a": "@a"][$0] }
        #expect(loop.condition == .any([]) && !loop.isEmpty)
        let doubling = Dictionary(
            uniqueKeysWithValues: (0..<40).map { ("s\($0)", "@s\($0 + 1) @s\($0 + 1)") })
        let huge = SearchQuery("@s0").expanding { doubling[$0] }
        #expect(huge.terms.count <= SearchQuery.maximumExpandedCount + 1)
        #expect(huge.diagnostics.contains { $0.sentence.contains("too long") })
    }
}
