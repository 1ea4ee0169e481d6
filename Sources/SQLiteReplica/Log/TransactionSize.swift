import ChangeLog
import SyncProtocol

/// How much edits weigh in a transaction of the log, of which everybody takes only so much.
struct TransactionSize {
    private var bytes = 0
    private var count = 0

    /// Bytes of a change beside its value, at the most that is usual.
    private static let bytesOfChange = 96

    /// Weighs edits.
    init(_ edits: [CellEdit] = []) {
        add(edits)
    }

    /// Weighs more edits with these.
    mutating func add(_ edits: [CellEdit]) {
        bytes += edits.reduce(0) { $0 + $1.value.count + Self.bytesOfChange }
        count += edits.count
    }

    /// Whether both together are too much for one transaction.
    func isFull(with other: TransactionSize) -> Bool {
        bytes + other.bytes > ProtocolLimits.preferredTransactionBytes
            || count + other.count > ProtocolLimits.maximumTransactionChanges / 2
    }
}
