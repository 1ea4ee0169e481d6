package import ChangeLog

/// The content of a `PHOTO` line, decoded from any of the forms that programs write.
package enum PhotoContent: Hashable, Sendable {
    /// The bytes of a picture, or of something unknown; never empty.
    case bytes([UInt8])
    /// An address. Nothing is ever fetched from it.
    case link(String)
    /// Encoded bytes that cannot be decoded.
    case damaged
    /// A picture that is not here: its SHA-256 and its length in bytes.
    case away(ContentDigest, byteCount: Int)

    /// Reads a line: base64 with or without saying so, quoted-printable, `data:`, or an address.
    ///
    /// nil when there is no value.
    ///
    /// - Complexity: O(bytes).
    package init?(_ line: ContentLine) {
        let isPrintable = line.encoding == .quotedPrintable
        let raw = line.rawValue
        // Not as text is decoded: there CRLF is one line break, which a picture does not survive.
        let value = isPrintable ? DataAddress.undoing(.equals, in: raw[...]) : raw
        guard value.contains(where: { $0 > 0x20 }) else { return nil }
        let start = Self.withoutEscapes(value.drop { $0 <= 0x20 })
        if let address = DataAddress(start) {
            self = address.bytes.flatMap(Self.nonempty) ?? .damaged
        } else if Self.isAddress(start) {
            self = .link(Self.text(start))
        } else if isPrintable {
            self = .bytes(value)
        } else if let bytes = Base64.decode(value).flatMap(Self.nonempty),
            line.encoding == .base64 || bytes.isPicture || start.count >= Self.maximumPlainText
        {
            self = bytes
        } else if line.encoding == .base64 || start.count >= Self.maximumPlainText {
            self = .damaged
        } else {
            self = .link(Self.text(start))
        }
    }

    /// A plain value of this many bytes is a picture that does not say how it is encoded.
    static let maximumPlainText = 2_048

    /// Whether a value begins with the scheme of an address; base64 has no colon.
    static func isAddress(_ value: some Sequence<UInt8>) -> Bool {
        let head = value.prefix(24).filter { $0 != .backslash }
        let scheme = head.prefix { $0 != .colon }
        return scheme.count < head.count && scheme.count > 1
            && scheme.allSatisfy { $0.isNameByte || $0 == .dot || $0 == UInt8(ascii: "+") }
    }

    /// The value without the backslashes that some programs put before `:`, `;` and `,`.
    private static func withoutEscapes(_ value: ArraySlice<UInt8>) -> [UInt8] {
        value.prefix(200).contains(.backslash) ? ContentLine.unescape(value) : Array(value)
    }

    private static func text(_ value: [UInt8]) -> String {
        TextCharset.utf8.decode(value[...]).trimmed
    }

    private static func nonempty(_ bytes: [UInt8]) -> PhotoContent? {
        bytes.isEmpty ? nil : .bytes(bytes)
    }

    private var isPicture: Bool {
        if case .bytes(let bytes) = self { return ImageFormat(bytes) != nil }
        return false
    }
}

extension Card {
    /// Its `PHOTO` lines that have a value, in their order, decoded one at a time.
    package var photos: [PhotoContent] {
        lines.compactMap { line in
            guard line.mayBe("PHOTO") else { return nil }
            let content = ContentLine(raw: line.raw)
            guard content.name == "PHOTO" else { return nil }
            guard let parted = line.parted else { return PhotoContent(content) }
            return .away(parted.hash, byteCount: parted.pictureByteCount)
        }
    }
}

extension CardLine {
    /// Whether a line may be of a property, by its first bytes alone; groups may be of any.
    func mayBe(_ name: String) -> Bool {
        let head = raw.prefix(name.utf8.count).map(\.upperCased)
        return head == Array(name.utf8) || raw.prefix(64).contains(.dot)
            || raw.prefix(name.utf8.count).contains(where: \.isLineBreak)
    }
}
