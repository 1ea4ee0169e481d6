/// The bytes that card syntax is made of.
extension UInt8 {
    package static let lineFeed = UInt8(ascii: "\n")
    package static let carriageReturn = UInt8(ascii: "\r")
    package static let space = UInt8(ascii: " ")
    package static let tab = UInt8(ascii: "\t")
    package static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    package static let comma = UInt8(ascii: ",")
    static let dot = UInt8(ascii: ".")
    static let equals = UInt8(ascii: "=")
    package static let quote = UInt8(ascii: "\"")
    static let caret = UInt8(ascii: "^")
    package static let backslash = UInt8(ascii: "\\")

    /// Whether it ends a physical line, alone or as half of CRLF.
    package var isLineBreak: Bool { self == .lineFeed || self == .carriageReturn }

    /// Whether a physical line that starts with it goes on with the one before.
    package var isFoldMark: Bool { self == .space || self == .tab }

    package var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// The upper-case form of an ASCII letter; any other byte as it is.
    package var upperCased: UInt8 { self >= 0x61 && self <= 0x7A ? self & 0xDF : self }

    /// The lower-case form of an ASCII letter; any other byte as it is.
    var lowerCased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    /// Whether it may stand in the name of a property, group or parameter.
    var isNameByte: Bool {
        let upper = upperCased
        return (upper >= 0x41 && upper <= 0x5A) || isDigit || self == 0x2D || self == 0x5F
    }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        if isDigit { return self & 15 }
        let upper = upperCased
        return upper >= 0x41 && upper <= 0x46 ? upper - 55 : nil
    }
}

extension Collection<UInt8> {
    /// The bytes as text in upper case, ASCII letters only; invalid UTF-8 is replaced.
    var upperCasedText: String {
        let isUpper = allSatisfy { $0 < 0x61 || $0 > 0x7A }
        return isUpper
            ? String(decoding: self, as: UTF8.self)
            : String(decoding: map(\.upperCased), as: UTF8.self)
    }
}
