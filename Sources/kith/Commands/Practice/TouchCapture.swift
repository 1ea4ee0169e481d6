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
        said = TouchWords(schema)
        for word in words {
            switch said.take(word) {
            case .nothing: break
            case .field:
                for (field, text) in try ItemWords([word], fields: schema.fields).fields {
                    said.take(field, text)
                }
            case .option:
                throw CommandError(
                    exit: .usage,
                    sentence:
                        "“\(word)” is no option of kith touch; `kith touch --help` shows them.")
            case .name: try takeName(word, replica)
            }
        }
        guard !said.people.isEmpty else {
            throw CommandError(exit: .usage, sentence: "Say with whom: kith touch NAME coffee.")
        }
    }

    /// - Throws: ``KithExit/nothingFound`` after listing several people, whose name it is.
    private mutating func takeName(_ word: String, _ replica: Replica) throws {
        guard PeopleQuery.saved(word) == nil else {
            for person in try replica.people(named: [word]) { said.take(person.id) }
            return
        }
        let found = try Self.people(replica.lookUp(word))
        let bearers = found.map { person in
            TouchWords.Bearer(name: person.name, isOrganisation: person.kind == .organisation)
        }
        switch said.sense(of: word, couldBe: bearers) {
        case .person: for person in found { said.take(person.id) }
        case .several: said.take(try replica.person(word).id)
        case .text: said.takeText(word)
        case .nobody:
            throw CommandError(
                exit: .nothingFound,
                sentence: """
                    Nobody matches “\(word)”. If it is what you did, say one of \
                    \(ItemCatalogue.touchTypes.joined(separator: ", ")); what it was about goes \
                    in quotes.
                    """)
        }
    }

    private static func people(_ found: PersonLookUp) -> [PersonSummary] {
        switch found {
        case .none: []
        case .one(let person): [person]
        case .several(let people): people
        }
    }

    /// What is to be written: the touch, then what came of it.
    ///
    /// - Throws: ``CommandError`` for a value that its field does not take, ``ReplicaError``.
    func drafts(_ replica: Replica) throws -> [ItemDraft] {
        let reader = ItemValueReader(replica: replica)
        let given = said.fields.last { $0.field.name == .at }
        let at =
            try given.map { try reader.value($0.text, for: $0.field) }
            .flatMap { FieldValue.instant($0) } ?? LocalTime.now
        try ItemRules.checkHasBeen(at)
        var draft = ItemDraft(id: try identity(at, replica), kind: .touch)
        for person in said.people { draft.insert(.with, person) }
        draft.set(.at, instant: at)
        draft.set(.type, text: said.type.isEmpty ? "other" : said.type)
        for (field, text) in said.fields where field.name != .at {
            try draft.take(field, text, reader)
        }
        if !said.text.isEmpty { draft.set(.text, text: said.text.joined(separator: " ")) }
        let time = FurtherItem.Time(
            milliseconds: at, day: LocalTime.day(of: at), today: LocalTime.today)
        return try [draft]
            + said.further.flatMap { item in
                try said.people.map { person in
                    let id = replica.derivedID(
                        item.kind.rawValue, person.description, item.text, time.day.description)
                    return item.draft(id, of: person, time, after: try replica.item(id))
                }
            }
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
