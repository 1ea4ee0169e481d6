package import ChangeLog
import ContactModel

/// A few open questions for somebody (practice S3-13, S0-20).
package struct OpenQuestions: Hashable, Sendable {
    /// At most three, the nearest to the person first.
    package let questions: [String]

    /// "Three open questions" (practice S1-37, S3-13): as many as one remembers on the way.
    private static let maximumCount = 3

    /// Asks about a need that is open, then what fits what the person is to me, then in general.
    package init(for person: EntityID, in book: PracticeBook) {
        let needs = book.open(.need).filter { $0.entity(.person) == person }
        let relation = book.people[person]?.overlay.text(.relation).lowercased() ?? ""
        let usual = Self.usual.filter { question in
            !needs.contains { Self.answered[$0.text(.type)] == question }
        }
        let isNear = book.people[person]?.isNear ?? false
        let all =
            needs.prefix(1).map { Self.question(about: $0.text(.text)) }
            + (isNear ? Self.near : (Self.byRelation[relation] ?? []) + usual)
        questions = Array(all.prefix(Self.maximumCount))
    }

    /// Asks about what somebody said that they need or do, in their words, whatever part of speech
    /// they begin with.
    package static func question(about need: String) -> String {
        "How is it going with “\(need)”?"
    }

    private static let usual = [
        "What are you working on?", "What is hard about it?", "Whom would you like to meet?",
    ]

    /// Which usual question a need of a type has answered.
    private static let answered = [
        "project": "What are you working on?", "pain": "What is hard about it?",
    ]

    private static let leading = [
        "What stands in your way?", "What would you like to do more of?",
    ]
    private static let near = [
        "How are you, really?", "What made you glad lately?", "What shall we do together next?",
    ]

    private static let byRelation = [
        "manager": [
            "What matters most to you this quarter?", "What could I take off your hands?",
        ],
        "report": leading, "mentee": leading,
        "colleague": ["What could we do better together?", "What could I take off your hands?"],
        "mentor": [
            "What would you do in my place?", "What should I stop doing?",
        ],
        "client": ["What would make this easier for you?", "What will you need next?"],
    ]
}
