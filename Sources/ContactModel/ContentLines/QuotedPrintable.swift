/// The encoding of vCard 2.1 for text outside ASCII (RFC 2045 section 6.7).
enum QuotedPrintable {
    /// Decodes; what is no escape stays as it is, soft breaks are already gone.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == .equals, bytes.endIndex - index > 2,
                let high = bytes[index + 1].hexadecimalValue,
                let low = bytes[index + 2].hexadecimalValue
            {
                let decoded = high << 4 | low
                // CRLF inside a value is one line break of the text.
                if decoded == .lineFeed, result.last == .carriageReturn { result.removeLast() }
                result.append(decoded)
                index += 3
            } else {
                result.append(byte)
                index += 1
            }
        }
        return result
    }

    /// Encodes with soft breaks, so that no physical line has more than 76 bytes.
    ///
    /// - Parameters:
    ///   - bytes: What to encode.
    ///   - column: How many bytes of the first physical line are taken already.
    ///   - terminator: What ends a physical line.
    /// - Returns: Physical lines without a terminator at the end.
    static func encode(_ bytes: some Sequence<UInt8>, column: Int, terminator: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        var column = column
        for byte in bytes {
            let isPlain = byte > 0x20 && byte < 0x7F && byte != .equals || byte == .space
            let piece =
                isPlain ? [byte] : [.equals, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            if column + piece.count > 75 {
                result.append(.equals)
                result.append(contentsOf: terminator)
                column = 0
            }
            // A physical line that begins with a space would be taken for a fold by many readers.
            let isSpaceAtStart = byte == .space && column == 0
            result.append(contentsOf: isSpaceAtStart ? Array("=20".utf8) : piece)
            column += isSpaceAtStart ? 3 : piece.count
        }
        if result.last == .space { result.replaceSubrange((result.count - 1)..., with: "=20".utf8) }
        return result
    }
}
