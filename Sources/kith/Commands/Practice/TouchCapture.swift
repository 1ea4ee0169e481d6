import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Looks up whom the words of `kith touch` name, and writes down what they say (``TouchWords``).
struct TouchCapture {
    private var said: TouchWords

    /// Reads the words.
    ///
    /// - Throws: ``CommandError`` for a word that is nobody's name and nothing else.
    init(_ words: [String], _ replica: Replica) throws {
        let schema = try ItemCompletion.schema("touch")
        let today = LocalTime.today
        said = TouchWords(schema, today: today)
        var rest = TouchWords.together(words, today: today)[...]
        while let word = rest.popFirst() {
            switch said.take(word) {
            case .nothing: break
            case .field:
                let read = try ItemWords([word], fields: schema.fields)
                for (field, text) in read.fields { said.take(field, text) }
                // An address or a sum has the sign, too.
                if !read.text.isEmpty { said.takeText(read.text) }
            case .option:
                throw CommandError(
                    exit: .usage,
                    sentence:
                        "“\(word)” is no option of kith touch; `kith touch --help` shows them.")
            case .name:
                let count = try replica.wordsOfName([word] + rest)
                try takeName(
                    ([word] + rest.prefix(count - 1)).joined(separator: " "), replica)
                rest.removeFirst(count - 1)
            case .weekday: try takeWeekday(word, replica)
            case .unclear(let days): try ItemRules.refuse(.unclearDay(word, days))
            case .noLength: try ItemRules.refuse(.noLength(word))
            }
        }
        try ItemRules.refuse(said.fault)
        guard !said.people.isEmpty else {
            let unknown = said.text.first.map { "Nobody matches “\($0)”. " } ?? ""
            throw CommandError(
                exit: .usage, sentence: "\(unknown)Say with whom: kith touch NAME coffee.")
        }
    }

    /// - Throws: ``KithExit/nothingFound`` after listing several people, whose name it is.
    private mutating func takeName(_ word: String, _ replica: Replica) throws {
        guard PeopleQuery.saved(word) == nil else {
            for person in try replica.people(named: [word]) { said.take(person.id) }
            return
        }
        let found = try Self.people(replica.lookUp(word))
        try take(word, as: said.sense(of: word, couldBe: found.map(Self.bearer)), found, replica)
    }

    /// Takes a weekday, which may be a name.
    ///
    /// - Throws: ``CommandError`` when it is both.
    private mutating func takeWeekday(_ word: String, _ replica: Replica) throws {
        let found = try Self.people(replica.lookUp(word))
        let sense = said.sense(ofWeekday: word, couldBe: found.map(Self.bearer))
        try take(word, as: sense, found, replica)
    }

    private mutating func take(
        _ word: String, as sense: TouchWords.Sense, _ found: [PersonSummary], _ replica: Replica
    ) throws {
        switch sense {
        case .day: said.takeDay(word)
        case .dayOrName: try ItemRules.refuse(.dayOrName(word))
        case .person: for person in found { said.take(person.id) }
        case .several: said.take(try replica.person(word).id)
        case .text:
            // The whole name of somebody in the trash, where names are said, was not meant as words.
            if said.type.isEmpty, found.isEmpty,
                case .one(let person) = try replica.lookUp(word, trashed: true),
                FoldedText.words(person.name) == FoldedText.words(word)
            {
                _ = try replica.person(word)
            }
            said.takeText(word)
        case .nobody:
            throw CommandError(
                exit: .nothingFound,
                sentence: """
                    Nobody matches “\(word)”.\(Self.hint(at: word)) If it is what you did, say one of \
                    \(ItemCatalogue.touchTypes.joined(separator: ", ")); what it was about goes \
                    in quotes.
                    """)
        }
    }

    private static func hint(at word: String) -> String {
        DaySlip(in: word, today: LocalTime.today).map { " If it is a day, write \($0.meant)." }
            ?? ""
    }

    /// A slip of a day among what it was about; nil without any, and when the day is said.
    var daySlip: DaySlip? {
        let slip = DaySlip(in: said.text.joined(separator: " "), today: LocalTime.today)
        let hasDay = said.fields.contains { $0.field.name == .at }
        return slip.flatMap { hasDay && !$0.isTime ? nil : $0 }
    }

    private static func bearer(_ person: PersonSummary) -> TouchWords.Bearer {
        TouchWords.Bearer(name: person.name, isOrganisation: person.kind == .organisation)
    }

    private static func people(_ found: PersonLookUp) -> [PersonSummary] {
        switch found {
        case .none: []
        case .one(let person): [person]
        case .several(let people): people
        }
    }

    /// The drafts to write: the touch, then what came of it.
    ///
    /// - Throws: ``CommandError`` for a value that its field does not take, ``ReplicaError``.
    func drafts(_ replica: Replica) throws -> [ItemDraft] {
        let reader = ItemValueReader(replica: replica)
        let at = try instant(reader)
        try ItemRules.checkHasBeen(at)
        var draft = ItemDraft(id: try identity(at, replica), kind: .touch)
        for person in said.people { draft.insert(.with, person) }
        draft.set(.at, instant: at)
        draft.set(.type, text: said.type.isEmpty ? "other" : said.type)
        for (field, text) in said.fields where field.name != .at {
            try draft.take(field, text, reader)
        }
        if !said.text.isEmpty {
            let text = said.text.joined(separator: " ")
            // Also when the field is empty: it would take away what the words say.
            let isTwice = said.fields.contains { $0.field.name == .text }
            try ItemRules.refuse(isTwice ? .saidTwice(text, .text) : nil)
            draft.set(.text, text: text)
        }
        let time = FurtherItem.Time(
            milliseconds: at, day: LocalTime.day(of: at), today: LocalTime.today)
        return try [draft]
            + said.further.flatMap { item in
                try said.people.map { person in
                    let id = replica.derivedID(
                        item.kind.rawValue, person.description, item.text, time.day.description)
                    return item.draft(id, of: person, time, after: try replica.item(id))
                }
            } + followUps(after: draft, replica)
    }

    /// The follow-ups with everybody of a touch at a gathering that is over, unless they were
    /// named, or are written down.
    private func followUps(after touch: ItemDraft, _ replica: Replica) throws -> [ItemDraft] {
        let named = touch.edits.first { $0.cell.field == .event }.flatMap {
            EntityID(bytes: $0.value)
        }
        let today = LocalTime.today
        guard !said.further.contains(where: { $0.kind == .followup }),
            let event = try named.flatMap({ try replica.item($0) }),
            EventFollowUp.isMissed(after: event, today: today)
        else { return [] }
        return try said.people.compactMap { person in
            let followUp = EventFollowUp(
                with: person, after: event, today: today, identify: replica.derivedID(from:))
            let isNew = try replica.item(followUp.id) == nil
            return try isNew && replica.mayBeFollowedUp(person)
                ? followUp.draft(said.text.joined(separator: " ")) : nil
        }
    }

    /// When it was: of days and of times the last that was said, each by itself.
    ///
    /// - Throws: ``CommandError`` for what is neither.
    private func instant(_ reader: ItemValueReader) throws -> UInt64 {
        var (day, minute): (CivilDay?, Int?) = (nil, nil)
        for (field, text) in said.fields where field.name == .at && !text.isEmpty {
            // Refuses what cannot be read, or leaves a choice.
            _ = try reader.value(text, for: field)
            let moment = SpokenMoment(ofPast: text, today: LocalTime.today)
            if case .day(let said) = moment?.day { day = said }
            minute = moment?.minute ?? minute
        }
        return LocalTime.instant(day: day, minute: minute) ?? LocalTime.now
    }

    private func identity(_ at: UInt64, _ replica: Replica) throws -> EntityID {
        let (people, type) = (said.people, said.type)
        guard let first = people.first else { return replica.newItemID() }
        let day = LocalTime.day(of: at)
        var count = try replica.touches(with: first, around: at).filter { item in
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
}
