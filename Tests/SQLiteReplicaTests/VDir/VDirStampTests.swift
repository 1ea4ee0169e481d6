import ChangeLog
import Foundation
import SQLiteLog
import Synchronization
import TestSupport
import Testing

@testable import SQLiteReplica

/// Which files the next run over a folder reads again.
struct VDirStampTests {
    /// A machine that keeps real time, as files do, and whose clock goes on so much at each look.
    private func replica(_ bench: Bench, ticks: UInt64) throws -> Replica {
        bench.wallMilliseconds = UInt64(Date().timeIntervalSince1970 * 1_000)
        let real = bench.environment()
        let isLinked = Mutex(false)
        let environment = ReplicaEnvironment(
            digest: real.digest, random128: real.random128,
            wallMilliseconds: {
                defer { if isLinked.withLock({ $0 }) { bench.wallMilliseconds += ticks } }
                return bench.wallMilliseconds
            }, machineID: real.machineID, machineName: real.machineName)
        let replica = try Replica.create(in: bench.folder(), environment: environment)
        for name in ["Ada", "Bob", "Cleo"] { _ = try replica.add(name) }
        let folder = bench.root.appending(path: "folder")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try replica.linkVDir(folder.path)
        isLinked.withLock { $0 = true }
        bench.wallMilliseconds = UInt64(Date().timeIntervalSince1970 * 1_000)
        try replica.syncVDir(folder.path)
        return replica
    }

    private func unread(_ replica: Replica) throws -> Int64? {
        try replica.database.read { session in
            try session.statement("SELECT count(*) FROM vdir_file WHERE inode <> 0")
                .first { $0.integer(0) }
        }
    }

    @Test func `What a run wrote long before its end is not read by the next one`() throws {
        let bench = try Bench()
        let replica = try replica(bench, ticks: 10_000)
        #expect(try unread(replica) == 3)
        // Whatever is written from then on is seen, also of the same size.
        let folder = bench.root.appending(path: "folder")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: name)
            let text = try String(contentsOf: file, encoding: .utf8)
            guard text.contains("FN:Bob") else { continue }
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: Data(text.replacing("FN:Bob", with: "FN:Rob").utf8))
            try handle.close()
        }
        try replica.syncVDir(folder.path)
        #expect(try replica.people().map(\.name).contains("Rob"))
    }

    @Test func `What was written just before is read again: another change might look the same`()
        throws
    {
        let bench = try Bench()
        #expect(try unread(try replica(bench, ticks: 0)) == 0)
    }
}
