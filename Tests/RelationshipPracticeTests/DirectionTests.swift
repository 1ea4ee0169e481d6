import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct DirectionTests {
    @Test func `S0-20: questions are about a need first, then about what somebody is to me`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", [.relation: "Manager"])
        let eve = notes.person("Eve", [.relation: "sailing partner"])
        notes.write(.need, [.text: "the move"], naming: [.person: bob])
        notes.write(.need, [.text: "a cellar", .status: "met"], naming: [.person: eve])
        #expect(
            OpenQuestions(for: bob, in: notes.book).questions == [
                "How is it going with “the move”?", "What matters most to you this quarter?",
                "What could I take off your hands?",
            ])
        #expect(
            OpenQuestions(for: eve, in: notes.book).questions.first == "What are you working on?")
        #expect(OpenQuestions(for: eve, in: notes.book).questions.count == 3)
        for (text, type) in [("a boat", "project"), ("no wind", "pain")] {
            notes.write(.need, [.text: text, .type: type], naming: [.person: eve])
        }
        #expect(
            OpenQuestions(for: eve, in: notes.book).questions == [
                "How is it going with “a boat”?", "Whom would you like to meet?",
            ])
    }

    @Test(arguments: [
        [FieldName.relation: "mother"], [.relation: "little sister"], [.circle: "private"],
        [.relation: "Friend"],
    ])
    func `S0-20: family and the private circle are asked nothing of work`(
        overlay: [FieldName: String]
    ) {
        var notes = NotesOfADay()
        let mum = notes.person("Mum", overlay)
        #expect(
            OpenQuestions(for: mum, in: notes.book).questions == [
                "How are you, really?", "What made you glad lately?",
                "What shall we do together next?",
            ])
        notes.touch([mum], "visit", days: 1, [.minutes: "240"])
        let isFriend = overlay[.relation] == "Friend"
        #expect(AskGuard(asking: mum, in: notes.book).verdict == (isFriend ? .warmUp : .ask))
    }

    @Test func `S3-19, S4-6: what is for a goal or campaign that is over asks for nothing`() {
        for (status, isOver) in [("active", false), ("dropped", true), ("gone", true)] {
            var notes = NotesOfADay()
            let ada = notes.person("Ada")
            let goal = notes.write(.goal, [.text: "Lead a lab", .status: status])
            let area = notes.write(.area, [.text: "Sea"])
            let campaign = notes.write(.campaign, [.text: "Calls"], naming: [.goal: goal.id])
            notes.write(
                .target, [.text: "T", .status: "active", .next: "mail"],
                naming: [.person: ada, .goal: goal.id])
            notes.write(.target, [.text: "Both"], naming: [.goal: goal.id, .area: area.id])
            notes.write(.step, [.text: "call"], naming: [.campaign: campaign.id])
            notes.write(.step, [.text: "for itself"])
            var book = notes.book
            if status == "gone" {
                // Dropped with `kith drop`: only its id is left.
                book = PracticeBook(
                    itemsByKind: book.itemsByKind.filter { $0.key != .goal }, people: book.people,
                    today: book.today, minutesEast: { _ in 0 })
            }
            #expect(
                book.open(.step).map { $0.text(.text) } == (isOver ? [] : ["call"]) + ["for itself"]
            )
            #expect(book.open(.campaign).isEmpty == isOver, "\(status)")
            #expect(
                TargetRank.all([:], in: book).map { $0.target.text(.text) }.sorted()
                    == (isOver ? ["Both"] : ["Both", "T"]))
            let told = Concern.all(in: book).map(\.sentence)
            #expect(
                told
                    == (isOver
                        ? ["1 target, 1 campaign, 1 step are for what is over or was dropped."]
                        : []))
        }
    }

    @Test func `S1-3: who is known at an organisation of an area is known in it`() {
        var notes = NotesOfADay()
        let ventures = notes.person("North Ventures")
        let vera = notes.person("Vera")
        notes.work(vera, at: "North Ventures")
        notes.touch([vera], "coffee", days: 3)
        let area = notes.write(.area, [.text: "Funds"], people: [.orgs: [ventures]])
        notes.write(.target, [.text: "Partner"], naming: [.org: ventures, .person: vera])
        let found = AreaCoverage(area, in: notes.book)
        #expect(found.state == .thin)
        #expect(found.reasons.first?.hasPrefix("you know 1 person at its organisations") == true)
        #expect(found.targets.map(\.text) == ["Partner"])
    }

    @Test func `S0-11: a target who did not answer three times is not to be insisted on`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", tier: .close, [.strength: "90", .bring: "salt"])
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(
            .target, [.text: "T", .why: "decides", .offer: "a tasting"],
            naming: [.person: ada, .goal: goal.id])
        #expect(TargetRank.all([:], in: notes.book)[0].advice == "take the next step")
        for days in 1...3 {
            notes.touch([ada], "mail", days: days, [.direction: "out", .response: "none"])
        }
        #expect(TargetRank.all([:], in: notes.book)[0].advice == "let it be: it is their turn")
    }

    @Test func `S4-6: a target is ranked by goal, offer and way, and none makes up for another`() {
        var notes = NotesOfADay()
        let near = notes.person("Near")
        let far = notes.person("Far", [.influence: "5"])
        notes.touch([near], "coffee", days: 9)
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        for person in [near, far] {
            notes.write(
                .target, [.text: "T", .why: "decides", .offer: "a tasting"],
                naming: [.person: person, .goal: goal.id])
        }
        let ranks = TargetRank.all([:], in: notes.book)
        #expect(ranks.map { $0.target.entity(.person) } == [near, far])
        #expect(ranks[1].fit.score > ranks[0].fit.score)
        #expect(ranks[1].advice == "find who could introduce you, or where to meet")
        let way = TargetRank.Way(handshakes: 2, weakestTie: 100, via: "Near")
        let reached = TargetRank.all([far: way], in: notes.book)
        #expect(reached.first { $0.target.entity(.person) == far }?.reach.score == 60)
        #expect(
            reached.contains { rank in
                rank.reach.reasons.contains { $0.contains("2 handshakes through Near") }
            })
    }

    @Test func `S3-19: what a target says comes next is a step, and a step is its next`() {
        var notes = NotesOfADay()
        let people = ["Said", "Stepped", "Bare", "No"].map { name in
            notes.person(name, name == "No" ? [.boundary: "no"] : [:])
        }
        for (person, next) in zip(people, ["mail", "", "", ""]) {
            notes.write(
                .target, [.text: "T", .status: "active", .next: next, .nextBy: "2026-05-30"],
                naming: [.person: person])
        }
        notes.write(.target, [.text: "over", .status: "reached", .next: "mail"])
        notes.write(.step, [.text: "call"], naming: [.person: people[1]])
        notes.write(.alliance, [.text: "Data", .review: "2026-05-01"])
        notes.write(.alliance, [.text: "Later", .review: "2027-05-01"])
        let book = notes.book
        #expect(NextStep.missing(in: book).map { $0.entity(.person) } == [people[2]])
        let named = NextStep.named(
            by: book.items(.target) + book.items(.alliance),
            until: NotesOfADay.today.adding(days: 7))
        #expect(
            NextStep.sorted(named).map(NextStep.words)
                == ["look again at the alliance: Data", "mail"])
    }

    @Test
    func `S3-1: a touch serves what its gathering serves, a gathering what its community does`()
        throws
    {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let area = notes.write(.area, [.text: "Sea"])
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let club = notes.write(.community, [.text: "Club"], naming: [.area: area.id])
        let evening = notes.write(.event, [.text: "Evening"], naming: [.community: club.id])
        let fair = notes.write(.event, [.text: "Fair"], naming: [.goal: goal.id])
        notes.touch([bob], "coffee", days: 1, naming: [.event: evening.id])
        notes.touch([bob], "coffee", days: 2, naming: [.event: fair.id])
        notes.touch([bob], "coffee", days: 3)
        let purpose = try #require(Measure.all(notes.book).first { $0.name == "purpose" })
        #expect(purpose.sentence == "67 % of touches serve a goal or an area.")
        #expect(purpose.why.contains("without: \(NotesOfADay.today.adding(days: -3))"))
        #expect(PersonTallies(notes.book)[bob].goalTouches == 1)
        #expect(
            EventFit(evening, in: notes.book).reasons.contains { $0.contains("in the area “Sea”") })
    }

    @Test func `S3-9: whom I knew before the first touch is not new at a gathering`() {
        var notes = NotesOfADay()
        let old = notes.person("Old", [.metOn: "1980-01-01"])
        let new = notes.person("New", [.metOn: "\(NotesOfADay.today.adding(days: -3))"])
        let club = notes.write(.community, [.text: "Club"])
        let evening = notes.write(
            .event, [.text: "Evening", .day: "\(NotesOfADay.today.adding(days: -3))"],
            naming: [.community: club.id])
        notes.touch([old, new], "coffee", days: 3, naming: [.event: evening.id])
        #expect(EventReturn(evening, in: notes.book).new == [new])
        #expect(CommunityTrial.all(notes.book).map(\.newPeople) == [1])
    }

    @Test func `S4-6: who said no is no target, and without an offer nothing is reached`() {
        var notes = NotesOfADay()
        let no = notes.person("No", [.boundary: "no"])
        let yes = notes.person("Yes")
        for person in [no, yes] {
            notes.write(.target, [.text: "T", .why: "decides"], naming: [.person: person])
        }
        let ranks = TargetRank.all([:], in: notes.book)
        #expect(ranks.count == 1 && ranks[0].score == 0)
        #expect(ranks[0].advice == "find out what is needed, and what you can bring")
    }

    @Test
    func `S1-3: an area is blind without anybody, thin without somebody to ask, covered else`() {
        var notes = NotesOfADay()
        let close = notes.person("Close", [.strength: "60"])
        let weak = notes.person("Weak", [.strength: "5"])
        notes.write(.area, [.text: "Blind"])
        notes.write(.area, [.text: "Thin"], people: [.people: [close]])
        notes.write(.area, [.text: "Weak"], naming: [.goTo: weak])
        notes.write(.area, [.text: "Covered"], naming: [.goTo: close])
        let met = notes.write(.area, [.text: "Met"])
        let fair = notes.write(.event, [.text: "Fair"], naming: [.area: met.id])
        notes.touch([close], "coffee", days: 3, naming: [.area: met.id])
        notes.touch([weak], "event", days: 3, naming: [.event: fair.id])
        let areas = AreaCoverage.all(in: notes.book)
        #expect(areas.map(\.text) == ["Blind", "Met", "Thin", "Weak", "Covered"])
        #expect(areas.map(\.state) == [.blind, .thin, .thin, .thin, .covered])
        #expect(areas[0].reasons.contains("you know nobody in it"))
        #expect(areas[1].reasons[0].hasPrefix("in touch with 2 people for it, and none is named"))
        #expect(areas[4].reasons == ["you would ask Close, closeness 60"])
    }

    @Test func `S1-6: an organisation of an area counts as known through a tie of today`() {
        var notes = NotesOfADay()
        let works = notes.person("Works")
        let left = notes.person("Left")
        notes.touch([works, left], "coffee", days: 2)
        let (here, there) = (notes.person("Here"), notes.person("There"))
        notes.write(.affiliation, naming: [.person: works, .org: here])
        notes.write(.affiliation, [.to: "2020-01-01"], naming: [.person: left, .org: there])
        let area = notes.write(.area, [.text: "A"], people: [.orgs: [here, there]])
        #expect(AreaCoverage(area, in: notes.book).unknownOrganisations.map(\.name) == ["There"])
    }

    @Test func `S1-6: an organisation is known through the ORG of the card of somebody known`() {
        var notes = NotesOfADay()
        let (lab, works) = (notes.person("Tidal Labs"), notes.person("Harbour Works"))
        let ada = notes.person("Ada", tier: .active)
        let stranger = notes.person("Stranger")
        notes.work(ada, at: "TIDAL LABS")
        notes.work(stranger, at: "Harbour Works")
        notes.work(works, at: "Harbour Works")
        let area = notes.write(.area, [.text: "A"], people: [.orgs: [lab, works]])
        notes.write(.target, [.text: "CTO"], naming: [.org: lab])
        let book = notes.book
        #expect(
            AreaCoverage(area, in: book).unknownOrganisations.map(\.name) == ["Harbour Works"])
        #expect(
            TargetRank.all([:], in: book)[0].reach.reasons
                == ["+5 nobody yet: find out who it is; you know Ada there"])
    }

    @Test func `S0-9, S1-19: what a touch wrote down as learned is found by its topic and words`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.knows: "tides=2"])
        let bob = notes.person("Bob")
        let gone = notes.person("Gone", [.boundary: "no"])
        let day = NotesOfADay.today.adding(days: -9)
        notes.touch([ada], "call", days: 9, [.learned: "silt moves", .topic: "tides"])
        notes.touch([bob], "call", days: 9, [.learned: "hops float"])
        notes.touch([bob], "call", days: 20, [.learned: "hops float"])
        notes.touch([gone], "call", days: 9, [.learned: "tides wait", .topic: "tides"])
        notes.write(.me, [.knows: "tides=4"])
        let tides = Teacher.all(of: "tides", in: notes.book)
        #expect(tides.map(\.name) == ["Ada"] && tides[0].learned == ["silt moves (\(day))"])
        #expect(tides[0].level == 2)
        #expect(Teacher.all(of: "silt", in: notes.book).map(\.name) == ["Ada"])
        let hops = Teacher.all(of: "hops", in: notes.book)
        #expect(hops.map(\.topic) == ["hops float"] && hops[0].learned.count == 1)
        #expect(Teacher.all(in: notes.book).count == 2)
    }

    @Test func `S2-5, S0-4: each question of a quarter shows what it asks about`() throws {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let muted = notes.person("Eve", [.boundary: "no"])
        let goal = notes.write(.goal, [.text: "Lead a lab", .why: "My own questions"])
        let target = notes.write(
            .target, [.text: "Head", .why: "decides"],
            naming: [.person: ada, .goal: goal.id])
        notes.write(.target, [.text: "No", .why: "x"], naming: [.person: muted])
        notes.write(.outcome, [.text: "an offer"], people: [.via: [ada]], days: 3)
        let questions = ReviewQuestion.quarter(notes.book)
        #expect(questions[0].about == ["Lead a lab: My own questions"])
        #expect(questions[1].text == "Why do you want to know Ada (Head)?")
        #expect(questions[1].about == ["so far: decides", "for: Lead a lab"])
        #expect(questions.map(\.use).filter { $0 != .none } == [.why(target: target.id), .step])
        #expect(questions.contains { $0.about == ["an offer, through Ada"] })
    }

    @Test func `S2-8, S0-4: the questions of a week name promises, help, lessons and who is due`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        for number in 1...7 {
            notes.write(
                .promise, [.text: "P\(number)", .by: "2026-01-0\(number)"],
                naming: [.person: ada])
        }
        notes.write(.promise, [.text: "theirs", .side: "theirs"], naming: [.person: ada])
        notes.touch(
            [ada], "coffee", days: 2, [.energy: "-1", .gave: "a map", .learned: "silt moves"])
        notes.touch([ada], "coffee", days: 9, [.gave: "long ago"])
        notes.write(.topic, [.text: "salt", .turn: "mine"], naming: [.person: ada])
        notes.write(.opportunity, [.text: "a job"], naming: [.person: ada])
        notes.write(.entry, [.text: "a letter", .side: "asked"], naming: [.person: ada])
        let about = ReviewQuestion.week(notes.book, due: ["Bob"]).map(\.about)
        #expect(about[0] == ["−1 coffee with Ada"])
        #expect(about[1] == ["gave a map (Ada)"] && about[2] == ["silt moves (Ada)"])
        #expect(about[3].first == "P1, to Ada, by 2026-01-01" && about[3].last == "and 2 more")
        #expect(
            about[4] == [
                "due: Bob", "your turn: salt, with Ada", "open: a job, with Ada",
                "you asked: a letter, with Ada",
            ])
    }

    @Test(arguments: [
        ("phone", "Call Ada", "+1"), ("mail", "Write to Ada", "a@b"), ("in person", "Meet Ada", ""),
        ("signal", "In touch: Ada (signal)", ""), ("", "In touch: Ada", "+1"),
    ])
    func `S3-8, S3-17: a slot in the calendar names the person, and the number or address`(
        channel: String, summary: String, place: String
    ) {
        let words = SlotWords(name: "Ada", channel: channel, phone: "+1", email: "a@b")
        #expect(words.summary == summary && words.place == place)
        #expect(words.reach == ["+1", "a@b"])
    }

    @Test func `S0-18: whoever is above my own level teaches me, the closest first`() {
        var notes = NotesOfADay()
        notes.write(.me, [.knows: "brewing=3"])
        _ = notes.person("Same", [.knows: "Brewing=3"])
        _ = notes.person("Above", [.knows: "brewing=4, law", .strength: "10"])
        _ = notes.person("Close", [.knows: "brewing=5", .strength: "90"])
        _ = notes.person("Unsaid", [.knows: "brewing"])
        let teachers = Teacher.all(of: "brewing", in: notes.book)
        #expect(teachers.map(\.name) == ["Close", "Above"])
        #expect(teachers.first?.reasons.first == "level 5, yours 3")
        // Of what I said nothing of, a level that was not said is above mine.
        #expect(Teacher.all(in: notes.book).filter { $0.topic == "law" }.map(\.name) == ["Above"])
    }

    @Test func `S1-15: before the first approach a list says what is known and what is open`()
        throws
    {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.stage: "spotted", .why: "decides"])
        let bob = notes.person("Bob", [.stage: "spotted"])
        let eve = notes.person("Eve")
        notes.write(.need, [.text: "a cellar"], naming: [.person: ada])
        notes.touch([bob], "coffee", days: 2)
        let list = try #require(FirstApproach(to: ada, in: notes.book))
        #expect(list.lines.count { $0.isDone } == 2 && list.lines.count == 6)
        #expect(list.lines.filter(\.isDone).map(\.how) == ["decides", "a cellar"])
        #expect(FirstApproach(to: bob, in: notes.book) == nil, "they have met")
        #expect(FirstApproach(to: eve, in: notes.book) == nil, "nobody wants to")
    }

    @Test func `S0-8: a week asks for little at first, and for more from month to month`() {
        let today = NotesOfADay.today
        func quota(days: Int?) -> Int {
            WeekPace(
                count: 0, first: days.map { today.adding(days: -$0) }, profile: [], today: today
            ).quota
        }
        #expect([nil, 0, 29].map(quota) == [1, 1, 1])
        #expect([30, 59, 60, 900].map(quota) == [2, 2, 3, 3])
    }

    @Test func `S4-5: the ceiling of a week leaves room until it is reached, then says so`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        notes.write(.me, [.ceiling: "3", .quota: "1"])
        for days in [1, 6, 7] { notes.touch([ada], "coffee", days: days) }
        let pace = WeekPace(notes.book)
        #expect(pace.count == 2 && pace.room == 1 && pace.quota == 1)
        #expect(pace.sentence.contains("enough for a week"))
        notes.touch([ada], "call", days: 0)
        #expect(WeekPace(notes.book).room == 0)
        #expect(WeekPace(notes.book).sentence.contains("your ceiling is 3"))
    }
}
