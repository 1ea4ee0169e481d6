import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@Suite struct ChangeVectorTests {
    struct Valid: Decodable {
        struct Given: Decodable {
            let timestamp: String
            let index: UInt32
            let count: UInt32
            let entity: String
            let kind: String
            let field: String
            let element: String
            let verb: UInt32
            let value: String
            let replaces: [VectorDot]
            let observed: [VectorDot]
        }
        let name: String
        let given: Given
        let expect: String
    }

    struct Invalid: Decodable {
        let name: String
        let given: String
        let error: String
    }

    private let dot = Dot(replica: ReplicaID(value: 9), sequence: 4)

    @Test func `LOG-2: changes are encoded and read as in the vectors`() throws {
        for vector in try GoldenVectors<Valid>.read("changes") {
            let change = try change(vector.given)
            let encoded = try ChangeCodec.encode(change)
            #expect(Hexadecimal.encode(encoded.bytes) == vector.expect, "\(vector.name)")
            let bytes = try #require(Hexadecimal.decode(vector.expect))
            #expect(try ChangeCodec.decode(bytes, as: dot).change == change, "\(vector.name)")
        }
    }

    @Test func `LOG-9: what is no change is refused with its code`() throws {
        for vector in try GoldenVectors<Invalid>.read("invalid-changes") {
            let bytes = try #require(Hexadecimal.decode(vector.given))
            let error = #expect(throws: ProtocolError.self, "\(vector.name)") {
                try ChangeCodec.decode(bytes, as: dot)
            }
            #expect(error?.code == vector.error, "\(vector.name)")
        }
    }

    @Test func `LOG-10: an unknown member, kind, field and verb survive in the bytes`() throws {
        let known = try ChangeCodec.encode(
            Change(
                dot: dot, timestamp: HybridTimestamp(rawValue: 1),
                cell: CellAddress(entity: EntityID(value: 3), field: FieldName(rawValue: "later")),
                kind: EntityKind(rawValue: "future"), verb: Verb(rawValue: 77)))
        // Member 500, a varint, as a newer program may add it.
        let newer = known.bytes + [0xA0, 0x1F, 0x2A]
        let read = try ChangeCodec.decode(newer, as: dot)
        #expect(read.bytes == newer)
        #expect(read.change == known.change)
        #expect(!read.change.verb.isKnown)
    }

    @Test func `LOG-1: ids are 32 digits and sort by their bytes`() throws {
        let small = EntityID(value: 255)
        let large = EntityID(value: 1 << 120)
        #expect(small.description == String(repeating: "0", count: 30) + "ff")
        #expect(small < large)
        #expect(small.bytes.lexicographicallyPrecedes(large.bytes))
        #expect(EntityID(hexadecimal: large.description.uppercased()) == large)
        #expect(EntityID(hexadecimal: "ff") == nil)
        let made = EntityID(version7At: 1_700_000_000_000, random: UInt128.max)
        #expect(made.description.hasPrefix("018bcfe56800"))
        #expect(Array(made.description)[12] == "7")
    }

    private func change(_ given: Valid.Given) throws -> Change {
        Change(
            dot: dot,
            timestamp: HybridTimestamp(rawValue: try #require(UInt64(given.timestamp))),
            transaction: try #require(TransactionPlace(index: given.index, count: given.count)),
            cell: CellAddress(
                entity: try #require(EntityID(hexadecimal: given.entity)),
                field: FieldName(rawValue: given.field),
                element: given.element.isEmpty
                    ? .register : try #require(ElementID(hexadecimal: given.element))),
            kind: EntityKind(rawValue: given.kind), verb: Verb(rawValue: given.verb),
            value: try #require(Hexadecimal.decode(given.value)),
            replaces: try given.replaces.map { try #require($0.dot) },
            observed: VersionVector(try given.observed.map { try #require($0.dot) }))
    }
}
