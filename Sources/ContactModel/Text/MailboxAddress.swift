/// Whether a text is one e-mail address, as far as its form can tell.
package enum MailboxAddress {
    /// Whether a message could be sent to it: something, an @, and a place.
    ///
    /// It has no blanks and nothing that sets addresses apart. Letters of every script are fine, a domain needs no point.
    package static func isPlausible(_ text: String) -> Bool {
        guard let sign = text.lastIndex(of: "@"), text.utf8.count <= 320 else { return false }
        let (local, domain) = (text[..<sign], text[sign...].dropFirst())
        guard !local.isEmpty, !domain.isEmpty else { return false }
        let isLiteral = domain.hasPrefix("[") && domain.hasSuffix("]") && domain.count > 2
        let isQuoted = local.count > 2 && local.hasPrefix("\"") && local.hasSuffix("\"")
        return (isLiteral || !domain.contains(where: separates))
            && (isQuoted || !local.contains { separates($0) || $0 == "@" })
    }

    private static func separates(_ character: Character) -> Bool {
        character.isWhitespace || "()<>[]:;,\\\"".contains(character)
    }
}
