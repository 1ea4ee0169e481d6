package import ChangeLog

/// The facts of a photo, told without showing it.
package struct PhotoFacts: Hashable, Sendable {
    package let state: State
    /// The format of the bytes, whatever the line says; nil when they are no picture.
    package let format: ImageFormat?
    /// The decoded bytes; 0 for a link or a damaged photo.
    package let byteCount: Int
    /// In pixels, as the picture says.
    package let size: ImageHeader.Size?
    /// SHA-256 of the decoded bytes; the same for the same picture in any form.
    package let hash: ContentDigest?
    /// The address of a link.
    package let link: String?

    /// The outcome of reading it; stored, so the names stay.
    package enum State: String, Hashable, Sendable {
        case picture
        /// Bytes of no known kind.
        case unknown
        case link
        case damaged
        /// Not here yet.
        case away
    }

    package init(
        state: State, format: ImageFormat?, byteCount: Int, size: ImageHeader.Size?,
        hash: ContentDigest?, link: String?
    ) {
        self.state = state
        self.format = format
        self.byteCount = byteCount
        self.size = size
        self.hash = hash
        self.link = link
    }

    /// Looks at a picture, or at unknown bytes.
    package init(ofPicture bytes: [UInt8], hash: ContentDigest?) {
        let header = ImageHeader(bytes)
        self.init(
            state: header == nil ? .unknown : .picture, format: header?.format,
            byteCount: bytes.count, size: header?.size, hash: hash, link: nil)
    }

    /// Looks at what a line holds.
    ///
    /// - Parameters:
    ///   - content: The decoded line.
    ///   - digest: SHA-256; nil when the hash is not wanted.
    package init(_ content: PhotoContent, using digest: DigestFunction?) {
        switch content {
        case .bytes(let bytes): self.init(ofPicture: bytes, hash: digest?(bytes))
        case .link(let address):
            self.init(
                state: .link, format: nil, byteCount: 0, size: nil, hash: nil, link: address)
        case .damaged:
            self.init(
                state: .damaged, format: nil, byteCount: 0, size: nil, hash: nil, link: nil)
        case .away(let hash, let byteCount):
            self.init(
                state: .away, format: nil, byteCount: byteCount, size: nil, hash: hash, link: nil)
        }
    }
}

extension PhotoFacts {
    /// In a few words: `JPEG, 48 KB, 320x320`; the address of a link.
    package var summary: String {
        switch state {
        case .picture, .unknown:
            let size = size.map { "\($0.width)x\($0.height)" }
            return [format?.name ?? "unknown", Self.bytes(byteCount), size].compactMap { $0 }
                .joined(separator: ", ")
        case .link: return "a link, \(link ?? "")"
        case .damaged: return "damaged"
        case .away: return "\(Self.bytes(byteCount)), not on this machine yet"
        }
    }

    /// A number of bytes as people say it, in thousands.
    package static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1_000: return count == 1 ? "1 byte" : "\(count) bytes"
        case ..<1_000_000: return "\((count + 500) / 1_000) KB"
        default:
            let tenths = count / 100_000
            return "\(tenths / 10).\(tenths % 10) MB"
        }
    }
}
