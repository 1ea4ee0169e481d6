package import ChangeLog
package import ContactModel

/// The reading of a touch's words, one after another: with whom, what it was, how long, when, about
/// what, and what came of it.
///
/// Of itself it knows everything but names: those are looked up by whoever takes the words, and
/// ``sense(of:couldBe:)`` tells what to make of what was found.
package struct TouchWords: Sendable {
    /// Each once, in the order in which they were said.
    package private(set) var people: [EntityID] = []
    /// One of ``ItemCatalogue/touchTypes``; empty when no word says it.
    package private(set) var type = ""
    /// The subject, in the words that are nothing else.
    package private(set) var text: [String] = []
    /// In the order said; of days and lengths of time that come again the last counts.
    package private(set) var fields: [(field: ItemField, text: String)] = []
    /// The items made beside the touch, for everybody it was with.
    package private(set) var further: [FurtherItem] = []
    /// The kind of an item that was asked for without a word.
    private var empty: String?
    private let schema: ItemSchema
    let today: CivilDay
    private var known: Set<EntityID> = []

    /// The work left to do about a word that was taken.
    package enum Rest: Hashable, Sendable {
        case nothing
        /// It reads `field=value`, to be handed to ``take(_:_:)``.
        case field
        /// It looks like an option, and there is none of that name.
        case option
        /// It may be a name, else what it was about (``sense(of:couldBe:)``).
        case name
        /// It may be a name, else the day (``sense(ofWeekday:couldBe:)``).
        case weekday
        /// It looks like a day or a time, and does not say which: those it could be.
        case unclear([CivilDay])
        /// It looks like a length of time, and is none.
        case noLength
    }

    /// Begins with nothing said.
    ///
    /// - Parameters:
    ///   - schema: Of the kind `touch`.
    ///   - today: The day that words such as “yesterday” count from.
    package init(_ schema: ItemSchema, today: CivilDay) {
        self.schema = schema
        self.today = today
    }

    /// Takes a word, or several that say one thing together (``together(_:today:)``).
    ///
    /// - Returns: What it leaves to do.
    package mutating func take(_ word: String) -> Rest {
        if Self.isField(word) {
            let name = word.prefix { $0 != "=" }.lowercased()
            let value = String(word.drop { $0 != "=" }.dropFirst())
            if let item = FurtherItem(name, value) {
                further.append(item)
                if value.trimmed.isEmpty { empty = name }
            } else if name == "on", let field = schema.field(.at) {
                fields.append((field, value))
            } else {
                return .field
            }
        } else if let span = MinuteSpan(word), let field = schema.field(.minutes) {
            fields.append((field, String(span.minutes)))
        } else if word.hasPrefix("#"), let field = schema.field(.topic) {
            fields.append((field, String(word.dropFirst())))
        } else if type.isEmpty, let known = Self.type(word) {
            type = known
        } else if let known = Self.type(word), known != type, takeSecond(known) {
            return .nothing
        } else if SpokenDay.isWeekday(word) {
            return .weekday
        } else if let unclear = unclearDays(word) {
            return .unclear(unclear)
        } else if SpokenMoment(ofPast: word, today: today) != nil {
            takeDay(word)
        } else if MinuteSpan.isImpossible(word) {
            return .noLength
        } else {
            return word.hasPrefix("-") && word != "--" ? .option : .name
        }
        return .nothing
    }

    /// Why what was said cannot be written down as it is; nil when it can.
    package var fault: ItemFault? {
        if let empty { return .emptyFurther(empty) }
        var said: Set<FieldName> = []
        for (field, _) in fields where field.type == .text {
            guard said.insert(field.name).inserted else { return .saidAgain(field.name) }
        }
        return nil
    }

    /// Takes a field and what is said of it.
    package mutating func take(_ field: ItemField, _ text: String) { fields.append((field, text)) }

    /// Takes somebody, once.
    package mutating func take(_ person: EntityID) {
        if known.insert(person).inserted { people.append(person) }
    }

    /// Takes when it was.
    package mutating func takeDay(_ word: String) {
        guard let field = schema.field(.at) else { return }
        fields.append((field, word))
    }

    /// Takes what it was about.
    package mutating func takeText(_ word: String) { text.append(word) }

    /// Takes a second word of what it was, where one says why and the other how: thanks by message.
    ///
    /// - Returns: Whether both are kept.
    private mutating func takeSecond(_ second: String) -> Bool {
        let both = [type, second]
        guard let aim = both.first(where: Self.aims.contains),
            let way = both.first(where: Self.ways.contains), let field = schema.field(.channel)
        else { return false }
        type = aim
        if !fields.contains(where: { $0.field.name == .channel }) { fields.append((field, way)) }
        return true
    }

    /// The types that say why one wrote.
    private static let aims: Set<String> = ["thanks", "hello"]
    /// The types that say how; a talk or a visit is more than its aim.
    private static let ways: Set<String> = ["mail", "message", "letter"]

    private static func isField(_ word: String) -> Bool {
        word.contains("=")
            && (!word.contains(" ")
                || word.prefix(while: { $0 != "=" }).allSatisfy { $0.isLetter || $0 == "-" })
    }

    /// The type of touch that a word names.
    private static func type(_ word: String) -> String? {
        let word = word.lowercased()
        return ItemCatalogue.touchTypes.contains(word) ? word : ItemCatalogue.touchSynonyms[word]
    }
}
