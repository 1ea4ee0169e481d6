import ChangeLog
import ContactModel
import RelationshipPractice
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// Touches shared with a team by name: what a team reads of them, and what it does not.
struct SharedTouchTests {
    @Test func `P10: a team reads who, when, how, with whom of its own, and the words; no more`()
        throws
    {
        let play = try SharingBench()
        let hugo = try play.desk.add("Hugo")
        let draft = play.touch(play.desk, with: [hugo, play.grace])
        let readings = try play.desk.write("touch", [draft], sharedWith: "team")
        #expect(readings.map(\.change) == [.shared])
        #expect(readings.first?.leftOut == [hugo])
        try play.meet()
        let read = try #require(try play.ben.teamTouches(with: play.grace).first)
        #expect(read.touch == readings.first?.touch && read.own == nil && read.spaces == ["team"])
        #expect(read.touch.who == "ada" && read.touch.people == [play.grace])
        #expect(read.touch.type == "call" && read.touch.channel == "phone")
        #expect(read.touch.text == "the harbour")
        #expect(read.touch.milliseconds == play.bench.wallMilliseconds)
        let allowed = Set(SharedTouch.fields + [.who])
        let logged = try play.logged(play.ben)
        #expect(Set(logged.map(\.cell.field)) == allowed)
        // Who knows somebody's cards could guess by the id of the touch with whom else it was.
        #expect(logged.allSatisfy { $0.cell.entity != draft.id })
        #expect(logged.allSatisfy { $0.value != hugo.bytes })
        for machine in [play.desk, play.laptop] {
            #expect(try machine.teamTouches().map(\.own) == [draft.id])
        }
    }

    @Test func `P10: a colleague's touch is none of mine, and my own counts once`() throws {
        let play = try SharingBench()
        try play.desk.write(
            "touch", [play.touch(play.desk, with: [play.grace])], sharedWith: "team")
        try play.meet()
        for machine in [play.desk, play.laptop] {
            #expect(try machine.items(of: .touch).count == 1)
            #expect(try machine.rhythmFacts(of: play.grace)?.touches.count == 1)
        }
        #expect(try play.ben.items(of: .touch).isEmpty)
        #expect(try play.ben.items(naming: play.grace).isEmpty)
        #expect(try play.ben.touchCount(since: 0) == 0)
        #expect(try play.ben.rhythmFacts(of: play.grace)?.touches.count == 0)
        let book = try play.ben.practiceBook(
            today: CivilDay(milliseconds: play.bench.wallMilliseconds), minutesEast: { _ in 0 })
        #expect(book.items(.touch).isEmpty)
        for machine in [play.desk, play.laptop, play.ben] {
            #expect(try machine.examine().filter { !$0.isGood } == [])
        }
    }

    @Test func `Two members who sat at one table share a touch each, whatever their ids`() throws {
        let play = try SharingBench()
        for (replica, text) in [(play.desk, "by ada"), (play.ben, "by ben")] {
            let same = replica.derivedID("touch", play.grace.description)
            let draft = play.touch(replica, with: [play.grace], text: text).renamed(same)
            try replica.write("touch", [draft], sharedWith: "team")
        }
        try play.meet()
        #expect(try Set(play.words(play.ben)) == ["by ada", "by ben"])
        #expect(try Set(play.words(play.laptop)) == ["by ada", "by ben"])
        let mine = try play.ben.teamTouches().filter { $0.own != nil }
        #expect(mine.map(\.touch.text) == ["by ben"])
        #expect(try play.ben.conflicts().isEmpty)
    }

    @Test func `Nobody is written about whom the team does not know, and viewers write nothing`()
        throws
    {
        let play = try SharingBench(ben: .viewer)
        let hugo = try play.desk.add("Hugo")
        let before = try play.desk.commands(limit: 99).count
        #expect(throws: ReplicaError.noCard(names: ["Hugo"], space: "team", remedy: .share)) {
            try play.desk.write(
                "touch", [play.touch(play.desk, with: [hugo])], sharedWith: "team")
        }
        #expect(throws: ReplicaError.unknownSpace(name: "club")) {
            try play.desk.write(
                "touch", [play.touch(play.desk, with: [play.grace])], sharedWith: "club")
        }
        #expect(try play.desk.items(of: .touch).isEmpty)
        #expect(try play.desk.commands(limit: 99).count == before)
        #expect(throws: ReplicaError.mayNotWrite(space: "team")) {
            try play.ben.write(
                "touch", [play.touch(play.ben, with: [play.grace])], sharedWith: "team")
        }
        #expect(try play.ben.items(of: .touch).isEmpty)
        // Of who lies in the team's trash it has no card either.
        try play.desk.delete(play.grace)
        #expect(throws: ReplicaError.noCard(names: ["Grace"], space: "team", remedy: .restore)) {
            try play.desk.write(
                "touch", [play.touch(play.desk, with: [play.grace])], sharedWith: "team")
        }
    }

    @Test func `P10: no other way leads into a team, and this one takes no other field`() throws {
        let play = try SharingBench()
        let draft = play.touch(play.desk, with: [play.grace])
        let before = try play.logged(play.desk).count
        for edit in draft.edits {
            let isShared = SharedTouch.fields.contains(edit.cell.field)
            for intent in [WritingIntent.ordinary, .sharing] where !isShared || intent == .ordinary
            {
                #expect(
                    throws: ReplicaError.overlayOutsidePersonalSpace(
                        field: edit.cell.field.rawValue)
                ) {
                    try play.desk.perform("touch") { session in
                        [SpaceEdits(try session.space(named: "team"), [edit], meaning: intent)]
                    }
                }
            }
        }
        // Nor beside what is shared in the same command.
        #expect(throws: ReplicaError.self) {
            try play.desk.perform("touch") { session in
                let team = try session.space(named: "team")
                return [
                    SpaceEdits(team, Array(draft.edits.prefix(1)), meaning: .sharing),
                    SpaceEdits(team, Array(draft.edits.prefix(1))),
                ]
            }
        }
        #expect(try play.logged(play.desk).count == before)
    }

    @Test func `Whom I know by a card of my own the team reads by its own card`() throws {
        let play = try SharingBench()
        let own = try play.desk.add("Grace of mine")
        try play.desk.merge(play.grace, into: own)
        try play.desk.write("touch", [play.touch(play.desk, with: [own])], sharedWith: "team")
        try play.meet()
        #expect(try play.ben.teamTouches(with: play.grace).count == 1)
        #expect(try play.desk.teamTouches(with: own).count == 1)
        #expect(try play.logged(play.ben).allSatisfy { $0.value != own.bytes })
    }

    @Test func `What a member writes under the id of a touch of mine changes nothing of mine`()
        throws
    {
        let play = try SharingBench()
        let draft = play.touch(play.desk, with: [play.grace])
        try play.desk.write("touch", [draft])
        var member = ForeignAuthor(7, in: Bench.team)
        func wish(_ field: FieldName, _ value: [UInt8]) -> Wish {
            Wish(
                cell: CellAddress(entity: draft.id, field: field), kind: .touch, value: value)
        }
        let run = try member.run([
            wish(.who, FieldValue.text("ada")), wish(.at, FieldValue.instant(1)),
            wish(.text, FieldValue.text("theirs")), wish(.depth, FieldValue.text("3")),
        ])
        _ = try play.desk.store(of: Bench.team).apply(.from(server: 5, [run]))
        #expect(try play.desk.item(draft.id)?.text(.text) == "the harbour")
        #expect(try play.desk.rhythmFacts(of: play.grace)?.touches.count == 1)
        #expect(try play.desk.teamTouches().map(\.own) == [nil])
        #expect(try play.set(draft.id, play.desk) { $0.set(.text, text: "mine") }.isEmpty)
        #expect(try play.words(play.desk) == ["theirs"])
        #expect(try play.desk.delete([try #require(try play.desk.item(draft.id))]).isEmpty)
        #expect(try play.words(play.desk) == ["theirs"])
        #expect(try play.desk.examine().filter { !$0.isGood } == [])
    }

    @Test(arguments: [Replica.Mode.reading, .writing])
    func `S11: the eighth version kept what was shared, and showed it to nobody`(
        mode: Replica.Mode
    ) throws {
        let bench = try Bench()
        let folder = bench.folder("desk")
        do {
            let desk = try bench.enrolled("desk")
            let grace = try desk.add("Grace", space: "team")
            var draft = ItemDraft(id: desk.newItemID(), kind: .touch)
            draft.set(.at, instant: bench.wallMilliseconds)
            draft.set(.text, text: "the harbour")
            draft.insert(.with, grace)
            try desk.write("touch", [draft], sharedWith: "team")
        }
        try bench.damage(
            folder,
            """
            DROP TABLE shared_touch; DROP TABLE shared_touch_person; ALTER TABLE tie DROP COLUMN since; PRAGMA user_version = 8;
            """)
        let replica = try Replica(
            folder, mode: mode, environment: bench.environment(machine: "desk"))
        #expect(try replica.teamTouches().map(\.touch.text) == ["the harbour"])
        if mode == .writing { #expect(try replica.examine().filter { !$0.isGood } == []) }
    }
}
