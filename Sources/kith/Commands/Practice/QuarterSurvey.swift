import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Asks, once a quarter, how good the exchange is with everybody in focus.
struct QuarterSurvey {
    private let people: [(id: EntityID, name: String)]
    private static let fields: [FieldName] = [.insight, .support, .mutual]

    init(_ book: PracticeBook) {
        people = SurveyQueue.people(in: book)
    }

    /// Those who are to be asked about, for programs.
    var members: [(key: String, value: JSONValue)] {
        [
            ("not_rated", .texts(people.map(\.name))), ("not_rated_ids", .ids(people.map(\.id))),
        ]
    }

    /// Names those who are to be asked about.
    func tell() {
        guard !people.isEmpty else { return }
        let names = people.map { TerminalText.visible($0.name) }.joined(separator: ", ")
        Terminal.tell("  not rated this quarter: \(names)\n")
    }

    /// Asks about each: three figures from 0 to 5; an empty answer skips somebody.
    func ask(_ replica: Replica) -> [ItemDraft] {
        guard !people.isEmpty else { return [] }
        Terminal.ask(
            "\nInsight, support, mutual gain: three figures from 0 to 5, such as 4 3 5.\n")
        var drafts: [ItemDraft] = []
        for person in people {
            Terminal.ask("\(TerminalText.visible(person.name))> ")
            guard let answer = readLine() else { break }
            let figures = answer.compactMap(\.wholeNumberValue)
            guard figures.count == Self.fields.count, figures.allSatisfy((0...5).contains) else {
                if !answer.allSatisfy(\.isWhitespace) { Terminal.ask("skipped\n") }
                continue
            }
            var draft = ItemDraft(
                id: replica.newItemID(), kind: .rating)
            draft.set(.person, entity: person.id)
            draft.set(.at, instant: LocalTime.now)
            for (field, figure) in zip(Self.fields, figures) {
                draft.set(field, text: String(figure))
            }
            drafts.append(draft)
        }
        return drafts
    }
}
