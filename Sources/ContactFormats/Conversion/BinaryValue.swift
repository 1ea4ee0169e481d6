import ContactModel

/// The content of a photo, logo, sound or key, apart from how a version of vCard writes it.
enum BinaryValue {
    /// The media type of base64 text, from its `TYPE` or from how it begins.
    static func mediaType(of property: String, types: [String], base64: [UInt8]) -> String {
        let type = types.first { !["home", "work", "pref"].contains($0.lowercased()) }?.lowercased()
        if let type, type.contains("/") { return type }
        let sniffed = Base64.decode(base64.prefix(64)).flatMap { ImageFormat($0) }?.mediaType
        // What the picture is, not what its line calls it.
        if let sniffed, property == "PHOTO" || property == "LOGO" { return sniffed }
        guard let type else { return sniffed ?? "application/octet-stream" }
        switch property {
        case "SOUND": return "audio/\(type)"
        case "KEY": return type == "pgp" ? "application/pgp-keys" : "application/x-\(type)-cert"
        default: return "image/" + (type == "jpg" ? "jpeg" : type)
        }
    }

    /// The picture in a line that says neither base64 nor an address; nil for anything else.
    static func unmarkedPicture(_ content: ContentLine) -> (format: ImageFormat, base64: [UInt8])? {
        guard content.name == "PHOTO" || content.name == "LOGO",
            case .bytes(let bytes) = PhotoContent(content), let format = ImageFormat(bytes)
        else { return nil }
        return (format, Base64.encode(bytes))
    }

    /// The `TYPE` of 3.0 for a media type: `JPEG` for `image/jpeg`.
    static func type(of mediaType: String) -> String {
        switch mediaType.lowercased() {
        case "application/pgp-keys": "PGP"
        case let other: String(other.split(separator: "/").last ?? "").uppercased()
        }
    }
}
