import ChangeLog
import ContactModel
import TestSupport
import Testing

/// Lines of photos against the vectors.
@Suite struct PhotoVectorTests {
    struct Parted: Decodable {
        struct Given: Decodable {
            let place: String
            let raw: String
        }
        struct Expectation: Decodable {
            let line: String
            /// The id of the picture; nil for a line that stays whole.
            let picture: String?
        }
        let name: String
        let given: Given
        let expect: Expectation
    }

    struct Unreadable: Decodable {
        let name: String
        let given: String
    }

    @Test func `PHOTO-5, PHOTO-6, PHOTO-7: lines are parted and put together as in the vectors`()
        throws
    {
        var partedCount = 0
        let vectors = try GoldenVectors<Parted>.read("photos")
        for vector in vectors {
            if try isParted(vector) { partedCount += 1 }
        }
        #expect(partedCount > 20)
        #expect(vectors.count - partedCount > 20)
    }

    /// Checks both directions.
    ///
    /// - Returns: Whether the line is a parted one.
    private func isParted(_ vector: Parted) throws -> Bool {
        let raw = try #require(Hexadecimal.decode(vector.given.raw))
        let place = try #require(UInt64(vector.given.place))
        let line = CardLine(element: ElementID(value: 5), place: place, raw: raw)
        let parted = line.parted(using: .sha256)
        let written = parted?.line ?? line
        #expect(Hexadecimal.encode(written.value) == vector.expect.line, "\(vector.name)")
        let picture = parted.map { EntityID(value: $0.hash.leading128).description }
        #expect(picture == vector.expect.picture, "\(vector.name)")
        let value = try #require(Hexadecimal.decode(vector.expect.line))
        let read = try #require(CardLine(element: line.element, value: value), "\(vector.name)")
        #expect(read == written, "\(vector.name)")
        guard let parted else { return false }
        #expect(read.joined(with: parted.picture) == line, "\(vector.name)")
        #expect(CardLine.pictureHash(inValue: value) == parted.hash)
        return true
    }

    @Test func `PHOTO-5, PHOTO-6: values that no writer writes are not shown`() throws {
        for vector in try GoldenVectors<Unreadable>.read("invalid-photos") {
            let value = try #require(Hexadecimal.decode(vector.given))
            #expect(CardLine(element: ElementID(value: 5), value: value) == nil, "\(vector.name)")
        }
    }
}
