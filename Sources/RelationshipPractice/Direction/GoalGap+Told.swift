import ChangeLog
import ContactModel

/// Who knows of a goal: "update them on your professional goals" (practice S4-19).
extension GoalGap {
    /// Who was told of a goal, by name, each with the last answer.
    static func told(of goal: EntityID, in book: PracticeBook) -> [Told] {
        var answers: [EntityID: String] = [:]
        for item in book.items(.told) where item.entity(.goal) == goal {
            guard let person = item.entity(.person), !book.name(person).isEmpty else { continue }
            let answer = item.text(.text)
            answers[person] = answer.isEmpty ? answers[person] ?? "" : answer
        }
        return answers.map { Told(person: $0.key, name: book.name($0.key), answer: $0.value) }
            .sorted { ($0.name, $0.person) < ($1.name, $1.person) }
    }

    /// Who is near enough to be told of a goal.
    package static let toldTiers = Tier.allCases.filter { $0 >= .close }

    /// Who of the inner tiers has not heard of a goal; who stood up for it has.
    static func untold(
        of goal: EntityID, besides told: [Told], in book: PracticeBook
    ) -> [Connected] {
        let supporters = book.items(.support).filter { $0.entity(.goal) == goal }
            .compactMap { $0.entity(.person) }
        let knowing = Set(told.map(\.person) + supporters)
        return book.people.values.filter { facts in
            facts.tier.map(toldTiers.contains) ?? false && !knowing.contains(facts.person)
                && !book.isUnproposed(facts.person)
        }.map { Connected(person: $0.person, name: $0.name) }
            .sorted { ($0.name, $0.person) < ($1.name, $1.person) }
    }
}
