import ChangeLog
import ContactModel
import RelationshipPractice
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// What a team reads of a touch follows what its writer does with it, here and on every machine.
struct TouchFollowingTests {
    @Test func `What is set of a shared touch is set for the team, and taken back for both`() throws
    {
        let play = try SharingBench()
        let draft = play.touch(play.desk, with: [play.grace])
        try play.desk.write("touch", [draft], sharedWith: "team")
        try play.meet()
        // On another machine of hers.
        let readings = try play.set(draft.id, play.laptop) {
            $0.set(.text, text: "the pier")
            $0.set(.at, instant: 86_400_000)
            $0.set(.energy, text: "2")
        }
        #expect(readings.map(\.change) == [.changed])
        try play.meet()
        #expect(try play.words(play.ben) == ["the pier"])
        #expect(try play.ben.teamTouches().map(\.touch.milliseconds) == [86_400_000])
        _ = try play.laptop.undoLast()
        try play.meet()
        #expect(try play.words(play.ben) == ["the harbour"])
        #expect(try play.desk.item(draft.id)?.text(.text) == "the harbour")
        _ = try play.laptop.redoLast()
        try play.meet()
        #expect(try play.words(play.ben) == ["the pier"])
        // What the team does not read it is not told of.
        let count = try play.logged(play.desk).count
        #expect(try play.set(draft.id, play.desk) { $0.set(.depth, text: "1") }.isEmpty)
        #expect(try play.logged(play.desk).count == count)
        #expect(try play.set(draft.id, play.desk) { $0.set(.text, text: "") }.count == 1)
        try play.meet()
        #expect(try play.words(play.ben) == [""])
    }

    @Test func `Dropped, unshared and shared again: the team reads it or not, and undo says which`()
        throws
    {
        let play = try SharingBench()
        let draft = play.touch(play.desk, with: [play.grace])
        try play.desk.write("touch", [draft], sharedWith: "team")
        func expect(_ words: [String], _ own: Int) throws {
            try play.meet()
            #expect(try play.words(play.ben) == words)
            #expect(try play.laptop.items(of: .touch).count == own)
            #expect(try play.ben.conflicts().isEmpty && play.desk.conflicts().isEmpty)
        }
        let item = try #require(try play.desk.item(draft.id))
        #expect(try play.desk.delete([item]).map(\.change) == [.takenAway])
        try expect([], 0)
        _ = try play.desk.undoLast()
        try expect(["the harbour"], 1)
        #expect(try play.laptop.unshare(touch: draft.id).map(\.change) == [.takenAway])
        try expect([], 1)
        #expect(throws: ReplicaError.self) { try play.desk.unshare(touch: draft.id) }
        _ = try play.laptop.undoLast()
        try expect(["the harbour"], 1)
        try play.desk.unshare(touch: draft.id, from: "team")
        // What is not shared does not follow.
        #expect(try play.set(draft.id, play.desk) { $0.set(.text, text: "the pier") }.isEmpty)
        try expect([], 1)
        #expect(try play.desk.share(touch: draft.id, with: "team", isDryRun: true).count == 1)
        try expect([], 1)
        #expect(try play.desk.share(touch: draft.id, with: "team").map(\.change) == [.shared])
        try expect(["the pier"], 1)
        #expect(try play.laptop.share(touch: draft.id, with: "team").map(\.change) == [.same])
        try expect(["the pier"], 1)
        // The command that wrote it takes all of it back.
        _ = try play.desk.undoLast()
        try expect([], 1)
    }

    @Test func `A touch written and shared in one command is taken back as one`() throws {
        let play = try SharingBench()
        try play.desk.write(
            "touch", [play.touch(play.desk, with: [play.grace])], sharedWith: "team")
        try play.meet()
        let report = try play.desk.undoLast()
        #expect(report.command == "touch" && report.keptCells == 0)
        #expect(report.people.map(\.name) == ["Grace"])
        try play.meet()
        #expect(try play.words(play.ben).isEmpty && play.laptop.items(of: .touch).isEmpty)
        _ = try play.desk.redoLast()
        try play.meet()
        #expect(try play.words(play.ben) == ["the harbour"])
    }

    @Test func `With whom it was follows too; with nobody the team knows it goes`() throws {
        let play = try SharingBench()
        let (hugo, eve) = (try play.desk.add("Hugo"), try play.desk.add("Eve", space: "team"))
        let draft = play.touch(play.desk, with: [play.grace])
        try play.desk.write("touch", [draft], sharedWith: "team")
        let more = try play.set(draft.id, play.desk) {
            $0.insert(.with, hugo)
            $0.insert(.with, eve)
        }
        #expect(more.map(\.leftOut) == [[hugo]])
        try play.meet()
        #expect(try play.ben.teamTouches().first?.touch.people == [play.grace, eve])
        _ = try play.set(draft.id, play.desk) { $0.remove(.with, play.grace) }
        try play.meet()
        #expect(try play.ben.teamTouches(with: play.grace).isEmpty)
        #expect(try play.ben.teamTouches(with: eve).count == 1)
        let last = try play.set(draft.id, play.desk) { $0.remove(.with, eve) }
        #expect(last.map(\.change) == [.takenAway])
        try play.meet()
        #expect(try play.ben.teamTouches().isEmpty)
        #expect(try play.desk.item(draft.id)?.entities(.with) == [hugo])
    }

    @Test func `A conflict of mine is chosen once, and the team reads what was chosen`() throws {
        let play = try SharingBench()
        let draft = play.touch(play.desk, with: [play.grace])
        try play.desk.write("touch", [draft], sharedWith: "team")
        try play.meet()
        for (replica, text) in [(play.desk, "one"), (play.laptop, "two")] {
            play.bench.wallMilliseconds += 60_000
            _ = try play.set(draft.id, replica) { $0.set(.text, text: text) }
        }
        try play.meet()
        #expect(try play.words(play.ben) == ["two"])
        #expect(try play.ben.conflicts().isEmpty, "whoever reads it has nothing to choose")
        let conflict = try #require(try play.desk.conflicts().first)
        _ = try play.desk.pick(conflict.id, "one")
        try play.meet()
        #expect(try play.words(play.ben) == ["one"])
        #expect(try play.laptop.conflicts().isEmpty)
        // The other one is deleted here and edited there.
        let item = try #require(try play.desk.item(draft.id))
        try play.desk.delete([item])
        play.bench.wallMilliseconds += 60_000
        _ = try play.set(draft.id, play.laptop) { $0.set(.text, text: "three") }
        try play.meet()
        #expect(try play.words(play.ben) == ["three"] && play.ben.conflicts().isEmpty)
        let life = try #require(try play.laptop.conflicts().first)
        #expect(life.isAboutLife)
        _ = try play.laptop.pick(life.id, "delete")
        try play.meet()
        #expect(try play.words(play.ben).isEmpty && play.desk.items(of: .touch).isEmpty)
    }

    @Test func `Where one may write no more, one's own changes and the team's stays`() throws {
        let play = try SharingBench()
        let draft = play.touch(play.ben, with: [play.grace])
        try play.ben.write("touch", [draft], sharedWith: "team")
        try play.meet()
        try play.ben.update(play.bensSpaces(.viewer), tag: [2])
        let readings = try play.set(draft.id, play.ben) { $0.set(.text, text: "the pier") }
        #expect(readings.map(\.change) == [.closed])
        #expect(try play.ben.item(draft.id)?.text(.text) == "the pier")
        #expect(try play.words(play.ben) == ["the harbour"])
        #expect(throws: ReplicaError.mayNotWrite(space: "team")) {
            try play.ben.unshare(touch: draft.id)
        }
    }

    @Test func `What is told of an edit is what the team reads then, and whether that is all`()
        throws
    {
        let play = try SharingBench()
        let draft = play.touch(play.ben, with: [play.grace])
        try play.ben.write("touch", [draft], sharedWith: "team")
        try play.meet()
        try play.ben.update(play.bensSpaces(.viewer), tag: [2])
        _ = try play.set(draft.id, play.ben) { $0.set(.text, text: "the pier") }
        try play.ben.update(play.bensSpaces(.editor), tag: [3])
        let told = try #require(
            try play.set(draft.id, play.ben) { $0.set(.channel, text: "video") }.first)
        try play.meet()
        #expect(told.change == .changed && told.behind == draft.id)
        #expect(told.touch == (try play.desk.teamTouches().first?.touch))
        #expect(told.touch?.text == "the harbour" && told.touch?.channel == "video")
        let brought = try #require(try play.ben.share(touch: draft.id, with: "team").first)
        #expect(brought.change == .changed && brought.behind == nil)
        try play.meet()
        #expect(try play.words(play.desk) == ["the pier"])
    }

    @Test func `Of who is taken back the team reads on, which is said, and edits go on following`()
        throws
    {
        let play = try SharingBench()
        let eve = try play.desk.add("Eve", space: "team")
        let alone = play.touch(play.desk, with: [eve], text: "alone")
        let both = play.touch(play.desk, with: [eve, play.grace], text: "both")
        for draft in [alone, both] { try play.desk.write("touch", [draft], sharedWith: "team") }
        try play.ben.exchange(with: play.desk, space: Bench.team)
        try play.ben.write(
            "touch", [play.touch(play.ben, with: [eve], text: "ben's")], sharedWith: "team")
        try play.meet()
        let summary = try #require(try play.desk.details(of: eve)?.summary)
        let copied = try play.desk.unshare(ManyPeople([summary]), from: nil, copying: true)
        let copying = copied.flatMap { verdict in verdict.changes }
        #expect(!copying.contains { $0.contains("reads on") })
        let changes = try play.desk.unshare(ManyPeople([summary]), from: nil, copying: false)
            .flatMap(\.changes).filter { $0.hasPrefix("team reads on: call ") }
        #expect(changes.count == 2)
        for draft in [alone, both] {
            let id = draft.id.description.suffix(6)
            #expect(changes.contains { $0.contains("`kith unshare --touch \(id)`") })
            let told = try #require(
                try play.set(draft.id, play.desk) { $0.set(.text, text: "later") }.first)
            #expect(told.change == .changed && told.touch?.people.contains(eve) == true)
            // With nobody left whom the team knows there is nothing to bring up to date.
            #expect(told.behind == (draft.id == both.id ? both.id : nil))
        }
        try play.meet()
        #expect(try play.words(play.ben).sorted() == ["ben's", "later", "later"])
        for _ in 0..<2 { _ = try play.desk.undoLast() }
        try play.meet()
        #expect(try play.words(play.ben).sorted() == ["alone", "ben's", "both"])
        let brought = try play.desk.share(touch: both.id, with: "team")
        #expect(brought.first?.touch?.people == [play.grace] && brought.first?.leftOut == [eve])
    }

    @Test func `What a colleague shared only they change`() throws {
        let play = try SharingBench()
        try play.desk.write(
            "touch", [play.touch(play.desk, with: [play.grace])], sharedWith: "team")
        try play.meet()
        let theirs = try #require(try play.ben.teamTouches().first)
        #expect(throws: ReplicaError.colleagues(who: "ada", space: "team")) {
            try play.ben.unshare(touch: theirs.touch.id)
        }
        // By the id that the team knows, too.
        try play.laptop.unshare(touch: theirs.touch.id)
        try play.meet()
        #expect(try play.words(play.ben).isEmpty)
        #expect(try play.desk.items(of: .touch).count == 1)
    }

    @Test func `SYNC-19: what was shared and never sent comes into no second touch of mine`()
        async throws
    {
        let play = try SharingBench()
        let draft = play.touch(play.ben, with: [play.grace])
        try play.ben.write("touch", [draft], sharedWith: "team")
        try play.ben.update(play.bensSpaces(.viewer), tag: [2])
        _ = try await play.ben.withdraw(from: "team", keeping: true) { _ in }
        #expect(try play.ben.items(of: .touch).map(\.id) == [draft.id])
        #expect(try play.ben.teamTouches().isEmpty)
        #expect(try play.ben.rhythmFacts(of: play.grace)?.touches.count == 1)
        #expect(try play.ben.examine().filter { !$0.isGood } == [])
    }

    @Test func `P3: whatever members do with shared touches, all read the same at the end`() throws
    {
        for seed in UInt64(1)...12 {
            let play = try SharingBench(seed: seed)
            var random = SeededRandom(seed: seed)
            let eve = try play.desk.add("Eve", space: "team")
            try play.meet()
            let machines = [play.desk, play.laptop, play.ben]
            for step in 0..<60 {
                play.bench.wallMilliseconds += 60_000
                let machine = machines[Int(random.next() % 3)]
                do {
                    try Self.step(machine, play, eve, "words \(step)", &random)
                } catch ReplicaError.nothingToUndo, ReplicaError.nothingToRedo, ReplicaError
                    .invalid,
                    ReplicaError.colleagues
                {
                    // There is nothing of it.
                }
            }
            try play.meet()
            let read = try play.ben.teamTouches().map(\.touch)
            for machine in machines {
                #expect(try machine.teamTouches().map(\.touch) == read, "seed \(seed)")
                #expect(try machine.examine().filter { !$0.isGood } == [], "seed \(seed)")
                // Nothing of a colleague's became one's own.
                for touch in try machine.teamTouches() where touch.own != nil {
                    #expect(touch.touch.who == (try machine.enrolment()?.user), "seed \(seed)")
                }
            }
            #expect(
                try play.desk.items(of: .touch) == play.laptop.items(of: .touch), "seed \(seed)")
            #expect(
                Set(try play.logged(play.ben).map(\.cell.field))
                    .isSubset(of: Set(SharedTouch.fields + [.who, .life])))
        }
    }

    private static func step(
        _ machine: Replica, _ play: SharingBench, _ eve: EntityID, _ text: String,
        _ random: inout SeededRandom
    ) throws {
        let own = try machine.items(of: .touch)
        let item = random.pick(own)
        switch random.next() % 10 {
        case 0...2:
            let people = random.next() % 2 == 0 ? [play.grace] : [eve, play.grace]
            try machine.write(
                "touch", [play.touch(machine, with: people, text: text)], sharedWith: "team")
        case 3: if let item { _ = try machine.share(touch: item.id, with: "team") }
        case 4: if let item { _ = try machine.unshare(touch: item.id) }
        case 5, 6: if let item { _ = try play.set(item.id, machine) { $0.set(.text, text: text) } }
        case 7: if let item { try machine.delete([item]) }
        case 8: _ = try random.next() % 3 == 0 ? machine.redoLast() : machine.undoLast()
        default: try play.meet()
        }
    }
}
