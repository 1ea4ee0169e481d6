import ChangeLog
import ContactModel
import TestSupport
import Testing

/// Every form in which programs write a photo.
struct PhotoContentTests {
    /// A form: the line around the base64 of a picture.
    struct Form: CustomTestStringConvertible, Sendable {
        let name: String
        let line: @Sendable (String) -> String
        var testDescription: String { name }
    }

    static let forms: [Form] = [
        Form(name: "3.0") { "PHOTO;ENCODING=b;TYPE=JPEG:\($0)\r\n" },
        Form(name: "3.0, folded with tabs") {
            "item1.PHOTO;ENCODING=B;TYPE=png:" + Self.folded($0, "\r\n\t") + "\r\n"
        },
        Form(name: "4.0") { "PHOTO:data:image/png;base64,\($0)\r\n" },
        Form(name: "4.0, folded, with MEDIATYPE") {
            "PHOTO;MEDIATYPE=image/gif:data:;base64," + Self.folded($0, "\n ") + "\n"
        },
        Form(name: "escaped by a server") { "PHOTO;VALUE=URL:data:image/png\\;base64\\,\($0)\n" },
        Form(name: "in capitals") { "PHOTO;VALUE=URI:DATA:IMAGE/PNG;BASE64,\($0)\n" },
        Form(name: "with a charset in the address") {
            "PHOTO:data:image/png;charset=utf-8;base64,\($0)\n"
        },
        Form(name: "2.1") { "PHOTO;ENCODING=BASE64;JPEG:\($0)\r\n\r\n" },
        Form(name: "2.1, bare, on lines of its own") {
            "PHOTO;BASE64:\r\n  " + Self.folded($0, "\r\n  ") + "\r\n\r\n"
        },
        Form(name: "2.1, without marks of a fold") {
            "PHOTO;ENCODING=BASE64;PNG:\r\n" + Self.folded($0, "\r\n") + "\r\n\r\n"
        },
        Form(name: "base64 that does not say so") { "PHOTO:\($0)\n" },
        Form(name: "base64 that says it is an address") { "PHOTO;VALUE=uri:\($0)\n" },
        Form(name: "without padding") { "PHOTO;ENCODING=b:\($0.filter { $0 != "=" })\n" },
        Form(name: "quoted-printable") { base64 in
            let bytes = Base64.decode(base64.utf8) ?? []
            return "PHOTO;ENCODING=QUOTED-PRINTABLE:" + bytes.map(Self.quoted).joined() + "\r\n"
        },
        Form(name: "an address with escapes") { base64 in
            let bytes = Base64.decode(base64.utf8) ?? []
            return "PHOTO:data:image/png,"
                + bytes.map { "%" + Self.quoted($0).dropFirst() }.joined()
        },
    ]

    @Test(arguments: forms, TinyPictures.all)
    func `every form gives the same bytes`(form: Form, picture: TinyPicture) {
        let line = ContentLine(raw: Array(form.line(picture.base64).utf8))
        #expect(line.name == "PHOTO")
        #expect(PhotoContent(line) == .bytes(picture.bytes))
        let facts = PhotoContent(line).map { PhotoFacts($0, using: .sha256) }
        #expect(facts?.format == ImageFormat(rawValue: picture.kind) && facts?.state == .picture)
        #expect(facts?.hash == DigestFunction.sha256(picture.bytes))
    }

    @Test(arguments: [
        ("PHOTO:https\\://example.org/a\\,b.jpg", "https://example.org/a,b.jpg"),
        ("PHOTO;VALUE=uri:http://example.org/x", "http://example.org/x"),
        ("PHOTO;VALUE=URL;TYPE=GIF:http://example.org/x.gif", "http://example.org/x.gif"),
        ("PHOTO;ENCODING=b:https://example.org/x", "https://example.org/x"),
        ("PHOTO;ENCODING=QUOTED-PRINTABLE:https=3A//example.org/x", "https://example.org/x"),
        ("PHOTO;VALUE=uri:file:///home/ada/me.jpg", "file:///home/ada/me.jpg"),
        ("PHOTO:me.jpg", "me.jpg"), ("PHOTO;VALUE=uri: cid:a@b ", "cid:a@b"),
    ])
    func `a link is told, not decoded`(line: String, address: String) {
        #expect(PhotoContent(ContentLine(raw: Array(line.utf8))) == .link(address))
    }

    @Test(arguments: [
        "PHOTO;ENCODING=b:iVBORw0K*Ggo", "PHOTO;ENCODING=b:A", "PHOTO;ENCODING=BASE64:é",
        "PHOTO:data:image/png;base64,iVBO?", "PHOTO:data:image/png;base64,",
        "PHOTO:" + String(repeating: "x!", count: 2_000),
    ])
    func `damaged base64 is told`(line: String) {
        #expect(PhotoContent(ContentLine(raw: Array(line.utf8))) == .damaged)
    }

    @Test(arguments: ["PHOTO:", "PHOTO;ENCODING=b:\r\n\r\n", "PHOTO;VALUE=uri:   \n"])
    func `a line without a value is no photo`(line: String) {
        #expect(PhotoContent(ContentLine(raw: Array(line.utf8))) == nil)
    }

    @Test func `bytes of no known kind stay bytes`() {
        let line = ContentLine(raw: Array("PHOTO;ENCODING=b;TYPE=JPEG:QUJD\n".utf8))
        #expect(PhotoContent(line) == .bytes(Array("ABC".utf8)))
        #expect(PhotoFacts(.bytes(Array("ABC".utf8)), using: nil).summary == "unknown, 3 bytes")
    }

    @Test func `P7: lines changed at random are read without harm`() {
        var random = SeededRandom(seed: 12)
        for form in Self.forms {
            let bytes = Array(form.line(TinyPictures.png.base64).utf8)
            for _ in 0..<300 {
                var changed = bytes
                for _ in 0..<4 {
                    let place = Int.random(in: changed.indices, using: &random)
                    changed[place] = UInt8.random(in: 0...255, using: &random)
                }
                let line = ContentLine(raw: changed)
                guard let content = PhotoContent(line) else { continue }
                #expect(PhotoFacts(content, using: nil).summary.isEmpty == false)
            }
        }
    }

    private static func folded(_ text: String, _ fold: String) -> String {
        let units = Array(text)
        return stride(from: 0, to: units.count, by: 60).map {
            String(units[$0..<min($0 + 60, units.count)])
        }.joined(separator: fold)
    }

    private static func quoted(_ byte: UInt8) -> String {
        "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
