import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct MeasureTests {
    private func measure(_ name: String, _ notes: NotesOfADay) throws -> Measure {
        try #require(Measure.all(notes.book).first { $0.name == name })
    }

    private func parts(_ name: String, _ notes: NotesOfADay) throws -> [String: Int] {
        Dictionary(try measure(name, notes).parts.map { ($0.label, $0.value) }) { $1 }
    }

    @Test func `Every measure has its sentence and its why, of an empty book too`() {
        let measures = Measure.all(NotesOfADay().book)
        #expect(measures.map(\.name) + ["rates"] == Measure.names)
        #expect(Set(measures.map(\.name)).count == measures.count)
        // Nothing written down is no figure.
        for measure in measures
        where ["horizon", "stages", "reputation", "trend"].contains(measure.name) {
            #expect(measure.sentence.contains(" is written down yet"), "\(measure.sentence)")
        }
        for measure in measures {
            #expect(!measure.sentence.isEmpty && measure.why.count > 10, "\(measure.name)")
        }
    }

    @Test func `S1-1: without a field written down nothing is said of a horizon`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.touch([bob], "coffee", days: 3)
        #expect(try measure("horizon", notes).sentence.hasPrefix("No field is written down yet"))
        let eve = notes.person("Eve", [.field: "law"])
        let dan = notes.person("Dan", [.field: "sea"])
        notes.touch([eve, dan], "coffee", days: 2)
        notes.touch([eve], "coffee", days: 1)
        #expect(
            try measure("horizon", notes).sentence
                == "33 % of touches leave the field you meet most.")
    }

    @Test func `S4-1: how many people one knows is not among the measures`() {
        var few = NotesOfADay()
        _ = few.person("Bob")
        var many = NotesOfADay()
        for number in 0..<500 { _ = many.person("Person \(number)") }
        #expect(Measure.all(few.book) == Measure.all(many.book))
    }

    @Test func `S2-2: the well is full when twice as much was given as asked`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.write(.entry, [.side: "asked", .weight: "2"], naming: [.person: bob])
        notes.write(.entry, [.side: "given", .weight: "3"], naming: [.person: bob])
        #expect(try measure("well", notes).sentence.contains("give before you ask"))
        #expect(try measure("well", NotesOfADay()).sentence.hasPrefix("Nothing given"))
        notes.touch([bob], "coffee", days: 1, [.gave: "a book"])
        #expect(try measure("well", notes).sentence == "Given 4, asked 2: the well is full.")
        // What was granted was asked for too.
        notes.write(.entry, [.side: "asked", .status: "yes"], naming: [.person: bob])
        #expect(try measure("well", notes).sentence == "Given 4, asked 3: give before you ask.")
    }

    @Test func `S4-3, S4-24: reciprocity is the share of ties in which both gave`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        _ = notes.person("Quiet")
        notes.touch([bob], "coffee", days: 1, [.gave: "a book", .got: "a map"])
        notes.touch([eve], "coffee", days: 1, [.gave: "a book"])
        #expect(try measure("reciprocity", notes).sentence.hasPrefix("50 %"))
        #expect(
            try parts("reciprocity", notes) == [
                "both ways": 1, "one way": 1, "both ways in a year": 1,
            ])
    }

    @Test func `S3-16: a yes to an ask is received`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for status in ["yes", "no", "open"] {
            notes.write(.entry, [.side: "asked", .status: status], naming: [.person: bob])
        }
        #expect(Balance(with: bob, in: notes.book).received == 1)
        #expect(Balance(with: bob, in: notes.book).asked == 2, "what came is counted once")
        #expect(PersonTallies(notes.book)[bob].received == 1)
    }

    @Test func `S3-5: a field is the same in capitals`() throws {
        var notes = NotesOfADay()
        for field in ["energy", "Energy ", "ENERGY"] { _ = notes.person("P", [.field: field]) }
        #expect(try parts("diversity", notes) == ["field": 0])
    }

    @Test func `S3-6: ties of people whom one does not know yet are not said to be none`() throws {
        var notes = NotesOfADay()
        let people = ["Bob", "Eve"].map { notes.person($0) }
        #expect(try measure("closure", notes).sentence.hasPrefix("No ties"))
        notes.write(.relation, [.text: "sister"], naming: [.a: people[0], .b: people[1]])
        #expect(try measure("closure", notes).sentence.hasPrefix("1 tie is written down, none"))
    }

    @Test func `S4-24: support both ways of long ago is not mutual by now`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.touch([bob], "coffee", days: 365, [.gave: "a book"])
        notes.touch([bob], "coffee", days: 364, [.got: "a map"])
        #expect(try parts("reciprocity", notes)["both ways"] == 1)
        #expect(try parts("reciprocity", notes)["both ways in a year"] == 0)
        notes.touch([bob], "call", days: 1, [.gave: "a word"])
        #expect(try parts("reciprocity", notes)["both ways in a year"] == 1)
    }

    @Test func `S2-8: promises of mine are kept, broken or overdue; theirs do not count`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let yesterday = NotesOfADay.today.adding(days: -1).description
        for texts in [
            [FieldName.status: "kept"], [.status: "kept"], [.status: "broken"], [.by: yesterday],
            [.by: NotesOfADay.today.description], [.status: "broken", .side: "theirs"],
        ] { notes.write(.promise, texts, naming: [.person: bob]) }
        #expect(try measure("promises", notes).sentence == "50 % kept, 1 broken, 1 overdue.")
    }

    @Test func `S2-6, S4-10: depth is the middle one of a year`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for (type, days) in [("like", 1), ("call", 2), ("visit", 3), ("visit", 400)] {
            notes.touch([bob], type, days: days)
        }
        #expect(try measure("depth", notes).sentence.contains("is 2 of 3"))
        #expect(try parts("depth", notes) == ["0": 1, "1": 0, "2": 1, "3": 1])
    }

    @Test func `S1-10: touches of no use to anybody are counted among the rated ones`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for useful in ["0", "3", ""] { notes.touch([bob], "call", days: 1, [.useful: useful]) }
        #expect(try measure("usefulness", notes).sentence.hasPrefix("1 of 2 rated"))
    }

    @Test func `S3-1: purpose is the share of touches for a goal or an area`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let area = notes.write(.area, [.text: "Harbours"])
        notes.touch([bob], "call", days: 1, naming: [.goal: goal.id])
        notes.touch([bob], "call", days: 2, naming: [.area: area.id])
        notes.touch([bob], "call", days: 3)
        notes.touch([bob], "call", days: 4)
        #expect(try measure("purpose", notes).sentence.hasPrefix("50 %"))
    }

    @Test func `S1-1, S3-5: horizon and diversity read the fields that were written down`() throws {
        var notes = NotesOfADay()
        let people = ["law", "law", "brewing", ""].map { notes.person($0, [.field: $0]) }
        for person in people { notes.touch([person], "call", days: 1) }
        #expect(try measure("horizon", notes).sentence.hasPrefix("33 %"))
        // Of three pairs with a field two differ.
        #expect(try measure("diversity", notes).sentence.contains("field in 67 of 100"))
        #expect(try parts("diversity", notes) == ["field": 67])
    }

    @Test func `S4-26: more touches with new people than with known ones is a warning`() throws {
        var notes = NotesOfADay()
        var new = notes.person("New")
        let mother = notes.person("Mother", [.circle: "private"])
        let friend = notes.person("Friend", [.metOn: "1999-01-01"])
        notes.touch([new], "call", days: 4)
        #expect(try measure("balance", notes).sentence.hasPrefix("Nothing older than 90 days"))
        for known in [mother, friend] { notes.touch([known], "call", days: 1) }
        #expect(try parts("balance", notes) == ["new": 1, "known": 2])
        notes = NotesOfADay()
        let old = notes.person("Old")
        new = notes.person("New")
        notes.touch([old], "call", days: 300)
        notes.touch([old], "call", days: 5)
        notes.touch([new], "call", days: 4)
        #expect(
            try measure("balance", notes).sentence == "Known people come first: 50 % of touches.")
        notes.touch([new], "call", days: 2)
        #expect(try measure("balance", notes).sentence.contains("mind the ties you have"))
    }

    @Test func `S0-13, S1-2: origin and stages count what was said of people`() throws {
        var notes = NotesOfADay()
        _ = notes.person("A", [.metHow: "event", .stage: "met"])
        _ = notes.person("B", [.metHow: "event", .stage: "ally"])
        _ = notes.person("C", [.metHow: "chance", .stage: "met"])
        #expect(try measure("origin", notes).sentence == "Most began by: event.")
        #expect(try parts("stages", notes)["met"] == 2)
        #expect(try measure("stages", notes).parts.first?.label == "spotted")
    }

    @Test func `S3-7: proactive is the share of touches that began with me`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for direction in ["out", "both", "in", ""] {
            notes.touch([bob], "call", days: 1, [.direction: direction])
        }
        #expect(try measure("proactive", notes).sentence.hasPrefix("33 %"))
        #expect(try parts("proactive", notes) == ["from me": 1, "from both": 1, "from them": 1])
    }

    @Test func `S4-5, S0-7: energy of four weeks, against the time I want to give`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        #expect(try measure("energy", notes).sentence.hasPrefix("No energy"))
        notes.write(.me, [.who: "a brewer", .budget: "120"])
        notes.touch([bob], "call", days: 3, [.energy: "-2", .minutes: "200"])
        notes.touch([bob], "call", days: 40, [.energy: "2", .minutes: "200"])
        notes.touch([bob], "call", days: 3, [.energy: "2"])
        #expect(try measure("energy", notes).sentence.contains("took as much as they gave"))
        notes.touch([bob], "call", days: 3, [.energy: "-2"])
        #expect(
            try measure("energy", notes).sentence
                == "The last four weeks took more than they gave. 50 of 120 minutes a week.")
    }

    @Test(arguments: [(0, 170), (6, 170), (7, 85), (13, 85), (21, 42), (300, 42)])
    func `S4-5: minutes a week are those of the weeks since the first touch`(
        first: Int, minutes: Int
    ) throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.write(.me, [.who: "a brewer", .budget: "180"])
        notes.touch([bob], "letter", days: first)
        notes.touch([bob], "call", days: 0, [.minutes: "170"])
        #expect(
            try measure("energy", notes).sentence.contains(" \(minutes) of 180 minutes a week."))
    }

    @Test func `S4-22, S1-39: outcomes by value, and signs of standing within a year`() throws {
        var notes = NotesOfADay()
        notes.write(.outcome, [.text: "x", .type: "referral", .value: "high"], days: 3)
        notes.write(.outcome, [.text: "y", .type: "insight", .value: "low"], days: 3)
        notes.write(.signal, [.type: "invited"], days: 30)
        notes.write(.signal, [.type: "speaker"], days: 500)
        #expect(try measure("impact", notes).sentence == "2 outcomes, 1 of high value.")
        let lena = notes.person("Lena")
        notes.write(.outcome, people: [.via: [lena]], days: 1)
        let year = "\(NotesOfADay.today)".prefix(4)
        #expect(try measure("impact", notes).why.hasSuffix("by year: \(year) 3; through: Lena 1"))
        #expect(try measure("reputation", notes).sentence.hasPrefix("1 sign"))
    }

    @Test func `S4-25: the trend ends today, quiet quarters and all`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.touch([bob], "call", days: 1_200)
        notes.touch([bob], "mail", days: 1, [.response: "none"])
        let parts = try measure("trend", notes).parts
        let today = NotesOfADay.today.parts
        #expect(parts.last?.label == "\(today.year) Q\((today.month - 1) / 3 + 1)")
        #expect(parts.map(\.value) == [1] + Array(repeating: 0, count: parts.count - 1))
        #expect(parts.count > 12)
    }

    @Test func `S4-25: the trend goes by quarters over years, in order`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for days in [0, 100, 200, 300, 700] { notes.touch([bob], "call", days: days) }
        notes.touch([bob], "like", days: 1)
        let trend = try measure("trend", notes)
        #expect(trend.parts.reduce(0) { $0 + $1.value } == 5)
        #expect(trend.parts.map(\.label) == trend.parts.map(\.label).sorted())
    }

    @Test func `S1-1: likes, cards and calls nobody answered leave no field and have no depth`() {
        var notes = NotesOfADay()
        let ann = notes.person("Ann", [.field: "brewing"])
        let law = notes.person("Law", [.field: "law"])
        notes.write(.me, [.field: "brewing"])
        notes.touch([ann], "coffee", days: 3)
        for days in 1...4 { notes.touch([law], "card", days: days) }
        notes.touch([law], "call", days: 2, [.direction: "out", .response: "none"])
        let sentences = Dictionary(
            Measure.all(notes.book).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        #expect(sentences["horizon"]?.sentence.hasPrefix("0 % of touches") == true)
        #expect(sentences["depth"]?.parts.reduce(0) { $0 + $1.value } == 5)
        #expect(sentences["balance"]?.parts.map(\.value).reduce(0, +) == 1)
    }

    @Test func `S0-13: of origins that are as frequent none is named first; what came is told`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.metHow: "chance"])
        _ = notes.person("Bob", [.metHow: "event"])
        func origin() -> Measure? { Measure.all(notes.book).first { $0.name == "origin" } }
        #expect(origin()?.sentence == "As many began by chance as by event.")
        notes.write(.outcome, [.text: "a job"], people: [.via: [ada]])
        _ = notes.person("Cy", [.metHow: "event"])
        #expect(origin()?.sentence == "Most began by: event.")
        #expect(origin()?.why.contains("outcomes through them: chance 1") == true)
    }
}
