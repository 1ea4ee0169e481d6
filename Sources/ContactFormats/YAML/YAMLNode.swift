/// A value of a YAML text, with the line it begins in.
package struct YAMLNode: Hashable, Sendable {
    /// The value of a node; nothing is ever taken for a number, a date or a truth value.
    package enum Content: Hashable, Sendable {
        case empty
        case text(String)
        case list([YAMLNode])
        /// In the order of the text; no two of one key.
        case map([YAMLEntry])
    }

    /// From 1.
    package let line: Int
    package let content: Content
}

/// A key and its value.
package struct YAMLEntry: Hashable, Sendable {
    package let key: String
    /// The line of the key, from 1.
    package let line: Int
    package let value: YAMLNode
}

/// Why a text cannot be read, and in which line.
package struct YAMLFailure: Error, Hashable {
    /// The fault of a line.
    package enum Problem: Hashable, Sendable {
        case tooLong
        case notUTF8
        case controlCharacter
        case tab
        case tooDeep
        case indentation
        case notAField
        case goesOn
        case repeatedKey(String)
        case alias
        case indicator
        case secondColon
        case doubtfulComment
        case openQuote
        case openList
        case unknownEscape
        case afterValue
        case blockHeader
        case severalDocuments
    }

    /// From 1.
    package let line: Int
    package let problem: Problem

    package init(line: Int, problem: Problem) {
        self.line = line
        self.problem = problem
    }

    /// The advice that mends it.
    package var advice: String {
        switch problem {
        case .tooLong: "the text is longer than 4 MiB"
        case .notUTF8: "this is no UTF-8"
        case .controlCharacter: "there is a control character; write it as \"\\x07\" in quotes"
        case .tab: "the line begins with a tab; use blanks"
        case .tooDeep: "this is nested deeper than anything in a form"
        case .indentation: "the indentation fits none of the lines above"
        case .notAField: "write `name: value`, or `- value` in a list"
        case .goesOn: "it looks like the rest of the line above; longer texts go below a |"
        case .repeatedKey(let key): "`\(key)` is there already"
        case .alias:
            "anchors, aliases and tags have no use here; put a value that begins with "
                + "&, * or ! in \"quotes\""
        case .indicator: "put a value that begins with this sign in \"quotes\""
        case .secondColon: "put a value with a colon and a blank in \"quotes\""
        case .doubtfulComment:
            "a comment has a blank after its #; a value with # goes in \"quotes\""
        case .openQuote: "the quotation mark is not closed in this line"
        case .openList: "the list is not closed in this line"
        case .unknownEscape:
            "\"quotes\" know \\n, \\t, \\\", \\\\, \\x41, \\u00e9; write \\\\ for \\"
        case .afterValue: "something stands behind the value"
        case .blockHeader: "only - or + or a comment may follow this sign"
        case .severalDocuments: "there is a second document; edit one form at a time"
        }
    }
}
