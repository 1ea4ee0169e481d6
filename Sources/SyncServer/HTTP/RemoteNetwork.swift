import Glibc

/// In whose budget a request is counted: an IPv4 address, or the 64 bits that one subscriber has of
/// IPv6, of which each machine may have 2^64 addresses.
enum RemoteNetwork {
    /// The network of an address; nil for what is no address.
    static func name(of address: some StringProtocol) -> String? {
        let text = String(address)
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return text }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return bytes.suffix(4).map(String.init).joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined() + "/64"
    }

    /// Whether an address is this machine's own, where a proxy may be.
    static func isLoopback(_ address: String) -> Bool {
        address == "::1" || address.hasPrefix("127.")
    }
}
