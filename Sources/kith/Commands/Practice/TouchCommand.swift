import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith touch`.
struct TouchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "touch",
        abstract: "Write down that you were in touch with somebody. Private.",
        discussion: """
            Names come first, or @name of a saved search; a word such as coffee, call or lunch says what it was, 40m or 1h how \
            long, yesterday, -3d or 14:30 when, '#topic' what about, a text in quotes the rest. \
            After the word of what it was only a whole name is a person; text=… is never one. \
            field=value says more: on, \
            direction, channel, depth, useful, energy, gave, got, learned, goal, area, event, \
            response. promised, needs and followup make a promise, a need or a follow-up of it.

            Examples:
              kith touch bob carol coffee 40m "talked about the harbour"
              kith touch ada call yesterday gave="the contact of Lind" promised="the draft"
              kith touch ada mail direction=out response=none
              kith touch @choir event yesterday "the concert"
            """)

    // A day may begin with a minus; what is meant as an option is refused by `TouchCapture`.
    @Argument(
        parsing: .allUnrecognized, help: "People, then what it was.",
        completion: PeopleCompletion.names)
    var words: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, capture) = try Replica.writing { try TouchCapture(words, $0) }
        let drafts = try capture.drafts(replica)
        try replica.write("touch", drafts)
        guard let item = try drafts.first.flatMap({ try replica.item($0.id) }) else { return }
        let made = try drafts.dropFirst().compactMap { try replica.item($0.id) }
        let names = try ItemText.names(in: [item] + made, replica)
        if output.json {
            JSONOutput.write([
                ("touch", ItemText.json(item, names)),
                ("made", .array(made.map { ItemText.json($0, names) })),
            ])
            return
        }
        Terminal.tell(ItemText.line(item, names) + "\n")
        for item in made {
            Terminal.tell("  \(item.kind.rawValue)  " + ItemText.line(item, names) + "\n")
        }
        for open in try Self.followUps(with: item, besides: Set(made.map(\.id)), replica) {
            Terminal.note(
                "You wanted to come back to “\(open.text(.text))”: kith done "
                    + "\(ItemText.shortID(open.id)), if that was it.")
        }
        if let same = try Self.twin(of: item, replica) {
            Terminal.note(
                "The same was written down before (\(ItemText.shortID(same.id))); if it is one and "
                    + "the same, `kith undo` takes this one back.")
        }
    }

    /// What was to be come back to with those a touch is with, when it may be done by it: a touch of
    /// today or yesterday that counts (practice S3-10).
    private static func followUps(
        with item: Item, besides made: Set<EntityID>, _ replica: Replica
    ) throws -> [Item] {
        let day = LocalTime.day(of: item.instant(.at) ?? 0)
        guard Touch(item).isReal, LocalTime.today.days(since: day) <= 1 else { return [] }
        let kind = EntityKind.followup
        return try item.entities(.with).flatMap { person in
            try replica.items(naming: person, of: kind).filter {
                $0.entity(.person) == person && !ItemRules.isOver($0) && !made.contains($0.id)
            }
        }
    }

    /// Another touch of that day that says the very same of the same people; nil without one.
    private static func twin(of item: Item, _ replica: Replica) throws -> Item? {
        let at = item.instant(.at) ?? 0
        guard let first = item.entities(.with).first else { return nil }
        return try replica.touches(with: first, around: at).first { other in
            other.id != item.id
                && LocalTime.day(of: other.instant(.at) ?? 0) == LocalTime.day(of: at)
                && [FieldName.type, .text, .topic, .minutes, .direction].allSatisfy {
                    other.text($0) == item.text($0)
                } && Set(other.entities(.with)) == Set(item.entities(.with))
        }
    }
}

/// What the words of `kith touch` say.
struct TouchCapture {
    private var people: [EntityID] = []
    private var type = ""
    private var text: [String] = []
    private var fields: [(field: ItemField, text: String)] = []
    private var made: [(kind: EntityKind, text: String, type: String?)] = []

    /// What `kith touch` makes items of, beside the touch.
    private static let further: [String: EntityKind] = [
        "promised": .promise, "needs": .need, "working-on": .need, "challenge": .need,
        "followup": .followup,
    ]

    /// What the two questions of practice S3-13 are answered with.
    private static let needTypes = ["working-on": "project", "challenge": "pain"]

    /// Reads the words.
    ///
    /// - Throws: ``CommandError`` for a word that is nobody's name and nothing else.
    init(_ words: [String], _ replica: Replica) throws {
        let schema = try ItemCompletion.schema("touch")
        for word in words { try take(word, schema, replica) }
        guard !people.isEmpty else {
            throw CommandError(exit: .usage, sentence: "Say with whom: kith touch NAME coffee.")
        }
        var seen: Set<EntityID> = []
        people = people.filter { seen.insert($0).inserted }
    }

    private mutating func take(
        _ word: String, _ schema: ItemSchema, _ replica: Replica
    ) throws {
        if word.contains("="),
            !word.contains(" ")
                || word.prefix(while: { $0 != "=" }).allSatisfy({ $0.isLetter || $0 == "-" })
        {
            try takeField(word, schema)
        } else if let minutes = Self.minutes(word), let field = schema.field(.minutes) {
            fields.append((field, String(minutes)))
        } else if word.hasPrefix("#"), let field = schema.field(.topic) {
            fields.append((field, String(word.dropFirst())))
        } else if type.isEmpty, let known = Self.type(word) {
            type = known
        } else if Self.isDay(word), let field = schema.field(.at) {
            fields.append((field, word))
        } else if word.hasPrefix("-"), word != "--" {
            throw CommandError(
                exit: .usage,
                sentence: "“\(word)” is no option of kith touch; `kith touch --help` shows them.")
        } else if PeopleQuery.saved(word) != nil {
            people += try replica.people(named: [word]).map(\.id)
        } else if let person = try person(word, replica) {
            people.append(person)
        } else if word.contains(" ") || isComplete {
            text.append(word)
        } else if case .none = try replica.lookUp(word) {
            throw CommandError(
                exit: .nothingFound,
                sentence: """
                    Nobody matches “\(word)”. If it is what you did, say one of \
                    \(ItemCatalogue.touchTypes.joined(separator: ", ")); what it was about goes \
                    in quotes.
                    """)
        } else {
            people.append(try replica.person(word).id)
        }
    }

    /// Whether it is said with whom and what: what follows is most likely what it was about.
    private var isComplete: Bool { !people.isEmpty && !type.isEmpty }

    /// Whom a word names; nil when it is nobody, or more likely a text.
    ///
    /// - Throws: ``KithExit/nothingFound`` after listing several people, whose name it is in full.
    private func person(_ word: String, _ replica: Replica) throws -> EntityID? {
        switch try replica.lookUp(word) {
        case .one(let person):
            return !isComplete || Self.names(word, person) ? person.id : nil
        case .several(let people) where isComplete && !word.contains(" "):
            return people.contains { Self.names(word, $0) } ? try replica.person(word).id : nil
        default: return nil
        }
    }

    /// Whether a text is all of a name, a whole part of a person's name, an address or a number, and
    /// not a beginning: “harbour” is what it was about, and not Harbour Works.
    private static func names(_ text: String, _ person: PersonSummary) -> Bool {
        let words = FoldedText.words(text)
        if person.kind == .organisation { return words == FoldedText.words(person.name) }
        return text.contains("@") || text.contains { $0.isNumber }
            || Set(words).isSubset(of: FoldedText.words(person.name))
    }

    /// What sort of touch a word names.
    private static func type(_ word: String) -> String? {
        let word = word.lowercased()
        return ItemCatalogue.touchTypes.contains(word) ? word : ItemCatalogue.touchSynonyms[word]
    }

    /// Whether a word by itself says when it was: a day that has been, not a weekday, which may be
    /// somebody's name.
    private static func isDay(_ word: String) -> Bool {
        // A day to come is refused as one, not taken for what it was about.
        if ["today", "yesterday", "tomorrow"].contains(word.lowercased()) { return true }
        if LocalTime.stamp(word) != nil { return true }
        return word.first == "-" ? DaySpan(word) != nil : CivilDay(word) != nil
    }

    private mutating func takeField(_ word: String, _ schema: ItemSchema) throws {
        let name = word.prefix { $0 != "=" }.lowercased()
        let value = String(word.drop { $0 != "=" }.dropFirst())
        if let kind = Self.further[name] {
            made.append((kind, value, Self.needTypes[name]))
        } else if name == "on", let field = schema.field(.at) {
            fields.append((field, value))
        } else {
            fields += try ItemWords([word], fields: schema.fields).fields
        }
    }

    /// `40m`, `1h`, `1h30`, `1h30m`; nil for anything else.
    private static func minutes(_ word: String) -> Int? {
        let lower = word.lowercased()
        if lower.hasSuffix("m"), let minutes = Int(lower.dropLast()), (0...6_000).contains(minutes)
        {
            return minutes
        }
        let parts = (lower.hasSuffix("m") ? lower.dropLast() : lower[...])
            .split(separator: "h", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), (0...99).contains(hours) else {
            return nil
        }
        if parts[1].isEmpty { return hours * 60 }
        guard let rest = Int(parts[1]), (0..<60).contains(rest) else { return nil }
        return hours * 60 + rest
    }

    /// What is to be written: the touch, then what came of it.
    ///
    /// - Throws: ``CommandError`` for a value that its field does not take, ``ReplicaError``.
    func drafts(_ replica: Replica) throws -> [ItemDraft] {
        let reader = ItemValueReader(replica: replica)
        let given = fields.last { $0.field.name == .at }
        let at =
            try given.map { try reader.value($0.text, for: $0.field) }
            .flatMap { FieldValue.instant($0) } ?? LocalTime.now
        try ItemRules.checkHasBeen(at)
        var draft = ItemDraft(id: try identity(at, replica), kind: .touch)
        for person in people { draft.insert(.with, person) }
        draft.set(.at, instant: at)
        draft.set(.type, text: type.isEmpty ? "other" : type)
        for (field, text) in fields where field.name != .at {
            try draft.take(field, text, reader)
        }
        if !text.isEmpty { draft.set(.text, text: text.joined(separator: " ")) }
        return try [draft]
            + made.flatMap { part in
                try people.map { person in
                    var draft = try further(part.kind, part.text, person, at, replica)
                    if let type = part.type { draft.set(.type, text: type) }
                    return draft
                }
            }
    }

    private func identity(_ at: UInt64, _ replica: Replica) throws -> EntityID {
        let day = LocalTime.day(of: at)
        var count = try replica.touches(with: people[0], around: at).filter { item in
            LocalTime.day(of: item.instant(.at) ?? 0) == day && item.text(.type) == type
                && Set(item.entities(.with)) == Set(people)
        }.count
        func identity() -> EntityID {
            replica.touchIdentity(with: people, on: day, type: type, count: count)
        }
        // Another one may have the id of this: one was dropped since, or moved to another day.
        while try replica.isKnown(identity()) { count += 1 }
        return identity()
    }

    private func further(
        _ kind: EntityKind, _ text: String, _ person: EntityID, _ at: UInt64, _ replica: Replica
    ) throws -> ItemDraft {
        var draft = ItemDraft(
            id: replica.derivedID(kind.rawValue, person.description, text, touchDay(at)),
            kind: kind)
        draft.set(.text, text: text)
        draft.set(.person, entity: person)
        // Said again of what was done or kept: it is open again.
        if let before = try replica.item(draft.id), !before.text(.status).isEmpty {
            draft.set(.status, text: "open")
        }
        switch kind {
        case .promise: draft.set(.by, text: LocalTime.today.adding(days: 7).description)
        case .followup: draft.set(.by, text: followUpDay(at).description)
        default: draft.set(.at, instant: at)
        }
        return draft
    }

    /// So many days from the talk, and none that is over (practice S3-10).
    private func followUpDay(_ at: UInt64) -> CivilDay {
        max(LocalTime.day(of: at).adding(days: EventReturn.followUpDays), LocalTime.today)
    }

    private func touchDay(_ at: UInt64) -> String { LocalTime.day(of: at).description }
}
