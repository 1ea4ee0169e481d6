import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// The golden vectors of merging, each in many orders of arrival.
@Suite struct MergingVectorTests {
    struct Vector: Decodable {
        struct Given: Decodable {
            let dot: VectorDot
            let bytes: String
        }
        struct Reading: Decodable {
            let field: String
            let element: String
            let heads: [VectorDot]
            let shown: VectorDot?
            let losers: [VectorDot]
        }
        struct Expectation: Decodable {
            let cells: [Reading]
            let life: String
            let stateHash: String

            private enum CodingKeys: String, CodingKey {
                case cells, life
                case stateHash = "state_hash"
            }
        }
        let name: String
        let given: [Given]
        let expect: Expectation
    }

    @Test(arguments: ["merging", "merging-random"])
    func `MERGE-1, MERGE-2, MERGE-7, MERGE-8, MERGE-9: state follows the vectors in any order`(
        file: String
    ) throws {
        for vector in try GoldenVectors<Vector>.read(file) {
            let changes = try changes(of: vector)
            for seed in 0..<12 as Range<UInt64> {
                var state = MergedState(digest: .sha256)
                for change in interleaved(changes, seed: seed) {
                    let isNew = state.merge(change)
                    #expect(isNew)
                }
                try expect(state, vector)
            }
        }
    }

    @Test(arguments: ["merging", "merging-random"])
    func `MERGE-3, MERGE-4, MERGE-5: what is shown and what lost follows the vectors`(
        file: String
    ) throws {
        for vector in try GoldenVectors<Vector>.read(file) {
            var state = MergedState(digest: .sha256)
            for change in try changes(of: vector) { state.merge(change) }
            for cell in vector.expect.cells {
                let reading = CellReading(heads: state.heads(of: try address(cell)))
                #expect(reading.shown?.dot == cell.shown?.dot, "\(vector.name)")
                #expect(reading.losers.map(\.dot) == cell.losers.compactMap(\.dot))
            }
        }
    }

    private func expect(_ state: MergedState, _ vector: Vector) throws {
        #expect(state.hash.description == vector.expect.stateHash, "\(vector.name)")
        var expected: [[UInt8]] = []
        for cell in vector.expect.cells {
            let address = try address(cell)
            expected += cell.heads.compactMap(\.dot).map { Array("\(address) \($0)".utf8) }
        }
        // By bytes: texts that only look alike are equal to Swift (MERGE-10).
        let found = state.canonicalHeads.map { Array("\($0.cell) \($0.dot)".utf8) }
        #expect(Set(found) == Set(expected), "\(vector.name)")
        #expect(found.count == expected.count, "\(vector.name)")
        let life = state.life(of: EntityID(value: 1))
        #expect(name(of: try #require(life)) == vector.expect.life, "\(vector.name)")
    }

    private func name(of life: EntityLife) -> String {
        switch life {
        case .alive: "alive"
        case .trashed: "trashed"
        case .contested: "contested"
        }
    }

    private func address(_ cell: Vector.Reading) throws -> CellAddress {
        CellAddress(
            entity: EntityID(value: 1), field: FieldName(rawValue: cell.field),
            element: cell.element.isEmpty
                ? .register : try #require(ElementID(hexadecimal: cell.element)))
    }

    private func changes(of vector: Vector) throws -> [EncodedChange] {
        try vector.given.map { given in
            try ChangeCodec.decode(
                try #require(Hexadecimal.decode(given.bytes)), as: try #require(given.dot.dot))
        }
    }

    /// Another order of arrival: authors at random, each author's changes in sequence.
    private func interleaved(_ changes: [EncodedChange], seed: UInt64) -> [EncodedChange] {
        var random = SeededRandom(seed: seed)
        var queues = Dictionary(grouping: changes) { $0.change.dot.replica }
        var result: [EncodedChange] = []
        while let author = random.pick(queues.keys.sorted()), var queue = queues[author] {
            result.append(queue.removeFirst())
            queues[author] = queue.isEmpty ? nil : queue
        }
        return result
    }
}
