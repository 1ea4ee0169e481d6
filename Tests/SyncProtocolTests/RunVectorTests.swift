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
                    try EncodedRun.decode(bytes).decoded()
                }
                #expect(error?.code == vector.error, "\(vector.name)")
                continue
            }
            let run = try EncodedRun.decode(bytes)
            let decoded = try run.decoded()
            let digests = decoded.map { $0.content.digest(using: .sha256) }
            #expect(digests.map(\.description) == expected.digests, "\(vector.name)")
            #expect(decoded.map { $0.whole == nil } == expected.erased, "\(vector.name)")
            let chain = digests.reduce(run.hashBefore) { $0.extended(by: $1, using: .sha256) }
            #expect(chain.digest.description == expected.chain, "\(vector.name)")
            #expect(try body(run) == EncodedRun.body(bytes), "\(vector.name)")
        }
    }

    private func body(_ run: Run) throws -> [UInt8] {
        try SyncRequest(
            replica: run.replica, held: VersionVector(), cursor: nil, runs: [run]
        ).body(format: .protobuf)
    }
}
