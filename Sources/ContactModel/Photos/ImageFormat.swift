/// A kind of picture, told by how its bytes begin: neither a name nor a `TYPE` is believed.
package enum ImageFormat: String, Hashable, Sendable, CaseIterable {
    case jpeg
    case png
    case gif
    case webp
    case heic
    case avif
    case bmp

    /// Recognises a picture by its first bytes.
    package init?(_ bytes: [UInt8]) {
        let reader = ImageBytes(bytes)
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if reader.has("GIF87a", at: 0) || reader.has("GIF89a", at: 0) {
            self = .gif
        } else if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) {
            self = .webp
        } else if reader.has("ftyp", at: 4), let format = Self.format(ofBrandsIn: reader) {
            self = format
        } else if reader.has("BM", at: 0), bytes.count >= 26, reader.little32(at: 6) == 0 {
            self = .bmp
        } else {
            return nil
        }
    }

    /// The brands of a file of boxes (ISO/IEC 14496-12): the major one, then the compatible ones.
    private static func format(ofBrandsIn reader: ImageBytes) -> ImageFormat? {
        let length = min(reader.big32(at: 0) ?? 0, 256)
        var brands = [8]
        brands += stride(from: 16, to: max(16, length), by: 4)
        if brands.contains(where: { reader.has("avif", at: $0) || reader.has("avis", at: $0) }) {
            return .avif
        }
        let isHEIC = brands.contains { place in
            ["heic", "heix", "heim", "heis", "hevc", "mif1"].contains { reader.has($0, at: place) }
        }
        return isHEIC ? .heic : nil
    }

    /// As people call it.
    package var name: String {
        switch self {
        case .webp: "WebP"
        default: rawValue.uppercased()
        }
    }

    /// As `data:` addresses and JSON name it.
    package var mediaType: String { "image/\(rawValue)" }

    /// The ending of such files' names, without the dot.
    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}

/// Bytes of a picture; reading beyond them is no value, never a trap.
struct ImageBytes {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// One byte; nil beyond the end.
    func byte(at place: Int) -> Int? {
        bytes.indices.contains(place) ? Int(bytes[place]) : nil
    }

    /// A number of two bytes, the greater first.
    func big16(at place: Int) -> Int? { number(at: place, [1, 0]) }

    /// A number of four bytes, the greatest first.
    func big32(at place: Int) -> Int? { number(at: place, [3, 2, 1, 0]) }

    /// A number of two bytes, the smaller first.
    func little16(at place: Int) -> Int? { number(at: place, [0, 1]) }

    /// A number of three bytes, the smallest first.
    func little24(at place: Int) -> Int? { number(at: place, [0, 1, 2]) }

    /// A number of four bytes, the smallest first.
    func little32(at place: Int) -> Int? { number(at: place, [0, 1, 2, 3]) }

    /// At most four bytes, so that the number fits; `weights` says which power of 256 each has.
    private func number(at place: Int, _ weights: [Int]) -> Int? {
        guard place >= 0, place < bytes.count, bytes.count - place >= weights.count else {
            return nil
        }
        return weights.indices.reduce(0) { $0 | Int(bytes[place + $1]) << (8 * weights[$1]) }
    }

    /// Whether a text of ASCII stands there.
    func has(_ text: String, at place: Int) -> Bool {
        guard place >= 0, place <= bytes.count else { return false }
        return bytes[place...].starts(with: text.utf8)
    }
}
