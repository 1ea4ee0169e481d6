import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// What the words of a touch say, and which of them are names.
@Suite struct TouchWordsTests {
    private let ada = EntityID(value: 1)
    private var words: TouchWords

    init() throws {
        words = TouchWords(
            try #require(ItemCatalogue.schema(of: .touch)),
            today: try #require(CivilDay("2026-11-22")))
    }

    private func fields() -> [String] {
        words.fields.map { "\($0.field.name.rawValue)=\($0.text)" }
    }

    @Test(arguments: [
        ("40m", "minutes=40"), ("1h30", "minutes=90"), ("#harbours", "topic=harbours"),
        ("yesterday", "at=yesterday"), ("Tomorrow", "at=Tomorrow"), ("-3d", "at=-3d"),
        ("14:30", "at=14:30"), ("2026-11-20", "at=2026-11-20"),
        ("2026-11-20T14:30", "at=2026-11-20T14:30"), ("on=fri", "at=fri"), ("ON=fri", "at=fri"),
        ("90min", "minutes=90"), ("1h 30m", "minutes=90"), ("1.5h", "minutes=90"),
        ("3 days ago", "at=3 days ago"), ("31.10.2026", "at=31.10.2026"),
        ("31/10/2026", "at=31/10/2026"), ("last friday", "at=last friday"),
        ("yesterday 9:00", "at=yesterday 9:00"),
    ])
    mutating func `S1-4: how long, when and about what need no name of a field`(
        word: String, field: String
    ) {
        #expect(words.take(word) == .nothing)
        #expect(fields() == [field] && words.type.isEmpty)
    }

    @Test
    mutating func `S1-4: the first word of what it was says so, and a later one may be a name`() {
        #expect(words.take("Lunch") == .nothing && words.type == "meal")
        #expect(words.take("coffee") == .name && words.type == "meal")
    }

    @Test(arguments: [["message", "thanks"], ["thanks", "message"], ["Thanks", "sms"]])
    mutating func `S2-10: thanks by message are thanks, and say how`(said: [String]) {
        for word in said { #expect(words.take(word) == .nothing) }
        #expect(words.type == "thanks" && fields() == ["channel=message"] && words.text.isEmpty)
    }

    @Test mutating func `A talk is more than its thanks`() {
        #expect(words.take("coffee") == .nothing && words.take("thanks") == .name)
        #expect(words.type == "coffee" && fields().isEmpty)
    }

    @Test(arguments: [
        ("ada", TouchWords.Rest.name), ("fri", .weekday), ("Monday", .weekday), ("may", .name),
        ("evening walk", .name), ("oct", .name), ("2026", .name), ("50/50", .name),
        ("1.2.3", .name), ("3.50", .name), ("met two years ago", .name), ("030-5550475", .name),
        ("talked about x=y", .name), ("-x", .option), ("--help", .option), ("--", .name),
        ("7000m", .noLength), ("200h", .noLength), ("gave=a map", .field), ("x=y", .field),
        ("=", .field), ("@choir", .name),
        ("4=four words", .name),
    ])
    mutating func `Of every other word it is told what is left to do`(
        word: String, rest: TouchWords.Rest
    ) {
        #expect(words.take(word) == rest)
        #expect(words.fields.isEmpty && words.further.isEmpty && words.text.isEmpty)
    }

    @Test(arguments: [
        ("10/31", ["2026-10-31"]), ("10/11/2026", ["2026-11-10", "2026-10-11"]), ("2026-10", []),
        ("3d", ["2026-11-19"]), ("31.10", ["2026-10-31"]), ("2026-02-30", []), ("25:00", []),
        ("a few weeks ago", []), ("last october", []), ("mon 21 nov 2026", ["2026-11-21"]),
        ("oct 2026", []), ("10/31/26", ["2026-10-31"]), ("32.10.2026", []),
        ("31.6.", []), ("2026-11-20T25:00", []), ("2026-11-20T24:30", []), ("2026-11-20 14:75", []),
    ])
    mutating func `What looks like a day and leaves a choice is neither a day nor a text`(
        word: String, days: [String]
    ) {
        #expect(words.take(word) == .unclear(days.compactMap { CivilDay($0) }))
        #expect(words.fields.isEmpty && words.text.isEmpty)
    }

    @Test(arguments: [
        ("carol coffee 3 days ago", ["carol", "coffee", "3 days ago"]),
        ("carol coffee last friday 1h 30m", ["carol", "coffee", "last friday", "1h 30m"]),
        ("carol oct 31 call", ["carol", "oct 31", "call"]),
        ("carol call 30 min yesterday at 9:00", ["carol", "call", "30 min", "yesterday at 9:00"]),
        ("9:00 yesterday carol", ["9:00 yesterday", "carol"]),
        ("jan 3 days ago", ["jan", "3 days ago"]), ("april 5 min", ["april", "5 min"]),
        ("carol fri 31 oct 2025 9:00", ["carol", "fri 31 oct 2025 9:00"]),
        ("carol may 5 40m", ["carol", "may 5", "40m"]),
        ("carol 40m 30m", ["carol", "40m", "30m"]), ("9:15 30m", ["9:15", "30m"]),
        ("yesterday 14:30 45m", ["yesterday 14:30", "45m"]), ("fri 30m", ["fri", "30m"]),
        ("last friday 30m", ["last friday", "30m"]), ("carol 3m ago", ["carol", "3m ago"]),
        ("tuesday last week", ["tuesday last week"]), ("carol walk in the wood", []), ("", []),
    ])
    func `Words that say one thing are taken together`(text: String, expected: [String]) throws {
        let today = try #require(CivilDay("2026-11-22"))
        let split = text.split(separator: " ").map(String.init)
        let wanted = expected.isEmpty ? split : expected
        #expect(TouchWords.together(split, today: today) == wanted)
    }

    @Test(arguments: [
        ("3 dys ago", "3 dys ago", "3 days ago", ""), ("yesterdy", "yesterdy", "yesterday", ""),
        ("the harbour 2 weks ago", "2 weks ago", "2 weeks ago", "the harbour"),
        ("lst friday the harbour", "lst friday", "last friday", "the harbour"),
        ("Yesteday the harbour", "Yesteday", "yesterday", "the harbour"),
        ("a wek ago", "a wek ago", "a week ago", ""), ("fridya", "fridya", "friday", ""),
        ("3 days agp", "3 days agp", "3 days ago", ""),
        ("31 octobr", "31 octobr", "31 october", ""),
        ("last tuseday", "last tuseday", "last tuesday", ""),
    ])
    func `A slip in a word of a day is found at either end of what it was about`(
        text: String, said: String, meant: String, rest: String
    ) throws {
        let today = try #require(CivilDay("2026-11-22"))
        let slip = try #require(DaySlip(in: text, today: today))
        #expect(slip.said == said && slip.meant == meant && slip.rest == rest)
    }

    @Test(arguments: [
        "", "the harbour", "what we lost last week", "an ice cream sundae", "the lost week",
        "her age", "met two years ago", "the fridays of old", "5 dogs", "talked for 3 days",
        "3 weeks in may", "the day before", "hot toddy", "on the sun", "next yer", "tomorow",
        "yesterday and today", "walk in the wood", "a few dys ago", "may and june", "last list",
        "can you look at my plan by Friday?", "see you firday?",
    ])
    func `A real sentence has no slip`(text: String) throws {
        let today = try #require(CivilDay("2026-11-22"))
        #expect(DaySlip(in: text, today: today) == nil)
    }

    @Test mutating func `A weekday is a name only of the first person`() {
        let sunday = TouchWords.Bearer(name: "Sunday Okoro")
        let monica = TouchWords.Bearer(name: "Monica Example")
        #expect(words.sense(ofWeekday: "mon", couldBe: []) == .day)
        #expect(words.sense(ofWeekday: "mon", couldBe: [monica]) == .person)
        words.take(ada)
        #expect(words.sense(ofWeekday: "mon", couldBe: [monica]) == .day)
        #expect(words.sense(ofWeekday: "sunday", couldBe: [sunday]) == .dayOrName)
    }

    @Test mutating func `Who is named twice is with it once, in the order of names`() {
        let bob = EntityID(value: 0)
        for person in [ada, bob, ada] { words.take(person) }
        #expect(words.people == [ada, bob])
    }

    private static let organisation = TouchWords.Bearer(
        name: "Harbour Works", isOrganisation: true)
    private static let hana = TouchWords.Bearer(name: "Hana Harbour")

    @Test(arguments: [
        ("nobody", [], TouchWords.Sense.nobody, TouchWords.Sense.text),
        ("two words", [], .text, .text),
        ("harb", [hana], .person, .text), ("harbour", [hana], .person, .person),
        ("hana harbour", [hana], .person, .person),
        ("harbour", [organisation], .person, .text),
        ("harbour works", [organisation], .person, .person),
        ("h@x.org", [hana], .person, .person), ("4711", [organisation], .person, .text),
        ("harb", [hana, organisation], .several, .text),
        ("harbour", [hana, organisation], .several, .several),
    ])
    mutating func `S1-4: once it is said with whom and what, only a whole name is a person`(
        word: String, bearers: [TouchWords.Bearer], before: TouchWords.Sense,
        after: TouchWords.Sense
    ) {
        #expect(words.sense(of: word, couldBe: bearers) == before)
        words.take(ada)
        #expect(words.sense(of: word, couldBe: bearers) == before, "what it was is not said")
        #expect(words.take("call") == .nothing)
        #expect(words.sense(of: word, couldBe: bearers) == after)
    }

    @Test mutating func `A name in quotes that several have is asked about, until one is named`() {
        let word = "hana harbour"
        #expect(words.sense(of: word, couldBe: [Self.hana, Self.hana]) == .several)
        #expect(words.sense(of: "met hana", couldBe: [Self.hana, Self.hana]) == .text)
        words.take(ada)
        #expect(words.sense(of: word, couldBe: [Self.hana, Self.hana]) == .text)
    }
}

/// What comes of a touch beside it.
@Suite struct FurtherItemTests {
    private static let today = NotesOfADay.today

    private func item(_ name: String, daysAgo days: Int = 0, before: Item? = nil) throws -> Item {
        let time = FurtherItem.Time(
            milliseconds: NotesOfADay.noon(daysAgo: days), day: Self.today.adding(days: -days),
            today: Self.today)
        let id = EntityID(value: 7)
        let draft = try #require(FurtherItem(name, "the draft"))
            .draft(id, of: EntityID(value: 1), time, after: before)
        var item = Item(id: draft.id, kind: draft.kind)
        for edit in draft.edits { item.put(edit.value, in: edit.cell.field, edit.cell.element) }
        return item
    }

    @Test func `S3-13: two questions make needs of two sorts, and a plain need is of none`() throws
    {
        #expect(try item("working-on").text(.type) == "project")
        #expect(try item("challenge").text(.type) == "pain")
        let need = try item("needs", daysAgo: 3)
        #expect(need.kind == .need && need.text(.type).isEmpty && need.text(.by).isEmpty)
        #expect(need.instant(.at) == NotesOfADay.noon(daysAgo: 3))
        #expect(FurtherItem("gave", "a map") == nil)
    }

    @Test func `S3-10: a follow-up is two days from the talk, and never on a day that is over`()
        throws
    {
        let days = try [0, 1, 2, 30].map { days in
            try #require(CivilDay(item("followup", daysAgo: days).text(.by)))
                .days(since: Self.today)
        }
        #expect(days == [2, 1, 0, 0])
    }

    @Test func `A promise has a week from the day on which it is written down`() throws {
        let promise = try item("promised", daysAgo: 5)
        #expect(promise.text(.by) == Self.today.adding(days: 7).description)
        #expect(promise.entity(.person) == EntityID(value: 1) && promise.text(.status).isEmpty)
    }

    @Test func `What is said again of a promise that was kept opens it again`() throws {
        var notes = NotesOfADay()
        let kept = notes.write(.promise, [.status: "kept"])
        #expect(try item("promised", before: kept).text(.status) == "open")
        let untouched = notes.write(.promise)
        #expect(try item("promised", before: untouched).text(.status).isEmpty)
    }
}

/// Which touches are one and the same, and which may be what was to be done.
@Suite struct TouchLikenessTests {
    private var notes = NotesOfADay()
    private let people = [EntityID(value: 1), EntityID(value: 2)]
    private func day(_ milliseconds: UInt64) -> CivilDay { CivilDay(milliseconds: milliseconds) }

    private mutating func touch(
        _ people: [EntityID], days: Int = 0, _ texts: [FieldName: String] = [:]
    ) -> Touch {
        Touch(
            notes.write(
                .touch, texts.merging([.type: "call"]) { first, _ in first },
                people: [.with: people], days: days))
    }

    @Test mutating func `A touch written down twice is told from a second one`() {
        let first = touch(people)
        #expect(!first.isTwin(of: first, dayOf: day))
        #expect(touch(people.reversed()).isTwin(of: first, dayOf: day))
        let others = [
            touch([people[0]]), touch(people, days: 1), touch(people, [.type: "mail"]),
            touch(people, [.text: "boats"]), touch(people, [.topic: "boats"]),
            touch(people, [.minutes: "5"]), touch(people, [.direction: "in"]),
        ]
        #expect(!others.contains { $0.isTwin(of: first, dayOf: day) })
        #expect(touch(people, [.gave: "a map"]).isTwin(of: first, dayOf: day))
    }

    @Test mutating func `S3-10: only a touch of these days that counts may be a follow-up done`() {
        let fresh = [0, 1, 2].map {
            touch(people, days: $0).isFresh(today: NotesOfADay.today, dayOf: day)
        }
        #expect(fresh == [true, true, false])
        let like = touch(people, [.type: "like"])
        #expect(!like.isFresh(today: NotesOfADay.today, dayOf: day))
    }
}
