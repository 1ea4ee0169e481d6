package import ChangeLog
import ContactModel

/// How somebody is reached best, learnt from what was answered (practice S3-17).
package struct ChannelHabit: Hashable, Sendable {
    /// One way to reach somebody.
    package struct Channel: Hashable, Sendable {
        package let name: String
        /// How often it was answered, or the person chose it.
        package let answered: Int
        package let unanswered: Int

        /// The chance that it is answered, by the rule of succession: (a + 1) / (n + 2).
        ///
        /// One answer is no certainty (P.-S. Laplace, 1774).
        var chance: Double { Double(answered + 1) / Double(answered + unanswered + 2) }
    }

    /// The best one first.
    package let channels: [Channel]
    /// What I said myself, which wins; empty without.
    package let said: String

    /// Reads the touches with somebody.
    package init(of person: EntityID, in book: PracticeBook) {
        said = book.people[person]?.overlay.text("channel") ?? ""
        var counts: [String: (answered: Int, unanswered: Int)] = [:]
        for touch in book.touches(with: person) {
            guard let name = Self.name(touch) else { continue }
            if touch.isUnanswered {
                counts[name, default: (0, 0)].unanswered += 1
            } else if touch.item.text("response") == "answered"
                || touch.item.text("direction") == "in"
            {
                counts[name, default: (0, 0)].answered += 1
            }
        }
        channels = counts.map {
            Channel(name: $0.key, answered: $0.value.answered, unanswered: $0.value.unanswered)
        }.sorted { ($1.chance, $0.name) < ($0.chance, $1.name) }
    }

    /// A line each, the best way first; empty when nothing is known.
    package var sentences: [String] {
        let learnt = channels.map { channel in
            let all = channel.answered + channel.unanswered
            return "\(channel.name): \(channel.answered) of \(all) answered or begun by them"
        }
        return (said.isEmpty ? [] : ["\(said), as you said"]) + learnt
    }

    /// As it was written down, else what its type says.
    private static func name(_ touch: Touch) -> String? {
        let written = touch.item.text("channel").lowercased()
        guard written.isEmpty else { return written }
        return ["call": "phone", "coffee": "in person", "meal": "in person", "visit": "in person"][
            touch.type]
            ?? (["mail", "letter", "message", "video"].contains(touch.type) ? touch.type : nil)
    }
}
