import ContactModel

/// A line jotted down at a gathering: who, a note, and what follows (practice S1-22, S3-10).
///
/// `Ada Lind: likes harbours, promised the draft, needs a cellar`. The name ends at a colon, comma
/// or dash; without one it is tried out, the longest first. `promised` is my promise, `promises`
/// theirs.
package struct CaptureLine: Hashable, Sendable {
    /// Something a line says beside the note.
    package struct Part: Hashable, Sendable {
        package let word: Word
        package let text: String
    }

    /// The words that begin a part.
    package enum Word: String, Hashable, Sendable, CaseIterable {
        case promised
        case promises
        case needs
        case gave
        case got
        case learned
    }

    /// A way to read the line.
    package struct Reading: Hashable, Sendable {
        /// One or several, as they stand.
        package let names: [String]
        package let note: String
        package let parts: [Part]
    }

    /// Ways to read it, the likeliest first; none for an empty line or a comment.
    package let readings: [Reading]
    /// Whether a mark stands behind the name.
    private let isParted: Bool

    /// How to read it when nobody is known by any of the names: two words are a name, of more the
    /// first is.
    package var guest: Reading? {
        guard !isParted else { return readings.last }
        let isName = readings.first.map { $0.note.isEmpty && $0.parts.isEmpty } ?? false
        return isName && readings.count <= Self.namesOfGuest ? readings.first : readings.last
    }

    /// Words of somebody's name when nothing follows it, first name and family name: a technical
    /// bound of reading.
    private static let namesOfGuest = 2
    /// A name has no more words than this when nothing ends it: a technical bound of reading.
    private static let maximumNameWords = 4

    /// Reads a line.
    package init(_ line: String) {
        let text = line.trimmed
        guard !text.isEmpty, !text.hasPrefix("#") else {
            readings = []
            isParted = false
            return
        }
        if let (name, rest) = Self.quoted(text) {
            readings = [Self.reading(ofOne: name, rest)]
            isParted = true
            return
        }
        if let end = Self.nameEnd(text) {
            let name = String(text[..<end.lowerBound]).trimmed
            let rest = String(text[end.upperBound...]).trimmed
            readings = Self.commaNames(text, end) + [Self.reading(name, rest)]
            isParted = true
            return
        }
        isParted = false
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let limit = words.dropFirst().firstIndex { Word(rawValue: $0.lowercased()) != nil }
        let longest = min(limit ?? words.count, Self.maximumNameWords)
        readings = (1...max(longest, 1)).reversed().map { count in
            let rest = words.dropFirst(count).joined(separator: " ")
            return Self.reading(words.prefix(count).joined(separator: " "), rest)
        }
    }

    private static let closingQuotes: [Character: Character] = ["\"": "\"", "“": "”", "„": "“"]

    /// A name in quotes at the beginning, and what stands behind it and the mark that ends it.
    private static func quoted(_ text: String) -> (name: String, rest: String)? {
        guard let first = text.first, let close = closingQuotes[first],
            let end = text.dropFirst().firstIndex(of: close)
        else { return nil }
        let name = String(text[text.index(after: text.startIndex)..<end]).trimmed
        let rest = text[text.index(after: end)...].drop { ":,;-–—".contains($0) || $0 == " " }
        return name.isEmpty ? nil : (name, String(rest).trimmed)
    }

    /// The same line with a comma in the name, as in `Lee, Kim: note`: up to a colon, or all of it.
    private static func commaNames(_ text: String, _ end: Range<String.Index>) -> [Reading] {
        guard text[end] == "," else { return [] }
        let colon = text[end.upperBound...].firstIndex(of: ":")
        let name = String(text[..<(colon ?? text.endIndex)]).trimmed
        let words = name.split(whereSeparator: \.isWhitespace)
        let hasWord = words.contains { Word(rawValue: $0.lowercased()) != nil }
        guard words.count <= maximumNameWords, !hasWord else { return [] }
        let rest = colon.map { String(text[text.index(after: $0)...]).trimmed } ?? ""
        return [reading(ofOne: name, rest)]
    }

    /// The colon, comma or dash behind the name.
    private static func nameEnd(_ text: String) -> Range<String.Index>? {
        let marks = [":", ",", ";", " - ", " – ", " — "].compactMap { text.firstRange(of: $0) }
        guard let first = marks.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
        let words = text[..<first.lowerBound].split(whereSeparator: \.isWhitespace)
        // A comma far into the line ends a clause and no name.
        let hasWord = words.dropFirst().contains { Word(rawValue: $0.lowercased()) != nil }
        let isName = text[first].hasPrefix(":") || words.count <= maximumNameWords
        return words.isEmpty || hasWord || !isName ? nil : first
    }

    private static func reading(_ name: String, _ rest: String) -> Reading {
        let names = name.replacing(" and ", with: "+").split { $0 == "+" || $0 == "&" }
            .map { String($0).trimmed }.filter { !$0.isEmpty }
        return reading(of: names, rest)
    }

    private static func reading(ofOne name: String, _ rest: String) -> Reading {
        reading(of: [name], rest)
    }

    private static func reading(of names: [String], _ rest: String) -> Reading {
        var note: [String] = []
        var parts: [(word: Word, words: [String])] = []
        for word in rest.split(whereSeparator: \.isWhitespace).map(String.init) {
            let bare = word.lowercased().filter(\.isLetter)
            if let begun = Word(rawValue: bare) {
                parts.append((begun, []))
            } else if parts.isEmpty {
                note.append(word)
            } else {
                parts[parts.count - 1].words.append(word)
            }
        }
        return Reading(
            names: names, note: clean(note),
            parts: parts.map { Part(word: $0.word, text: clean($0.words)) }
                .filter { !$0.text.isEmpty })
    }

    /// Without the punctuation that parted it from its neighbours.
    private static func clean(_ words: [String]) -> String {
        var text = words.joined(separator: " ").trimmed
        while let last = text.last, ",;".contains(last) || last.isWhitespace { text.removeLast() }
        return text
    }
}
