import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Reads the values that people type for the fields of items, with names of people and items.
struct ItemValueReader {
    let replica: Replica

    /// The bytes of a single value; empty text is no bytes, which takes the value away.
    ///
    /// - Throws: ``CommandError`` that says what the field takes.
    func value(_ text: String, for field: ItemField) throws -> [UInt8] {
        guard !text.isEmpty else { return [] }
        switch field.type {
        case .text: return FieldValue.text(text)
        case .day:
            guard let day = CivilDay(spoken: text, today: LocalTime.today) else {
                throw refusal(field, "a day: 2027-05-01, tomorrow, fri, 10d, 2w")
            }
            return FieldValue.text(day.description)
        case .yearlyDay:
            let date = PartialDate(text: text)
            guard date.month == nil || date.day == nil else { return FieldValue.text(text) }
            guard let day = CivilDay(spoken: text, today: LocalTime.today) else {
                throw refusal(field, "a day: 2027-05-01, --05-01 every year, tomorrow, 10d")
            }
            return FieldValue.text(day.description)
        case .vagueDay:
            if let days = PartialDate(text: text).days, days.lowerBound < days.upperBound {
                return FieldValue.text(text)
            }
            guard let day = CivilDay(spoken: text, today: LocalTime.today) else {
                throw refusal(field, "a day, month or year: 2027-05-01, 2027-05, 2027, tomorrow")
            }
            return FieldValue.text(day.description)
        case .instant:
            guard let instant = LocalTime.instant(text) else {
                throw refusal(
                    field, "a time since 1970: yesterday, 2026-11-20, 2026-11-20T14:30, 14:30")
            }
            return FieldValue.instant(instant)
        case .number(let range):
            guard let number = Int(text), range.contains(number) else {
                throw refusal(field, "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return FieldValue.text(String(number))
        case .choice(let words):
            let found = words.filter { $0 == text.lowercased() }
            let begun = words.filter { $0.hasPrefix(text.lowercased()) }
            guard let word = found.first ?? (begun.count == 1 ? begun.first : nil) else {
                throw refusal(field, "one of \(words.joined(separator: ", "))")
            }
            return FieldValue.text(word)
        case .person where field.name == .org: return try organisation(text).bytes
        case .person, .people: return try replica.person(text).id.bytes
        case .item(let kind): return try item(text, of: kind).id.bytes
        }
    }

    /// The card of an organisation; a name under ORG on people's cards is not enough.
    ///
    /// - Throws: ``CommandError``, or ``KithExit/nothingFound`` after listing several.
    func organisation(_ text: String) throws -> EntityID {
        if case .none = try replica.lookUp(text) {
            let words = FoldedText.words(text)
            let count = try replica.find(text, limit: 1_000).count {
                FoldedText.words($0.organisation) == words
            }
            let said =
                count == 0
                ? "There is no card of an organisation “\(text)” yet"
                : "\(Counted.text(count, "card says", "cards say")) “\(text)”, which has no card of "
                    + "its own yet"
            throw CommandError(
                exit: .nothingFound,
                sentence: "\(said): kith add --organisation-card --name \"\(text)\"")
        }
        return try replica.person(text).id
    }

    /// The one item that a selector means: the end of its id, or words of its title.
    ///
    /// - Throws: ``CommandError``, or ``KithExit/nothingFound`` after listing several.
    func item(_ selector: String, of kind: EntityKind? = nil) throws -> Item {
        try one(try items(selector, of: kind), selector, kind)
    }

    /// The one item that a selector means among those that are not over.
    ///
    /// - Parameters:
    ///   - selector: The end of its id, or words of its title.
    ///   - endsIt: Whether it is to be ended: of several those are meant that can be.
    /// - Returns: The item.
    /// - Throws: ``CommandError``, or ``KithExit/nothingFound`` after listing several.
    func openItem(_ selector: String, endsIt: Bool) throws -> Item {
        let found = try items(selector)
        let open = found.filter { !$0.isOver }
        let ending = open.filter {
            endsIt && ItemCatalogue.schema(of: $0.kind)?.closed.isEmpty == false
        }
        let likeliest = [ending, open, found].first { !$0.isEmpty } ?? []
        return try one(likeliest, selector, nil)
    }

    /// Every item that a selector fits; those whose whole title it is, if there are any.
    ///
    /// - Throws: ``ReplicaError/colleagues(who:space:)`` for what a colleague shared, or another
    ///   ``ReplicaError``.
    func items(_ selector: String, of kind: EntityKind? = nil) throws -> [Item] {
        let kinds = kind.map { [$0] } ?? ItemCatalogue.schemas.map(\.kind)
        let byID = try replica.items(endingWith: selector.lowercased()).filter {
            kinds.contains($0.kind)
        }
        guard byID.isEmpty else { return byID }
        let words = selector.lowercased().split(separator: " ")
        let found = try kinds.filter { $0 != .touch }.flatMap { kind in
            try replica.items(of: kind).filter { item in
                let title = ItemText.title(item).lowercased()
                return !words.isEmpty && words.allSatisfy { title.contains($0) }
            }
        }
        guard found.isEmpty else {
            // “Harbour fair 2” is meant by its whole title, though “Harbour fair 24” has its words too.
            let whole = found.filter {
                ItemText.title($0).lowercased() == words.joined(separator: " ")
            }
            // Of “HR” and “hr” the one is meant that is written so.
            let exact = whole.filter { ItemText.title($0) == selector }
            return [exact, whole, found].first { !$0.isEmpty } ?? []
        }
        return kinds.contains(.touch) ? try ownTouch(sharedAs: selector).map { [$0] } ?? [] : []
    }

    /// The touch of one's own that teams know by an id with such an end; nil for none.
    ///
    /// - Throws: ``ReplicaError/colleagues(who:space:)`` for what somebody else shared.
    private func ownTouch(sharedAs digits: String) throws -> Item? {
        guard digits.utf8.count >= 4, digits.allSatisfy(\.isHexDigit),
            let shared = try replica.teamTouches(endingWith: digits).first
        else { return nil }
        guard let own = shared.own else {
            throw ReplicaError.colleagues(
                who: shared.touch.who, space: shared.spaces.first ?? "")
        }
        return try replica.item(own)
    }

    private func one(_ found: [Item], _ selector: String, _ kind: EntityKind?) throws -> Item {
        guard let first = found.first else {
            let what = kind.map { "`kith items \($0.rawValue)`" } ?? "`kith items`"
            throw CommandError(
                exit: .nothingFound,
                sentence: "Nothing matches “\(selector)”; \(what) lists it"
                    + (kind == nil
                        ? ", and `kith items touches` touches, which go by their ids." : "."))
        }
        guard found.count == 1 else {
            Terminal.complain("“\(selector)” could be several; say which by the id:")
            let names = try ItemText.names(in: found, replica)
            Terminal.ask(found.prefix(20).map { ItemText.line($0, names) + "\n" }.joined())
            throw KithExit.nothingFound
        }
        return first
    }

    private func refusal(_ field: ItemField, _ wanted: String) -> CommandError {
        CommandError(exit: .usage, sentence: "`\(field.name.rawValue)` takes \(wanted).")
    }
}

/// Words as they were typed: the text, and the fields among them.
struct ItemWords {
    /// The words that are no field, joined by blanks.
    let text: String
    /// In the order typed; a field of people may come again.
    let fields: [(field: ItemField, text: String)]

    /// Takes words apart; `field=value` is a field when the kind has it.
    ///
    /// - Throws: ``CommandError`` for a word that looks like a field and is none, and for a field of one
    ///   value that comes twice.
    init(_ words: [String], fields known: [ItemField]) throws {
        var plain: [String] = []
        var fields: [(ItemField, String)] = []
        for word in words {
            guard let separator = word.firstIndex(of: "=") else {
                plain.append(word)
                continue
            }
            let name = word[..<separator].lowercased()
            if let field = known.first(where: { $0.name.rawValue == name }) {
                // Of two values the first would be lost.
                let isAgain = !field.isMap && fields.contains { $0.0.name == field.name }
                try ItemRules.refuse(isAgain ? .saidAgain(field.name) : nil)
                fields.append((field, String(word[word.index(after: separator)...])))
            } else if !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "-" }) {
                let names = known.map(\.name.rawValue).joined(separator: ", ")
                let isText = known.contains { $0.name == .text }
                let other =
                    name == "tier"
                    ? " A tier is set with `kith tier NAME close`."
                    : isText ? " If it is what you have to say: text=\"\(word)\"." : ""
                throw CommandError(
                    exit: .usage,
                    sentence: "There is no field `\(name)` here; there are \(names).\(other)")
            } else {
                plain.append(word)
            }
        }
        text = plain.joined(separator: " ")
        self.fields = fields
    }
    /// The title that the words without a field make.
    ///
    /// - Returns: Nil without any.
    /// - Throws: ``CommandError`` when a field says the title too.
    func title(of schema: ItemSchema) throws -> String? {
        guard !text.isEmpty else { return nil }
        let isTwice = fields.contains { $0.field.name == schema.title }
        try ItemRules.refuse(isTwice ? .saidTwice(text, schema.title) : nil)
        return text
    }
}
