import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// What the reader makes of tables that are not as they should be.
struct CSVReaderTests {
    private static let mapping = "Name = name\nMail = email\nText = note\n"

    private static func read(
        _ file: String
    ) throws -> (cards: [ImportedCard], problems: [ImportDiagnostic]) {
        try CSVReader.read(
            Array(file.utf8), mapping: CSVMapping(parsing: Array(mapping.utf8)))
    }

    /// The cards as "FN|EMAIL|NOTE".
    private static func summary(_ cards: [ImportedCard]) -> [String] {
        cards.map { card in
            let lines = card.lines.map { ContentLine(raw: $0) }
            return ["FN", "EMAIL", "NOTE"].map { name in
                lines.first { $0.name == name }?.text ?? ""
            }.joined(separator: "|")
        }
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let file: String
        let cards: [String]
        var problems: [String] = []
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "nothing", file: "", cards: []),
        Row(name: "a header alone", file: "Name,Mail,Text", cards: []),
        Row(name: "no line break at the end", file: "Name,Mail\nA,a@b", cards: ["A|a@b|"]),
        Row(
            name: "carriage returns", file: "Name,Mail\rA,a@b\rB,b@b\r",
            cards: ["A|a@b|", "B|b@b|"]),
        Row(name: "semicolons", file: "Name;Mail;Text\nA;a@b;x,y\n", cards: ["A|a@b|x,y"]),
        Row(name: "tabs", file: "Name\tMail\n A \ta@b\n", cards: ["A|a@b|"]),
        Row(name: "a byte order mark", file: "\u{FEFF}Name,Mail\nA,a@b\n", cards: ["A|a@b|"]),
        Row(name: "names in any case", file: " NAME ,mail\nA,a@b\n", cards: ["A|a@b|"]),
        Row(
            name: "blank lines", file: "\n\nName,Mail\n\nA,a@b\n\n", cards: ["A|a@b|"],
            problems: ["1 the header stands below 2 other lines"]),
        Row(
            name: "one line above", file: "x\nName,Mail\nA,a@b\n", cards: ["A|a@b|"],
            problems: ["1 the header stands below 1 other line"]),
        Row(
            name: "a row of one cell", file: "Name,Mail\nA\n", cards: ["A||"],
            problems: ["2 the row has 1 cell where the header has 2"]),
        Row(
            name: "quotes in a plain cell", file: "Name,Text\nA,5\" or 6\"\n",
            cards: ["A||5\" or 6\""]),
        Row(name: "text behind a quote", file: "Name,Text\n\"A\" B,x\n", cards: ["A B||x"]),
        Row(name: "spaces before a quote", file: "Name, Text\nA, \"x, y\"\n", cards: ["A||x, y"]),
        Row(
            name: "a quoted line break", file: "Name,Text\nA,\"x\r\ny\"\nB,z\n",
            cards: ["A||x\ny", "B||z"]),
        Row(
            name: "a short row", file: "Name,Mail,Text\nA,a@b\n", cards: ["A|a@b|"],
            problems: ["2 the row has 2 cells where the header has 3"]),
        Row(
            name: "a long row", file: "Name,Mail\nA,a@b,more\n", cards: ["A|a@b|"],
            problems: ["2 the row has 3 cells where the header has 2"]),
        Row(
            name: "a quote that is never closed",
            file: "Name,Mail,Text\nA,a@b,\"the end\nB,b@b,y\nC,c@b,z\n",
            cards: ["A|a@b|\"the end", "B|b@b|y", "C|c@b|z"],
            problems: ["2 a quote is never closed; it is read as an ordinary character"]),
        Row(
            name: "rows of nothing", file: "Name,Mail\n,\n , \nA,a@b\n", cards: ["A|a@b|"],
            problems: ["2 from here on 2 rows are empty"]),
    ]

    @Test(arguments: rows)
    func `a table is read as far as it can be, and what is wrong is told`(row: Row) throws {
        let (cards, problems) = try Self.read(row.file)
        #expect(Self.summary(cards) == row.cards)
        let told = cards.flatMap(\.diagnostics) + problems
        #expect(
            told.map(\.sentence)
                == row.problems.map { "line " + $0.replacing(" ", with: ": ", maxReplacements: 1) })
    }

    @Test func `cells beyond the header are kept`() throws {
        let (cards, _) = try Self.read("Name,Mail\nA,a@b,more\n")
        let last = try #require(cards.first?.lines.last)
        #expect(String(decoding: last, as: UTF8.self) == "X-KITH-CSV-COLUMN-3:more\r\n")
    }

    @Test(arguments: [
        ("Name", CSVMappingError.noSign(line: 1)),
        ("# a comment\n", .empty),
        ("A = name\nB = nome\n", .unknownField(line: 2, text: "nome")),
        ("@dates = whenever\n", .unknownSetting(line: 1, text: "@dates")),
    ])
    func `a mapping that cannot be read is refused with its line`(
        text: String, error: CSVMappingError
    ) {
        #expect(throws: error) { try CSVMapping(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        (
            "name,email,phone.work,tags", "A B,a@b.example,+1 555 0100,club",
            "FN:A B|EMAIL:a@b.example|TEL;TYPE=work:+1 555 0100|CATEGORIES:club"
        ),
        (
            "First name;Surname;Mobile;City", "A;B;+1;Oslo",
            "FN:A B|N:B;A;;;|TEL;TYPE=cell:+1|ADR:;;;Oslo;;;"
        ),
        (
            "First Name,Last Name,E-mail 1 - Value", "A,B,a@b.example",
            "FN:A B|N:B;A;;;|EMAIL:a@b.example"
        ),
    ])
    func `a table made by hand needs no mapping when its header says what it is`(
        header: String, row: String, card: String
    ) throws {
        let read = CSVReader.read(Array("\(header)\n\(row)\n".utf8))
        let lines = try #require(read.cards.first).lines.map {
            String(decoding: $0, as: UTF8.self).trimmed
        }
        #expect(read.problems.isEmpty)
        #expect(
            lines.filter { !$0.hasPrefix("VERSION") }.sorted()
                == card.split(separator: "|").map(String.init).sorted())
    }

    @Test(arguments: ["note,role\nx,y\n", "name,shoe size\nA,42\n", "email\na@b\n", "a,b\n1,2\n"])
    func `a header that says too little is asked about`(file: String) throws {
        let read = CSVReader.read(Array(file.utf8))
        #expect(read.cards.isEmpty && read.problems.count == 1)
    }

    @Test func `an unknown header is told, with a mapping to fill in`() throws {
        let (cards, problems) = CSVReader.read(Array("Nom,Téléphone\nA,1\n".utf8))
        #expect(cards.isEmpty)
        #expect(problems.first?.isLoss == true)
        let template = CSVMapping.template(for: ["Nom", "Last Name", "E-Mail", "Shoe size"])
        #expect(template.contains("Nom = keep\nLast Name = name.family\nE-Mail = email\n"))
        _ = try CSVMapping(parsing: Array(template.utf8))
    }

    @Test func `a Google label with a comma is one tag, alone and beside others`() throws {
        let (cards, _) = CSVReader.read(
            Array(
                """
                First Name,Last Name,Organization Name,Labels
                Ada,Lind,,"Segel, Club"
                Bo,Day,,"Segel, Club ::: friends"

                """.utf8))
        let tags = cards.map {
            PersonView($0.card(entity: EntityID(value: 1), using: .quick)).tags
        }
        #expect(tags == [["Segel, Club"], ["Segel, Club", "friends"]])
    }

    @Test func `every built-in table knows its own signature`() {
        let signatures: [[String]] = [
            ["First Name", "Last Name", "Organization Name", "Labels"],
            ["Name", "Given Name", "Family Name", "Group Membership"],
            ["First Name", "E-mail Address", "Given Yomi"],
            ["First Name", "E-mail Address", "Business Street", "Home Street"],
            ["First Name", "Last Name", "Display Name", "Primary Email"],
            ["First Name", "Last Name", "URL", "Connected On"],
        ]
        #expect(
            signatures.map { CSVDialect.recognise($0)?.name } == CSVDialect.all.map(\.name))
    }

    @Test func `D11: endless quotes, rows and columns are read in linear time`() throws {
        let header = "Name,Mail,Text\n"
        let longLine = String(repeating: "x", count: 60) + ",y\n"
        let open = header + "A,a@b,\"" + String(repeating: longLine, count: 20_000)
        let (cards, _) = try Self.read(open)
        #expect(cards.count == 20_000)
        let stray = header + String(repeating: "A,\" b\n", count: 5_000)
        #expect(try Self.read(stray).cards.count > 0)
        let wide = header + String(repeating: ",", count: 100_000) + "\nB,b@b,\n"
        #expect(Self.summary(try Self.read(wide).cards).last == "B|b@b|")
        let long = header + "A," + String(repeating: "z", count: 5 << 20) + ",\nB,b@b,\n"
        let (kept, problems) = try Self.read(long)
        #expect(Self.summary(kept) == ["B|b@b|"])
        #expect(problems.map(\.problem) == [.source(.rowTooLong)])
    }

    @Test(
        arguments: [
            ("1985,March,12,", "1985-03-12"), (",3,12,", "--03-12"), ("1985,3,,", "1985-03"),
            ("1985,3,12th,", "12th 3 1985"), ("1985,,12,", "12 1985"),
            ("about 1950,3,12,", "12 3 about 1950"), ("0,0,0,", nil),
            (",,,12 de abril de 1985", "1985-04-12"), (",,,April 12th 1985", "1985-04-12"),
            (",,,le 1er avril 1985", "1985-04-01"), (",,,1 de 4 de 1985", "1 de 4 de 1985"),
            (",,,1985 Apr 12", "1985-04-12"), (",,,1985 04 12", "1985-04-12"),
            (",,,12 Sept 1985", "1985-09-12"),
            (",,,12. Januar 1985", "1985-01-12"), (",,,1 août 1985", "1985-08-01"),
            (",,,3 Okt 1985", "1985-10-03"), (",,,12 jui 1985", "12 jui 1985"),
            (",,,12 marraskuuta 1985", "12 marraskuuta 1985"),
            (",,,5 decades", "5 decades"), (",,,1985-04-12 00:00:00", "1985-04-12"),
            (",,,1985 or 1986", "1985 or 1986"),
            (",,,1985-04-12 (or 13?)", "1985-04-12 (or 13?)"),
        ] as [(String, String?)])
    func `a birthday is read whole, or kept as it is written`(cells: String, birthday: String?) {
        let columns = "name,birthday.year,birthday.month,birthday.day,birthday"
        let (cards, problems) = CSVReader.read(
            Array("\(columns)\nAda,\(cells)\n".utf8), mapping: nil)
        let line = cards[0].lines.map { ContentLine(raw: $0) }.first { $0.name == "BDAY" }
        #expect(line.map { PartialDate(line: $0).description } == birthday)
        let isText = line?.values(of: "VALUE").first?.uppercased() == "TEXT"
        #expect(problems.isEmpty && cards[0].diagnostics.isEmpty != isText)
    }

    @Test func `Columns in any script stay apart`() throws {
        let header = "name,email,Größe,Grüße,Город,Отдел,Größe (cm²)"
        let (cards, _) = CSVReader.read(Array("\(header)\nAnn,a@b,1,2,3,4,5\n".utf8), mapping: nil)
        let card = try #require(cards.first).card(entity: EntityID(value: 1), using: .quick)
        let fields = PersonView(card).custom
        #expect(fields.map(\.value) == ["1", "2", "3", "4", "5"])
        #expect(fields.map(\.column) == ["Größe", "Grüße", "Город", "Отдел", "Größe (cm²)"])
        #expect(fields.map(\.name).prefix(2) == ["grosse", "grusse"])
        #expect(fields.last?.name == "grosse-cm" && Set(fields.map(\.name)).count == 5)
    }
}
