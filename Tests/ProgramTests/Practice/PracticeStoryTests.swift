import Foundation
import Testing

/// A year of somebody who brews, wants to run a brewery school, and keeps three machines.
///
/// All people are invented. The chapters stand in the folder beside this file; each is written on
/// machines that do not hear of each other until the evening, or for weeks.
@Suite(.serialized)
struct PracticeStoryTests {
    @Test func `A year over three machines ends as one story`() throws {
        let home = try PracticeHousehold()
        let rows = try CapabilityRow.all()
        for season in PracticeYear.seasons {
            for chapter in season {
                let told = home.diary.commands.count
                try chapter.tell(home)
                let run = Set(home.diary.commands.dropFirst(told).compactMap(\.first))
                for row in rows where chapter.plays.contains(row.id) {
                    #expect(!row.verbs.isDisjoint(with: run), "\(row.id) in “\(chapter.title)”")
                }
                try home.evening()
            }
            try home.reunion()
        }
        try PracticeYear.expectOneStory(home)
        try PracticeYear.expectThatEveryRowWasLived(home)
    }

    @Test func `Every capability of the page is played in a chapter, and none is invented`() throws
    {
        let rows = try CapabilityRow.all()
        let played = PracticeYear.seasons.joined().flatMap(\.plays)
        let wanted = rows.filter { !$0.isLeftOut }.map(\.id)
        #expect(rows.count == 121)
        #expect(Set(wanted).subtracting(played).sorted() == [])
        #expect(Set(played).subtracting(wanted).sorted() == [])
    }

    @Test func `Every command that scores or proposes says why`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for command in [
            "ask", "circle", "compare", "dormant", "draft", "due", "gap", "greet", "learn", "match",
            "path", "plan", "prep", "radar", "stats", "stocktake", "targets", "today", "verify",
            "weave", "worth",
        ] {
            try machine.expect(command, "--help", says: ["--why"])
        }
    }
}

/// A part of the year.
struct Chapter {
    let title: String
    /// The capabilities of `docs/capabilities.md` that it shows.
    let plays: [String]
    let tell: (PracticeHousehold) throws -> Void

    init(_ title: String, plays: String, tell: @escaping (PracticeHousehold) throws -> Void) {
        self.title = title
        self.plays = plays.split(separator: " ").map(String.init)
        self.tell = tell
    }
}

/// The year, season by season.
enum PracticeYear {
    static var seasons: [[Chapter]] { [winter, spring, summer, autumn] }

    /// Everything that can be asked of all three machines in the same words.
    private static let questions = [
        "items --all --json --limit 9999", "items touches --all --json --limit 9999",
        "list --json", "find tier:close", "today --why", "due --why", "plan --why",
        "dormant --why", "radar --why", "weave --why", "match coffee --why", "stats --why",
        "gap --why", "compare school --why", "targets --why",
        "learn --why", "worth --why", "greet --next 60d --why", "occasions --next 60d", "verify",
        "stocktake --all --why", "circle --why", "circle --tree", "circle Hanna",
        "path Hanna --why", "prep Bertha --why", "prep Dora --why", "ask Dora --why",
        "subject Carl",
        "draft hello Bertha --why", "doctor --practice", "match coffee --json", "me",
        "page --format md", "map --format graphml", "guests fair",
    ]

    /// Requires that every machine tells the same, and that no conflict is left.
    static func expectOneStory(_ home: PracticeHousehold) throws {
        for question in questions { try home.expectOneAnswer(question) }
        for machine in home.machines {
            #expect(try machine.conflicts().isEmpty)
            let checked = try machine.attempt("doctor")
            #expect(!checked.output.contains("differed"), "\(machine.name): \(checked.output)")
        }
    }
}
