import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// The golden vectors of runs, whole and partly erased.
@Suite struct RunVectorTests {
    struct Vector: Decodable {
        struct Given: Decodable {
            let run: String
        }
        struct Expectation: Decodable {
            let digests: [String]
            let erased: [Bool]
            let chain: String
        }
        let name: String
        let given: Given
        let expect: Expectation?
        let error: String?
    }

    @Test func `LOG-8, LOG-11, SYNC-17: runs with erased changes are those of the vectors`() throws
    {
        for vector in try GoldenVectors<Vector>.read("runs") {
            let bytes = try #require(Hexadecimal.decode(vector.given.run))
            guard let expected = vector.expect else {
                let error = #expect(throws: ProtocolError.self, "\(vector.name)") {
                    try self.run(bytes).decoded()
                }
                #expect(error?.code == vector.error, "\(vector.name)")
                continue
            }
            let run = try self.run(bytes)
            let decoded = try run.decoded()
            let digests = decoded.map { $0.content.digest(using: .sha256) }
            #expect(digests.map(\.description) == expected.digests, "\(vector.name)")
            #expect(decoded.map { $0.whole == nil } == expected.erased, "\(vector.name)")
            let chain = digests.reduce(run.hashBefore) { $0.extended(by: $1, using: .sha256) }
            #expect(chain.digest.description == expected.chain, "\(vector.name)")
            #expect(try body(run) == body(bytes), "\(vector.name)")
        }
    }

    /// The run in a request, as a server reads it.
    private func run(_ bytes: [UInt8]) throws -> Run {
        try #require(SyncRequest(body: body(bytes), format: .protobuf).runs.first)
    }

    private func body(_ run: Run) throws -> [UInt8] {
        try SyncRequest(
            replica: run.replica, held: VersionVector(), cursor: nil, runs: [run]
        ).body(format: .protobuf)
    }

    /// A request of version 1 that holds the run as it is.
    private func body(_ run: [UInt8]) -> [UInt8] {
        let replica = Array(run.prefix(18).dropFirst(2))
        let length: [UInt8] =
            run.count < 128
            ? [UInt8(run.count)] : [UInt8(run.count & 127 | 128), UInt8(run.count >> 7)]
        return [0x08, 1, 0x12, 16] + replica + [0x2A] + length + run
    }
}
