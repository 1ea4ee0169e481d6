/// Something on a card that another program can open: an address, a number, a page, a handle.
package struct ContactLink: Hashable, Sendable {
    /// The label on the card, else the kind of link: `mail`, `phone`, `page`, `mastodon`.
    package let label: String
    /// Always with a scheme of a short list, never a file or a script.
    package let uri: String

    /// Whether a word means it: the label, or a part of the link.
    package func matches(_ word: String) -> Bool {
        let word = word.lowercased()
        return label.lowercased() == word || uri.lowercased().contains(word)
            || (Self.synonyms[word].map { uri.hasPrefix($0) } ?? false)
    }

    private static let synonyms = [
        "mail": "mailto:", "email": "mailto:", "e-mail": "mailto:", "phone": "tel:", "call": "tel:",
    ]
    private static let schemes = [
        "https", "http", "mailto", "tel", "xmpp", "sip", "sips", "matrix", "irc", "ircs", "tg",
        "skype", "sgnl",
    ]

    /// Takes a link that has a scheme of the list; nil for any other text.
    init?(_ label: String, uri text: String) {
        guard !text.unicodeScalars.contains(where: { $0.value <= 32 || $0.value == 127 }),
            let colon = text.firstIndex(of: ":"),
            Self.schemes.contains(text[..<colon].lowercased())
        else { return nil }
        self.label = label
        uri = text
    }

    /// A handle without a scheme, as the service writes it; nil where no link is known.
    init?(handle text: String, of service: String) {
        let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        switch service.lowercased() {
        case "mastodon", "fediverse":
            guard parts.count == 2 else { return nil }
            self.init(service, uri: "https://\(parts[1])/@\(parts[0])")
        case "xmpp", "jabber": self.init(service, uri: "xmpp:\(text)")
        case "matrix": self.init(service, uri: "https://matrix.to/#/\(text)")
        case "telegram": self.init(service, uri: "https://t.me/\(name)")
        case "github": self.init(service, uri: "https://github.com/\(name)")
        case "codeberg": self.init(service, uri: "https://codeberg.org/\(name)")
        case "skype": self.init(service, uri: "skype:\(name)")
        default: return nil
        }
    }
}

extension PersonView {
    /// Everything that can be opened, in the order of the card: pages and handles, addresses,
    /// numbers, of which the one to use comes first and those of a fax last.
    package var links: [ContactLink] {
        let pages = urls.compactMap { url in
            let isBare = !url.value.contains(":") && url.value.contains(".")
            let uri = isBare ? "https://\(url.value)" : url.value
            return ContactLink(Self.label(url, else: "page"), uri: uri)
        }
        let profiles = handles.compactMap { handle in
            ContactLink(Self.label(handle, else: "handle"), uri: handle.value)
                ?? ContactLink(handle: handle.value, of: handle.label)
        }
        let addresses = emails.compactMap {
            ContactLink(Self.label($0, else: "mail"), uri: "mailto:\($0.value)")
        }
        let numbers = callable.compactMap { phone in
            let digits = phone.value.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
            return digits.isEmpty
                ? nil : ContactLink(Self.label(phone, else: "phone"), uri: "tel:\(digits)")
        }
        return pages + profiles + addresses + numbers
    }

    private static func label(_ value: Labelled<String>, else usual: String) -> String {
        value.label.isEmpty ? usual : value.label
    }
}
