import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// What cannot be written down as it was said.
@Suite struct ItemFaultTests {
    private var notes = NotesOfADay()

    private mutating func ofMeaning(
        _ kind: EntityKind, _ texts: [FieldName: String]
    ) -> ItemFault? {
        ItemFault.ofMeaning(notes.write(kind, texts))
    }

    @Test(arguments: [
        ("2026-05-01", "2026-05-01", true), ("2026-05-02", "2026-05-01", false),
        ("2026-05", "2026-05-01", true), ("2026-06", "2026-05-31", false), ("2027", "2026", false),
        ("2026", "", true), ("", "2026", true), ("", "", true),
    ])
    mutating func `An end before its beginning is refused, and a vague one that need not be is not`(
        from: String, to: String, isWell: Bool
    ) throws {
        let schema = try #require(ItemCatalogue.schema(of: .affiliation))
        let role = notes.write(.affiliation, [.from: from, .to: to])
        let fault = ItemFault.endsBeforeItBegins(from: from, to: to)
        #expect(ItemFault.ofSense(role, schema) == (isWell ? nil : fault))
        #expect(fault.sentence.contains("(to=\(to))") && fault.sentence.contains("(from=\(from))"))
    }

    @Test mutating func `Nobody is tied to themselves`() throws {
        let schema = try #require(ItemCatalogue.schema(of: .relation))
        let (ada, bob) = (notes.person("Ada"), notes.person("Bob"))
        let mirror = notes.write(.relation, [.text: "self"], naming: [.a: ada, .b: ada])
        let tie = notes.write(.relation, [.text: "friend"], naming: [.a: ada, .b: bob])
        let half = notes.write(.relation, [.text: "friend"], naming: [.a: ada])
        #expect(
            [mirror, tie, half].map { ItemFault.ofSense($0, schema) } == [.sameTwice, nil, nil])
    }

    @Test func `A touch has been`() {
        let now = NotesOfADay.noon(daysAgo: 0)
        func fault(_ milliseconds: UInt64) -> ItemFault? {
            ItemFault.ofTime(milliseconds, now: now) { CivilDay(milliseconds: $0) }
        }
        #expect(fault(now) == nil && fault(now - 86_400_000) == nil)
        #expect(fault(now + 86_400_000) == .isToCome(NotesOfADay.today.adding(days: 1)))
        #expect(fault(now + 120_000) == .isLaterToday, "half past two when it is noon")
    }

    @Test func `A word that may be a day names those it could be`() {
        let days = ["2026-11-10", "2026-10-11"].compactMap { CivilDay($0) }
        let both = ItemFault.unclearDay("10/11/2026", days).sentence
        #expect(both.contains("2026-11-10 or 2026-10-11") && both.contains("Nothing was written"))
        #expect(
            ItemFault.unclearDay("10/31", Array(days.prefix(1))).sentence.contains("2026-11-10"))
        #expect(ItemFault.unclearDay("2026-10", []).sentence.contains("text=\"2026-10\""))
        #expect(ItemFault.noLength("200h").sentence.contains("text=\"200h\""))
        #expect(ItemFault.dayOrName("sun").sentence.contains("on=sun"))
    }

    @Test mutating func `A cadence names whom it is for, and how often`() {
        #expect(ofMeaning(.cadence, [.text: "tier:close", .every: "30d/60d"]) == nil)
        #expect(ofMeaning(.cadence, [.text: "boss", .every: "30d"]) == .unreadableScope)
        #expect(ofMeaning(.cadence, [.text: "all", .every: "often"]) == .unreadableCadence)
        #expect(ItemFault.ofCadence("2w") == nil && ItemFault.ofCadence("") == .unreadableCadence)
    }

    @Test mutating func `S0-3: a score that cannot be read is named`() {
        #expect(ofMeaning(.route, [.scores: "pay=4,rest=0"]) == nil)
        #expect(ofMeaning(.route, [:]) == nil)
        #expect(ofMeaning(.route, [.scores: "pay=4,rest=6,x"]) == .unreadableScore("rest=6"))
    }

    @Test
    mutating func `A field of one's own has a name that a card takes, and a choice its words`() {
        #expect(ofMeaning(.field, [.name: "shoe-size", .type: "number"]) == nil)
        #expect(ofMeaning(.field, [.name: "a b:c"]) == .unusableName("a b:c"))
        #expect(ofMeaning(.field, [.name: "diet", .type: "choice"]) == .choiceWithoutWords)
        let commas: [FieldName: String] = [.name: "diet", .type: "choice", .choices: " , "]
        #expect(ofMeaning(.field, commas) == .choiceWithoutWords)
        let words = commas.merging([.choices: "vegan, vegetarian"]) { $1 }
        #expect(ofMeaning(.field, words) == nil)
    }

    @Test mutating func `Two are not brought together of whom one said no`() {
        let refused: [FieldName: String] = [.status: "made", .aSays: "yes", .bSays: "no"]
        #expect(ofMeaning(.intro, refused) == .madeUnasked)
        #expect(ofMeaning(.intro, refused.merging([.status: "open"]) { $1 }) == nil)
        #expect(ofMeaning(.intro, refused.merging([.bSays: "yes"]) { $1 }) == nil)
        #expect(ofMeaning(.intro, [.status: "made"]) == nil)
        #expect(ItemFault.madeUnasked.isForbidden)
    }

    @Test mutating func `S2-4, S2-5: a target is active with a why and an offer only`() {
        let bare: [FieldName: String] = [.text: "Head", .status: "active"]
        #expect(ofMeaning(.target, bare) == .activeWithout(.why))
        let known = bare.merging([.why: "boats"]) { $1 }
        #expect(ofMeaning(.target, known) == .activeWithout(.offer))
        #expect(ofMeaning(.target, known.merging([.offer: "time"]) { $1 }) == nil)
        #expect(ofMeaning(.target, [.text: "Head", .status: "wish"]) == nil)
        #expect(ItemFault.activeWithout(.why).isForbidden && !ItemFault.sameTwice.isForbidden)
    }

    @Test
    mutating func `Of a name there is one search, field, goal and area, while it is not over`() {
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let again = notes.write(.goal, [.text: "LEAD a lab", .why: "boats"])
        #expect(again.repeats(goal) && !goal.repeats(goal) && again.uniqueName == "LEAD a lab")
        #expect(!again.repeats(notes.write(.goal, [.text: "Lead a lab", .status: "done"])))
        #expect(!again.repeats(notes.write(.area, [.text: "Lead a lab"])))
        let search = notes.write(.search, [.name: "near", .query: "city:Kiel"])
        #expect(notes.write(.search, [.name: "Near", .query: "city:Bonn"]).repeats(search))
        let touch = notes.write(.touch, [.text: "x"])
        #expect(!notes.write(.touch, [.text: "x"]).repeats(touch) && !Item.isUnique(.touch))
    }

    @Test mutating func `Only the very same tie is written down already`() {
        let (ada, bob) = (notes.person("Ada"), notes.person("Bob"))
        let tie = notes.write(.relation, [.text: "friend"], naming: [.a: ada, .b: bob])
        let same = notes.write(.relation, [.text: "friend"], naming: [.a: ada, .b: bob])
        let other = notes.write(.relation, [.text: "friend"], naming: [.a: bob, .b: ada])
        #expect(same.repeats(tie) && !other.repeats(tie) && same.uniqueName == nil)
    }
}
