import ChangeLog
import Dispatch
import SQLiteLog
import SyncProtocol
import Synchronization
import TestSupport
import Testing

@testable import SyncServer

/// Turns on the thread of the one writer.
@Suite struct CommitQueueTests {
    /// How many pushes there were, and how many before the other work.
    private final class Turns: Sendable {
        let pushes = Atomic(0)
        let before = Atomic(-1)
    }

    private static let space = SpaceID(value: 1)
    private static let detail = "a hash does not have 16 bytes"
    private static let insertion = "INSERT INTO user (name, created) VALUES (?, 0)"

    private static var reply: SyncReply {
        SyncReply(
            server: ServerID(value: 1), held: VersionVector(), runs: [],
            next: SyncCursor(epoch: EpochID(value: 1), position: 0, hash: LogHash(value: 0)),
            more: false, stateHash: StateHash(), serverMilliseconds: 0, verdict: .good, stored: 1,
            role: .owner)
    }

    /// Gives the closure a queue whose thread waits until the gate is opened.
    private func withClosedQueue(
        _ body: (_ queue: CommitQueue, _ gate: DispatchSemaphore) async throws -> Void
    ) async throws {
        try await TestServer.inFolder { folder in
            let database = try ServerDatabase.serving(
                folder, environment: WallClock().environment)
            let (queue, gate) = (CommitQueue(database) { _ in }, DispatchSemaphore(value: 0))
            queue.runLater { _ in gate.wait() }
            try await body(queue, gate)
        }
    }

    @Test func `Many pushes keep other work waiting for one batch only`() async throws {
        try await withClosedQueue { queue, gate in
            let count = CommitQueue.maximumBatch * 3
            let turns = Turns()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        _ = try await queue.submit(to: Self.space) { _ in
                            turns.pushes.add(1, ordering: .relaxed)
                            return Self.reply
                        }
                    }
                }
                while queue.waiting < count { await Task.yield() }
                queue.runLater { _ in
                    turns.before.store(turns.pushes.load(ordering: .relaxed), ordering: .relaxed)
                }
                gate.signal()
                try await group.waitForAll()
            }
            try await queue.run { _ in }
            #expect(turns.pushes.load(ordering: .relaxed) == count)
            let found = turns.before.load(ordering: .relaxed)
            #expect(found >= 0 && found <= CommitQueue.maximumBatch)
        }
    }

    @Test func `A damaged space fails its own pushes, and others of the batch are stored`()
        async throws
    {
        try await withClosedQueue { queue, gate in
            let damaged = Task {
                try await queue.submit(to: SpaceID(value: 2)) { session in
                    try session.statement(Self.insertion).run(.text("half"))
                    throw DamagedDatabase(detail: Self.detail)
                }
            }
            let sound = Task {
                try await queue.submit(to: Self.space) { session in
                    try session.statement(Self.insertion).run(.text("whole"))
                    return Self.reply
                }
            }
            while queue.waiting < 2 { await Task.yield() }
            gate.signal()
            let stored = try await sound.value.stored
            #expect(stored == 1)
            let failure = ServerStorageError.damaged(detail: Self.detail)
            await #expect(throws: failure) { try await damaged.value }
            let users = try await queue.run { try $0.users() }
            #expect(users.map(\.name) == ["whole"])
            // Whoever watches the server's health is told.
            #expect(queue.trouble == failure)
        }
    }
}
