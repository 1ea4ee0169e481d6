/// In which character set a line is written.
extension ContentLine {
    /// Why a line may be read as something else than was written.
    package enum CharsetDoubt: Hashable, Sendable {
        /// It is not UTF-8, and says nothing else.
        case undeclared
        /// It says a character set that is not known here, in upper case.
        case unknown(name: String)
    }

    /// Nil for a line that is sure to be read as it was written.
    package var charsetDoubt: CharsetDoubt? {
        let isQuoted = encoding == .quotedPrintable
        let isForeign = { (byte: UInt8) in byte >= 0x80 || byte == 0x1B }
        guard isQuoted || storage.contains(where: isForeign), encoding != .base64 else {
            return nil
        }
        // A fold may stand inside a character.
        let content = isQuoted ? QuotedPrintable.decode(rawValue[...]) : Self.unfolded(storage)
        guard let name = firstValue(of: "CHARSET") else {
            return TextCharset.isUTF8(content) ? nil : .undeclared
        }
        switch TextCharset(known: name) {
        case nil:
            let isUTF8 = !content.contains(0x1B) && TextCharset.isUTF8(content)
            return isUTF8 ? nil : .unknown(name: name)
        case .utf8: return TextCharset.isUTF8(content) ? nil : .undeclared
        case .codePage: return nil
        }
    }

    /// The raw line for a reader that knows its character set from elsewhere: one that is not UTF-8 and
    /// does not say what it is becomes UTF-8, or says it where it is quoted-printable.
    package static func told(_ raw: [UInt8], isOf page: CodePage) -> [UInt8] {
        let line = ContentLine(raw: raw)
        guard line.charsetDoubt == .undeclared else { return raw }
        guard line.encoding == .quotedPrintable else { return page.inUTF8(raw) }
        guard line.firstValue(of: "CHARSET") == nil, line.valueStart > 0 else { return raw }
        let head = line.storage[..<(line.valueStart - 1)]
        return head + Array(";CHARSET=\(page.rawValue)".utf8)
            + line.storage[(line.valueStart - 1)...]
    }
}
