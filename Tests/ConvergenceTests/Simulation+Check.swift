import ChangeLog
import SyncProtocol
import TestSupport

extension Simulation {
    /// Everybody equal, nothing promised lost, and the state what the plain model says.
    ///
    /// - Throws: ``Failure``.
    func check() throws {
        let expected = server.merged
        for node in nodes {
            try checkClock(of: node)
            let merged = node.store.disk.merged
            guard merged.held == expected.held else {
                throw fail("replica \(index(of: node)) holds other changes than the server")
            }
            guard merged.hash == expected.hash, heads(of: merged) == heads(of: expected) else {
                throw fail("replica \(index(of: node)) has another state than the server")
            }
        }
        let log = Array(server.changes.values)
        let truth = log.compactMap { registry.truth(of: $0) }
        guard truth.count == log.count else { throw fail("a digest of what nobody wrote") }
        let missing = promised.subtracting(truth.map(\.value))
        guard missing.isEmpty else {
            let names = missing.map { String(decoding: $0, as: UTF8.self) }.sorted()
            throw fail("lost: \(names)")
        }
        let purges = truth.filter { $0.verb == .purge }
        try checkErased(log, purges)
        for node in nodes { try checkErased(Array(node.store.changes.values), purges) }
        let effective = log.compactMap(\.whole?.change)
        guard heads(of: expected) == PlainModel.heads(effective) else {
            throw fail("the state is not what the changes amount to")
        }
    }

    /// LOG-6: no clock is further ahead than its machine's wall clock and five minutes.
    private func checkClock(of node: Node) throws {
        let wall = max(node.latestWall, node.store.wallMilliseconds)
        guard node.store.disk.clock.last.milliseconds <= wall + 5 * 60_000 else {
            throw fail("the clock of replica \(index(of: node)) was pulled ahead")
        }
    }

    /// What a purge covers is erased, and nothing else is.
    ///
    /// A purge may be lost with the machine that wrote it, after it erased something there.
    private func checkErased(_ log: [LoggedChange], _ purges: [Change]) throws {
        for logged in log {
            switch logged {
            case .whole(let encoded):
                guard !PlainModel.isCovered(encoded.change, by: purges) else {
                    throw fail("\(logged.dot) is purged and still there")
                }
            case .erased:
                guard let change = registry.truth(of: logged),
                    PlainModel.isCovered(change, by: purges)
                        || registry.purges.contains(where: { $0.cell.entity == change.cell.entity })
                else { throw fail("\(logged.dot) is erased, and nobody purged it") }
            }
        }
    }

    private func heads(of state: MergedState) -> [PlainModel.NamedHead] {
        state.canonicalHeads.map { PlainModel.NamedHead(cell: $0.cell, dot: $0.dot) }
    }
}

/// The truth, written apart from the engine: all changes at once, quadratic, nothing kept.
enum PlainModel {
    struct NamedHead: Equatable {
        let cell: CellAddress
        let dot: Dot
    }

    /// Whether a purge had seen a change of its entity.
    static func isCovered(_ change: Change, by purges: [Change]) -> Bool {
        change.cell.field != .life
            && purges.contains {
                $0.cell.entity == change.cell.entity && $0.observed.covers(change.dot)
            }
    }

    /// The changes that no other change of their cell replaces, by cell and dot.
    static func heads(_ changes: [Change]) -> [NamedHead] {
        changes.filter { candidate in
            !changes.contains { other in
                other.cell == candidate.cell && other.dot != candidate.dot
                    && other.replaces.contains(candidate.dot)
            }
        }.map { NamedHead(cell: $0.cell, dot: $0.dot) }.sorted {
            ($0.cell, $0.dot) < ($1.cell, $1.dot)
        }
    }
}
