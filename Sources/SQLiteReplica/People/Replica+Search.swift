import ChangeLog
package import ContactModel
import SQLiteLog

extension Replica {
    /// Who matches every term of a query, the best first.
    ///
    /// A word that nothing begins with is looked for with a slip or two forgiven.
    ///
    /// - Parameters:
    ///   - query: What is looked for.
    ///   - today: The day that spans of time count from.
    ///   - dayStart: The first instant of a day, Unix milliseconds.
    ///   - limit: How many at most.
    /// - Returns: By rank when words are looked for, else by name.
    /// - Throws: ``ReplicaError``.
    package func search(
        _ query: SearchQuery, today: CivilDay, dayStart: @escaping (CivilDay) -> UInt64,
        limit: Int
    ) throws -> [PersonSummary] {
        try database.read { session in
            var builder = SearchCondition(session: session, today: today, dayStart: dayStart)
            for term in query.terms { try builder.add(term) }
            guard !builder.conditions.isEmpty else { return [] }
            let words = builder.positiveWords
            if words.count == query.terms.count {
                return try session.people(matching: words.joined(separator: " AND "), limit)
            }
            let isRanked = !words.isEmpty
            let source =
                isRanked
                ? "(SELECT rowid AS found, rank AS score FROM search WHERE search MATCH ?\(builder.values.count + 1))"
                : "(SELECT entity AS found, 0 AS score FROM person)"
            let values =
                builder.values + (isRanked ? [.text(words.joined(separator: " AND "))] : [])
                + [.integer(Int64(limit))]
            return try session.statement(
                """
                SELECT \(Self.summaryColumns) FROM \(source)
                JOIN person ON person.entity = found
                JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
                LEFT JOIN touched ON touched.entity = person.entity
                WHERE \(PersonRow.isShown) AND \(builder.conditions.joined(separator: " AND "))
                ORDER BY score, sort_name, person.entity LIMIT ?\(values.count)
                """
            ).all(values) { try Self.summary($0) }
        }
    }
}

extension Session {
    /// People by the rank of an FTS5 expression.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func people(matching expression: String, _ limit: Int) throws -> [PersonSummary] {
        try statement(
            """
            SELECT \(Replica.summaryColumns) FROM
                (SELECT rowid AS found, rank AS score FROM search
                 WHERE search MATCH ? ORDER BY rank LIMIT ?)
            JOIN person ON person.entity = found
            JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
            ORDER BY score, person.entity
            """
        ).all(.text(expression), .integer(Int64(limit))) { try Replica.summary($0) }
    }
}

/// Telephone numbers by their ends: `030 5550475` and `+49 30 5550475` are the same person's.
enum PhoneCondition {
    /// Fewer digits are in too many numbers.
    private static let leastDigits = 6

    /// The digits that every form of a number ends with; nil when there are too few, or too many.
    static func digits(of text: String) -> String? {
        // The zero in parentheses is dialled inside the country only.
        let digits = MatchKey.phone(text.replacing("(0)", with: " "))
            .drop { $0 == "+" || $0 == "0" }
        return (leastDigits...20).contains(digits.count) ? String(digits) : nil
    }

    /// A query for rows of those with such a number; the digits are bound at both places.
    static func entities(_ first: String, _ second: String) -> String {
        """
        SELECT entity FROM contact_value WHERE kind = 'phone' AND (value LIKE '%' || \(first)
            OR (length(ltrim(value, '+0')) >= \(leastDigits)
                AND \(second) LIKE '%' || ltrim(value, '+0')))
        """
    }
}

/// A query as conditions on the tables that people are found in.
struct SearchCondition {
    let session: Session
    let today: CivilDay
    let dayStart: (CivilDay) -> UInt64
    /// Each true of a person who matches one term.
    private(set) var conditions: [String] = []
    private(set) var values: [SQLValue] = []
    /// What has to be matched by words, as FTS5 expressions: it ranks the answer.
    private(set) var positiveWords: [String] = []

    init(session: Session, today: CivilDay, dayStart: @escaping (CivilDay) -> UInt64) {
        self.session = session
        self.today = today
        self.dayStart = dayStart
    }

    /// Adds the condition of a term.
    ///
    /// - Throws: `DatabaseError`.
    mutating func add(_ term: SearchQuery.Term) throws {
        guard let condition = try condition(of: term) else { return }
        conditions.append(term.isExcluded ? "NOT (\(condition))" : "(\(condition))")
    }

    private mutating func condition(of term: SearchQuery.Term) throws -> String? {
        switch term.content {
        case .word(let word):
            guard let expression = try expression(of: word) else { return nil }
            if !term.isExcluded { positiveWords.append("(\(expression))") }
            return matching(expression)
        case .phrase(let text):
            let expression = Self.quoted(text)
            if !term.isExcluded { positiveWords.append(expression) }
            return matching(expression)
        case .number(let text):
            let parts = text.split { !$0.isNumber }.map { Self.quoted(String($0)) + "*" }
            return number(text) + " OR " + matching(parts.joined(separator: " AND "))
        case .field(let field, let texts):
            return texts.map { self.field(field, $0) }.joined(separator: " OR ")
        case .date(let field, let span): return date(field, span)
        case .has(let field): return presence(of: field)
        case .missing(let field): return "NOT (\(presence(of: field)))"
        case .custom(let name, let texts): return custom(name, texts)
        case .missingCustom(let name): return "NOT (\(custom(name, [])))"
        }
    }

    // MARK: - Words

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\"", with: "\"\"").replacing("\0", with: " ") + "\""
    }

    /// A word by its beginning; when nothing begins so, words that differ by a slip or two.
    private func expression(of word: String) throws -> String? {
        guard word.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        let exact = Self.quoted(word) + "*"
        let isKnown = try session.statement("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1")
            .first(.text(exact)) { _ in true }
        guard isKnown == nil else { return exact }
        let near = try nearWords(to: FoldedText.fold(word))
        return near.isEmpty ? exact : near.map(Self.quoted).joined(separator: " OR ")
    }

    /// Words of the index that a word may have been meant for.
    private func nearWords(to word: String) throws -> [String] {
        let limit = SpellingDistance.tolerance(letters: word.count)
        guard limit > 0, let first = word.first else { return [] }
        let low = String(first)
        let terms = try session.statement(
            "SELECT term FROM search_terms WHERE term >= ? AND term < ? LIMIT 50000"
        ).all(.text(low), .text(low + "\u{10FFFF}")) { $0.text(0) }
        return Array(
            terms.filter { SpellingDistance.between(word, $0, limit: limit) != nil }.prefix(20))
    }

    private mutating func matching(_ expression: String) -> String {
        "person.entity IN (SELECT rowid FROM search WHERE search MATCH \(bind(.text(expression))))"
    }

    private mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "?\(values.count)"
    }

    // MARK: - Fields

    private mutating func field(_ field: SearchField, _ text: String) -> String {
        let folded = text.lowercased()
        switch field {
        case .tag:
            return "person.entity IN (\(GroupTable.members(ofKeyAt: bind(.text(folded)))))"
        case .email where text.contains("@"): return value("email", MatchKey.email(text))
        case .phone: return number(text)
        case .tier: return "tier = \(bind(.text(folded)))"
        case .kind: return "person.kind LIKE \(bind(.text(folded + "%")))"
        case .space: return "space.name = \(bind(.text(text)))"
        case .ever: return ever(text)
        default:
            let column =
                switch field {
                case .name, .nickname: "name"
                case .org, .title, .role: "organisation"
                case .note: "notes"
                default: "contact"
                }
            return matching("\(column) : (\(Self.quoted(text))*)")
        }
    }

    /// Whoever has a number, in whichever of its forms it is asked for and written.
    private mutating func number(_ text: String) -> String {
        guard let digits = PhoneCondition.digits(of: text) else {
            return value("phone", MatchKey.phone(text))
        }
        let asked = bind(.text(digits))
        return "person.entity IN (\(PhoneCondition.entities(asked, asked)))"
    }

    private mutating func value(_ kind: String, _ value: String) -> String {
        "person.entity IN (SELECT entity FROM contact_value WHERE kind = '\(kind)' AND value = \(bind(.text(value))))"
    }

    /// A field of one's own that begins with one of the texts; no texts ask for any value.
    private mutating func custom(_ name: String, _ texts: [String]) -> String {
        let kind = "kind = \(bind(.text("x." + name)))"
        let ranges = texts.map { text in
            let low = FoldedText.fold(text)
            return "value >= \(bind(.text(low))) AND value < \(bind(.text(low + "\u{10FFFF}")))"
        }
        let condition = ranges.isEmpty ? kind : kind + " AND (\(ranges.joined(separator: " OR ")))"
        return "person.entity IN (SELECT entity FROM contact_value WHERE \(condition))"
    }

    /// Who has or had a role, by the card or by any affiliation (practice S4-18).
    private mutating func ever(_ text: String) -> String {
        var pattern = "%"
        for character in text {
            pattern += ["%", "_", "\\"].contains(character) ? "\\\(character)" : "\(character)"
        }
        let like = "LIKE \(bind(.text(pattern + "%"))) ESCAPE '\\'"
        let now = matching("organisation : (\(Self.quoted(text))*)")
        return """
            \(now) OR \(Self.affiliated) AND (
                EXISTS (SELECT 1 FROM item_value WHERE item_value.entity = role.entity
                    AND item_value.field IN ('text', 'industry') AND CAST(value AS TEXT) \(like))
                OR EXISTS (SELECT 1 FROM item_link AS place
                    JOIN entity AS organisation ON organisation.uuid = place.other
                    JOIN person AS named ON named.entity = organisation.id
                    WHERE place.entity = role.entity AND place.field = 'org'
                    AND named.name \(like))))
            """
    }

    /// Whoever has an affiliation; a condition on it and a bracket have to follow.
    private static let affiliated = """
        person.entity IN (SELECT member.canonical FROM item_link AS role
            JOIN entity AS card ON card.uuid = role.other
            JOIN person AS member ON member.entity = card.id
            WHERE role.kind = 'affiliation' AND role.field = 'person'
        """

    private func presence(of field: SearchField) -> String {
        switch field {
        case .email: "person.email <> ''"
        case .phone: "person.phone <> ''"
        case .org: "person.organisation <> ''"
        case .title: "person.title <> ''"
        case .tier: "tier <> ''"
        case .tag: "person.entity IN (\(GroupTable.everyMember))"
        case .birthday, .anniversary:
            "person.entity IN (SELECT entity FROM contact_value WHERE kind = 'day')"
        case .photo: "person.entity IN (SELECT entity FROM photo)"
        case .touched: "touched.last IS NOT NULL"
        case .ever: "\(Self.affiliated))"
        case .note:
            "person.entity IN (SELECT rowid FROM search WHERE notes <> '')"
        default: "person.entity IN (SELECT rowid FROM search WHERE contact <> '')"
        }
    }

    // MARK: - Time

    private mutating func date(_ field: SearchField, _ span: DateSpan) -> String? {
        switch field {
        case .birthday, .anniversary: yearly(span)
        case .touched: instant("touched.last", span)
        default: nil
        }
    }

    /// Days that come back every year, by month and day.
    private mutating func yearly(_ span: DateSpan) -> String? {
        if case .on(let date) = span, let month = date.month {
            let prefix = (month < 10 ? "0\(month)" : "\(month)") + "-"
            let day = date.day.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? "%"
            return yearly("value LIKE \(bind(.text(prefix + day)))")
        }
        if case .never = span { return "NOT (\(presence(of: .birthday)))" }
        guard let bounds = span.bounds(today: today) else { return nil }
        let count = min(bounds.upperBound.days(since: bounds.lowerBound), 366)
        let days = (0...max(count, 0)).map {
            "'" + bounds.lowerBound.adding(days: $0).description.dropFirst(5) + "'"
        }
        return yearly("value IN (\(Set(days).sorted().joined(separator: ", ")))")
    }

    private func yearly(_ condition: String) -> String {
        "person.entity IN (SELECT entity FROM contact_value WHERE kind = 'day' AND \(condition))"
    }

    private mutating func instant(_ column: String, _ span: DateSpan) -> String? {
        if case .never = span { return "\(column) IS NULL" }
        guard let bounds = span.bounds(today: today) else { return nil }
        let last = bind(.number(dayStart(bounds.upperBound.adding(days: 1))))
        if case .before = span { return "(\(column) IS NULL OR \(column) < \(last))" }
        let first = bind(.number(dayStart(bounds.lowerBound)))
        return "\(column) >= \(first) AND \(column) < \(last)"
    }
}
