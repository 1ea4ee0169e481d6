import Foundation
import Testing

@testable import SQLiteReplica

/// One process at a time writes; everybody may read.
struct WriterLockTests {
    @Test func `P20: a second writer is told which process is writing`() throws {
        let bench = try Bench()
        let path = bench.root.appending(path: "lock").path
        let holder = try WriterLock(path)
        let error = #expect(throws: ReplicaError.self) {
            try WriterLock(path, waitMilliseconds: 30)
        }
        #expect(error == .busy(processID: getpid()))
        #expect(error?.sentence.contains("process \(getpid())") == true)
        #expect(error?.canRetry == true)
        withExtendedLifetime(holder) {}
    }

    @Test func `the lock is free when its holder is gone`() throws {
        let bench = try Bench()
        let path = bench.root.appending(path: "lock").path
        for _ in 0..<3 {
            let lock = try WriterLock(path, waitMilliseconds: 0)
            withExtendedLifetime(lock) {}
        }
    }

    @Test(arguments: ["", "no number", "99999999999999999999", "-3"])
    func `a lock file of any content can be taken`(text: String) throws {
        let bench = try Bench()
        let url = bench.root.appending(path: "lock")
        try Data(text.utf8).write(to: url)
        let holder = try WriterLock(url.path, waitMilliseconds: 0)
        try Data(text.utf8).write(to: url)
        let error = #expect(throws: ReplicaError.self) {
            try WriterLock(url.path, waitMilliseconds: 0)
        }
        #expect(error == .busy(processID: nil))
        withExtendedLifetime(holder) {}
    }

    @Test func `a lock that cannot be made is an error that names it`() throws {
        let bench = try Bench()
        let path = bench.root.appending(path: "missing/lock").path
        let error = #expect(throws: ReplicaError.self) { try WriterLock(path) }
        #expect(error?.code == "inaccessible")
        #expect(error?.sentence.contains(path) == true)
    }

    @Test func `C4: readers see what a writer wrote while it is still open`() throws {
        let bench = try Bench()
        let writer = try bench.replica()
        let reader = try Replica(
            bench.folder(), mode: .reading, environment: bench.environment())
        _ = try writer.add("Ada")
        #expect(try reader.people().map(\.name) == ["Ada"])
        _ = try writer.add("Bob")
        #expect(try reader.people().map(\.name) == ["Ada", "Bob"])
    }

    @Test func `a reader cannot write`() throws {
        let bench = try Bench()
        _ = try bench.replica().add("Ada")
        let reader = try Replica(
            bench.folder(), mode: .reading, environment: bench.environment())
        #expect(throws: ReplicaError.self) { try reader.add("Bob") }
        #expect(try reader.people().count == 1)
    }
}
