package import ChangeLog
import ContactModel

/// What to ask somebody, in a few open questions (practice S3-13, S0-20).
package struct OpenQuestions: Hashable, Sendable {
    /// At most three, the nearest to the person first.
    package let questions: [String]

    /// "Three open questions" (practice S1-37, S3-13): as many as one remembers on the way.
    private static let maximumCount = 3

    /// Asks about a need that is open, then what fits what the person is to me, then in general.
    package init(for person: EntityID, in book: PracticeBook) {
        let needs = book.open(.need).filter { $0.entity(.person) == person }
        let relation = book.people[person]?.overlay.text(.relation).lowercased() ?? ""
        let all =
            needs.prefix(1).map { "How is it going with \($0.text(.text))?" }
            + (Self.byRelation[relation] ?? [])
            + Self.usual.filter { question in
                !needs.contains { Self.answered[$0.text(.type)] == question }
            }
        questions = Array(all.prefix(Self.maximumCount))
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
        "How are you, really?", "What shall we do together next?",
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
        "partner": near, "friend": near, "family": near,
        "client": ["What would make this easier for you?", "What will you need next?"],
    ]
}
