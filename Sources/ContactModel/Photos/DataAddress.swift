/// Bytes written as an address: `data:image/png;base64,…` (RFC 2397).
package struct DataAddress: Sendable {
    /// The type it claims for its bytes, such as `image/png`; may be empty, and may be wrong.
    package let mediaType: String
    /// Whether the data is base64; else its bytes are as they are or written as `%41`.
    package let isBase64: Bool
    /// The part behind the comma.
    package let data: ArraySlice<UInt8>

    /// Takes an address apart; nil for any other address.
    ///
    /// Some servers escape the semicolon and the comma as in text, or write it in upper case.
    package init?(_ value: [UInt8]) {
        guard value.prefix(5).map(\.lowerCased) == Array("data:".utf8),
            let comma = value.firstIndex(of: .comma)
        else { return nil }
        let head = String(decoding: value[5..<comma].filter { $0 != .backslash }, as: UTF8.self)
        let parts = head.split(separator: ";", omittingEmptySubsequences: false)
        isBase64 = parts.dropFirst().contains { String($0).trimmed.lowercased() == "base64" }
        mediaType = parts.first.map { String($0).trimmed } ?? ""
        data = value[(comma + 1)...]
    }

    /// The bytes; nil for damaged base64.
    package var bytes: [UInt8]? {
        isBase64 ? Base64.decode(data) : Self.undoing(UInt8(ascii: "%"), in: data)
    }

    /// Bytes written as a sign and two hexadecimal digits, as in addresses and quoted-printable.
    static func undoing(_ sign: UInt8, in data: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = data
        while let byte = rest.popFirst() {
            let next = rest.prefix(2).compactMap(\.hexadecimalValue)
            guard byte == sign, next.count == 2 else {
                result.append(byte)
                continue
            }
            result.append(next[0] << 4 | next[1])
            rest = rest.dropFirst(2)
        }
        return result
    }
}
