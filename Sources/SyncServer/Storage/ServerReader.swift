import Dispatch
import SQLiteLog

/// A connection that only reads, so that answering never waits for a commit.
final class ServerReader: Sendable {
    private let thread = DispatchQueue(label: "kithd.read")
    // Used on `thread` only, after the initialiser.
    nonisolated(unsafe) private let log: LogDatabase

    init(_ log: LogDatabase) {
        self.log = log
    }

    /// Reads from one state.
    ///
    /// - Throws: ``ServerStorageError``, or what the closure throws.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(
                    with: Swift.Result {
                        try ServerDatabase.explaining { try self.log.read(body) }
                    })
            }
        }
    }
}
