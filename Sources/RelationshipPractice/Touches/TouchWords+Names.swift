import ContactModel

extension TouchWords {
    /// Somebody whom a word could mean.
    package struct Bearer: Hashable, Sendable {
        package let name: String
        package let isOrganisation: Bool

        package init(name: String, isOrganisation: Bool = false) {
            self.name = name
            self.isOrganisation = isOrganisation
        }
    }

    /// The sense of a word that could be a name.
    package enum Sense: Hashable, Sendable {
        /// The one whom it could mean.
        case person
        /// One of several: ask which.
        case several
        /// No name, but what it was about.
        case text
        /// Nobody, and too little was said to take it for a text.
        case nobody
        /// No name, but when it was.
        case day
        /// The day and a whole name alike.
        case dayOrName
    }

    /// Tells a name from what it was about.
    ///
    /// - Parameters:
    ///   - word: As it was typed.
    ///   - bearers: Everybody whom it could mean.
    /// - Returns: Once it is said with whom and what it was, a person only for all of a name.
    package func sense(of word: String, couldBe bearers: [Bearer]) -> Sense {
        let isComplete = !people.isEmpty && !type.isEmpty
        let isText = word.contains(" ") || isComplete
        let isWhole = bearers.contains { Self.isWhole(word, of: $0) }
        switch bearers.count {
        case 0: return isText ? .text : .nobody
        case 1: return !isComplete || isWhole ? .person : .text
        // In quotes it is rather what it was about, but somebody has to be named.
        default:
            let isName = isWhole && (people.isEmpty || !word.contains(" "))
            return !isText || isName ? .several : .text
        }
    }

    /// Tells a name from a weekday.
    ///
    /// - Parameters:
    ///   - word: A weekday, as it was typed.
    ///   - bearers: Everybody whom it could mean.
    /// - Returns: A name only of the first person; later a day, unless somebody is wholly so named.
    package func sense(ofWeekday word: String, couldBe bearers: [Bearer]) -> Sense {
        guard people.isEmpty else {
            return bearers.contains { Self.isWhole(word, of: $0) } ? .dayOrName : .day
        }
        return bearers.isEmpty ? .day : sense(of: word, couldBe: bearers)
    }

    /// Whether a text is all of a name, a whole part of a person's name, an address or a number, and
    /// not a beginning: “harbour” is what it was about, and not Harbour Works.
    private static func isWhole(_ text: String, of bearer: Bearer) -> Bool {
        let (words, name) = (FoldedText.words(text), FoldedText.words(bearer.name))
        if bearer.isOrganisation { return words == name }
        return text.contains("@") || text.contains { $0.isNumber } || Set(words).isSubset(of: name)
    }
}
