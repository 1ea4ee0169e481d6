import ChangeLog
import ContactModel
import Foundation
import RelationshipPractice
import TestSupport
import Testing

@testable import SQLiteReplica

/// What was written down of several people before they were known to be one.
struct MergedPracticeTests {
    private static let today = CivilDay(number: 20_600)
    private static let hour: UInt64 = 3_600_000

    private let bench: Bench
    private let replica: Replica
    private let ada: EntityID
    private let other: EntityID
    private let cem: EntityID

    init() throws {
        bench = try Bench()
        replica = try bench.replica()
        ada = try replica.add("Ada Alpha")
        other = try replica.add("Ada Beta")
        cem = try replica.add("Cem Third")
    }

    private func tie(_ a: EntityID, _ b: EntityID, _ text: String) throws {
        var draft = ItemDraft(id: replica.newItemID(), kind: .relation)
        draft.set(.a, entity: a)
        draft.set(.b, entity: b)
        draft.set(.text, text: text)
        try replica.write("new relation", [draft])
    }

    private func touch(
        _ people: [EntityID], _ type: String, hours: UInt64, _ texts: [FieldName: String] = [:]
    ) throws {
        var draft = ItemDraft(id: replica.newItemID(), kind: .touch)
        draft.set(.at, instant: UInt64(Self.today.number - 9) * 24 * Self.hour + hours * Self.hour)
        draft.set(.type, text: type)
        for person in people { draft.insert(.with, person) }
        for (field, text) in texts { draft.set(field, text: text) }
        try replica.write("touch", [draft])
    }

    private func book() throws -> PracticeBook {
        try replica.practiceBook(today: Self.today, minutesEast: { _ in 0 })
    }

    private func names(of circle: EntityID) throws -> [String] {
        try replica.circle(of: circle, on: Self.today).map(\.name)
    }

    @Test func `A relation between two cards is none while they are one person's, and comes back`()
        throws
    {
        try tie(ada, other, "canary")
        try tie(other, ada, "canary")
        try tie(ada, cem, "sister")
        try tie(other, cem, "sister")
        try replica.merge(other, into: ada)
        for person in [ada, other] {
            #expect(try replica.ties(of: person).map { $0.text(.text) } == ["sister"])
            #expect(try names(of: person) == ["Cem Third"])
            #expect(try replica.asRead(replica.items(naming: person)).count == 1)
            // Each can be dropped by its id.
            let items = try replica.items(naming: person)
            #expect(items.count == 4)
            #expect(try replica.eachAsRead(items).count == 2)
        }
        #expect(try names(of: cem) == ["Ada Alpha"])
        #expect(try replica.find("canary").isEmpty)
        let related = try replica.search(
            SearchQuery("relation:ada"), today: Self.today, dayStart: { _ in 0 }, limit: 9)
        #expect(related.map(\.name) == ["Cem Third"])
        #expect(try book().items(.relation).count == 1)
        #expect(
            try replica.tieWords(along: [ada, cem], on: Self.today)
                == ["Ada Alpha: sister of Cem Third"])
        #expect(try replica.examine().allSatisfy(\.isGood))

        _ = try replica.unmerge(ada)
        #expect(try replica.ties(of: ada).count == 3)
        #expect(try names(of: ada) == ["Ada Beta", "Cem Third"])
        #expect(try replica.find("canary").count == 2)
        #expect(try book().items(.relation).count == 4)
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test func `Nobody was met through another card of themself`() throws {
        try replica.setOverlay(of: ada, [(field: .metVia, value: other.bytes)])
        try replica.setOverlay(of: cem, [(field: .metVia, value: other.bytes)])
        #expect(try replica.overlay(of: ada).entity(.metVia) == other)
        try replica.merge(other, into: ada)
        #expect(try replica.overlay(of: ada).entity(.metVia) == nil)
        #expect(try book().people[ada]?.overlay.entity(.metVia) == nil)
        #expect(try replica.overlay(of: cem).entity(.metVia) == ada)
        #expect(try book().people[cem]?.overlay.entity(.metVia) == ada)
        _ = try replica.unmerge(ada)
        #expect(try replica.overlay(of: ada).entity(.metVia) == other)
    }

    @Test
    func `S0-11: a meal that was noted once for each of two cards is one, until they are apart`()
        throws
    {
        let silence: [FieldName: String] = [.direction: "out", .response: "none"]
        try touch([ada], "meal", hours: 12, [.text: "harbour"])
        try touch([other], "meal", hours: 13, [.text: "harbour"])
        try touch([ada], "mail", hours: 40, silence)
        try touch([other], "mail", hours: 41, silence)
        try touch([ada], "mail", hours: 90, silence)
        let week = UInt64(Self.today.number - 9) * 24 * Self.hour
        func count() throws -> [Int?] {
            let facts = try replica.rhythmFacts(of: ada)?.touches
            return [
                facts?.count, facts?.unanswered, try book().touches(with: ada).count,
                try replica.realTouchCount(from: week, before: week + 100 * Self.hour),
            ]
        }
        try replica.merge(other, into: ada)
        #expect(try count() == [3, 2, 3, 1])
        #expect(
            try TouchSummary(book().touches(with: ada)) == replica.rhythmFacts(of: ada)?.touches)
        // Nothing of it is deleted: each has its id, and says what it said.
        #expect(try replica.items(naming: ada, of: .touch).count == 5)
        #expect(try replica.examine().allSatisfy(\.isGood))
        _ = try replica.unmerge(ada)
        #expect(try count() == [3, 2, 3, 2])
        #expect(try replica.rhythmFacts(of: other)?.touches.count == 2)
    }

    @Test func `The ninth version counted twice what was noted of merged people`() throws {
        try touch([ada], "meal", hours: 12)
        try touch([other], "meal", hours: 13)
        try tie(ada, other, "canary")
        try replica.merge(other, into: ada)
        let folder = bench.folder("older")
        let path = bench.root.appending(path: "backup").path
        try Replica(bench.folder(), mode: .reading, environment: bench.environment())
            .backup(to: path)
        _ = try Replica.restore(path, into: folder)
        try bench.damage(
            folder,
            """
            UPDATE touched SET count = 2;
            INSERT INTO tie (person, other, source, strength) SELECT entity, entity, 999, 50 FROM person;
            ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 9;
            """)
        let newer = try Replica(folder, mode: .writing, environment: bench.environment())
        #expect(try newer.examine().allSatisfy(\.isGood))
        #expect(try newer.rhythmFacts(of: ada)?.touches.count == 1)
    }
}
