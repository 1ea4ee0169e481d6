/// The content encodings that a body may have: exactly one, never nested (HTTP-4).
package enum BodyEncoding: String, CaseIterable, Sendable {
    case identity
    case gzip
    case zstd

    /// Reads the value of a `Content-Encoding` header; nil for an unknown or a nested one.
    ///
    /// - Parameter header: The value as received; nil when the header is absent.
    package init?(header: String?) {
        guard let header else {
            self = .identity
            return
        }
        let name = header.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed()
        self.init(rawValue: String(name).lowercased())
    }

    /// The best encoding that an `Accept-Encoding` header allows: zstd, gzip, then identity.
    ///
    /// A coding with `q=0` is refused by the peer; other weights do not matter here.
    package static func best(accepting header: String?) -> BodyEncoding {
        let offers = (header ?? "").lowercased().split(separator: ",").filter { offer in
            !offer.filter { !$0.isBlank }.hasSuffix(";q=0")
        }
        let names = offers.map { offer in
            String(offer.prefix { $0 != ";" }.filter { !$0.isBlank })
        }
        return [BodyEncoding.zstd, .gzip].first { names.contains($0.rawValue) } ?? .identity
    }
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
