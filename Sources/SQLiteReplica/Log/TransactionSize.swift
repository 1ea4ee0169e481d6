import ChangeLog
import SyncProtocol

/// How much edits weigh in a transaction of the log, of which everybody takes only so much.
struct TransactionSize {
    private var bytes = 0
    private var count = 0
    /// The size of the version vector that a deletion or a purge carries.
    private let vectorBytes: Int

    /// Bytes of a change beside its value and vector, at the most that is usual.
    private static let bytesOfChange = 96
    /// Bytes of an author in a vector, at most.
    private static let bytesOfAuthor = 32

    /// Weighs edits.
    ///
    /// - Parameters:
    ///   - edits: What to weigh.
    ///   - authors: How many have written in the space; 0 when there are few.
    init(_ edits: [CellEdit] = [], authors: Int = 0) {
        vectorBytes = authors * Self.bytesOfAuthor
        add(edits)
    }

    /// Weighs more edits with these.
    mutating func add(_ edits: [CellEdit]) {
        for edit in edits {
            let hasVector = edit.verb == .delete || edit.verb == .purge
            bytes += edit.value.count + Self.bytesOfChange + (hasVector ? vectorBytes : 0)
        }
        count += edits.count
    }

    /// Whether both together are more than is wanted in one transaction.
    func isFull(with other: TransactionSize) -> Bool {
        bytes + other.bytes > ProtocolLimits.preferredTransactionBytes
            || count + other.count > ProtocolLimits.maximumTransactionChanges / 2
    }

    /// Whether nobody would take it as one transaction.
    var isOverLimit: Bool {
        bytes > ProtocolLimits.maximumTransactionBytes * 9 / 10
            || count > ProtocolLimits.maximumTransactionChanges * 9 / 10
    }
}

extension [CellEdit] {
    /// The edits as one transaction, or cut into several when nobody would take one; what concerns
    /// one entity stays together where it can.
    ///
    /// - Parameter authors: How many have written in the space.
    /// - Returns: One transaction after the other, in the order of the edits.
    func transactions(authors: Int) -> [[CellEdit]] {
        guard TransactionSize(self, authors: authors).isOverLimit else { return [self] }
        var result: [[CellEdit]] = [[]]
        var size = TransactionSize(authors: authors)
        for edit in self {
            var together = size
            together.add([edit])
            let isOther = edit.cell.entity != result[result.count - 1].last?.cell.entity
            let isFull = size.isFull(with: TransactionSize([edit], authors: authors))
            if together.isOverLimit || isFull && isOther {
                if !result[result.count - 1].isEmpty { result.append([]) }
                size = TransactionSize(authors: authors)
            }
            result[result.count - 1].append(edit)
            size.add([edit])
        }
        return result
    }
}
