/// Where a server is: checked once, before anything is sent there.
package struct ServerAddress: Hashable, Sendable {
    /// Scheme, host and port, without a slash at the end.
    package let url: String

    /// Reads a URL that a person typed.
    ///
    /// - Parameters:
    ///   - text: `https://host[:port]`, or `http://` for this machine itself.
    ///   - allowsPlainHTTP: Whether `http://` to another machine was asked for by name.
    /// - Throws: ``ServerAddressError``, saying what to write instead.
    package init(parsing text: String, allowsPlainHTTP: Bool = false) throws(ServerAddressError) {
        let lower = text.lowercased()
        let isPlain = lower.hasPrefix("http://")
        guard isPlain || lower.hasPrefix("https://") else {
            throw ServerAddressError(
                "the server's URL begins with https://, such as https://kith.example.org:7475")
        }
        var rest = Substring(text.dropFirst(isPlain ? 7 : 8))
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        let isHost = rest.utf8.allSatisfy { unit in
            unit > 32 && unit < 127 && !#"/?#@\"<>"#.utf8.contains(unit)
        }
        guard !rest.isEmpty, rest.utf8.count <= 255, isHost else {
            throw ServerAddressError(
                "the server's URL is scheme, host and port, such as https://kith.example.org:7475, "
                    + "and nothing else")
        }
        guard !isPlain || allowsPlainHTTP || Self.isLoopback(rest) else {
            throw ServerAddressError(
                "plain http:// to another machine shows the token to everybody between; "
                    + "use https://, or say --insecure")
        }
        url = (isPlain ? "http://" : "https://") + rest
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        if host.hasPrefix("[") { return host.hasPrefix("[::1]") }
        let name = host.split(separator: ":").first ?? ""
        return name == "localhost" || (name.hasPrefix("127.") && name.allSatisfy(\.isDotOrDigit))
    }
}

extension Character {
    fileprivate var isDotOrDigit: Bool { self == "." || ("0"..."9").contains(self) }
}
