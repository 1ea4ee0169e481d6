/// The person that a line of a group card names, in the form in which two spellings are equal.
package enum MemberReference: Hashable, Sendable {
    /// The key of a card's `UID`.
    case uid(String)
    /// An e-mail address, of `mailto:`.
    case email(String)
    /// A phone number, of `tel:`.
    case phone(String)

    /// Reads a `MEMBER`, or what Apple writes instead; nil for other properties and for no value.
    package init?(_ line: ContentLine) {
        guard Self.properties.contains(line.name) else { return nil }
        self.init(text: line.text)
    }

    /// Reads the value of such a line; nil when it names nobody.
    ///
    /// What is no mail address and no phone number is taken for a `UID`, with or without the
    /// `urn:uuid:` that RFC 6350 asks for and address books leave out or add as they like.
    package init?(text: String) {
        let text = text.trimmed
        let scheme = text.prefix(7).lowercased()
        if scheme == "mailto:" {
            let address = MatchKey.email(String(text.prefix { $0 != "?" }))
            guard !address.isEmpty else { return nil }
            self = .email(address)
        } else if scheme.hasPrefix("tel:") {
            let number = MatchKey.phone(text)
            guard !number.isEmpty else { return nil }
            self = .phone(number)
        } else {
            let key = Self.key(ofUID: text)
            guard !key.isEmpty else { return nil }
            self = .uid(key)
        }
    }

    /// The form in which two spellings of a `UID` are equal: no `urn:uuid:`, in lower case.
    package static func key(ofUID uid: String) -> String {
        let lower = uid.trimmed.lowercased()
        return lower.hasPrefix("urn:uuid:") ? String(lower.dropFirst(9)) : lower
    }

    /// The `MEMBER` value that names a card: a URI, so that what is none gets `urn:uuid:`.
    package static func text(forUID uid: String) -> String {
        let uid = uid.trimmed
        return uid.lowercased().hasPrefix("urn:") ? uid : "urn:uuid:" + uid
    }

    /// The properties that name members, the standard one first.
    static let properties = ["MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"]
}
