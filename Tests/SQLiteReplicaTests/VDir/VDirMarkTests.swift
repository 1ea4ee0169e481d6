import ChangeLog
import ContactModel
import Foundation
import RelationshipPractice
import SQLiteReplica
import SyncEngine
import TestSupport
import Testing

/// Later runs over a linked folder look only at what changed: nothing may escape them.
struct VDirMarkTests {
    /// A replica with two people, mirrored in a folder.
    private func mirrored(_ bench: Bench) throws -> (Replica, ada: EntityID, bo: EntityID, URL) {
        let replica = try bench.enrolled("home")
        let ada = try replica.add("Ada", [.set(.title, "Countess")])
        let bo = try replica.add("Bo", [.set(.title, "Clerk")])
        let folder = bench.root.appending(path: "mirror")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try replica.linkVDir(folder.path)
        #expect(try replica.syncVDir(folder.path).written == 2)
        return (replica, ada, bo, folder)
    }

    private func texts(_ folder: URL) throws -> String {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { try String(contentsOf: $0, encoding: .utf8) }.sorted().joined()
    }

    @Test func `an edit, a trashed and a merged person each change their file alone`() throws {
        let bench = try Bench()
        let (replica, ada, bo, folder) = try mirrored(bench)
        _ = try replica.syncVDir(folder.path)
        try replica.edit(bo, [.set(.title, "Captain")])
        #expect(try replica.syncVDir(folder.path).written == 1)
        #expect(try texts(folder).contains("TITLE:Captain"))
        try replica.setTier(.focus, of: ada)
        let quiet = try replica.syncVDir(folder.path)
        #expect((quiet.written, quiet.removed, quiet.updated) == (0, 0, 0))
        try replica.merge(bo, into: ada)
        let merged = try replica.syncVDir(folder.path)
        #expect((merged.written, merged.removed) == (1, 1))
        _ = try replica.unmerge(ada)
        #expect(try replica.syncVDir(folder.path).written == 2)
        try replica.delete(bo)
        #expect(try replica.syncVDir(folder.path).removed == 1)
    }

    @Test func `P6: changes that took the place of forked ones reach their files`() throws {
        // Two copies of one replica: the same names, changes and clocks up to here.
        let (bench, other) = try (Bench(seed: 7), Bench(seed: 7))
        let (replica, ada, _, folder) = try mirrored(bench)
        let (copy, _, bo, _) = try mirrored(other)
        let before = try replica.store(of: Bench.personal).facts()
        #expect(before == (try copy.store(of: Bench.personal).facts()))
        try replica.edit(ada, [.set(.title, "Queen")])
        #expect(try replica.syncVDir(folder.path).written == 1)
        try copy.edit(bo, [.set(.title, "King")])
        let fork = Dot(replica: before.replica, sequence: before.held[before.replica] + 1)
        _ = try replica.store(of: Bench.personal).takeNewIdentity(reissuingFrom: fork)
        try copy.send(to: replica)
        #expect(try replica.syncVDir(folder.path).written == 1)
        let texts = try texts(folder)
        #expect(texts.contains("TITLE:Queen") && texts.contains("TITLE:King"))
    }

    @Test func `a file that could not be read shows its card again once it can`() throws {
        let bench = try Bench()
        let (replica, ada, _, folder) = try mirrored(bench)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let name = try #require(
            try names.first {
                try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
                    .contains("FN:Ada")
            })
        let file = folder.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data("BEGIN:VCARD\r\n".utf8).write(to: file)
        try replica.edit(ada, [.set(.title, "Queen")])
        #expect(try replica.syncVDir(folder.path).problems.count == 1)
        #expect(try replica.syncVDir(folder.path).problems.count == 1)
        try Data(text.utf8).write(to: file)
        #expect(try replica.syncVDir(folder.path).written == 1)
        #expect(try texts(folder).contains("TITLE:Queen"))
    }
}
