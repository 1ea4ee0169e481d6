/// The sound of a folded word, roughly and in any European language: for finding, not judging.
///
/// The first letter counts by its sound, later vowels not at all: "meyer" and "maier" are `mr`,
/// "philipp" and "filip" are `flp`.
package enum SoundCode {
    private static let maximumLength = 6

    /// The code of a folded word; words in other scripts are their own code.
    package static func code(of word: String) -> String {
        var bytes = Array(word.utf8.prefix(32))
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return word }
        for (pair, sound) in pairs {
            bytes = replacing(pair, with: sound, in: bytes)
        }
        var code: [UInt8] = []
        var last: UInt8 = 0
        for (index, byte) in bytes.enumerated() {
            let sound = sounds[byte] ?? byte
            let isVowel = sound == UInt8(ascii: "a")
            if isVowel ? index == 0 : sound != last && sound != UInt8(ascii: "h") {
                code.append(sound)
            }
            last = sound
        }
        return String(decoding: code.prefix(maximumLength), as: UTF8.self)
    }

    private static let pairs: [([UInt8], UInt8)] = [
        ("sch", "s"), ("sh", "s"), ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"),
        ("ce", "s"), ("ci", "s"), ("cy", "s"), ("tz", "s"), ("ts", "s"), ("cz", "s"), ("sz", "s"),
        ("qu", "k"), ("wh", "v"), ("kn", "n"), ("gh", "k"),
    ].map { (Array($0.0.utf8), $0.1.utf8.first ?? 0) }

    private static let sounds: [UInt8: UInt8] = {
        var sounds: [UInt8: UInt8] = [:]
        for (letters, sound) in [
            ("aeiouyj", "a"), ("bp", "p"), ("cgkqx", "k"), ("dt", "t"), ("fvw", "f"), ("sz", "s"),
        ] {
            for letter in letters.utf8 { sounds[letter] = sound.utf8.first }
        }
        return sounds
    }()

    private static func replacing(
        _ pair: [UInt8], with sound: UInt8, in bytes: [UInt8]
    ) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: pair) {
                result.append(sound)
                index += pair.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
