package import ChangeLog
package import ContactModel

/// Why something cannot be written down as it was said: what holds for items beyond the type of each
/// field.
package enum ItemFault: Error, Hashable, Sendable {
    /// Its last day is before its first.
    case endsBeforeItBegins(from: String, to: String)
    /// It ties somebody to themselves.
    case sameTwice
    /// A touch of a day to come.
    case isToCome(CivilDay)
    /// A touch of a time that today's clocks have not shown yet.
    case isLaterToday
    /// A word that looks like a day or a time, and the days it could be.
    case unclearDay(String, [CivilDay])
    /// A word that looks like a length of time and is none.
    case noLength(String)
    /// Words that are no field, and the field that says the same.
    case saidTwice(String, FieldName)
    /// A field of one text that is said several times, of which one would be kept.
    case saidAgain(FieldName)
    /// A promise, a need or a follow-up without a word of it.
    case emptyFurther(String)
    /// A weekday that is somebody's name.
    case dayOrName(String)
    /// No field of a card can have this name.
    case unusableName(String)
    case choiceWithoutWords
    /// A rule that speaks of nobody who could be meant.
    case unreadableScope
    case unreadableCadence
    /// A level of knowledge that is no number of the scale.
    case unreadableLevel(String)
    /// A part of the scores of a route.
    case unreadableScore(String)
    /// A target is active only with a why and an offer (practice S2-4, S2-5).
    case activeWithout(FieldName)
    /// An introduction is made once both have agreed, and one of them said no.
    case madeUnasked
    /// One of those to be brought together said no to me, or died: who it is, and why.
    case leftInPeace(String)
    /// A sign of standing that says neither what nor of what kind.
    case emptySign

    /// Whether it is well said, and yet not to be.
    package var isForbidden: Bool {
        switch self {
        case .activeWithout, .madeUnasked, .leftInPeace: true
        default: false
        }
    }

    /// The fault, and what to write instead.
    package var sentence: String {
        switch self {
        case .endsBeforeItBegins(let from, let to):
            "It would end (to=\(to)) before it begins (from=\(from))."
        case .sameTwice: "a= and b= are the same person."
        case .isToCome(let day):
            "A touch has been already. For a day to come there is "
                + "`kith new followup \"…\" person=NAME by=\(day)`."
        case .isLaterToday:
            "A touch has been already, and that time is still to come today; say the day as well, "
                + "such as yesterday 9:00."
        case .unclearDay(let word, let days): Self.unclear(word, days)
        case .noLength(let word):
            "“\(word)” looks like a length of time and is none up to a hundred hours: write 40m or "
                + "1h30; text=\"\(word)\" if it is what it was about. Nothing was written."
        case .saidTwice(let words, let field):
            "“\(words)” and \(field.rawValue)= say the same: say all of it in one of them. Nothing "
                + "was written."
        case .saidAgain(let field):
            "\(field.rawValue)= is said twice, and is one: say all of it in one. Nothing was "
                + "written."
        case .emptyFurther(let name):
            "\(name)= takes a text: \(name)=\"…\". Nothing was written."
        case .dayOrName(let word):
            "“\(word)” is a day and somebody's name: on=\(word) is the day; for the person say more "
                + "of the name."
        case .unusableName(let name): CardEditError.unusableField(name: name).sentence
        case .choiceWithoutWords: "A choice has words: choices=\"vegan, vegetarian\"."
        case .unreadableScope: "A cadence is for all, tier:close, tag:NAME or relation:NAME."
        case .unreadableLevel(let text):
            "“\(text)” is no level of a topic: topic=\(Teacher.levels.lowerBound) to topic="
                + "\(Teacher.levels.upperBound), or the topic alone."
        case .unreadableCadence:
            "A cadence is 30d, 6w, 1y, or 30d/60d with the longest gap behind it."
        case .unreadableScore(let part):
            "“\(part)” is no score: criterion=0 to criterion=5, by commas."
        case .activeWithout(let field):
            "A target becomes active with \(field.rawValue)=…: know why, and what you bring."
        case .madeUnasked:
            "One of them said no; an introduction is made once both have agreed."
        case .leftInPeace(let who): "\(who): nobody is brought together with them."
        case .emptySign:
            "A signal says what it is: kith new signal \"…\", or type=invited and the like."
        }
    }

    private static func unclear(_ word: String, _ days: [CivilDay]) -> String {
        let meant =
            switch days.count {
            case 0: "“\(word)” looks like a day or a time and is none: write 2026-10-31 or 14:30"
            case 1: "“\(word)” may be a day: write \(days.map(\.description).joined()) if it is"
            default:
                "“\(word)” could be \(days.map(\.description).joined(separator: " or ")): write "
                    + "the one you mean"
            }
        return meant + "; text=\"\(word)\" if it is what it was about. Nothing was written."
    }
}
