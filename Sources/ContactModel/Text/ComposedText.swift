/// Text in which a letter and its marks are one character, where Unicode has one for them.
///
/// Swift takes "é" and "e\u{301}" for equal, a database compares bytes: what is a key in both is
/// composed first. Letters with marks that Unicode has no character for stay as they are.
package enum ComposedText {
    /// Composes a text; one that has nothing to be composed is returned as it is.
    package static func compose(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: mayBePart) else { return text }
        var result = ""
        for character in text { result.append(composed[character] ?? character) }
        return result
    }

    /// Whether a scalar can be a part of a character, or another one's second place in Unicode.
    private static func mayBePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300: false
        // Parts of Korean syllables; Greek letters with accents; the signs of Ohm, Kelvin, Ångström.
        case 0x1100...0x11FF, 0x1F00...0x1FFF, 0x2126...0x212B: true
        default:
            [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
        }
    }

    /// Every character of one scalar under what it is equal to: of several equal ones the first.
    private static let composed: [Character: Character] = {
        var composed: [Character: Character] = [:]
        for range in [0xC0...0x33FF, 0xAC00...0xD7A3] as [ClosedRange<UInt32>] {
            for scalar in range.lazy.compactMap({ Unicode.Scalar($0) }) {
                let character = Character(scalar)
                if composed[character] == nil { composed[character] = character }
            }
        }
        return composed
    }()
}
