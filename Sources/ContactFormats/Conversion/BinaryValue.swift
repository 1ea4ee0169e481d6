/// What a photo, logo, sound or key is, between the ways in which versions write it.
enum BinaryValue {
    /// The media type of base64 text, from its `TYPE` or from how it begins.
    static func mediaType(of property: String, types: [String], base64: [UInt8]) -> String {
        let type = types.first { !["home", "work", "pref"].contains($0.lowercased()) }?.lowercased()
        if let type, type.contains("/") { return type }
        let start = String(decoding: base64.prefix(8), as: UTF8.self)
        let sniffed = signatures.first { start.hasPrefix($0.0) }?.1
        guard let type else { return sniffed ?? "application/octet-stream" }
        switch property {
        case "SOUND": return "audio/\(type)"
        case "KEY": return type == "pgp" ? "application/pgp-keys" : "application/x-\(type)-cert"
        default: return "image/" + (type == "jpg" ? "jpeg" : type)
        }
    }

    private static let signatures = [
        ("/9j/", "image/jpeg"), ("iVBORw", "image/png"), ("R0lGOD", "image/gif"),
        ("UklGR", "image/webp"),
    ]

    /// Takes `data:image/jpeg;base64,…` apart; nil for any other address.
    static func dataURI(_ value: [UInt8]) -> (mediaType: String, base64: ArraySlice<UInt8>)? {
        guard value.prefix(5).map(\.lowerCasedLetter) == Array("data:".utf8),
            let comma = value.firstIndex(of: UInt8(ascii: ","))
        else { return nil }
        // Some servers escape the semicolon of the address.
        let head = String(decoding: value[5..<comma], as: UTF8.self).replacing("\\", with: "")
        let parts = head.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.last?.lowercased() == "base64" else { return nil }
        let data = value[(comma + 1)...]
        return (parts.first.map(String.init) ?? "", data)
    }

    /// The `TYPE` of 3.0 for a media type: `JPEG` for `image/jpeg`.
    static func type(of mediaType: String) -> String {
        switch mediaType.lowercased() {
        case "application/pgp-keys": "PGP"
        case let other: String(other.split(separator: "/").last ?? "").uppercased()
        }
    }
}

extension UInt8 {
    /// The lower-case form of an ASCII letter; any other byte as it is.
    fileprivate var lowerCasedLetter: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
