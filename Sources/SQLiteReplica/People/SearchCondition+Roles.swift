import ContactModel
import SQLiteLog

/// Roles in organisations, as `kith new affiliation` keeps them with their days.
extension SearchCondition {
    /// Who has or had a role, by the card or by any affiliation (practice S4-18).
    mutating func ever(_ text: String) -> String {
        let now = matching("{organisation title}", text)
        let asked = bind(.text(FoldedText.fold(text.trimmed)))
        return """
            \(now) OR \(Self.affiliated) AND (
                EXISTS (SELECT 1 FROM item_value WHERE item_value.entity = role.entity
                    AND item_value.field IN ('text', 'industry')
                    AND instr(folded(CAST(value AS TEXT)), \(asked)) > 0)
                OR \(Self.organisation(with: asked))))
            """
    }

    /// Who has a role at an organisation that a word of its name begins with the text.
    mutating func role(at text: String) -> String {
        let asked = wordBeginning(text)
        return "\(Self.affiliated) AND \(lasting()) AND \(Self.organisation(with: asked)))"
    }

    /// Who has a role that a word of begins with the text.
    mutating func role(as text: String) -> String {
        let asked = wordBeginning(text)
        return """
            \(Self.affiliated) AND \(lasting()) AND EXISTS (SELECT 1 FROM item_value
                WHERE item_value.entity = role.entity AND item_value.field = 'text'
                AND instr(' ' || folded(CAST(value AS TEXT)), \(asked)) > 0))
            """
    }

    /// Whoever has an affiliation; a condition on it and a bracket have to follow.
    static let affiliated = """
        person.entity IN (SELECT member.canonical FROM item_link AS role
            JOIN entity AS card ON card.uuid = role.other
            JOIN person AS member ON member.entity = card.id
            WHERE role.kind = 'affiliation' AND role.field = 'person'
        """

    private static func organisation(with asked: String) -> String {
        """
        EXISTS (SELECT 1 FROM item_link AS place
            JOIN entity AS organisation ON organisation.uuid = place.other
            JOIN person AS named ON named.entity = organisation.id
            WHERE place.entity = role.entity AND place.field = 'org'
            AND instr(' ' || folded(named.name), \(asked)) > 0)
        """
    }

    /// That no end of the role has come: a year or month lasts until the next one begins.
    private mutating func lasting() -> String {
        let day = bind(.text(today.description))
        return """
            NOT EXISTS (SELECT 1 FROM item_value WHERE item_value.entity = role.entity
                AND item_value.field = 'to'
                AND CAST(value AS TEXT) < substr(\(day), 1, length(CAST(value AS TEXT))))
            """
    }
}

/// Parts of an address.
extension SearchCondition {
    /// Who lives or works somewhere, by one part of an address.
    ///
    /// A text of up to three letters is a code or the first letters of the part, no beginning of a word within
    /// it: `region:CA` is CA and California, but not North Carolina.
    mutating func place(_ part: String, _ text: String) -> String {
        let folded = FoldedText.fold(text.trimmed)
        guard folded.count <= 3, !UnpartedText.isIn(folded) else {
            return matching("{\(part) place}", text)
        }
        let whole = matching("{\(part) place} : \(MatchExpression.quoted(text))")
        let begun = bind(.text("\(part) : \(MatchExpression.beginning(text))"))
        let start = bind(.text("\n" + folded))
        return """
            \(whole) OR person.entity IN (SELECT rowid FROM search WHERE search MATCH \(begun)
                AND instr(char(10) || folded(\(part)), \(start)) > 0)
            """
    }
}
