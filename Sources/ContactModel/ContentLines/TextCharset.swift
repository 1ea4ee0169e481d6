/// The character sets that address books are found in.
package enum TextCharset: Hashable, Sendable {
    case utf8
    /// Also stands for Latin-1, of which it is the superset that programs mean.
    case windows1252

    /// Reads what `CHARSET=` says; anything unknown is tried as UTF-8.
    package init(name: String?) {
        switch name {
        case "ISO-8859-1", "ISO8859-1", "LATIN1", "LATIN-1", "WINDOWS-1252", "CP1252",
            "ISO-8859-15":
            self = .windows1252
        default:
            self = .utf8
        }
    }

    /// The text of the bytes; what claims to be UTF-8 and is not is read as Windows-1252.
    package func decode(_ bytes: ArraySlice<UInt8>) -> String {
        if self == .utf8, let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        for byte in bytes {
            text.unicodeScalars.append(Self.scalar(of: byte))
        }
        return text
    }

    /// Whether the bytes are UTF-8.
    package static func isUTF8(_ bytes: some Sequence<UInt8>) -> Bool {
        String(validating: Array(bytes), as: UTF8.self) != nil
    }

    private static func scalar(of byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(upperHalf[Int(byte & 0x1F)]) ?? "\u{FFFD}"
    }

    /// What Windows-1252 has where Latin-1 has control characters; unassigned ones are replaced.
    private static let upperHalf: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
}
