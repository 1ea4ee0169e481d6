package import ChangeLog

/// A change that may be stored, with its author's chain hash after it.
package struct AdmittedChange: Hashable, Sendable {
    package let encoded: EncodedChange
    package let chain: ChainHash

    package init(encoded: EncodedChange, chain: ChainHash) {
        self.encoded = encoded
        self.chain = chain
    }
}

/// What a party that keeps a log decides about a run it is handed: the same on client and server.
///
///     known of the author   1 2 3 4 5 |h5|
///     run                         4 5 6 7      4, 5 must be the same bytes; 6, 7 are admitted
///     run                               7 8    gap: 6 is missing
///     run                         4 5'         forked at 5
package enum RunAdmission: Hashable, Sendable {
    /// The new changes of the run, in sequence; empty when all are held already (SYNC-7).
    case admitted([AdmittedChange])
    /// The run begins too late: the changes from this sequence on are missing (SYNC-8).
    case gap(from: Dot)
    /// The author's replica lives twice: this is the first change that differs (SYNC-9).
    case forked(at: Dot)

    /// Decides about one run.
    ///
    /// - Parameters:
    ///   - run: What was handed over; every change is decoded and checked first.
    ///   - heldSequence: The highest sequence held of the author; 0 when none.
    ///   - heldChain: The author's chain hash after `heldSequence`.
    ///   - digest: SHA-256.
    ///   - storedBytes: The bytes held under a dot; nil when they were dropped or are not held.
    /// - Throws: ``ProtocolError`` of ``Run/decoded()``, or what `storedBytes` throws.
    package init(
        of run: Run, heldSequence: UInt64, heldChain: ChainHash, using digest: DigestFunction,
        storedBytes: (Dot) throws -> [UInt8]?
    ) throws {
        let decoded = try run.decoded()
        guard run.firstSequence <= heldSequence + 1 else {
            self = .gap(from: Dot(replica: run.replica, sequence: heldSequence + 1))
            return
        }
        if run.firstSequence == heldSequence + 1, run.hashBefore != heldChain {
            self = .forked(at: Dot(replica: run.replica, sequence: max(heldSequence, 1)))
            return
        }
        var chain = heldChain
        var admitted: [AdmittedChange] = []
        for encoded in decoded {
            if encoded.change.dot.sequence <= heldSequence {
                if let stored = try storedBytes(encoded.change.dot), stored != encoded.bytes {
                    self = .forked(at: encoded.change.dot)
                    return
                }
            } else {
                chain = chain.extended(by: encoded.bytes, using: digest)
                admitted.append(AdmittedChange(encoded: encoded, chain: chain))
            }
        }
        self = .admitted(admitted)
    }
}
