/// A name in the form in which names are compared: folded words without titles and particles.
package struct NameReading: Hashable {
    /// Given names in order, those with a hyphen as one word.
    var given: [String] = []
    var family: [String] = []
    /// "jr", "sr", "ii" …; empty when the name does not say.
    var generation = ""

    /// Reads the name of a card, from its parts or else from what is shown of it.
    init(_ profile: DuplicateProfile) {
        var name = profile.name
        if name.given.isEmpty || name.family.isEmpty {
            let shown = PersonName(splitting: Self.withoutRemarks(Self.shownName(profile)))
            let parts = PersonName(splitting: [name.given, name.family].joined(separator: " "))
            if !shown.family.isEmpty || name.isBlank {
                name = PersonName(
                    family: shown.family, given: shown.given,
                    suffix: name.suffix.isEmpty ? shown.suffix : name.suffix)
            } else if !parts.family.isEmpty {
                name = PersonName(
                    family: parts.family, given: parts.given,
                    suffix: name.suffix.isEmpty ? parts.suffix : name.suffix)
            }
        }
        read(name)
    }

    /// The name that is shown, unless it only stands in for one: an address, a number, the company.
    private static func shownName(_ profile: DuplicateProfile) -> String {
        let shown = profile.displayName
        let isName =
            !shown.contains("@") && shown != PersonView.noName
            && shown != profile.organisation && shown.contains(where: \.isLetter)
        return isName ? shown : ""
    }

    private static func withoutRemarks(_ text: String) -> String {
        var result = ""
        var depth = 0
        for character in text {
            if character == "(" || character == "[" {
                depth += 1
            } else if character == ")" || character == "]" {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                result.append(character)
            }
        }
        return result
    }

    private mutating func read(_ name: PersonName) {
        let given = [name.given, name.additional].flatMap(Self.givenWords)
        var family = FoldedText.words(name.family).map(Self.comparable)
        for word in FoldedText.words(name.suffix) + [family.last ?? "", given.last ?? ""]
        where Self.generations.contains(word) && generation.isEmpty {
            generation = word
        }
        let isNoise = { (word: String) in
            Self.titles.contains(word) || Self.generations.contains(word)
        }
        self.given = given.filter { !isNoise($0) }
        family = family.filter { !isNoise($0) }
        let bare = family.filter { !Self.particles.contains($0) && $0.utf8.count > 1 }
        self.family = bare.isEmpty ? family : bare
        // "Smith Jr." and "Dr. Hopper" leave one word on the wrong side.
        if self.family.isEmpty, self.given.count > 1 { self.family = [self.given.removeLast()] }
        if self.family.isEmpty, let only = self.given.first, Self.isFullName(only) {
            self.family = [only]
        }
    }

    private static func givenWords(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).compactMap { part in
            let word = FoldedText.words(String(part)).joined()
            return word.isEmpty ? nil : comparable(word)
        }
    }

    /// Chinese, Japanese and Korean names are written without a space.
    private static func isFullName(_ word: String) -> Bool {
        let scalars = word.unicodeScalars
        return scalars.count > 1 && scalars.allSatisfy { $0.value >= 0x2E80 }
    }

    /// A folded word in which ae, oe, ue are a, o, u: "mueller" is how some write "Müller".
    package static func comparable(_ word: String) -> String {
        let bytes = Array(word.utf8)
        guard bytes.count >= 5, bytes.dropFirst().contains(UInt8(ascii: "e")) else { return word }
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let follows = index > 0 && umlautLetters.contains(bytes[index - 1])
            if byte == UInt8(ascii: "e"), follows { continue }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let umlautLetters: Set<UInt8> = [
        UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "u"),
    ]

    private static let generations: Set<String> = [
        "jr", "sr", "ii", "iii", "iv", "junior", "senior", "jun", "sen",
    ]

    private static let titles: Set<String> = [
        "dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady",
        "lord", "herr", "frau", "hr", "fr", "dipl", "ing", "mag", "med", "phil", "nat", "jur",
        "rer",
        "habil", "phd", "md", "mba", "msc", "bsc", "esq", "rev", "sra", "srta", "mme", "mlle",
        "dott",
        "ir", "drs", "don", "dona",
    ]

    private static let particles: Set<String> = [
        "van", "von", "vom", "der", "den", "de", "del", "della", "di", "da", "dos", "do", "das",
        "la", "le", "el", "al", "bin", "ibn", "ben", "zu", "zum", "zur", "af", "av", "ter", "ten",
        "te", "du", "des", "y",
    ]
}
