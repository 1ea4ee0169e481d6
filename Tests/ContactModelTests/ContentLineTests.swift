import ContactModel
import Testing

struct ContentLineTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let raw: [UInt8]
        let text: String
        var testDescription: String { name }

        init(_ name: String, _ raw: String, _ text: String) {
            self.init(name, Array(raw.utf8), text)
        }

        init(_ name: String, _ raw: [UInt8], _ text: String) {
            (self.name, self.raw, self.text) = (name, raw, text)
        }
    }

    static let rows: [Row] = [
        Row("plain", "NOTE:hello\r\n", "hello"),
        Row("no terminator", "NOTE:hello", "hello"),
        Row("empty", "NOTE:\n", ""),
        Row("folded with a space", "NOTE:hel\r\n lo\r\n", "hello"),
        Row("folded with a tab and LF", "NOTE:hel\n\tlo\n", "hello"),
        Row("folded inside a UTF-8 character", [78, 79, 84, 69, 58, 0xC3, 10, 32, 0xA4, 10], "ä"),
        Row("folded in the head", "NOTE;X-A=\r\n b:hello\r\n", "hello"),
        Row("blank lines behind", "NOTE:hello\r\n\r\n\r\n", "hello"),
        Row("escapes", "NOTE:a\\, b\\; c\\\\ d\\ne\\Nf\n", "a, b; c\\ d\ne\nf"),
        Row("escaped colon and quote", "NOTE:http\\://x \\\"y\\\"\n", "http://x \"y\""),
        Row("backslash that escapes nothing", "NOTE:C:\\data\n", "C:\\data"),
        Row("backslash at the end", "NOTE:a\\\n", "a\\"),
        Row("quoted-printable", "NOTE;ENCODING=QUOTED-PRINTABLE:gr=C3=BC=DF\n", "grÃ¼ß"),
        Row("quoted-printable UTF-8", "NOTE;ENCODING=QUOTED-PRINTABLE:gr=C3=BCn=3D\n", "grün="),
        Row("soft break", "NOTE;QUOTED-PRINTABLE:one =\r\ntwo=0D=0Athree\r\n", "one two\nthree"),
        Row("space behind a soft break", "NOTE;QUOTED-PRINTABLE:one=\n two\n", "one two"),
        Row("broken quoted-printable", "NOTE;QUOTED-PRINTABLE:a=G1=2\n", "a=G1=2"),
        Row("Windows-1252", "NOTE;CHARSET=Windows-1252;QUOTED-PRINTABLE:=80 =96\n", "€ –"),
        Row("Latin-1 bytes", Array("NOTE;CHARSET=ISO-8859-1:J".utf8) + [0xF6, 10], "Jö"),
        Row("bytes that are not UTF-8", Array("NOTE:J".utf8) + [0xF6, 10], "Jö"),
        Row("nested card", "AGENT:\nBEGIN:VCARD\nEND:VCARD\n", "\nBEGIN:VCARD\nEND:VCARD"),
    ]

    @Test(arguments: rows)
    func `a value reads as it was meant`(row: Row) {
        #expect(ContentLine(raw: row.raw).text == row.text)
    }

    @Test func `a head is taken apart whatever its case and quoting`() {
        let line = ContentLine(
            raw: Array("ITEM1.tel;type=Cell,\"a;b:c\";HOME;X-N=a^nb^^^'c;PREF=1:5".utf8))
        #expect(line.group == "ITEM1")
        #expect(line.name == "TEL")
        #expect(line.types == ["cell", "a;b:c", "home"])
        #expect(line.values(of: "X-N") == ["a\nb^\"c"])
        #expect(line.values(of: "PREF") == ["1"])
        #expect(line.text == "5")
    }

    @Test func `a quote that is never closed is a character`() {
        let line = ContentLine(raw: Array("X-A;LABEL=\"open;TYPE=b:value".utf8))
        #expect(line.name == "X-A")
        #expect(line.types == ["b"])
        #expect(line.text == "value")
    }

    @Test(arguments: [
        "no colon", ":no name", "X-A/B:c", " fold", "", "\r\n", "é:x", "a b:c", ".:x",
    ])
    func `a line without a name is opaque`(raw: String) {
        #expect(ContentLine(raw: Array(raw.utf8)).isOpaque)
    }

    @Test func `CARD-4: an element id does not depend on folds and terminators`() {
        let folded = ContentLine.unfolded(Array("NOTE:a\r\n b\r\n\r\n".utf8))
        #expect(folded == ContentLine.unfolded(Array("NOTE:ab\n".utf8)))
        let soft = ContentLine.unfolded(Array("NOTE;QUOTED-PRINTABLE:a=\r\nb\r\n".utf8))
        #expect(soft == Array("NOTE;QUOTED-PRINTABLE:ab".utf8))
    }

    @Test func `structured values and lists split where no backslash is`() {
        let name = ContentLine(raw: Array("N:a\\;b;c\\\\;;d".utf8))
        #expect(name.components == ["a;b", "c\\", "", "d"])
        let list = ContentLine(raw: Array("CATEGORIES:a\\,b,c".utf8))
        #expect(list.list == ["a,b", "c"])
    }
}
