package import ChangeLog

/// A change that may be stored, with its author's chain hash after it.
package struct AdmittedChange: Hashable, Sendable {
    package let logged: LoggedChange
    package let chain: ChainHash

    package init(logged: LoggedChange, chain: ChainHash) {
        self.logged = logged
        self.chain = chain
    }
}

/// What a run holds for the party it is handed to.
package struct AdmittedRun: Hashable, Sendable {
    /// The new changes, in sequence; empty when all are held already (SYNC-7).
    package internal(set) var changes: [AdmittedChange] = []
    /// Changes that come whole and are held without their bytes (LOG-12).
    package internal(set) var completions: [EncodedChange] = []
    /// Changes that come without their bytes and are held whole (SYNC-18).
    package internal(set) var lacking: [Dot] = []

    package init() {}
}

/// What a party that keeps a log decides about a run it is handed: the same on client and server.
///
///     known of the author   1 2 3 4 5 |h5|
///     run                         4 5 6 7      4, 5 must be the same bytes; 6, 7 are admitted
///     run                               7 8    gap: 6 is missing
///     run                         4 5'         forked at 5
///
/// Of a change whose bytes are erased on either side the digests are compared.
package enum RunAdmission: Hashable, Sendable {
    case admitted(AdmittedRun)
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
    ///   - stored: What is held under a dot; nil when it was dropped or is not held.
    /// - Throws: ``ProtocolError`` of ``Run/decoded()``, or what `stored` throws.
    package init(
        of run: Run, heldSequence: UInt64, heldChain: ChainHash, using digest: DigestFunction,
        stored: (Dot) throws -> ChangeContent?
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
        var admitted = AdmittedRun()
        for logged in decoded {
            guard logged.dot.sequence <= heldSequence else {
                chain = chain.extended(by: logged.content.digest(using: digest), using: digest)
                admitted.changes.append(AdmittedChange(logged: logged, chain: chain))
                continue
            }
            guard let known = try stored(logged.dot) else { continue }
            guard known.isSame(as: logged.content, using: digest) else {
                self = .forked(at: logged.dot)
                return
            }
            admitted.compare(logged, with: known)
        }
        self = .admitted(admitted)
    }
}

extension AdmittedRun {
    /// Notes which side lacks the bytes of a change that both hold.
    fileprivate mutating func compare(_ logged: LoggedChange, with known: ChangeContent) {
        switch (logged, known) {
        case (.whole(let encoded), .erased): completions.append(encoded)
        case (.erased(let erased), .bytes): lacking.append(erased.dot)
        default: break
        }
    }
}
