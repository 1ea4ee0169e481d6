import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// Every sample as the replica treats it: read, cut into cells, put together again.
struct SampleRoundTripTests {
    @Test(arguments: SampleBooks.allNames)
    func `CARD-1, CARD-3: a sample comes back byte for byte through cells`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        var recognition = CardRecognition(using: .sha256)
        var exporter = VCardExporter()
        var exported: [UInt8] = []
        var refused: [UInt8] = []
        for imported in VCardReader.read(file).cards {
            let identity = recognition.identify(imported)
            #expect(!identity.isRepetition)
            let decision = CardImport.decide(
                imported, entity: identity.entity, existing: nil, using: .sha256)
            guard decision.verdict == .imported else {
                // Nothing is refused but a card without lines, and it is named.
                #expect(decision.verdict == .refused && imported.lines.isEmpty)
                var report = ImportReport()
                report.add(
                    imported, decision.verdict, problems: [identity.problem].compactMap { $0 })
                #expect(
                    report.entries.first?.problems.contains { $0.isLoss && $0.line > 0 } == true)
                refused += imported.bytes
                continue
            }
            let card = try CellStore(decision.edits).card(decision.entity, decision.kind)
            #expect(card.bytes == imported.bytes)
            exported += exporter.next(card)
        }
        #expect(refused.isEmpty ? exported == file : exported.isEmpty && refused == file)
    }

    @Test(arguments: SampleBooks.allNames)
    func `cutting a sample into pieces anywhere gives the same cards`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        let whole = VCardReader.read(file).cards
        for size in [1, 2, 3, 7, 64, 1000] {
            var reader = VCardReader()
            var cards: [ImportedCard] = []
            for start in stride(from: 0, to: file.count, by: size) {
                cards += reader.feed(Array(file[start..<min(start + size, file.count)]))
            }
            cards += reader.finish().cards
            #expect(cards == whole, "pieces of \(size) bytes")
        }
    }

    @Test(arguments: SampleBooks.allNames)
    func `CARD-8: one edit changes only the touched line`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        var random = SeededRandom(seed: 11)
        for imported in VCardReader.read(file).cards {
            let card = imported.card(entity: EntityID(value: 1), using: .sha256)
            for command in Self.commands(for: PersonView(card)) {
                let edits = try CardEditor.edits([command], to: card, using: &random)
                let touched = Set(edits.map(\.cell.element))
                var edited = card
                for edit in edits { edited = try CellStore.apply(edit, to: edited) }
                let before = card.lines.filter { !touched.contains($0.element) }
                let after = edited.lines.filter { !touched.contains($0.element) }
                #expect(before == after)
                #expect(touched.count <= 2, "\(command)")
                #expect(edited.effectiveFrame == card.effectiveFrame)
            }
        }
    }

    private static func commands(for view: PersonView) -> [CardEditCommand] {
        var commands: [CardEditCommand] = [
            .add(.email, "new@example.org", label: "work"),
            .add(.phone, "555 0199", label: "boat"),
            .add(.tag, "änew", label: ""),
            .set(.title, "Lighthouse keeper, retired"),
            .set(.birthday, "--05-06"),
        ]
        if let email = view.emails.first?.value {
            commands += [.remove(.email, email), .replace(.email, email, with: "x@example.org")]
        }
        if let tag = view.tags.first { commands.append(.remove(.tag, tag)) }
        return commands
    }

    @Test(arguments: SampleBooks.allNames)
    func `an edit reads back as it was meant`(name: String) throws {
        let file = try SampleBooks.bytes(of: name)
        var random = SeededRandom(seed: 12)
        for imported in VCardReader.read(file).cards where !imported.lines.isEmpty {
            var editor = CardEditor(imported.card(entity: EntityID(value: 1), using: .sha256))
            let note =
                "Zeile eins; mit, Zeichen \\ und so\nZeile zwei — "
                + String(repeating: "ä", count: 90)
            // Of several notes one has to say which.
            for old in PersonView(editor.card).notes {
                try editor.apply(.remove(.note, old), using: &random)
            }
            try editor.apply(.set(.note, note), using: &random)
            try editor.apply(.add(.phone, "555 0199", label: "boat"), using: &random)
            try editor.apply(.add(.tag, "änew", label: ""), using: &random)
            try editor.apply(.set(.birthday, "--05-06"), using: &random)
            try editor.apply(.setName(PersonName(family: "Ökes", given: "Ann")), using: &random)
            let again = try #require(VCardReader.read(editor.card.bytes).cards.first)
            let view = PersonView(again.card(entity: EntityID(value: 1), using: .sha256))
            #expect(view.notes == [note])
            #expect(view.phones.contains { $0.value == "555 0199" && $0.label == "boat" })
            #expect(view.tags.contains("änew"))
            #expect(view.birthday == .parts(year: nil, month: 5, day: 6))
            #expect(view.displayName == "Ann Ökes")
            #expect(view.name.family == "Ökes")
        }
    }
}
