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

    /// The raw line for a reader that knows its character set from elsewhere.
    ///
    /// A line that is not UTF-8 and does not say what it is becomes UTF-8, or says it where it is
    /// quoted-printable. Of a set that only the system knows, so does one that says a set not known
    /// here, for nobody could read it later.
    package static func told(_ raw: [UInt8], isOf charset: ToldCharset) -> [UInt8] {
        let line = ContentLine(raw: raw)
        switch charset {
        case .page(let page):
            guard line.charsetDoubt == .undeclared else { return raw }
            guard line.encoding == .quotedPrintable else { return page.inUTF8(raw) }
            guard line.firstValue(of: "CHARSET") == nil, line.valueStart > 0 else { return raw }
            return line.head + Array(";CHARSET=\(page.rawValue)".utf8)
                + line.storage[(line.valueStart - 1)...]
        case .system(_, let inUTF8):
            let isForeign = line.charsetDoubt != nil || raw.contains(0x1B)
            guard isForeign, line.encoding != .base64, line.valueStart > 0 else { return raw }
            let ending: [UInt8] = [.carriageReturn, .lineFeed]
            // A fold may stand inside a character.
            guard line.encoding == .quotedPrintable else {
                return line.headInUTF8 + [.colon] + inUTF8(line.rawValue) + ending
            }
            let text = inUTF8(QuotedPrintable.decode(line.rawValue[...]))
            let head = line.headInUTF8 + [.colon]
            return head
                + QuotedPrintable.encode(text, column: head.count, terminator: ending) + ending
        }
    }

    /// The part before the colon.
    private var head: [UInt8] { Array(storage[..<(valueStart - 1)]) }

    /// The part before the colon, naming UTF-8 if it names a character set at all.
    private var headInUTF8: [UInt8] {
        var head = head
        for parameter in parameters.reversed() where parameter.name == "CHARSET" {
            head.replaceSubrange(parameter.range, with: "CHARSET=UTF-8".utf8)
        }
        return head
    }
}

/// A character set that somebody says a file is written in.
package enum ToldCharset: Sendable {
    case page(CodePage)
    /// One that has no table here, such as those of several bytes a character: its name, and what turns
    /// a whole text into UTF-8.
    case system(name: String, inUTF8: @Sendable ([UInt8]) -> [UInt8])
}
