import Foundation

/// A JPEG of any length: a header that says 320x240, and noise.
package struct NoisyPicture: Sendable {
    package let bytes: [UInt8]

    package init(seed: UInt64, byteCount: Int) {
        var random = SeededRandom(seed: seed)
        let header: [UInt8] = [
            0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 240, 1, 64, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ]
        bytes =
            header
            + (header.count..<max(byteCount, header.count)).map { _ in
                UInt8(truncatingIfNeeded: random.next())
            }
    }

    package var base64: String { Data(bytes).base64EncodedString() }

    /// The base64 in pieces.
    package func folded(_ width: Int, _ fold: String) -> String {
        var pieces: [Substring] = []
        var rest = Substring(base64)
        while !rest.isEmpty {
            pieces.append(rest.prefix(width))
            rest = rest.dropFirst(width)
        }
        return pieces.joined(separator: fold)
    }
}
