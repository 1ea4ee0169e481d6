import ChangeLog
import ContactFormats
import ContactModel
import Foundation
import TestSupport
import Testing

@testable import SQLiteReplica

/// The file of a person who is several cards, which are of several versions of vCard.
struct MergedPersonFileTests {
    private static let four = """
        BEGIN:VCARD\r\nVERSION:4.0\r\nUID:one\r\nFN:Uwe Berg\r\nN:Berg;Uwe;;;\r
        EMAIL;TYPE=work:uwe@example.org\r\nEND:VCARD\r\n
        """
    private static let three = """
        BEGIN:VCARD\r\nVERSION:3.0\r\nUID:three\r\nFN:Uwe Berg\r\nN:Berg;Uwe;;;\r
        ADR;TYPE=HOME:;;Weg 3;Ulm;;89073;\r\nLABEL;TYPE=HOME:Weg 3\\n89073 Ulm\r
        item1.X-ABDATE:2010-05-06\r\nitem1.X-ABLabel:met\r\nEND:VCARD\r\n
        """
    private static let two = """
        BEGIN:VCARD\r\nVERSION:2.1\r\nUID:two\r\nFN:Uwe Berg\r\nN:Berg;Uwe;;;\r
        TITLE;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:B=E4cker\r
        TEL;CELL:+49 170 1\r\nEND:VCARD\r\n
        """

    /// A replica in which the cards are one person, mirrored in a folder.
    private func mirrored(_ cards: [String], _ bench: Bench) throws -> (Replica, [EntityID], URL) {
        let replica = try bench.enrolled("home")
        var recognition = CardRecognition(using: replica.environment.digest)
        let people = VCardReader.read(Array(cards.joined().utf8)).cards.map {
            recognition.identify($0).entity
        }
        _ = try replica.importFile(cards.joined())
        for other in people.dropFirst() { try replica.merge(other, into: people[0]) }
        let folder = bench.root.appending(path: "mirror")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try replica.linkVDir(folder.path)
        try replica.syncVDir(folder.path)
        return (replica, people, folder)
    }

    private func file(_ folder: URL) throws -> (url: URL, text: String) {
        let urls = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        let url = try #require(urls.count == 1 ? urls.first : nil)
        return (url, try String(contentsOf: url, encoding: .utf8))
    }

    private func write(_ text: String, _ replica: Replica, _ folder: URL) throws {
        try text.write(to: try file(folder).url, atomically: true, encoding: .utf8)
        #expect(try replica.syncVDir(folder.path).problems.isEmpty)
    }

    private func cards(_ replica: Replica, _ people: [EntityID]) throws -> [String] {
        _ = try replica.unmerge(people[0])
        return try people.map { person in
            let card = try #require(try replica.details(of: person)).card
            return String(decoding: card.bytes, as: UTF8.self)
        }
    }

    @Test func `a merged person's file is one card of one version, as an export is`() throws {
        let bench = try Bench()
        let (replica, people, folder) = try mirrored([Self.four, Self.three, Self.two], bench)
        let text = try file(folder).text
        #expect(text.contains("VERSION:4.0\r\n") && text.contains("TITLE:Bäcker\r\n"))
        #expect(text.contains("TEL;TYPE=cell:+49 170 1\r\n"))
        #expect(text.contains("ADR;TYPE=home;LABEL=\"Weg 3^n89073 Ulm\""))
        #expect(!text.contains("\nLABEL") && !text.contains("QUOTED"))
        // Nothing goes home of what nobody edited.
        #expect(try replica.syncVDir(folder.path) == VDirReport(path: folder.path))
        #expect(try cards(replica, people) == [Self.four, Self.three, Self.two])
    }

    @Test func `an edit in the file goes to the card it is of, in that card's version`() throws {
        let bench = try Bench()
        let (replica, people, folder) = try mirrored([Self.four, Self.three, Self.two], bench)
        let edited = try file(folder).text.replacing("Bäcker", with: "Müller")
            .replacing("+49 170 1", with: "+49 170 2")
            .replacing("Weg 3;Ulm", with: "Weg 4;Ulm").replacing("Weg 3^n", with: "Weg 4^n")
            .replacing("END:VCARD", with: "NICKNAME:Uwi\r\nEND:VCARD")
        try write(edited, replica, folder)
        #expect(try file(folder).text == edited)
        let homes = try cards(replica, people)
        #expect(homes[0] == Self.four.replacing("END:", with: "NICKNAME:Uwi\r\nEND:"))
        #expect(homes[1] == Self.three.replacing("Weg 3", with: "Weg 4"))
        #expect(
            homes[2]
                == Self.two.replacing("Windows-1252", with: "UTF-8")
                .replacing("B=E4cker", with: "M=C3=BCller").replacing(
                    "TEL;CELL", with: "TEL;TYPE=CELL"
                )
                .replacing("170 1", with: "170 2"))
    }

    @Test func `a label that the file's program left out goes where it stands by itself`() throws {
        let bench = try Bench()
        let (replica, people, folder) = try mirrored([Self.four, Self.three], bench)
        let edited = try file(folder).text.replacing(";LABEL=\"Weg 3^n89073 Ulm\"", with: "")
            .replacing("Weg 3;Ulm", with: "Weg 5;Ulm")
        try write(edited, replica, folder)
        let homes = try cards(replica, people)
        #expect(homes[0] == Self.four)
        #expect(homes[1].contains("ADR;TYPE=HOME:;;Weg 5;Ulm;;89073;\r\n"))
        #expect(!homes[1].contains("LABEL;") && homes[1].contains("item1.X-ABLabel:met"))
    }

    @Test func `what has no way back into its version is kept as the file says it`() throws {
        let bench = try Bench()
        let four = Self.four.replacing(
            "END:", with: "RELATED;TYPE=sibling;VALUE=text:Ida\r\nANNIVERSARY:20010203\r\nEND:")
        let (replica, people, folder) = try mirrored([Self.three, four], bench)
        let text = try file(folder).text
        #expect(text.contains("VERSION:3.0\r\n") && text.contains("X-ABRELATEDNAMES:Ida"))
        #expect(text.contains("X-ANNIVERSARY:2001-02-03") && !text.contains("RELATED;"))
        #expect(try replica.syncVDir(folder.path) == VDirReport(path: folder.path))
        let edited = text.replacing("_$!<Sibling>!$_", with: "_$!<Sister>!$_")
            .replacing("X-ANNIVERSARY:2001-02-03", with: "X-ANNIVERSARY:2001-02-04")
        try write(edited, replica, folder)
        let view = try #require(try replica.details(of: people[0])).view
        #expect(view.relations.map(\.label) == ["sister"])
        #expect(view.relations.map(\.value) == ["Ida"])
        let homes = try cards(replica, people)
        #expect(homes[0] == Self.three)
        #expect(homes[1].contains("ANNIVERSARY:20010204\r\n"))
        #expect(homes[1].contains("X-ABRELATEDNAMES:Ida") && homes[1].contains("EMAIL;TYPE=work"))
    }

    @Test func `what is taken away in the file is gone from its card alone`() throws {
        let bench = try Bench()
        let (replica, people, folder) = try mirrored([Self.four, Self.three, Self.two], bench)
        let text = try file(folder).text
        let lines = text.split(separator: "\r\n").filter {
            !$0.hasPrefix("TEL") && !$0.hasPrefix("ADR")
        }
        try write(lines.joined(separator: "\r\n") + "\r\n", replica, folder)
        let homes = try cards(replica, people)
        #expect(homes[0] == Self.four)
        #expect(!homes[1].contains("ADR") && !homes[1].contains("LABEL;"))
        #expect(homes[1].contains("X-ABDATE:2010-05-06"))
        #expect(!homes[2].contains("TEL") && homes[2].contains("TITLE"))
    }
}
