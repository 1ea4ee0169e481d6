import ChangeLog

/// A picture that may become somebody's photo.
package struct Picture: Hashable, Sendable {
    package let bytes: [UInt8]
    package let header: ImageHeader

    /// The greatest photo that is taken, in bytes: it is copied to every machine.
    package static let maximumBytes = 2 << 20
    /// The greatest width and height: unpacked, a picture takes four bytes a pixel.
    package static let maximumSide = 16_384
    /// The greatest number of pixels.
    package static let maximumPixels = 64_000_000

    /// Looks at the bytes of a file.
    ///
    /// - Throws: ``PictureError`` for what is no picture, is too large, or is cut off in its header.
    package init(_ bytes: [UInt8]) throws(PictureError) {
        guard bytes.count <= Self.maximumBytes else { throw .tooManyBytes }
        guard let header = ImageHeader(bytes) else { throw .noPicture }
        guard let size = header.size else { throw .damaged(header.format) }
        guard size.width <= Self.maximumSide, size.height <= Self.maximumSide,
            size.width * size.height <= Self.maximumPixels
        else { throw .tooManyPixels(size) }
        self.bytes = bytes
        self.header = header
    }
}

/// Why a file does not become a photo; nothing was changed.
package enum PictureError: KithError, Hashable {
    /// The bytes begin like no picture.
    case noPicture
    /// It begins like a picture, and its header does not say how large it is.
    case damaged(ImageFormat)
    /// More than ``Picture/maximumBytes``.
    case tooManyBytes
    /// More pixels than programs that show it can be trusted with.
    case tooManyPixels(ImageHeader.Size)
    /// With it the card would be longer than a card may be.
    case cardTooLarge

    package var code: String {
        switch self {
        case .noPicture: "no_picture"
        case .damaged: "damaged_picture"
        case .tooManyBytes, .tooManyPixels: "picture_too_large"
        case .cardTooLarge: "card_too_large"
        }
    }

    package var canRetry: Bool { false }

    package var sentence: String {
        switch self {
        case .noPicture:
            "That is no picture; a photo is a JPEG, PNG, GIF, WebP, HEIC, AVIF or BMP file."
        case .damaged(let format):
            "The file begins like \(format.name) and is damaged or cut off; open it and save it anew."
        case .tooManyBytes:
            "The picture has more than 2 MiB; scale it down first, for example "
                + "`convert in.jpg -resize 800x800 out.jpg`."
        case .tooManyPixels(let size):
            "The picture has \(size.width)x\(size.height) pixels; scale it down first, for example "
                + "`convert in.jpg -resize 800x800 out.jpg`."
        case .cardTooLarge:
            "With that picture the card would have more than 4 MiB; take a smaller one."
        }
    }
}
