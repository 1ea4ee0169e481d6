/// Turns a stream of UTF-16 into UTF-8; what is no text becomes U+FFFD.
struct UTF16Transcoder {
    private let isBigEndian: Bool
    private var half: UInt8?
    private var highSurrogate: UInt16?

    /// Recognises UTF-16 by its byte order mark, or by `B` being two bytes; nil for anything else.
    init?(start: [UInt8]) {
        guard start.count >= 2 else { return nil }
        switch (start[0], start[1]) {
        case (0xFE, 0xFF), (0, UInt8(ascii: "B")): isBigEndian = true
        case (0xFF, 0xFE), (UInt8(ascii: "B"), 0): isBigEndian = false
        default: return nil
        }
    }

    /// For bytes that are known to be UTF-16.
    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    /// The UTF-8 of the next bytes; the byte order mark is left out.
    mutating func transcode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit =
                isBigEndian
                ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            append(unit, to: &result)
        }
        return result
    }

    /// Ends the text.
    mutating func finish() -> [UInt8] {
        let isBroken = half != nil || highSurrogate != nil
        return isBroken ? Self.replacement : []
    }

    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    private mutating func append(_ unit: UInt16, to result: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if (0xDC00...0xDFFF).contains(unit) {
                let scalar = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                append(scalar, to: &result)
                return
            }
            result += Self.replacement
        }
        if (0xD800...0xDBFF).contains(unit) {
            highSurrogate = unit
        } else if unit != 0xFEFF {
            append(UInt32(unit), to: &result)
        }
    }

    private func append(_ value: UInt32, to result: inout [UInt8]) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        result.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
}
