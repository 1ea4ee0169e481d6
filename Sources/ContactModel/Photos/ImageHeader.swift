/// The facts in the first bytes of a picture, which is never unpacked.
package struct ImageHeader: Hashable, Sendable {
    package let format: ImageFormat
    /// In pixels; nil when the header is cut off, damaged, or says zero.
    package let size: Size?

    /// Width and height in pixels, both at least 1.
    package struct Size: Hashable, Sendable {
        package let width: Int
        package let height: Int

        /// Zero is no size.
        package init?(_ width: Int?, _ height: Int?) {
            guard let width, let height, width > 0, height > 0 else { return nil }
            self.width = width
            self.height = height
        }
    }

    /// Reads the header; nil for what is no picture.
    ///
    /// - Complexity: O(bytes) at worst; usually some hundred bytes are looked at.
    package init?(_ bytes: [UInt8]) {
        guard let format = ImageFormat(bytes) else { return nil }
        self.format = format
        let reader = ImageBytes(bytes)
        size =
            switch format {
            case .jpeg: Self.jpeg(reader)
            case .png:
                reader.has("IHDR", at: 12) ? Size(reader.big32(at: 16), reader.big32(at: 20)) : nil
            case .gif: Size(reader.little16(at: 6), reader.little16(at: 8))
            case .webp: Self.webp(reader)
            case .heic, .avif: Self.boxes(reader)
            case .bmp: Self.bitmap(reader)
            }
    }

    /// Goes from marker to marker until one that begins a frame (ITU T.81 annex B).
    private static func jpeg(_ reader: ImageBytes) -> Size? {
        var place = 2
        while let first = reader.byte(at: place), let marker = reader.byte(at: place + 1) {
            guard first == 0xFF else { return nil }
            switch marker {
            case 0xFF: place += 1
            case 0x01, 0xD0...0xD7: place += 2
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                return Size(reader.big16(at: place + 7), reader.big16(at: place + 5))
            case 0xD8, 0xD9, 0xDA: return nil
            default:
                guard let length = reader.big16(at: place + 2), length >= 2 else { return nil }
                place += 2 + length
            }
        }
        return nil
    }

    /// The three ways of the first chunk (RFC 9649).
    private static func webp(_ reader: ImageBytes) -> Size? {
        if reader.has("VP8X", at: 12) {
            return Size(
                reader.little24(at: 24).map { $0 + 1 }, reader.little24(at: 27).map { $0 + 1 })
        }
        if reader.has("VP8L", at: 12), reader.byte(at: 20) == 0x2F {
            guard let bits = reader.little32(at: 21) else { return nil }
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        }
        guard reader.has("VP8 ", at: 12), reader.has("\u{2A}", at: 25),
            reader.byte(at: 23) == 0x9D, reader.byte(at: 24) == 0x01
        else { return nil }
        return Size(
            reader.little16(at: 26).map { $0 & 0x3FFF }, reader.little16(at: 28).map { $0 & 0x3FFF }
        )
    }

    /// Windows bitmaps; a height below zero means that the first row is the upper one.
    private static func bitmap(_ reader: ImageBytes) -> Size? {
        if reader.little32(at: 14) == 12 {
            return Size(reader.little16(at: 18), reader.little16(at: 20))
        }
        let height = reader.little32(at: 22).map { $0 < 1 << 31 ? $0 : (1 << 32) - $0 }
        return Size(reader.little32(at: 18), height)
    }
}
