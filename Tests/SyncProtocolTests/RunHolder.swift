import ChangeLog
import SyncProtocol
import TestSupport

/// One who holds the first changes of an author.
struct RunHolder {
    private var held: [HeldChange] = []
    private var chain: ChainHash

    init(_ author: RunAuthor) {
        chain = author.chain
    }

    init(_ author: ReplicaID, in space: SpaceID) {
        chain = ChainHash(seedOf: author, in: space, using: .sha256)
    }

    /// Stores what is admitted of a run.
    ///
    /// - Throws: `ProtocolError`.
    mutating func take(_ run: Run) throws {
        guard case .admitted(let admitted) = try decide(run) else { return }
        for change in admitted.changes {
            held.append(HeldChange(change.logged))
            chain = change.chain
        }
        for encoded in admitted.completions {
            let index = Int(encoded.change.dot.sequence) - 1
            held[index] = HeldChange(
                content: .bytes(encoded.bytes), endsTransaction: held[index].endsTransaction)
        }
    }

    /// What becomes of a run.
    ///
    /// - Parameter run: Of the author.
    /// - Returns: The decision.
    /// - Throws: `ProtocolError`.
    func decide(_ run: Run) throws -> RunAdmission {
        try RunAdmission(
            of: run, heldSequence: UInt64(held.count), heldChain: chain, using: .sha256,
            held: { dot in
                let index = Int(clamping: dot.sequence) - 1
                return held.indices.contains(index) ? held[index] : nil
            })
    }
}
