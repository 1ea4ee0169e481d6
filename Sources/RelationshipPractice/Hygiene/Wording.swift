/// Words about people that would hurt if they were read by whom they are about (practice S0-10).
///
/// A short list on purpose: it marks what is worth a second look, in English, and changes nothing.
package struct Wording: Hashable, Sendable {
    /// Why a word is worth a second look.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// It judges somebody instead of saying what happened.
        case verdict
        /// It speaks of somebody as of a means.
        case means
        /// It is somebody's own to tell: health, faith, origin, love, politics (GDPR, article 9).
        case intimate

        /// The words to write instead.
        package var proposal: String {
            switch self {
            case .verdict: "say what happened, and what it did to you"
            case .means: "say what you want to do together, or what you bring"
            case .intimate: "keep it only if they would be at ease with it here"
            }
        }
    }

    /// As it stands in the text.
    package let word: String
    package let reason: Reason

    /// The words of a text that are on the list, each once, in the order of the text.
    package static func findings(in text: String) -> [Wording] {
        var seen: Set<String> = []
        let words = text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
        return words.compactMap { word in
            guard let reason = reasons[word] ?? reasons[stem(word)], seen.insert(word).inserted
            else { return nil }
            return Wording(word: word, reason: reason)
        }
    }

    /// The word without the ending of a plural or an adverb.
    private static func stem(_ word: String) -> String {
        for ending in ["ly", "es", "s"] where word.hasSuffix(ending) && word.count > 4 {
            let shorter = String(word.dropLast(ending.count))
            if reasons[shorter] != nil { return shorter }
        }
        return word
    }

    private static let reasons: [String: Reason] = {
        var result: [String: Reason] = [:]
        for (reason, words) in list {
            for word in words.split(separator: " ") { result[String(word)] = reason }
        }
        return result
    }()

    private static let list: [(Reason, String)] = [
        (
            .verdict,
            """
            annoying arrogant awful boring bitch bastard clingy coward crazy creep creepy dishonest \
            dumb egoist egoistic egomaniac evil fool greedy hysterical idiot ignorant incompetent \
            insane jerk lazy leech liar loser manipulative moron narcissist nasty needy parasite \
            pathetic pushy psycho rude selfish shallow sleazy slow-witted snob spineless stingy \
            stupid toxic ugly useless weirdo worthless
            """
        ),
        (
            .means,
            """
            conquer ensnare exploit leverage manipulate monetise monetize pawn pigeon prey prospect \
            squeeze stooge sucker usable
            """
        ),
        (
            .intimate,
            """
            abortion addict addicted alcoholic anorexic atheist autistic bankrupt bipolar cancer \
            depressed depression diagnosis divorce divorced gay hiv homosexual infertile jewish \
            lesbian miscarriage muslim pregnant rehab suicidal transgender
            """
        ),
    ]
}
