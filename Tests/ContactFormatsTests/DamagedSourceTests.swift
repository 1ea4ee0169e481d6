import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Whatever a source that is no vCard holds: no trap, an end, and cards that read back.
struct DamagedSourceTests {
    /// A reader of one format, cards out.
    struct Source: CustomTestStringConvertible, Sendable {
        let file: String
        let read: @Sendable ([UInt8]) -> [ImportedCard]
        var testDescription: String { file }
    }

    static let sources: [Source] =
        CSVSampleTests.names.map { name in Source(file: name) { CSVReader.read($0).cards } }
        + [
            Source(file: "monica.json") { MonicaReader.read($0).cards },
            Source(file: "abook.addressbook") { AbookReader.read($0).cards },
            Source(file: "aliases.mutt") { MuttAliasReader.read($0).cards },
            Source(file: "people.org") { OrgContactsReader.read($0).cards },
        ]

    private static func check(_ cards: [ImportedCard]) {
        for card in cards where !card.lines.isEmpty {
            let again = VCardReader.read(card.bytes).cards
            #expect(again.map(\.lines) == [card.lines])
            #expect(
                !PersonView(card.card(entity: EntityID(value: 1), using: .quick))
                    .displayName.isEmpty)
        }
    }

    @Test(arguments: sources)
    func `every truncation of a source is read to its end`(source: Source) throws {
        let file = try SampleBooks.bytes(of: source.file)
        for end in stride(from: 0, to: file.count, by: 13) {
            Self.check(source.read(Array(file[..<end])))
        }
    }

    @Test(arguments: sources)
    func `flipped bits never stop a source`(source: Source) throws {
        let file = try SampleBooks.bytes(of: source.file)
        var random = SeededRandom(seed: 7)
        for _ in 0..<100 {
            var damaged = file
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let index = Int.random(in: 0..<file.count, using: &random)
                damaged[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            Self.check(source.read(damaged))
        }
    }

    @Test(arguments: sources)
    func `bytes shuffled from a source are read to their end`(source: Source) throws {
        let file = try SampleBooks.bytes(of: source.file)
        var random = SeededRandom(seed: 8)
        for _ in 0..<60 {
            let start = Int.random(in: 0..<file.count, using: &random)
            let tail = file[start...].shuffled(using: &random)
            Self.check(source.read(Array(file[..<start]) + tail))
        }
    }
}
