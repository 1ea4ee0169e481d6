/// How somebody is reached on a messenger or a network, as the lines of cards write it.
package enum HandleAddress {
    /// The properties that hold one.
    static let properties = Set(services.keys).union(["IMPP", "SOCIALPROFILE", "X-SOCIALPROFILE"])

    /// The properties of programs that know no `IMPP`, and the service each is named after; empty where
    /// the name tells that it is a messenger's, and not whose.
    package static let services = [
        "X-JABBER": "jabber", "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype",
        "X-MATRIX": "matrix", "X-AIM": "aim", "X-ICQ": "icq", "X-MSN": "msn", "X-YAHOO": "yahoo",
        "X-GTALK": "gtalk", "X-GOOGLE-TALK": "google talk", "X-QQ": "qq", "X-SIP": "sip",
        "X-GADUGADU": "gadugadu", "X-GROUPWISE": "groupwise", "X-MS-IMADDRESS": "",
        "X-KADDRESSBOOK-X-IMADDRESS": "",
    ]

    private static let schemes = [
        "xmpp": "xmpp", "jabber": "xmpp", "gtalk": "xmpp", "google talk": "xmpp",
        "hangouts": "xmpp", "skype": "skype", "aim": "aim", "icq": "icq", "msn": "msnim",
        "yahoo": "ymsgr", "sip": "sip", "irc": "irc", "matrix": "matrix",
    ]
    /// The scheme that Apple's address books put before handles of services without one.
    private static let unknownScheme = "x-apple"

    /// The address that a card holds for what a person types (RFC 4770).
    ///
    /// - Parameters:
    ///   - handle: A name at the service, or an address already.
    ///   - service: Tells the scheme; empty when it is not known.
    /// - Returns: An address with a scheme.
    package static func uri(of handle: String, service: String) -> String {
        guard !hasScheme(handle) else { return handle }
        let scheme = schemes[service.lowercased()] ?? unknownScheme
        let isMatrixName = scheme == "matrix" && handle.hasPrefix("@")
        return scheme + ":" + (isMatrixName ? "u/" + handle.dropFirst() : handle)
    }

    /// The address as people read it: without what only says that the service is unknown.
    static func shown(_ text: String) -> String {
        let mark = unknownScheme + ":"
        return text.prefix(mark.count).lowercased() == mark
            ? String(text.dropFirst(mark.count)) : text
    }

    /// The address as people type it: a name at Matrix is one there (MSC 2312), not an address.
    package static func asTyped(_ text: String) -> String {
        let mark = "matrix:u/"
        guard text.prefix(mark.count).lowercased() == mark else { return text }
        return "@" + text.dropFirst(mark.count).prefix { $0 != "?" }
    }

    /// What an address is told apart by: as an address, and as a name at its service, for Apple's programs
    /// write the scheme of one service before names of another.
    static func keys(of handle: String, service: String) -> [String] {
        let address = uri(of: handle, service: service).lowercased()
        let name = address.utf8.firstIndex(of: .colon).map { address[address.index(after: $0)...] }
        return [address, service.lowercased() + "\n" + (name ?? address[...])]
    }

    /// Whether the address is a page, such as a profile in a network.
    static func isPage(_ text: String) -> Bool {
        let start = text.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
    }

    /// The service of a line, from what says it best; nil when only its types or label can tell.
    static func service(of line: ContentLine) -> String? {
        let said = line.values(of: "X-SERVICE-TYPE").first ?? line.values(of: "SERVICE-TYPE").first
        if let said, !said.isEmpty { return said.lowercased() }
        return services[line.name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether the name of the property says the service, or that it is a messenger's.
    static func isNamedAfterService(_ line: ContentLine) -> Bool { services[line.name] != nil }

    private static func hasScheme(_ text: String) -> Bool {
        let scheme = text.utf8.prefix { $0 != .colon }
        guard scheme.count < text.utf8.count, let first = scheme.first else { return false }
        let isLetter = (0x61...0x7A).contains(first.lowerCased)
        return isLetter
            && scheme.allSatisfy { ($0.isNameByte && $0 != 0x5F) || $0 == 0x2B || $0 == .dot }
    }
}
