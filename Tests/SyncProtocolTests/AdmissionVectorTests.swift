import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// The golden vectors of runs that meet what is held of their author.
@Suite struct AdmissionVectorTests {
    struct Vector: Decodable {
        struct Given: Decodable {
            let space: String
            let replica: String
            /// Empty when nothing is held.
            let held: String
            let run: String
        }
        /// Sequences; those of a run that is taken, or one of what stands in the way.
        struct Expectation: Decodable, Equatable {
            var new: [UInt64]?
            var completed: [UInt64]?
            var lacking: [UInt64]?
            var gap: UInt64?
            var forked: UInt64?
        }
        let name: String
        let given: Given
        let expect: Expectation
    }

    @Test func `SYNC-7, SYNC-8, SYNC-9, SYNC-18, SYNC-21: runs are taken as the vectors say`()
        throws
    {
        for vector in try GoldenVectors<Vector>.read("admission") {
            let given = vector.given
            var holder = RunHolder(
                try #require(ReplicaID(hexadecimal: given.replica)),
                in: try #require(SpaceID(hexadecimal: given.space)))
            if !given.held.isEmpty { try holder.take(try run(given.held)) }
            let run = try run(given.run)
            #expect(told(try holder.decide(run)) == vector.expect, "\(vector.name)")
        }
    }

    private func run(_ hexadecimal: String) throws -> Run {
        try EncodedRun.decode(try #require(Hexadecimal.decode(hexadecimal)))
    }

    private func told(_ decision: RunAdmission) -> Vector.Expectation {
        switch decision {
        case .gap(let dot): Vector.Expectation(gap: dot.sequence)
        case .forked(let dot): Vector.Expectation(forked: dot.sequence)
        case .admitted(let run):
            Vector.Expectation(
                new: run.changes.map(\.logged.dot.sequence),
                completed: run.completions.map(\.change.dot.sequence),
                lacking: run.lacking.map(\.sequence))
        }
    }
}
