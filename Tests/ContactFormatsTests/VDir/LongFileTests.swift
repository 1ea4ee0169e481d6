import ChangeLog
import ContactFormats
import ContactModel
import Synchronization
import TestSupport
import Testing

/// Files of thousands of lines: each is looked for by what it says, and not among all the others.
///
/// A look at every other line for each one takes these files many minutes.
@Suite(.timeLimit(.minutes(2)))
struct LongFileTests {
    private static let count = 4_000

    private static func file(_ lines: [String]) -> [UInt8] {
        Array(
            ("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\r\nFN:Ada\r\n"
                + lines.map { $0 + "\r\n" }.joined() + "END:VCARD\r\n").utf8)
    }

    private static func card(_ lines: [String]) throws -> (card: Card, base: MirroredCard) {
        let imported = try VDirReading.card(in: file(lines), since: nil)
        let card = imported.card(entity: EntityID(value: 7), using: .sha256)
        let mirrored = card.lines.map { MirroredCard.Line(element: $0.element, raw: $0.raw) }
        return (card, MirroredCard(frame: imported.frame, lines: mirrored))
    }

    private static func isEqual(_ card: Card, _ lines: [String]) -> Bool {
        card.bytes == file(lines)
    }

    /// Brings a file into a card, and counts the digests that it takes.
    private static func merged(
        _ now: [String], since lines: [String]
    ) throws -> (merge: FileMerge, digests: Int) {
        let (card, base) = try card(lines)
        let calls = Mutex(0)
        let merge = FileMerge(
            of: try VDirReading.card(in: file(now), since: base), since: base, into: card,
            using: DigestFunction { bytes in
                calls.withLock { $0 += 1 }
                return DigestFunction.sha256(bytes)
            })
        return (merge, calls.withLock { $0 })
    }

    @Test func `Equal lines, new ones and others replaced come in as the file has them`() throws {
        let equal = Array(repeating: "NOTE:x", count: Self.count)
        let first = try Self.merged(equal, since: [])
        #expect(Self.isEqual(first.merge.card, equal))
        #expect(first.digests <= 2 * Self.count)
        let old = (0..<Self.count).map { "item\($0).X-ABLABEL:a\($0)" }
        let new = (0..<Self.count).map { "item\($0 + Self.count).X-ABLABEL:b\($0)" }
        let second = try Self.merged(new, since: old)
        #expect(Self.isEqual(second.merge.card, new))
        #expect(second.merge.card.lines.count == Self.count + 3)
    }

    @Test func `A file of unknown cells finds its lines, and gets those it lacks`() throws {
        let lines = (0..<Self.count).map { "NOTE:\($0)" }
        let (card, base) = try Self.card(lines)
        let unknown = MirroredCard(
            frame: base.frame,
            lines: base.lines.enumerated().filter { $0.offset % 2 == 0 }
                .map { MirroredCard.Line(element: nil, raw: $0.element.raw) })
        let updated = unknown.updated(to: card)
        let isWhole = updated.bytes == Self.file(lines)
        #expect(isWhole)
        let isAnchored = updated.lines.map(\.element) == card.lines.map(\.element)
        #expect(isAnchored)
    }
}
