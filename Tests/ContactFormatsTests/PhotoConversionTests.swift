import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Pictures on their way through files and versions.
struct PhotoConversionTests {
    private static func card(_ bytes: [UInt8]) throws -> Card {
        try #require(VCardReader.read(bytes).cards.first)
            .card(entity: EntityID(value: 1), using: .sha256)
    }

    private static func quotedPrintable(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return bytes.map { "=\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }

    @Test(arguments: TinyPictures.all, [CardVersion.three, .four])
    func `every form of a photo is the same picture in the other version`(
        picture: TinyPicture, version: CardVersion
    ) throws {
        let text = picture.base64
        for line in [
            "VERSION:2.1\r\nPHOTO;ENCODING=BASE64;JPEG:\(text)\r\n",
            "VERSION:2.1\r\nPHOTO;ENCODING=QUOTED-PRINTABLE:\(Self.quotedPrintable(picture.bytes))",
            "VERSION:3.0\r\nPHOTO;ENCODING=b;TYPE=GIF:\(text)", "VERSION:3.0\r\nPHOTO:\(text)",
            "VERSION:4.0\r\nPHOTO:data:image/jpeg;base64,\(text)", "VERSION:4.0\r\nPHOTO:\(text)",
            "VERSION:3.0\r\nPHOTO;VALUE=uri:data:image/png;base64\\,\(text)",
        ] {
            let source = "BEGIN:VCARD\r\n\(line)\r\nFN:A\r\nEND:VCARD\r\n"
            let card = try Self.card(Array(source.utf8))
            #expect(card.bytes == Array(source.utf8))
            #expect(card.photos == [.bytes(picture.bytes)], "\(line)")
            let converted = try Self.card(VCardConversion(card, to: version).bytes)
            #expect(converted.photos == [.bytes(picture.bytes)], "\(line)")
        }
    }

    @Test(arguments: TinyPictures.all, ["2.1", "3.0", "4.0"])
    func `a photo that kith wrote is read back from the file`(
        picture: TinyPicture, version: String
    ) throws {
        let source = "BEGIN:VCARD\r\nVERSION:\(version)\r\nFN:A\r\nTEL:1\r\nEND:VCARD\r\n"
        var random = SeededRandom(seed: 3)
        var editor = CardEditor(try Self.card(Array(source.utf8)))
        for picture in [TinyPictures.gif, picture] {
            try editor.apply(.setPhoto(try Picture(picture.bytes)), using: &random)
        }
        let (cards, problems) = VCardReader.read(editor.card.bytes)
        #expect(problems.isEmpty && cards.flatMap(\.diagnostics).isEmpty)
        let again = try Self.card(editor.card.bytes)
        #expect(again.photos == [.bytes(picture.bytes)])
        #expect(again.bytes == editor.card.bytes)
        try editor.apply(.removePhotos, using: &random)
        #expect(editor.card.bytes == Array(source.utf8))
    }

    @Test func `the pictures of the samples are told for what they are`() throws {
        var summaries: [String] = []
        for name in SampleBooks.names {
            for imported in VCardReader.read(try SampleBooks.bytes(of: name)).cards {
                let card = imported.card(entity: EntityID(value: 1), using: .sha256)
                let photos = card.photos
                #expect(photos.isEmpty == (PersonView(card).photo == nil), "\(name)")
                summaries += photos.map { content in
                    let facts = PhotoFacts(content, using: nil)
                    return "\(name) \(facts.state.rawValue) \(facts.format?.name ?? "-") "
                        + (facts.size.map { "\($0.width)x\($0.height)" } ?? "-")
                }
            }
        }
        let counts = summaries.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(
            counts == [
                "android.vcf picture PNG 12x12": 2, "google-takeout.vcf link - -": 3,
                "icloud.vcf picture PNG 18x18": 3, "odd.vcf picture PNG 1x1": 2,
                "outlook.vcf picture PNG 14x14": 2, "thunderbird.vcf picture PNG 10x10": 1,
            ])
    }
}
