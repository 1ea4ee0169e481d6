import Foundation
import Testing

/// Files of other character sets than UTF-8.
struct CharsetTests {
    /// Writes text as another program would.
    private func file(
        _ bench: TestBench, _ name: String, _ text: String, _ encoding: String.Encoding
    ) throws -> String {
        let url = try bench.file(name, "")
        try #require(text.data(using: encoding)).write(to: url)
        return url.path
    }

    @Test func `A card says its character set, or --charset does; what is guessed is named`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let card = { (name: String) in "BEGIN:VCARD\r\nVERSION:2.1\r\n\(name)\r\nEND:VCARD\r\n" }
        let quoted = "N;ENCODING=QUOTED-PRINTABLE:=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED"
        let path = try file(
            bench, "old.vcf",
            card("N;CHARSET=windows-1251:Орлова;Анна") + card(quoted) + card("N:Жуков;Пётр"),
            .windowsCP1251)
        let guessed = try machine.kith("import", path)
        #expect(guessed.diagnostics.contains("old.vcf: line 7: not UTF-8; read as Windows-1252"))
        #expect(try machine.names().contains("Анна Орлова"))
        #expect(try !machine.names().contains("Пётр Жуков"))
        try machine.kith("undo")
        let told = try machine.kith("import", path, "--charset", "CP1251")
        #expect(!told.diagnostics.contains("UTF-8"))
        #expect(try Set(machine.names()) == ["Анна Орлова", "Иван Петров", "Пётр Жуков"])
        // The same file again is known, and found by its letters.
        #expect(
            try machine.kith("import", path, "--charset", "windows-1251").output.contains(
                "3 unchanged"))
        #expect(try machine.kith("find", "петров").output.contains("Иван"))
    }

    @Test func `Tables and lists are read in the character set that is told`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let table = try file(
            bench, "club.csv", "Name;E-mail\r\nŁucja Żak;lucja@example.org\r\n", .windowsCP1250)
        try machine.kith("import", table, "--charset", "windows-1250")
        let list = try file(
            bench, "aliases", "alias ivan Иван Петров <ivan@example.org>\n", .windowsCP1251)
        try machine.kith("import", list, "--charset", "windows-1251")
        #expect(try Set(machine.names()) == ["Łucja Żak", "Иван Петров"])
    }

    @Test func `A character set that is not known is named, here and in the file`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let path = try bench.file(
            "phone.vcf",
            "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=63\r\n"
                + "END:VCARD\r\n"
        ).path
        let result = try machine.kith("import", path)
        #expect(
            result.diagnostics.contains("line 3: kith does not know the character set SHIFT_JIS"))
        let refused = try machine.attempt("import", path, "--charset", "klingon")
        #expect(refused.exitCode == 2)
        #expect(refused.diagnostics.contains("koi8-r"))
    }

    /// A surname whose first character ends with a backslash's byte in Shift_JIS, and a given name.
    private static let name: [UInt8] = [0x95, 0x5C, 0x3B, 0x91, 0xBE, 0x98, 0x59]

    private static func file(
        _ bench: TestBench, _ name: String, _ bytes: [UInt8]
    ) throws -> String {
        let url = try bench.file(name, "")
        try Data(bytes).write(to: url)
        return url.path
    }

    @Test func `A card of East Asia is read when --charset says of what set it is`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let quoted = Self.name.map {
            $0 == 0x3B ? ";" : "=" + String($0, radix: 16, uppercase: true)
        }.joined()
        let heads = ["N:", "N;CHARSET=SHIFT_JIS:", "N;LANGUAGE=ja;CHARSET=Shift_JIS;TYPE=x:"]
        let cards =
            heads.map { Array($0.utf8) + Self.name }
            + ["N;ENCODING=QUOTED-PRINTABLE;CHARSET=SHIFT_JIS:", "N;QUOTED-PRINTABLE:"].map {
                Array(($0 + quoted).utf8)
            }
        let bytes = cards.enumerated().flatMap { number, line in
            Array("BEGIN:VCARD\r\nVERSION:2.1\r\nUID:\(number)\r\n".utf8) + line
                + Array("\r\nEND:VCARD\r\n".utf8)
        }
        let path = try Self.file(bench, "phone.vcf", bytes)
        let told = try machine.kith("import", path, "--charset", "shift-jis")
        #expect(!told.diagnostics.contains("phone.vcf"), "\(told.diagnostics)")
        #expect(try machine.names() == Array(repeating: "太郎 表", count: cards.count))
        #expect(
            try machine.kith("import", path, "--charset", "sjis").output.contains("5 unchanged"))
        let exported = try machine.kith("export").output
        #expect(exported.contains("N:表;太郎\r\n") && !exported.uppercased().contains("JIS"))
        #expect(exported.contains("N;LANGUAGE=ja;CHARSET=UTF-8;TYPE=x:表;太郎\r\n"))
        #expect(
            exported.contains("CHARSET=UTF-8:=E8=A1=A8;=E5=A4=AA=E9=83=8E\r\n"))
    }

    @Test func `A table of East Asia is read in pieces that cut its characters`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        // In GBK; more than one piece of the file, whose border falls into a character.
        let name: [UInt8] = [0xD5, 0xC5, 0xCE, 0xB0]
        let rows = (0..<30_000).flatMap { name + Array(",n\($0)@example.org\n".utf8) }
        let path = try Self.file(bench, "book.csv", Array("Name,E-mail\n".utf8) + rows)
        let told = try machine.kith("import", path, "--charset", "GBK", "--dry-run", "--json")
        let files = try JSONSerialization.jsonObject(with: Data(told.output.utf8))
        let file = try #require(
            ((files as? [String: Any])?["files"] as? [[String: Any]])?.first)
        #expect(file["imported"] as? Int == 30_000)
        let cards = try #require(file["cards"] as? [[String: Any]])
        #expect(cards.allSatisfy { $0["name"] as? String == "张伟" })
        let broken = try Self.file(
            bench, "broken.csv", Array("Name,E-mail\n".utf8) + name + [0xFF, 0x2C, 0x61, 0xD5])
        #expect(
            try machine.kith("import", broken, "--charset", "gb2312").output.contains("1 imported"))
        #expect(try machine.names().first?.hasPrefix("张伟\u{FFFD}") == true)
    }
}
