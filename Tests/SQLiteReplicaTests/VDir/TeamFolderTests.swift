import ChangeLog
import ContactModel
import Foundation
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// The folder of a team: others may read it.
struct TeamFolderTests {
    private func files(_ folder: URL) throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasSuffix(".vcf") {
            texts[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        return texts
    }

    @Test func `P10: a team's folder has neither my own card of somebody nor whom I merged`() throws
    {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        let folder = bench.root.appending(path: "folder")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let grace = try replica.add("Grace", space: "team")
        let ida = try replica.add("Ida", space: "team")
        let hugo = try replica.add("Hugo", [.add(.phone, "555 7431", label: "")])
        try replica.merge(grace, into: hugo)
        try replica.linkVDir(folder.path, space: "team")
        try replica.syncVDir(folder.path)
        #expect(try files(folder).count == 2)

        // What I add is on the card of my own, and the file stays as it is.
        let line = CardLine(
            element: ElementID(value: 7), place: 9, raw: Array("NOTE:canary7432\r\n".utf8))
        try replica.perform("test") { session in
            let cell = CellAddress(entity: ida, field: .line, element: line.element)
            return [
                SpaceEdits(try session.personalSpace(), [.put(line.value, in: cell, of: .person)])
            ]
        }
        #expect(try replica.details(of: ida)?.view.notes == ["canary7432"])
        try replica.edit(hugo, [.add(.email, "canary7433@example.org", label: "")])
        try replica.syncVDir(folder.path)
        let texts = try files(folder)
        #expect(texts.count == 2)
        #expect(texts.values.contains { $0.contains("FN:Grace") })
        for text in texts.values {
            #expect(!text.contains("canary") && !text.contains("7431") && !text.contains("Hugo"))
        }

        // What is edited and removed there is the team's.
        let name = try #require(texts.first { $0.value.contains("FN:Ida") }).key
        let edited = try #require(texts[name]).replacing("END:VCARD", with: "TITLE:T\r\nEND:VCARD")
        try edited.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        try replica.syncVDir(folder.path)
        #expect(try replica.details(of: ida)?.summary.title == "T")
        try FileManager.default.removeItem(at: folder.appending(path: name))
        try replica.syncVDir(folder.path)
        #expect(try replica.details(of: ida)?.view.notes == ["canary7432"])
        #expect(try replica.details(of: ida)?.spaces == ["personal"])
        #expect(try files(folder).count == 1)
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `What was seen of a line in one space says nothing of it in another`() {
        let cell = CellAddress(
            entity: EntityID(value: 1), field: .line, element: ElementID(value: 2))
        let dots = (1...2).map { Dot(replica: ReplicaID(value: 7), sequence: $0) }
        var batch = EditBatch()
        for (space, dot) in zip(Int64(1)..., dots) {
            batch.add([], seen: [SpaceCell(space: space, cell: cell): [dot]])
        }
        #expect(batch.seen[SpaceCell(space: 1, cell: cell)] == [dots[0]])
        #expect(batch.seen[SpaceCell(space: 2, cell: cell)] == [dots[1]])
    }
}
