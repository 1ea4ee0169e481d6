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
            let merged = node.store.disk.merged
            guard merged.held == expected.held else {
                throw fail("replica \(index(of: node)) holds other changes than the server")
            }
            guard merged.hash == expected.hash, heads(of: merged) == heads(of: expected) else {
                throw fail("replica \(index(of: node)) has another state than the server")
            }
        }
        let changes = server.changes
        let present = Set(changes.values.map(\.change.value))
        let missing = promised.subtracting(present)
        guard missing.isEmpty else {
            let names = missing.map { String(decoding: $0, as: UTF8.self) }.sorted()
            throw fail("lost: \(names)")
        }
        guard heads(of: expected) == PlainModel.heads(changes.values.map(\.change)) else {
            throw fail("the state is not what the changes amount to")
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
