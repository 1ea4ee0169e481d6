import ContactModel
import TestSupport
import Testing

/// What pictures say of themselves, real ones and damaged ones.
struct ImageHeaderTests {
    @Test(arguments: TinyPictures.all)
    func `a real picture tells its kind and size`(picture: TinyPicture) throws {
        let header = try #require(ImageHeader(picture.bytes))
        #expect(header.format == ImageFormat(rawValue: picture.kind))
        #expect(header.size == ImageHeader.Size(7, 5))
        #expect(try Picture(picture.bytes).header == header)
    }

    @Test(arguments: TinyPictures.all)
    func `a picture that is cut off anywhere tells the true size or none`(picture: TinyPicture) {
        for length in picture.bytes.indices {
            guard let header = ImageHeader(Array(picture.bytes.prefix(length))) else { continue }
            #expect(header.format == ImageFormat(rawValue: picture.kind))
            #expect(header.size == nil || header.size == ImageHeader.Size(7, 5))
        }
    }

    @Test(arguments: TinyPictures.all)
    func `P7: bytes changed at random are read without harm`(picture: TinyPicture) {
        var random = SeededRandom(seed: 11)
        for _ in 0..<2_000 {
            var bytes = picture.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<min(bytes.count, 400), using: &random)
                bytes[place] =
                    [0, 0xFF, 0x80, UInt8.random(in: 0...255, using: &random)]
                    .randomElement(using: &random) ?? 0
            }
            guard let size = ImageHeader(bytes)?.size else { continue }
            #expect(size.width > 0 && size.height > 0)
        }
    }

    @Test func `P7: headers that lie about their lengths end`() {
        let fill = [UInt8](repeating: 0xFF, count: 70_000)
        #expect(ImageHeader([0xFF, 0xD8] + fill)?.size == nil)
        #expect(ImageHeader([0xFF, 0xD8, 0xFF, 0xE0, 0, 0] + fill)?.size == nil)
        #expect(ImageHeader([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF])?.size == nil)
        let brand = Self.box("ftyp", Array("heic".utf8) + [0, 0, 0, 0])
        for length in [0, 1, 7, 8, 9, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32] {
            let meta = Self.box("meta", [0, 0, 0, 0] + Self.box("iprp", length: length, fill))
            #expect(ImageHeader(brand + meta)?.format == .heic)
            #expect(ImageHeader(brand + Self.box("meta", length: length, fill))?.size == nil)
        }
        let many = (0..<20_000).flatMap { _ in Self.box("free", []) }
        #expect(ImageHeader(brand + many)?.size == nil)
    }

    @Test(
        arguments: [(0xFFFF_FFFF, 0xFFFF_FFFF), (20_000, 10), (10_000, 10_000)]
            as [(UInt32, UInt32)])
    func `a header of more pixels than can be shown is no photo`(width: UInt32, height: UInt32)
        throws
    {
        let bytes =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + Self.box("IHDR", length: 13, Self.big(width) + Self.big(height) + [8, 2, 0, 0, 0])
        let size = try #require(ImageHeader.Size(Int(width), Int(height)))
        #expect(ImageHeader(bytes)?.size == size)
        #expect(throws: PictureError.tooManyPixels(size)) { try Picture(bytes) }
    }

    @Test func `what is no picture, is cut off or is too large is refused by name`() throws {
        let png = TinyPictures.png.bytes
        #expect(throws: PictureError.noPicture) { try Picture(Array("<svg/>".utf8)) }
        #expect(throws: PictureError.noPicture) { try Picture([]) }
        #expect(throws: PictureError.damaged(.png)) { try Picture(Array(png.prefix(20))) }
        #expect(throws: PictureError.damaged(.gif)) {
            try Picture(Array("GIF89a".utf8) + [0, 0, 0, 0, 0])
        }
        let limit = Picture.maximumBytes
        let filled = png + [UInt8](repeating: 0, count: limit - png.count)
        #expect(try Picture(filled).bytes.count == limit)
        #expect(throws: PictureError.tooManyBytes) { try Picture(filled + [0]) }
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// A box of the right length, or of the one that is said.
    private static func box(
        _ type: String, length: UInt32? = nil, _ content: [UInt8]
    ) -> [UInt8] {
        big(length ?? UInt32(content.count + 8)) + Array(type.utf8) + content
    }
}
