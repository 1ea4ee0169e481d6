import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

struct ImportFormatTests {
    static let samples: [(String, ImportFormat)] =
        SampleBooks.names.map { ($0, .vcard) } + CSVSampleTests.names.map { ($0, .csv) }
        + [
            ("monica.json", .monica), ("abook.addressbook", .abook), ("aliases.mutt", .mutt),
            ("people.org", .org),
        ]

    @Test(arguments: samples)
    func `a file is recognised with and without its name`(name: String, format: ImportFormat)
        throws
    {
        let file = try SampleBooks.bytes(of: name)
        #expect(ImportFormat(fileName: name, start: file) == format)
        #expect(ImportFormat(fileName: "", start: file) == format)
        #expect(!format.read(file).cards.isEmpty)
    }

    @Test func `words of a card within a value do not make a file of cards`() {
        let note = "he sent BEGIN:VCARD junk"
        let others: [(String, ImportFormat)] = [
            (
                "[[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],[\"note\",{},\"text\",\"\(note)\"]]]]",
                .jcard
            ),
            ("# abook\n[format]\nprogram=abook\n\n[0]\nname=Ada\nnotes=\(note)\n", .abook),
            ("alias ada Ada <ada@x.example> # \(note)\n", .mutt),
            ("\u{FEFF}\n BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", .vcard),
            ("begin:vcard\r\nFN:Ada\r\nEND:VCARD", .vcard),
        ]
        for (text, format) in others {
            #expect(ImportFormat(fileName: "", start: Array(text.utf8)) == format, "\(text)")
        }
    }

    @Test(arguments: SampleBooks.names)
    func `what goes out as jCard comes in as the same people`(name: String) throws {
        let cards = VCardReader.read(try SampleBooks.bytes(of: name)).cards.map {
            $0.card(entity: EntityID(value: 1), using: .sha256)
        }
        let json = Array(JSONValue.array(cards.map(JCardExporter.json)).encoded().utf8)
        #expect(ImportFormat(fileName: "", start: json) == .jcard)
        #expect(ImportFormat(fileName: "people.json", start: json) == .jcard)
        let contents = ImportFormat.jcard.read(json)
        #expect(contents.problems.isEmpty && contents.cards.allSatisfy(\.diagnostics.isEmpty))
        let again = contents.cards.map { $0.card(entity: EntityID(value: 1), using: .sha256) }
        #expect(again.count == cards.count)
        for (before, after) in zip(cards, again) {
            // As vCard 4.0, which a jCard is.
            let whole = PersonView(try card(VCardConversion(before, to: .four).bytes))
            let read = PersonView(after)
            #expect(read.displayName == whole.displayName && read.name == whole.name)
            #expect(read.emails.map(\.value) == whole.emails.map(\.value))
            #expect(read.phones.map(\.label) == whole.phones.map(\.label))
            #expect(read.addresses.map(\.value) == whole.addresses.map(\.value))
            #expect(read.birthday == whole.birthday && read.anniversary == whole.anniversary)
            #expect(read.notes == whole.notes && read.tags == whole.tags)
            #expect(read.relations.map(\.value) == whole.relations.map(\.value))
            #expect(read.handles.map(\.value) == whole.handles.map(\.value))
            #expect(read.custom == whole.custom && read.facts == whole.facts)
        }
    }

    private func card(_ bytes: [UInt8]) throws -> Card {
        try #require(VCardReader.read(bytes).cards.first)
            .card(entity: EntityID(value: 1), using: .sha256)
    }

    @Test(arguments: [
        (#"["vcard",[["fn",{},"text","A"]]]"#, 1, 0), ("[]", 0, 0),
        (
            #"[["vcard",[["fn",{},"text","A"],["end",{},"text","VCARD"],["x\u000ay",{},"text","z"]]]]"#,
            1, 2
        ),
        (
            #"[["vcard",[["fn",{"type\u000d":"x"},"text","A"],["note",{"x":"a\nEND:VCARD"},"text","b\nc"]]]]"#,
            1, 1
        ),
        (#"[1]"#, 0, 1), (#"[["vcard""#, 0, 1), (#"[["vcard",{}]]"#, 1, 0),
    ])
    func `a jCard makes no lines of its own`(text: String, cards: Int, problems: Int) {
        let contents = ImportFormat.jcard.read(Array(text.utf8))
        #expect(contents.cards.count == cards)
        #expect(contents.problems.count + contents.cards.flatMap(\.diagnostics).count == problems)
        for card in contents.cards {
            #expect(VCardReader.read(card.bytes).cards.count == 1)
        }
    }

    @Test func `the beginning of a large table decides, however it comes in`() throws {
        let row = "Ann,ann@example.org,3/4/1985\n"
        let late = "Bo,bo@example.org,13/4/1985\n"
        let text =
            "Name,Mail,Birthday\n" + String(repeating: row, count: 3000)
            + String(repeating: late, count: 10)
        let mapping = try CSVMapping(
            parsing: Array("Name = name\nMail = email\nBirthday = birthday\n".utf8))
        for file in [
            Array(text.utf8),
            Array("\u{FEFF}\(text)".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
        ] {
            var reader = CSVReader(mapping: mapping)
            var cards: [ImportedCard] = []
            for start in stride(from: 0, to: file.count, by: 9999) {
                cards += reader.feed(Array(file[start..<min(start + 9999, file.count)]))
            }
            cards += reader.finish().cards
            #expect(cards == CSVReader.read(file, mapping: mapping).cards)
            #expect(cards.count == 3010)
        }
    }
}
