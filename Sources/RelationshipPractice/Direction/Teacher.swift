package import ChangeLog
import ContactModel

/// Somebody who knows more of a topic than I do (practice S0-18).
package struct Teacher: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    package let topic: String
    /// Whether the topic was named; else what was learned is its own.
    package let isNamed: Bool
    /// From 1 to 5; nil when it was not said.
    package let level: Int?
    /// My own level; 0 when I said nothing of the topic.
    package let mine: Int
    package let closeness: Int
    /// The lessons from the person, with the day, the latest first (practice S0-9, S1-19).
    package let learned: [String]
    /// A sentence each.
    package let reasons: [String]

    /// Who is above me or taught me something, the closest first within a topic; without a topic, in
    /// every one.
    package static func all(of topic: String? = nil, in book: PracticeBook) -> [Teacher] {
        let pages = BookByPerson(book)
        var own: [String: Int] = [:]
        for item in book.items(.me) {
            for (topic, level) in topics(item.text(.knows)) { own[fold(topic)] = level ?? 1 }
        }
        let wanted = topic.map(FoldedText.words)
        return book.people.values.filter { !book.isUnproposed($0.person) }
            .flatMap { facts -> [Teacher] in
                let lessons = Lesson.all(with: facts.person, pages)
                let closeness = pages.closeness(to: facts.person)
                let known = topics(facts.overlay.text(.knows))
                let names = Set(known.map { fold($0.topic) })
                var seen = names
                let more = lessons.filter { seen.insert(fold($0.topic)).inserted }
                    .map { (topic: $0.topic, level: Int?.none) }
                return (known + more).compactMap { topic, level in
                    let told = lessons.filter { fold($0.topic) == fold(topic) }
                    let words = FoldedText.words(
                        ([topic] + told.map(\.text)).joined(separator: " "))
                    let mine = own[fold(topic)] ?? 0
                    guard wanted?.allSatisfy(words.contains) ?? true,
                        !told.isEmpty || level ?? (mine == 0 ? 1 : 0) > mine
                    else { return nil }
                    return Teacher(
                        facts, topic,
                        isNamed: names.contains(fold(topic)) || told.contains(where: \.isNamed),
                        level, mine, closeness, told.map(\.line))
                }
            }.sorted {
                (fold($0.topic), $1.closeness, $0.name, $0.person)
                    < (fold($1.topic), $0.closeness, $1.name, $1.person)
            }
    }

    private init(
        _ facts: RhythmFacts, _ topic: String, isNamed: Bool, _ level: Int?, _ mine: Int,
        _ closeness: Closeness, _ learned: [String]
    ) {
        person = facts.person
        name = facts.name
        self.topic = topic
        self.isNamed = isNamed
        self.level = level
        self.mine = mine
        self.closeness = closeness.score
        self.learned = learned
        let theirs = level.map { "level \($0)" } ?? "level not said"
        reasons = [
            "\(theirs), yours \(mine == 0 ? "not said" : String(mine))",
            "closeness \(closeness.score): \(closeness.reasons.joined(separator: "; "))",
        ]
    }

    /// A lesson written down with a touch.
    private struct Lesson {
        /// The topic of the touch; without one what was learned is its own.
        let topic: String
        let isNamed: Bool
        let text: String
        let line: String

        /// Those with somebody, the latest first.
        static func all(with person: EntityID, _ pages: BookByPerson) -> [Lesson] {
            var seen: Set<String> = []
            return pages.touches(with: person).reversed().compactMap { touch in
                let text = touch.item.text(.learned)
                guard !text.isEmpty, seen.insert(text).inserted else { return nil }
                let topic = touch.item.text(.topic)
                return Lesson(
                    topic: topic.isEmpty ? text : topic, isNamed: !topic.isEmpty, text: text,
                    line: "\(text) (\(pages.book.day(of: touch.milliseconds)))")
            }
        }
    }

    /// The levels of knowledge (practice S0-18): our choice of steps, those of trust.
    static let levels = 1...5

    /// Reads `brewing=4, law`.
    static func topics(_ text: String) -> [(topic: String, level: Int?)] {
        text.split(separator: ",").compactMap { part in
            let sides = part.split(separator: "=", maxSplits: 1)
            let topic = String(sides.first ?? "").trimmed
            guard !topic.isEmpty else { return nil }
            return (topic, sides.count > 1 ? Int(String(sides[1]).trimmed) : nil)
        }
    }

    /// A topic as it is compared: without regard to case and marks.
    static func fold(_ topic: String) -> String {
        FoldedText.words(topic).joined(separator: " ")
    }
}
