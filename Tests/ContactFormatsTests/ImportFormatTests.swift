import ContactFormats
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
