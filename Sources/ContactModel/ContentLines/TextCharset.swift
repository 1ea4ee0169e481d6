/// The character sets that address books are found in.
package enum TextCharset: Hashable, Sendable {
    case utf8
    case codePage(CodePage)

    /// Reads what `CHARSET=` says; anything unknown is tried as UTF-8.
    package init(name: String?) {
        self = name.flatMap(Self.init(known:)) ?? .utf8
    }

    /// Reads the name of a character set; nil for one that is not known here, such as those of several
    /// bytes a character.
    package init?(known name: String) {
        let word = name.lowercased()
        if ["utf-8", "utf8", "us-ascii", "ascii"].contains(word) {
            self = .utf8
        } else if let page = CodePage(spelled: word) {
            self = .codePage(page)
        } else {
            return nil
        }
    }

    /// The text of the bytes.
    ///
    /// What is UTF-8 is read so whatever it claims to be, for no text of another set looks like it
    /// by chance and programs write wrong claims; what claims to be UTF-8 and is not is read as
    /// Windows-1252.
    package func decode(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if case .codePage(let page) = self { return page.decode(bytes) }
        return CodePage.windows1252.decode(bytes)
    }

    /// Whether the bytes are UTF-8.
    package static func isUTF8(_ bytes: some Sequence<UInt8>) -> Bool {
        String(validating: Array(bytes), as: UTF8.self) != nil
    }
}
