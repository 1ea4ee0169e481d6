import ContactModel
import Glibc
import Testing

struct CodePageTests {
    /// What the C library reads a byte as; nil where its table has nothing.
    private static func peer(_ byte: UInt8, _ name: String) throws -> String? {
        let converter = try #require(iconv_open("UTF-8", name))
        try #require(Int(bitPattern: converter) != -1, "\(name)")
        defer { iconv_close(converter) }
        var input = [CChar(bitPattern: byte)]
        var output = [CChar](repeating: 0, count: 16)
        let isRead = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, to) = (input.baseAddress, output.baseAddress)
                var (left, room) = (1, 15)
                guard iconv(converter, &from, &left, &to, &room) != -1 else { return false }
                // Some pages keep a letter back that a mark may follow.
                return iconv(converter, nil, nil, &to, &room) != -1
            }
        }
        let text = output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return isRead ? String(decoding: text, as: UTF8.self) : nil
    }

    @Test(arguments: CodePage.allCases)
    func `A page reads every byte as the C library does`(page: CodePage) throws {
        // The increment sign and Apple's logo: the C library has a Greek letter, and nothing.
        let others: Set<UInt8> = page == .macRoman ? [0xC6, 0xF0] : []
        for byte in UInt8.min...UInt8.max where byte > 0 && !others.contains(byte) {
            let peer = try Self.peer(byte, page.rawValue)
            #expect(page.decode([byte]) == peer ?? "\u{FFFD}", "\(byte)")
        }
        #expect(page.inUTF8(Array(0..<0x80)) == Array(0..<0x80))
    }

    @Test(arguments: [
        ("windows-1251", CodePage.windows1251), ("CP1251", .windows1251),
        ("x-cp1250", .windows1250),
        ("ISO_8859-5", .iso5), ("iso8859-2", .iso2), ("Latin1", .windows1252),
        ("ISO-8859-1", .windows1252), ("ISO-8859-9", .windows1254), ("ISO-8859-8-I", .windows1255),
        ("KOI8-R", .koi8R), ("x-mac-roman", .macRoman),
    ])
    func `A page has many spellings`(name: String, page: CodePage) {
        #expect(CodePage(spelled: name) == page)
    }

    @Test func `What is not known is tried as UTF-8, and what is UTF-8 is never read otherwise`() {
        for name in [
            "", "SHIFT_JIS", "GBK", "windows-9999", "-", String(repeating: "x", count: 9_999),
        ] {
            #expect(CodePage(spelled: name) == nil)
            #expect(TextCharset(known: name) == nil)
            #expect(TextCharset(name: name) == .utf8)
        }
        #expect(TextCharset(known: "us-ascii") == .utf8)
        #expect(TextCharset.codePage(.koi8R).decode(Array("Иван".utf8)[...]) == "Иван")
        #expect(TextCharset.utf8.decode([0xC8, 0xE2]) == "Èâ")
    }

    private static let russian: [UInt8] = [0xC8, 0xE2, 0xE0, 0xED]

    private static func line(_ head: String, _ value: [UInt8]) -> [UInt8] {
        Array(head.utf8) + value + Array("\r\n".utf8)
    }

    @Test func `A line that says its character set is read so, encoded or not`() {
        let quoted = Array("=C8=E2=E0=ED".utf8)
        let rows = [
            Self.line("FN;CHARSET=windows-1251:", Self.russian),
            Self.line("FN;CHARSET=CP1251;ENCODING=QUOTED-PRINTABLE:", quoted),
            Self.line("FN;CHARSET=KOI8-R:", [0xE9, 0xD7, 0xC1, 0xCE]),
            Self.line("FN;CHARSET=windows-1251:", Array("Иван".utf8)),
        ]
        for raw in rows {
            #expect(ContentLine(raw: raw).text == "Иван")
            #expect(ContentLine(raw: raw).charsetDoubt == nil)
            #expect(ContentLine.told(raw, isOf: .page(.windows1250)) == raw)
        }
    }

    @Test func `A line that does not say it is doubted, and told by who knows`() {
        let raw = Self.line("item1.FN:", Self.russian)
        #expect(ContentLine(raw: raw).charsetDoubt == .undeclared)
        #expect(
            ContentLine.told(raw, isOf: .page(.windows1251))
                == Self.line("item1.FN:", Array("Иван".utf8)))
        let quoted = Self.line("FN;ENCODING=QUOTED-PRINTABLE:", Array("=C8=E2=\r\n=E0=ED".utf8))
        #expect(ContentLine(raw: quoted).charsetDoubt == .undeclared)
        let told = ContentLine.told(quoted, isOf: .page(.windows1251))
        #expect(
            told
                == Self.line(
                    "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:",
                    Array("=C8=E2=\r\n=E0=ED".utf8)))
        #expect(ContentLine(raw: told).text == "Иван")
    }

    @Test func `A line of a character set that is not known is doubted by name`() {
        let raw = Self.line("FN;CHARSET=Shift_JIS;QUOTED-PRINTABLE:", Array("=93=63".utf8))
        #expect(ContentLine(raw: raw).charsetDoubt == .unknown(name: "SHIFT_JIS"))
        let escaped = Self.line("FN;CHARSET=ISO-2022-JP:", [0x1B] + Array("$B".utf8))
        #expect(ContentLine(raw: escaped).charsetDoubt == .unknown(name: "ISO-2022-JP"))
    }

    @Test func `Nobody doubts ASCII, UTF-8, folds inside a character, and photos`() {
        let rows = [
            Self.line("FN:Ada", []), Self.line("FN:", Array("Иван".utf8)),
            Self.line("FN:", [0xC3, 0x0A, 0x20, 0xA4]),
            Self.line("FN;CHARSET=SHIFT_JIS:", Array("Ada".utf8)),
            Self.line("FN;QUOTED-PRINTABLE:", Array("J=C3=B6".utf8)),
            Self.line("PHOTO;ENCODING=b:", [0xFF, 0xFE]),
        ]
        for raw in rows { #expect(ContentLine(raw: raw).charsetDoubt == nil) }
    }
}
