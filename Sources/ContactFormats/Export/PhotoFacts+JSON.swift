import ChangeLog
package import ContactModel

extension PhotoFacts {
    /// The facts of a photo: the address of a link, else kind, size and SHA-256 of the picture.
    package var json: JSONValue {
        guard state != .link else {
            return .object([
                ("inline", .bool(false)), ("state", .text(state.rawValue)),
                ("uri", .optional(link)),
            ])
        }
        return .object([
            ("inline", .bool(true)), ("state", .text(state.rawValue)),
            ("type", .optional(format?.mediaType)),
            ("bytes", state == .damaged ? .null : .integer(Int64(byteCount))),
            ("width", size.map { .integer(Int64($0.width)) } ?? .null),
            ("height", size.map { .integer(Int64($0.height)) } ?? .null),
            ("sha256", .optional(hash?.description)),
        ])
    }
}
