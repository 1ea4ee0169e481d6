/// A character set of one byte a character, which has ASCII below 0x80.
package enum CodePage: String, Hashable, Sendable, CaseIterable {
    /// Central Europe.
    case windows1250 = "windows-1250"
    /// Cyrillic.
    case windows1251 = "windows-1251"
    /// Western Europe; also stands for Latin-1, of which it is the superset that programs mean.
    case windows1252 = "windows-1252"
    /// Greek.
    case windows1253 = "windows-1253"
    /// Turkish; also stands for Latin-5.
    case windows1254 = "windows-1254"
    /// Hebrew; also stands for ISO 8859-8, whose letters it has in the same places.
    case windows1255 = "windows-1255"
    /// Arabic.
    case windows1256 = "windows-1256"
    /// Baltic.
    case windows1257 = "windows-1257"
    case iso2 = "iso-8859-2"
    case iso4 = "iso-8859-4"
    case iso5 = "iso-8859-5"
    case iso7 = "iso-8859-7"
    case iso13 = "iso-8859-13"
    case iso15 = "iso-8859-15"
    case iso16 = "iso-8859-16"
    case koi8R = "koi8-r"
    case koi8U = "koi8-u"
    case macRoman = "macintosh"

    /// Reads the name of a character set, in any case and however its parts are joined: `CP1251`,
    /// `ISO_8859-5`; nil for one that is not known here.
    package init?(spelled name: String) {
        let word = Self.plain(name)
        for page in Self.allCases where page.spellings.contains(word) {
            self = page
            return
        }
        return nil
    }

    /// The text of some bytes; what the page has nothing for is replaced by U+FFFD.
    package func decode(_ bytes: ArraySlice<UInt8>) -> String {
        let upper = Self.upperHalves[self] ?? []
        let first = 256 - upper.count
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let isListed = Int(byte) >= max(first, 0x80)
            text.append(isListed ? upper[Int(byte) - first] : Unicode.Scalar(byte))
        }
        return String(text)
    }

    /// The bytes in UTF-8.
    ///
    /// A text may come in pieces, cut anywhere.
    package func inUTF8(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        return Array(decode(bytes[...]).utf8)
    }

    private static let upperHalves = upperHalfByPage.mapValues { half in
        half.unicodeScalars.map { $0 == "?" ? "\u{FFFD}" : $0 }
    }

    private static func plain(_ name: String) -> String {
        String(name.lowercased().unicodeScalars.filter { ("a"..."z") ~= $0 || ("0"..."9") ~= $0 })
    }

    /// Its names without what joins their parts.
    private var spellings: [String] {
        let own = Self.plain(rawValue)
        switch self {
        case .windows1250, .windows1251, .windows1253, .windows1256, .windows1257:
            return [own, "cp" + own.suffix(4), "xcp" + own.suffix(4)]
        case .windows1252:
            return [own, "cp1252", "xcp1252", "iso88591", "latin1", "l1"]
        case .windows1254:
            return [own, "cp1254", "xcp1254", "iso88599", "latin5", "l5"]
        case .windows1255:
            return [own, "cp1255", "xcp1255", "iso88598", "iso88598i", "iso88598e"]
        case .iso2: return [own, "latin2", "l2"]
        case .iso4: return [own, "latin4", "l4"]
        case .iso5: return [own, "cyrillic"]
        case .iso7: return [own, "greek"]
        case .iso13: return [own, "latin7", "l7"]
        case .iso15: return [own, "latin9", "l9"]
        case .iso16: return [own, "latin10", "l10"]
        case .koi8R, .koi8U: return [own, "cs" + own]
        case .macRoman: return [own, "macroman", "mac", "xmacroman"]
        }
    }
}
