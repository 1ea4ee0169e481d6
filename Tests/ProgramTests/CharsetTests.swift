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
        let refused = try machine.attempt("import", path, "--charset", "shift_jis")
        #expect(refused.exitCode == 2)
        #expect(refused.diagnostics.contains("koi8-r"))
    }
}
