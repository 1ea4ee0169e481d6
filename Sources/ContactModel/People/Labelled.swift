package import ChangeLog

/// One of several values, with what its owner calls it.
package struct Labelled<Value> {
    package let value: Value
    /// "home", "work", "mobile" … or the owner's own words; empty when the card does not say.
    package let label: String
    /// Whether the card marks it as the one to use.
    package let isPreferred: Bool
    /// The line it stands in.
    package let element: ElementID
}

// Not required of every value: making an array of labelled values would look for the proof at run
// time, among all there are (decision 6).
extension Labelled: Equatable where Value: Equatable {}
extension Labelled: Hashable where Value: Hashable {}
extension Labelled: Sendable where Value: Sendable {}

/// How a value is called on its card.
package enum LineLabel {
    /// The text of `X-ABLabel` without Apple's marks around its own words.
    package static func clean(_ text: String) -> String {
        let text = text.trimmed
        guard text.hasPrefix("_$!<"), text.hasSuffix(">!$_"), text.utf8.count > 8 else {
            return text
        }
        return words(in: String(text.dropFirst(4).dropLast(4)))
    }

    /// "HomeFAX" as "home fax".
    private static func words(in camelCase: String) -> String {
        var result = ""
        var wasLower = false
        for character in camelCase {
            if character.isUppercase, wasLower { result.append(" ") }
            wasLower = character.isLowercase
            result.append(contentsOf: character.lowercased())
        }
        return result
    }

    /// The label that the types of a line amount to.
    package static func label(ofTypes types: [String]) -> String {
        let telling = types.filter { !silent.contains($0) }
        if telling.contains("fax") {
            let place = telling.first { $0 == "home" || $0 == "work" }
            return place.map { "\($0) fax" } ?? "fax"
        }
        guard let first = telling.first(where: { $0 == "cell" }) ?? telling.first else { return "" }
        if first == "cell" { return "mobile" }
        return first.hasPrefix("x-") ? String(first.dropFirst(2)) : first
    }

    /// Whether a label says that nobody speaks there.
    package static func isMute(_ label: String) -> Bool {
        label.lowercased().split(separator: " ").contains { $0 == "fax" || $0 == "pager" }
    }

    /// Types that say how a value is used and not whose or where it is.
    static let silent = [
        "internet", "voice", "pref", "x400", "msg", "text", "postal", "parcel", "intl", "dom",
    ]

    /// Whether a line is marked as preferred: `TYPE=pref`, a bare `PREF`, or `PREF=1`.
    static func isPreferred(_ line: ContentLine, types: [String]) -> Bool {
        types.contains("pref") || line.values(of: "PREF").first == "1"
    }
}

extension ContentLine {
    /// Which of several lines is meant first (RFC 6350 5.3): 1 most of all, 101 for one that does not say.
    var preference: Int {
        if types.contains("pref") { return 1 }
        return values(of: "PREF").first.flatMap { Int($0) }.map { min(max($0, 1), 100) } ?? 101
    }
}
