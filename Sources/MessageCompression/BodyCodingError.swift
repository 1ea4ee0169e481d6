/// Why a body cannot be unpacked or packed.
package enum BodyCodingError: Error, Hashable, Sendable {
    /// The bytes are not of the encoding, or were changed on the way.
    case damaged(encoding: BodyEncoding, offset: Int)
    /// The body ends in the middle of its frame.
    case truncated(encoding: BodyEncoding)
    /// Something follows the one frame that a body may have; `offset` is where.
    case trailingBytes(offset: Int)
    /// It unpacks to more bytes than allowed.
    case tooLarge(limit: Int)
    /// It unpacks to more than the allowed multiple of its packed size.
    case tooDense(ratio: Int)
    /// Unpacking needs a window of more than 8 MiB.
    case windowTooLarge
    /// The library has no memory left.
    case outOfMemory

    /// The code of `protocol/errors.md`.
    package var code: String {
        switch self {
        case .damaged, .truncated, .trailingBytes: "bad_message"
        case .tooLarge, .tooDense, .windowTooLarge: "too_large"
        case .outOfMemory: "unavailable"
        }
    }

    /// Whether the same body may be accepted later.
    package var canRetry: Bool { self == .outOfMemory }

    /// The sentence for the person; holds nothing of the body.
    package var sentence: String {
        switch self {
        case .damaged(let encoding, let offset):
            "The \(encoding.rawValue) body is damaged near byte \(offset)."
        case .truncated(let encoding): "The \(encoding.rawValue) body is incomplete."
        case .trailingBytes(let offset): "Bytes follow the end of the body at byte \(offset)."
        case .tooLarge(let limit): "The body unpacks to more than \(limit) bytes."
        case .tooDense(let ratio): "The body unpacks to more than \(ratio) times its size."
        case .windowTooLarge: "The body needs a window of more than 8 MiB to unpack."
        case .outOfMemory: "There is not enough memory to unpack the body."
        }
    }
}
