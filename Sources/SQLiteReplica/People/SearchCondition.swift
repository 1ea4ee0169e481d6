import ChangeLog
import ContactModel
import SQLiteLog

/// A query as conditions on the tables that people are found in.
struct SearchCondition {
    let session: Session
    let today: CivilDay
    let dayStart: (CivilDay) -> UInt64
    private(set) var values: [SQLValue] = []
    /// The expressions of words, which ask the index whether anything begins so.
    var expressions: [String: String] = [:]

    init(session: Session, today: CivilDay, dayStart: @escaping (CivilDay) -> UInt64) {
        self.session = session
        self.today = today
        self.dayStart = dayStart
    }

    /// A condition on the row `person`, with its values bound; nil when nothing is asked for.
    ///
    /// - Throws: `DatabaseError`.
    mutating func condition(of condition: SearchQuery.Condition) throws -> String? {
        switch condition {
        case .term(let term):
            guard let text = try self.condition(of: term.content) else { return nil }
            return term.isExcluded ? "NOT (\(text))" : "(\(text))"
        case .all(let parts):
            return try joined(SearchQuery.Condition.gathered(parts), by: " AND ")
        case .any(let parts): return parts.isEmpty ? "0" : try joined(parts, by: " OR ")
        case .not(let part): return try self.condition(of: part).map { "NOT (\($0))" }
        }
    }

    /// Who has a card in a space, be it the first or a further one.
    private func isInSpace(_ name: String) -> String {
        """
        space.name = \(name) OR person.entity IN (SELECT held.entity FROM contact_value AS held
            JOIN space AS other ON other.id = CAST(held.value AS INTEGER)
            WHERE held.kind = 'space' AND other.name = \(name))
        """
    }

    private mutating func joined(
        _ parts: [SearchQuery.Condition], by connective: String
    ) throws -> String? {
        var texts: [String] = []
        for part in parts {
            if let text = try condition(of: part) { texts.append(text) }
        }
        return texts.isEmpty ? nil : "(\(texts.joined(separator: connective)))"
    }

    /// Words that rank whoever matches, as an FTS5 expression that everybody who matches fulfils.
    struct Words {
        var expression: String
        /// Whether nothing but the words is asked for.
        var isWhole: Bool
    }

    /// The words that a condition cannot do without; nil when there are none.
    ///
    /// - Throws: `DatabaseError`.
    mutating func words(of condition: SearchQuery.Condition) throws -> Words? {
        switch condition {
        case .term(let term):
            guard !term.isExcluded else { return nil }
            switch term.content {
            case .word(let word):
                return try expression(of: word).map { Words(expression: "(\($0))", isWhole: true) }
            case .name(let words):
                return Words(expression: "(\(try expression(ofName: words)))", isWhole: true)
            case .phrase(let text):
                return Words(expression: MatchExpression.quoted(text), isWhole: true)
            default: return nil
            }
        case .all(let parts):
            let found = try SearchQuery.Condition.gathered(parts).map { try words(of: $0) }
            let some = found.compactMap(\.self)
            guard !some.isEmpty else { return nil }
            return Words(
                expression: "(\(some.map(\.expression).joined(separator: " AND ")))",
                isWhole: found.allSatisfy { $0?.isWhole == true })
        case .any(let parts):
            let found = try parts.compactMap { try words(of: $0) }
            guard !found.isEmpty, found.count == parts.count else { return nil }
            return Words(
                expression: "(\(found.map(\.expression).joined(separator: " OR ")))",
                isWhole: found.allSatisfy(\.isWhole))
        case .not: return nil
        }
    }

    private mutating func condition(of content: SearchQuery.Content) throws -> String? {
        switch content {
        case .word(let word): return try expression(of: word).map { matching($0) }
        case .name(let words): return matching(try expression(ofName: words))
        case .phrase(let text): return matching(MatchExpression.quoted(text))
        case .number(let text):
            let parts = text.split { !$0.isNumber }.map { MatchExpression.beginning(String($0)) }
            return number(text) + " OR " + matching(parts.joined(separator: " AND ")) + day(text)
        case .field(let field, let texts):
            return texts.map { self.field(field, $0) }.joined(separator: " OR ")
        case .date(let field, let span): return date(field, span)
        case .has(let field): return presence(of: field)
        case .missing(let field): return "NOT (\(presence(of: field)))"
        case .custom(let name, let texts): return try custom(name, texts)
        case .missingCustom(let name): return "NOT (\(try custom(name, [])))"
        case .said(let field, let texts): return said(field, texts)
        case .missingSaid(let field): return "NOT (\(said(field, [])))"
        }
    }

    /// Whoever fulfils an FTS5 expression.
    mutating func matching(_ expression: String) -> String {
        "person.entity IN (SELECT rowid FROM search WHERE search MATCH \(bind(.text(expression))))"
    }

    /// Binds a value, and gives the mark that stands for it.
    mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "?\(values.count)"
    }

    // MARK: - Fields

    private mutating func field(_ field: SearchField, _ text: String) -> String {
        let folded = text.lowercased()
        switch field {
        case .tag:
            let key = bind(.text(GroupCard.key(ofName: text)))
            return "person.entity IN (\(GroupTable.members(ofKeyAt: key)))"
        case .email where text.contains("@"): return address(MatchKey.email(text))
        case .phone: return number(text)
        case .tier where folded == "none": return "NOT (\(presence(of: .tier)))"
        case .tier: return "tier = \(bind(.text(folded)))"
        case .kind:
            let start = bind(.text(folded))
            return "substr(person.kind, 1, length(\(start))) = \(start)"
        case .space: return isInSpace(bind(.text(text)))
        case .ever: return ever(text)
        case .relation: return relation(text)
        case .org: return matching("organisation", text) + " OR " + role(at: text)
        case .title, .role: return matching("title", text) + " OR " + role(as: text)
        case .city: return place("city", text)
        case .region: return place("region", text)
        case .country: return place("country", text)
        case .address: return matching("{address city region country place}", text)
        case .name, .nickname: return matching("{name further_names}", text)
        case .note: return matching("notes", text)
        default: return matching("contact", text)
        }
    }

    /// Words in columns of the index, each by its beginning.
    mutating func matching(_ columns: String, _ text: String) -> String {
        matching("\(columns) : (\(MatchExpression.spelled(text)))")
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

    /// An e-mail address by its beginning, or by its end when the text begins with the sign.
    private mutating func address(_ key: String) -> String {
        let condition =
            key.hasPrefix("@")
            ? "instr(value, \(bind(.text(key)))) > 0"
            : "value >= \(bind(.text(key))) AND value < \(bind(.text(key + "\u{10FFFF}")))"
        return """
            person.entity IN (SELECT entity FROM contact_value
                WHERE kind = 'email' AND \(condition))
            """
    }

    /// The people whose card names somebody so, or who have a relation to somebody of the name;
    /// whole words or their beginnings.
    private mutating func relation(_ text: String) -> String {
        let beginning = wordBeginning(text)
        return """
            person.entity IN (SELECT entity FROM contact_value WHERE kind = 'related:name'
                AND instr(' ' || folded(value), \(beginning)) > 0)
            OR person.entity IN (SELECT me.canonical FROM person AS named
                JOIN entity AS other ON other.id = named.entity
                JOIN item_link AS theirs ON theirs.other = other.uuid AND theirs.kind = 'relation'
                JOIN item_link AS mine ON mine.entity = theirs.entity AND mine.field <> theirs.field
                JOIN entity AS own ON own.uuid = mine.other
                JOIN person AS me ON me.entity = own.id
                WHERE me.canonical <> named.canonical
                    AND instr(' ' || folded(named.name), \(beginning)) > 0)
            """
    }

    /// Binds how a word begins with a text, as `' ' || folded(…)` has it.
    mutating func wordBeginning(_ text: String) -> String {
        bind(.text(" " + FoldedText.fold(text.trimmed)))
    }

    /// Whoever has anything in a field.
    func presence(of field: SearchField) -> String {
        switch field {
        case .email: "person.email <> ''"
        case .phone: "person.phone <> ''"
        case .org: "person.organisation <> ''"
        case .title: "person.title <> ''"
        case .tier: "tier <> ''"
        case .tag: "person.entity IN (\(GroupTable.everyMember))"
        case .birthday, .anniversary: days(of: field, "1")
        case .relation:
            "person.entity IN (SELECT entity FROM contact_value WHERE kind BETWEEN 'related:' AND 'related:~')"
        case .photo: "person.entity IN (SELECT entity FROM photo)"
        case .touched: "touched.last IS NOT NULL"
        case .ever: "\(Self.affiliated))"
        case .address, .city, .region, .country:
            "person.entity IN (SELECT rowid FROM search WHERE \(field == .address ? "address" : field.rawValue) <> '')"
        case .note:
            "person.entity IN (SELECT rowid FROM search WHERE notes <> '')"
        default: "person.entity IN (SELECT rowid FROM search WHERE contact <> '')"
        }
    }
}
