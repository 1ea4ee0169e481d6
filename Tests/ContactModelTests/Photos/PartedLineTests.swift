import ChangeLog
import Testing

@testable import ContactModel
@testable import TestSupport

/// Taking a picture out of its line, and putting it back.
struct PartedLineTests {
    private struct Vector: Decodable {
        struct Given: Decodable {
            let place: String
            let raw: String
        }
        struct Expected: Decodable {
            let line: String
            let picture: String?
        }
        let name: String
        let given: Given
        let expect: Expected
    }

    @Test func `PHOTO-5, PHOTO-6, PHOTO-7: lines are parted as the independent script parts them`()
        throws
    {
        for vector in try GoldenVectors<Vector>.read("photos") where !vector.given.raw.isEmpty {
            let raw = try #require(Hexadecimal.decode(vector.given.raw))
            let place = try #require(UInt64(vector.given.place))
            let whole = CardLine(element: ElementID(value: 7), place: place, raw: raw)
            let parted = whole.parted(using: .sha256)
            let value = (parted?.line ?? whole).value
            #expect(Hexadecimal.encode(value) == vector.expect.line, "\(vector.name)")
            let picture = parted.map { EntityID(derivedFrom: $0.hash).description }
            #expect(picture == vector.expect.picture, "\(vector.name)")
            let read = try #require(CardLine(element: whole.element, value: value))
            #expect(read.parted?.hash == parted?.hash)
            #expect(CardLine.pictureHash(inValue: value) == parted?.hash)
            #expect(parted.map { read.joined(with: $0.picture) } ?? read == whole, "\(vector.name)")
        }
    }

    private struct Unreadable: Decodable {
        let name: String
        let given: String
    }

    @Test func `PHOTO-5, PHOTO-6: a value that no writer writes is no line`() throws {
        for vector in try GoldenVectors<Unreadable>.read("invalid-photos") {
            let value = try #require(Hexadecimal.decode(vector.given))
            #expect(CardLine(element: ElementID(value: 7), value: value) == nil, "\(vector.name)")
        }
    }

    @Test func `PHOTO-6: whatever is parted comes together again, byte for byte`() throws {
        var random = SeededRandom(seed: 20_261_121)
        var partedCount = 0
        for _ in 0..<400 {
            let picture = NoisyPicture(seed: random.next(), byteCount: 900 + below(900, &random))
            let head =
                random.pick([
                    "PHOTO;ENCODING=b;TYPE=JPEG:", "photo:data:image/jpeg;base64,", "A.LOGO:",
                    "PHOTO;BASE64:\r\n  ", "PH\r\n OTO:", "NOTE:", "PHOTO;X=\"a:b,c\":",
                ]) ?? ""
            let fold = random.pick(["\r\n ", "\n\t", "\r   ", "\n", "", "\n \n"]) ?? ""
            let tail = random.pick(["\r\n", "\n", "", "\r\n\r\n", "x\n", " \n"]) ?? ""
            var raw = Array(
                (head + picture.folded(1 + below(90, &random), fold) + tail).utf8)
            if below(4, &random) == 0 {
                raw[below(raw.count, &random)] = UInt8(truncatingIfNeeded: random.next())
            }
            let whole = CardLine(element: ElementID(value: 7), place: 3, raw: raw)
            guard let parted = whole.parted(using: .sha256) else { continue }
            partedCount += 1
            let read = try #require(CardLine(element: whole.element, value: parted.line.value))
            #expect(read == parted.line)
            #expect(read.raw.count < 100)
            #expect(read.joined(with: parted.picture) == whole)
        }
        #expect(partedCount > 60)
    }

    @Test func `P7: a hostile value is no line, or one of a bounded length`() throws {
        var random = SeededRandom(seed: 4)
        let picture = NoisyPicture(seed: 1, byteCount: 1_500)
        let raw = Array(("PHOTO;ENCODING=b:" + picture.folded(60, "\r\n ") + "\r\n").utf8)
        let line = CardLine(element: ElementID(value: 7), place: 3, raw: raw)
        let value = try #require(line.parted(using: .sha256)).line.value
        for _ in 0..<20_000 {
            var bytes = value
            for _ in 0...below(3, &random) {
                bytes[below(bytes.count, &random)] = UInt8(truncatingIfNeeded: random.next())
            }
            bytes.removeLast(below(4, &random) == 0 ? below(bytes.count, &random) : 0)
            guard let read = CardLine(element: line.element, value: bytes) else { continue }
            #expect(read.joined(with: picture.bytes).raw.count <= 4 * raw.count)
            #expect(read.value.count <= bytes.count + 2)
        }
        for cut in 0..<value.count {
            _ = CardLine(element: line.element, value: Array(value.prefix(cut)))
        }
    }

    @Test
    func `PHOTO-10: a card whose picture is not here says so, and edits leave the line alone`()
        throws
    {
        let picture = NoisyPicture(seed: 2, byteCount: 2_000)
        let raw = Array("PHOTO:data:image/jpeg;base64,\(picture.base64)\r\n".utf8)
        let whole = CardLine(element: ElementID(value: 7), place: 3, raw: raw)
        let (line, hash, bytes) = try #require(whole.parted(using: .sha256))
        var card = Card(entity: EntityID(value: 1), lines: [line])
        #expect(card.lacksPicture)
        #expect(card.photos == [.away(hash, byteCount: 2_000)])
        #expect(PersonView(card).photo != nil)
        let name = CardLine(
            element: ElementID(value: 8), place: 4, raw: Array("FN:Ada\r\n".utf8))
        var edited = card
        edited.put(name)
        #expect(edited.edits(from: card).map(\.cell.element) == [name.element])
        #expect(card.withoutPhotos.lines.isEmpty)
        card.join([hash: bytes])
        #expect(!card.lacksPicture && card.lines == [whole])
        #expect(card.photos == [.bytes(picture.bytes)])
    }

    private func below(_ bound: Int, _ random: inout SeededRandom) -> Int {
        Int.random(in: 0..<bound, using: &random)
    }
}
