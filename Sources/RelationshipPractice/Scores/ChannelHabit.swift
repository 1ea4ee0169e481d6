package import ChangeLog
import ContactModel

/// How and when somebody is reached best, learnt from what was answered (practice S3-17).
package struct ChannelHabit: Hashable, Sendable {
    /// One way to reach somebody, or one part of the day.
    package struct Share: Hashable, Sendable {
        package let name: String
        /// How often it was answered, or the person chose it.
        package let answered: Int
        package let unanswered: Int

        /// The chance that it is answered, by the rule of succession: (a + 1) / (n + 2).
        ///
        /// One answer is no certainty (P.-S. Laplace, 1774).
        var chance: Double { Double(answered + 1) / Double(answered + unanswered + 2) }

        var sentence: String {
            "\(name): \(answered) of \(answered + unanswered) answered or begun by them"
        }
    }

    /// The best one first.
    package let channels: [Share]
    /// The parts of the day, the best one first; touches with a day alone say nothing of it.
    package let times: [Share]
    /// The channel I named myself, which wins; empty without.
    package let said: String

    /// Reads the touches with somebody.
    package init(of person: EntityID, in book: PracticeBook) {
        said = book.people[person]?.overlay.text(.channel) ?? ""
        let touches = book.touches(with: person)
        channels = Self.shares(touches, by: Self.channel)
        times = Self.shares(touches) { book.minuteOfDay(of: $0.milliseconds).map(Self.partOfDay) }
    }

    /// The one way that is best: what I said, else what was answered most; nil when nothing tells.
    package var best: String? {
        said.isEmpty ? channels.first { $0.answered > 0 }?.name : said
    }

    /// A line each, the best way first; empty when nothing is known to reach the person.
    package var sentences: [String] {
        (said.isEmpty ? [] : ["\(said), as you said"])
            + (channels + times).filter { $0.answered > 0 }.map(\.sentence)
    }

    /// Counts, by a name, what was answered or begun by the person, and what was not answered.
    private static func shares(_ touches: [Touch], by name: (Touch) -> String?) -> [Share] {
        var counts: [String: (answered: Int, unanswered: Int)] = [:]
        for touch in touches {
            guard let name = name(touch) else { continue }
            if touch.isUnanswered {
                counts[name, default: (0, 0)].unanswered += 1
            } else if touch.item.text(.response) == "answered"
                || touch.item.text(.direction) == "in"
            {
                counts[name, default: (0, 0)].answered += 1
            }
        }
        return counts.map {
            Share(name: $0.key, answered: $0.value.answered, unanswered: $0.value.unanswered)
        }.sorted { ($1.chance, $0.name) < ($0.chance, $1.name) }
    }

    /// As it was written down, else what its type says.
    private static func channel(_ touch: Touch) -> String? {
        let written = touch.item.text(.channel).lowercased()
        guard written.isEmpty else { return written }
        return ["call": "phone", "coffee": "in person", "meal": "in person", "visit": "in person"][
            touch.type]
            ?? (["mail", "letter", "message", "video"].contains(touch.type) ? touch.type : nil)
    }

    /// The hours of each part of the day; all others are the night.
    ///
    /// Our choice: as English speaks of them; S3-17 asks for the best way and gives no hours.
    private static let hoursByPart: [(hours: Range<Int>, name: String)] = [
        (5..<11, "in the morning"), (11..<14, "around noon"), (14..<18, "in the afternoon"),
        (18..<23, "in the evening"),
    ]

    private static func partOfDay(_ minute: Int) -> String {
        hoursByPart.first { $0.hours.contains(minute / 60) }?.name ?? "at night"
    }
}
