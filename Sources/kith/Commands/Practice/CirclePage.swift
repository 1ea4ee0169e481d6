import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Whom somebody knows: by what was written down, then by cards alone, then by what they did together.
struct CirclePage {
    private struct Row {
        let id: EntityID
        let name: String
        let strength: Int
        let isKnown: Bool
        let hasDied: Bool
        let source: Source
        /// The evidence, where it is known already.
        let words: String
    }

    private enum Source: String {
        /// A relation or an introduction.
        case written
        case card
        /// An alliance, a touch in small company, or met-via.
        case together
    }

    private let person: EntityID
    private let rows: [Row]
    /// What cards say of people that could be several.
    private let unclear: [String]

    /// Reads whom somebody knows.
    ///
    /// - Throws: ``ReplicaError``.
    init(of person: EntityID, _ replica: Replica) throws {
        self.person = person
        unclear = try replica.cardRelations(of: person).map(\.sentence).filter { !$0.isEmpty }
        let said = try replica.circle(of: person, on: LocalTime.today).map {
            Row(
                id: $0.id, name: $0.name, strength: $0.strength, isKnown: $0.isKnown,
                hasDied: $0.hasDied, source: $0.isFromCard ? .card : .written, words: "")
        }
        rows = try said + Self.together(person, replica, besides: Set(said.map(\.id)))
    }

    private static func together(
        _ person: EntityID, _ replica: Replica, besides said: Set<EntityID>
    ) throws -> [Row] {
        let brought = try replica.people(
            metThrough: replica.details(of: person)?.cardIDs ?? [person])
        let book = try PracticeBook.read(replica, about: [person], and: brought)
        let others = PeopleWeb(book).neighbours(of: person).filter { !said.contains($0.person) }
        let names = try replica.names(of: others.map(\.person))
        return others.compactMap { other in
            names[other.person].map {
                Row(
                    id: other.person, name: $0, strength: other.strength, isKnown: other.isKnown,
                    hasDied: book.people[other.person]?.died != nil, source: .together,
                    words: other.words)
            }
        }
    }

    /// For programs.
    var json: [(String, JSONValue)] {
        let people = rows.map { row in
            JSONValue.object([
                ("id", .text(row.id.description)), ("name", .text(row.name)),
                ("strength", .integer(Int64(row.strength))), ("known", .bool(row.isKnown)),
                ("died", .bool(row.hasDied)), ("source", .text(row.source.rawValue)),
            ])
        }
        return [("circle", .array(people)), ("unclear", .texts(unclear))]
    }

    /// Writes it for people.
    ///
    /// - Throws: ``ReplicaError``.
    func tell(why: Bool, _ replica: Replica) throws {
        guard !rows.isEmpty || !unclear.isEmpty else {
            Terminal.note("No relation of this person is written down: `kith new relation`.")
            return
        }
        var table = TextTable("id", "name", "tie", "you")
        for row in rows {
            let tie =
                switch row.source {
                case .written: "\(row.strength)"
                case .card: "\(row.strength) by the card"
                case .together: "\(row.strength) \(row.words)"
                }
            table.add(
                PeopleTable.shortID(row.id), row.name + (row.hasDied ? " (died)" : ""), tie,
                row.isKnown ? (row.hasDied ? "knew each other" : "know each other") : "")
        }
        Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
        for row in rows where why && row.source != .together {
            let words = try replica.tieWords(
                along: [person, row.id], on: LocalTime.today
            ).joined()
            Terminal.tell(Style.faint("  \(TerminalText.visible(words))") + "\n")
        }
        for sentence in unclear { Terminal.note(sentence) }
    }
}
