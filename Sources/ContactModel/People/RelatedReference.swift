/// The way a card names a related person: in `RELATED`, `X-ABRELATEDNAMES`, as spouse, as manager.
package enum RelatedReference: Hashable, Sendable {
    /// By `UID`, e-mail address or phone number: nobody else is meant.
    case card(MemberReference)
    /// By a name of several words, as ``key(ofName:)`` has it: whoever alone is called so is meant.
    case fullName(String)
    /// By one word, such as a first name, which could be anybody's.
    case word(String)
    /// A page, which names nobody in a book.
    case page

    /// Reads the value of a line; nil when it says nothing.
    package init?(_ text: String) {
        let text = text.trimmed
        let lower = text.lowercased()
        guard !text.isEmpty else { return nil }
        if ["http://", "https://", "ftp://"].contains(where: lower.hasPrefix) {
            self = .page
        } else if ["urn:", "mailto:", "tel:"].contains(where: lower.hasPrefix) {
            guard let reference = MemberReference(text: text) else { return nil }
            self = .card(reference)
        } else if lower.contains("@"), !lower.contains(" ") {
            self = .card(.email(MatchKey.email(text)))
        } else {
            let name = Self.key(ofName: text)
            guard !name.isEmpty else { return nil }
            self = name.contains(" ") ? .fullName(name) : .word(name)
        }
    }

    /// Under which kind and in which form the value is kept to be found again; nil for a page.
    package var key: (kind: String, value: String)? {
        switch self {
        case .card(.uid(let key)): ("uid", key)
        case .card(.email(let key)): ("email", key)
        case .card(.phone(let key)): ("phone", key)
        case .fullName(let name), .word(let name): ("name", name)
        case .page: nil
        }
    }

    /// The form in which two names are equal: in lower case, one blank between words.
    ///
    /// Accents count: what differs in them may be somebody else.
    package static func key(ofName name: String) -> String {
        ComposedText.compose(name.lowercased()).split { $0.isWhitespace }.joined(separator: " ")
    }

    /// As what a property beside `RELATED` and Apple's names somebody; nil for all others.
    package static func label(ofProperty name: String) -> String? {
        guard name.hasPrefix("X-") else { return nil }
        return switch name {
        case "X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-MS-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME":
            "spouse"
        case "X-MANAGER", "X-EVOLUTION-MANAGER", "X-MS-MANAGER", "X-KADDRESSBOOK-X-MANAGERSNAME",
            "X-MANAGERSNAME":
            "manager"
        case "X-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-MS-ASSISTANT",
            "X-KADDRESSBOOK-X-ASSISTANTSNAME":
            "assistant"
        case "X-MS-CHILD": "child"
        default: nil
        }
    }
}
