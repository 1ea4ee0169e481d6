import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// Efforts towards several people: campaigns, goals that are told, organisations, topics.
@Suite struct EffortTests {
    @Test func `S4-12: a campaign shows with whom a step is planned, done or missing`() throws {
        var notes = NotesOfADay()
        let people = ["Zoe", "Ada", "Bob"].map { notes.person($0) }
        let no = notes.person("No", [.boundary: "no"])
        let guest = notes.person("Guest")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let campaign = notes.write(
            .campaign, [.text: "Ten talks", .template: "Ask for 20 minutes"],
            naming: [.goal: goal.id], people: [.people: people + [no]])
        func step(_ person: EntityID?, _ text: String, _ status: String = "") {
            var naming = [FieldName.campaign: campaign.id]
            naming[.person] = person
            notes.write(.step, [.text: text, .by: "2026-06-01", .status: status], naming: naming)
        }
        step(people[0], "talk", "done")
        step(people[1], "write", "done")
        step(people[1], "talk")
        step(no, "talk")
        step(guest, "talk")
        step(nil, "buy a notebook")
        notes.write(
            .outcome, [.text: "an offer"], naming: [.goal: goal.id], people: [.via: [people[0]]])
        notes.write(.outcome, [.text: "a tip"], people: [.via: [people[0]]])
        let progress = CampaignProgress(campaign, in: notes.book)
        let states = Dictionary(uniqueKeysWithValues: progress.rows.map { ($0.name, $0.state) })
        #expect(
            states == [
                "Zoe": .done, "Ada": .planned, "Bob": .open, "No": .resting, "Guest": .planned,
            ])
        #expect(progress.rows.last?.name == "Guest", "who was not named comes last")
        #expect(progress.rows.first { $0.name == "Ada" }?.next == "talk, by 2026-06-01")
        #expect(progress.rows.first { $0.name == "Zoe" }?.outcomes == ["an offer"])
        #expect(progress.steps == ["buy a notebook, by 2026-06-01"])
        #expect(
            progress.sentence == "5 people: 1 open, 2 planned, 1 done, 1 resting, 1 outcome")
    }

    @Test func `S4-19: a goal shows who was told of it, and who of the close ones was not`() {
        var notes = NotesOfADay()
        let told = notes.person("Told", tier: .focus)
        let stood = notes.person("Stood", tier: .close)
        _ = notes.person("Untold", tier: .close)
        _ = notes.person("Far", tier: .active)
        _ = notes.person("No", tier: .close, [.boundary: "no"])
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let other = notes.write(.goal, [.text: "Sail"])
        notes.write(.told, [.text: "ask Bob"], naming: [.goal: goal.id, .person: told], days: 9)
        notes.write(.told, naming: [.goal: goal.id, .person: told], days: 1)
        notes.write(.support, [.text: "vouched"], naming: [.goal: goal.id, .person: stood])
        let gap = GoalGap(goal, in: notes.book)
        #expect(gap.told.map(\.name) == ["Told"] && gap.told.map(\.answer) == ["ask Bob"])
        #expect(gap.untold.map(\.name) == ["Untold"])
        #expect(GoalGap(other, in: notes.book).untold.map(\.name) == ["Stood", "Told", "Untold"])
    }

    @Test func `S1-7: an organisation shows who works there, who is involved, and who is wanted`() {
        var notes = NotesOfADay()
        let (lab, press) = (notes.person("Tidal Labs"), notes.person("Press"))
        let ada = notes.person("Ada", tier: .active)
        let bob = notes.person("Bob", tier: .active)
        let eve = notes.person("Eve", tier: .active)
        notes.write(
            .affiliation, [.type: "works", .text: "head"], naming: [.person: ada, .org: lab])
        notes.write(.affiliation, [.type: "involved"], naming: [.person: bob, .org: lab])
        notes.work(eve, at: "Tidal Labs")
        // Whom I have found there, and not met.
        let ned = notes.person("Ned")
        notes.write(
            .affiliation, [.type: "works", .text: "CEO"], naming: [.person: ned, .org: lab])
        let area = notes.write(.area, [.text: "Sea"], people: [.orgs: [lab, press]])
        notes.write(.target, [.text: "T", .role: "decision-maker"], naming: [.org: lab])
        notes.write(
            .target, [.text: "T", .role: "scientist", .status: "reached"], naming: [.org: lab])
        let lines = AreaCoverage(area, in: notes.book).organisations.map(\.sentence)
        #expect(
            lines[1] == "Tidal Labs: Ada (works, head), Bob (involved), Eve; "
                + "not known yet: Ned (works, CEO); wanted: decision-maker")
        #expect(lines[0].hasPrefix("Press: nobody known; no target yet: kith new target"))
    }

    @Test func `S0-18, S1-19: topics are a line each, whatever their capitals`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", tier: .close, [.knows: "Tides=4"])
        let bob = notes.person("Bob", [.knows: "law"])
        notes.touch([ada], "visit", days: 3, [.learned: "silt moves", .topic: "tides"])
        notes.touch([bob], "call", days: 3, [.learned: "moons pull", .topic: "TIDES"])
        notes.touch([bob], "call", days: 2, [.learned: "hops float"])
        notes.touch([ada, bob], "visit", days: 1, [.learned: "both said it", .topic: "tides"])
        let topics = LearningTopic.all(of: Teacher.all(in: notes.book))
        #expect(topics.map(\.lessonCount) == [0, 3])
        #expect(topics.map(\.names) == [["Bob"], ["Bob", "Ada"]])
        #expect(topics.map(\.level) == [nil, 4])
        #expect(Teacher.all(in: notes.book).filter { !$0.isNamed }.map(\.topic) == ["hops float"])
    }
}
