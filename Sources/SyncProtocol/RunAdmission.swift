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

/// The content of a run for the party it is handed to.
package struct AdmittedRun: Hashable, Sendable {
    /// The new changes, in sequence; empty when all are held already (SYNC-7).
    package internal(set) var changes: [AdmittedChange] = []
    /// Changes that come whole and are held without their bytes (LOG-12).
    package internal(set) var completions: [EncodedChange] = []
    /// Changes that come without their bytes and are held whole (SYNC-18).
    package internal(set) var lacking: [Dot] = []

    package init() {}
}

/// The change that a log holds under a dot.
package struct HeldChange: Hashable, Sendable {
    package let content: ChangeContent
    /// Whether it ends a transaction in that log.
    package let endsTransaction: Bool

    package init(content: ChangeContent, endsTransaction: Bool) {
        self.content = content
        self.endsTransaction = endsTransaction
    }

    package init(_ logged: LoggedChange) {
        self.init(content: logged.content, endsTransaction: logged.endsTransaction)
    }
}

/// The decision of a party that keeps a log about a run it is handed: the same on client and
/// server.
///
///     known of the author   1 2 3 4 5 |h5|
///     run                         4 5 6 7      4, 5 must be the same bytes; 6, 7 are admitted
///     run                               7 8    gap: 6 is missing
///     run                         4 5'         forked at 5
///     run, 4 and 5 one transaction  5 6        forked at 4
///
/// Of a change whose bytes are erased on either side the digests are compared. Transactions have to
/// begin and end where they do in the log: an erased change does not say by itself whether one ends
/// with it, and pages are cut where the log says so (SYNC-21).
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
    ///   - held: What is held under a dot; nil when it was dropped or is not held.
    /// - Throws: ``ProtocolError`` of ``Run/decoded()``, `too_large` for a transaction that bytes come
    ///   to, or what `held` throws.
    package init(
        of run: Run, heldSequence: UInt64, heldChain: ChainHash, using digest: DigestFunction,
        held: (Dot) throws -> HeldChange?
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
        if let before = try Self.splitBefore(run, held) {
            self = .forked(at: before)
            return
        }
        var chain = heldChain
        var admitted = AdmittedRun()
        var sum = CompletedTransaction()
        for logged in decoded {
            guard logged.dot.sequence <= heldSequence else {
                chain = chain.extended(by: logged.content.digest(using: digest), using: digest)
                admitted.changes.append(AdmittedChange(logged: logged, chain: chain))
                continue
            }
            guard let known = try held(logged.dot) else { continue }
            guard known.content.isSame(as: logged.content, using: digest),
                known.endsTransaction == logged.endsTransaction
            else {
                self = .forked(at: logged.dot)
                return
            }
            try sum.take(logged, known.content)
            admitted.compare(logged, with: known.content)
        }
        self = .admitted(admitted)
    }

    /// The change before the run, when it ends a transaction by what the run says and not in the log.
    private static func splitBefore(
        _ run: Run, _ held: (Dot) throws -> HeldChange?
    ) throws -> Dot? {
        guard run.firstSequence > 1 else { return nil }
        let before = Dot(replica: run.replica, sequence: run.firstSequence - 1)
        return try held(before)?.endsTransaction == false ? before : nil
    }
}

/// Adds up a held transaction with the bytes that come for it: its parts may come one by one.
private struct CompletedTransaction {
    private var byteCount = 0

    /// Takes the next change that both sides hold.
    ///
    /// - Throws: ``ProtocolError`` `too_large`.
    mutating func take(_ logged: LoggedChange, _ known: ChangeContent) throws(ProtocolError) {
        byteCount += (logged.content.bytes ?? known.bytes)?.count ?? 0
        guard byteCount <= ProtocolLimits.maximumTransactionBytes else {
            throw ProtocolError(.tooLarge, "transaction at \(logged.dot): \(byteCount) bytes")
        }
        if logged.endsTransaction { byteCount = 0 }
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
