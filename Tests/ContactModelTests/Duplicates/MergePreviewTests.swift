import ChangeLog
import ContactModel
import TestSupport
import Testing

struct MergePreviewTests {
    static func card(_ id: UInt128, _ lines: String...) -> Card {
        let raws = lines.map { Array(($0 + "\r\n").utf8) }
        return Card(entity: EntityID(value: id), lines: CardLine.imported(raws, using: .sha256))
    }

    static let first = card(
        1, "VERSION:3.0", "UID:a", "FN:Ada Byron", "N:Byron;Ada", "EMAIL;TYPE=HOME:ada@example.org",
        "TEL:+49 30 1", "BDAY:1815-12-10", "CATEGORIES:maths,friends", "NOTE:One", "X-PET:cat")
    static let second = card(
        2, "VERSION:4.0", "UID:b", "FN:ada byron", "N:King;Ada", "EMAIL:ADA@example.org",
        "TEL:+49301", "TEL:2", "BDAY:18151210", "CATEGORIES:friends", "NOTE:Two", "X-PET:dog",
        "TITLE:Countess")

    static func text(_ field: MergePreview.Field) -> String {
        let values = field.values.map { "\($0.text)/\($0.origin)\($0.isShown ? "" : "/hidden")" }
        return "\(field.name): " + values.joined(separator: ", ")
    }

    @Test func `equal values are shown once, others of both cards, in reading order`() {
        let preview = MergePreview(Self.first, Self.second)
        #expect(
            preview.fields.map(Self.text) == [
                "name: Ada Byron/both", "name parts: Ada Byron/first, Ada King/second/hidden",
                "title: Countess/second", "email: ada@example.org/both",
                "phone: +49 30 1/both, 2/second", "birthday: 1815-12-10/both",
                "tag: maths/first, friends/both", "note: One/first, Two/second",
                "uid: a/first, b/second", "x-pet: cat/first, dog/second",
            ])
        #expect(preview.conflicts.map(\.name) == ["name parts"])
    }

    @Test func `every line of both cards is kept, equal ones once`() {
        let preview = MergePreview(Self.first, Self.second)
        #expect(preview.lines.filter { $0.origin != .second }.map(\.line) == Self.first.lines)
        #expect(preview.lines.count == Self.first.lines.count + Self.second.lines.count)
        let alone = MergePreview(Self.first, Self.first)
        #expect(alone.lines.map(\.line) == Self.first.lines)
        #expect(alone.lines.allSatisfy { $0.origin == .both })
        #expect(alone.conflicts.isEmpty)
    }

    @Test func `an empty or broken card is no obstacle`() {
        let broken = Self.card(3, "no colon", ":", "N", "TEL:", "BDAY:;;", "PHOTO:")
        #expect(MergePreview(Self.card(4), broken).conflicts.isEmpty)
        #expect(MergePreview(broken, Self.second).fields.contains { $0.name == "title" })
    }
}
