import ChangeLog
import ContactModel
import TestSupport
import Testing

/// Photos written into cards, and the names of their files.
struct PhotoEditTests {
    private static func edited(_ lines: String, _ picture: TinyPicture) throws -> String {
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(CardEditorTests.card(lines))
        try editor.apply(.setPhoto(try Picture(picture.bytes)), using: &random)
        return editor.card.lines.map { String(decoding: $0.raw, as: UTF8.self) }.joined()
            .replacing("\r\n ", with: "")
    }

    @Test(arguments: TinyPictures.all)
    func `a photo is written as the version wants it, in short lines`(picture: TinyPicture) throws {
        let type = picture.kind
        let rows = [
            ("2.1", "PHOTO;ENCODING=BASE64;TYPE=\(type.uppercased()):\(picture.base64)\r\n\r\n"),
            ("3.0", "PHOTO;ENCODING=b;TYPE=\(type.uppercased()):\(picture.base64)\r\n"),
            ("4.0", "PHOTO:data:image/\(type);base64,\(picture.base64)\r\n"),
        ]
        for (version, line) in rows {
            let before = "VERSION:\(version)\r\nFN:A\r\n"
            #expect(try Self.edited("VERSION:\(version)|FN:A", picture) == before + line)
            var random = SeededRandom(seed: 1)
            var editor = CardEditor(CardEditorTests.card("VERSION:\(version)|FN:A"))
            try editor.apply(.setPhoto(try Picture(picture.bytes)), using: &random)
            let raw = try #require(editor.card.lines.last).raw
            #expect(raw.split(separator: 10).allSatisfy { $0.count <= 76 })
            #expect(editor.card.photos == [.bytes(picture.bytes)])
        }
    }

    @Test func `another picture keeps group, place and preference, and nothing of the old one`()
        throws
    {
        let png = TinyPictures.png
        let after = try Self.edited(
            "VERSION:3.0|item1.PHOTO;ENCODING=b;TYPE=JPEG;PREF=1;"
                + "X-ABCROP-RECTANGLE=ABClipRect_1&0&0&9&9&x:QUJD|FN:A|PHOTO;VALUE=uri:http://x/y",
            png)
        #expect(
            after == "VERSION:3.0\r\nitem1.PHOTO;PREF=1;ENCODING=b;TYPE=PNG:\(png.base64)\r\n"
                + "FN:A\r\n")
    }

    @Test func `in 2_1 the blank line behind a photo stays one`() throws {
        let png = TinyPictures.png
        let once = try Self.edited("VERSION:2.1|PHOTO;BASE64:QUJD\r\n|FN:A", png)
        #expect(
            once == "VERSION:2.1\r\nPHOTO;ENCODING=BASE64;TYPE=PNG:\(png.base64)\r\n\r\nFN:A\r\n")
    }

    @Test func `the same picture writes nothing, whatever form it has`() throws {
        let png = TinyPictures.png
        let lines = "VERSION:4.0|PHOTO;ENCODING=b;TYPE=JPEG:\(png.base64)"
        var random = SeededRandom(seed: 1)
        let edits = try CardEditor.edits(
            [.setPhoto(try Picture(png.bytes))], to: CardEditorTests.card(lines), using: &random)
        #expect(edits.isEmpty)
    }

    @Test func `removing takes every photo; without one there is nothing to remove`() throws {
        var random = SeededRandom(seed: 1)
        var editor = CardEditor(
            CardEditorTests.card("VERSION:3.0|PHOTO:http://x/y|FN:A|i.PHOTO;ENCODING=b:QUJD"))
        try editor.apply(.removePhotos, using: &random)
        #expect(CardEditorTests.text(editor.card) == "VERSION:3.0|FN:A")
        #expect(throws: CardEditError.noSuchValue(field: "photo")) {
            try editor.apply(.removePhotos, using: &random)
        }
    }

    @Test func `two machines that set a photo write the same cell`() throws {
        var random = SeededRandom(seed: 1)
        let card = CardEditorTests.card("VERSION:4.0|FN:A")
        let cells = try [TinyPictures.png, TinyPictures.gif].map { picture in
            try CardEditor.edits(
                [.setPhoto(try Picture(picture.bytes))], to: card, using: &random
            ).map(\.cell)
        }
        #expect(cells[0] == cells[1] && cells[0].count == 1)
    }

    @Test func `merged cards show both photos when they differ`() throws {
        let first = CardEditorTests.card("VERSION:3.0|FN:A|PHOTO;ENCODING=b:QUJD")
        func other(_ base64: String) -> Card {
            let lines = CardEditorTests.card("VERSION:3.0|FN:A|PHOTO;ENCODING=b:\(base64)").lines
            return Card(entity: EntityID(value: 2), lines: lines)
        }
        #expect(CardMerge(first, with: [other("QUJE")]).card.photos.count == 2)
        #expect(CardMerge(first, with: [other("QUJD")]).card.photos.count == 1)
    }

    @Test(arguments: [
        ("Ada Lovelace", 0, "ada-lovelace-01234567.png"), ("../../etc", 0, "etc-01234567.png"),
        ("Ölaf  Müller/\u{202E}x", 1, "olaf-muller-x-01234567-2.png"),
        ("", 0, "photo-01234567.png"), ("黒澤", 0, "photo-01234567.png"),
        ("-rf", 0, "rf-01234567.png"), ("a\0b\n", 0, "a-b-01234567.png"),
    ])
    func `a file name is safe everywhere`(name: String, number: Int, file: String) {
        let entity = EntityID(value: 0x0123_4567_89AB_CDEF << 64)
        #expect(PhotoFileName.name(of: name, entity, number: number, format: .png) == file)
        let whole = PhotoFileName.name(
            of: name, entity, number: number, format: nil, isWhole: true)
        #expect(whole.contains(entity.description) && whole.hasSuffix(".bin"))
        let long = PhotoFileName.name(
            of: String(repeating: name, count: 500), entity, number: 0, format: .webp)
        #expect(long.utf8.count <= 60)
    }
}
