import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

/// What Monica knows beside cards and notes.
struct MonicaItemsTests {
    private static let account = #"""
        {"account": {"data": [
          {"type": "contact", "values": [
            {"uuid": "c1", "properties": {"first_name": "Ann"}, "data": [
              {"type": "call", "values": [
                {"uuid": "k1", "properties": {"called_at": "2024-05-06T10:20:00Z",
                  "content": "the cellar", "contact_called": true}},
                {"uuid": "k2", "properties": {"content": "without a day"}}]},
              {"type": "task", "values": [
                {"uuid": "t1", "properties": {"title": "send the draft", "completed": false}},
                {"uuid": "t2", "properties": {"title": "return the book", "completed": true}}]},
              {"type": "reminder", "values": [
                {"uuid": "r1", "properties": {"title": "name day", "initial_date": "2020-05-01",
                  "frequency_type": "year", "frequency_number": 1, "delible": true}},
                {"uuid": "r2", "properties": {"title": "ask again", "initial_date": "2027-02-03",
                  "frequency_type": "one_time", "frequency_number": 1, "delible": true}},
                {"uuid": "r3", "properties": {"title": "each week", "initial_date": "2020-05-01",
                  "frequency_type": "week", "frequency_number": 1, "delible": true}},
                {"uuid": "r4", "properties": {"title": "birthday", "initial_date": "2020-05-01",
                  "frequency_type": "year", "frequency_number": 1, "delible": false}}]},
              {"type": "activity", "values": ["a1"]}]},
            {"uuid": "c2", "properties": {"first_name": "Bo", "stay_in_touch_frequency": 90},
              "data": [
              {"type": "activity", "values": ["a1"]}]}]},
          {"type": "activity", "values": [
            {"uuid": "a1", "properties": {"summary": "Regatta", "description": "in the rain",
              "happened_at": "2024-06-01T00:00:00Z"}},
            {"uuid": "a2", "properties": {"summary": "of nobody",
              "happened_at": "2024-06-02T00:00:00Z"}}]}]}}
        """#

    private func text(_ item: ImportedItem, _ field: FieldName) -> String? {
        if case .text(let text) = item.fields[field] { text } else { nil }
    }

    @Test func `calls and activities are touches with everybody who took part`() throws {
        let contents = MonicaReader.read(Array(Self.account.utf8))
        let touches = contents.items.filter { $0.kind == .touch }
        #expect(touches.map(\.cardIndices) == [[0], [0, 1]])
        let (call, regatta) = (try #require(touches.first), try #require(touches.last))
        #expect(text(call, .type) == "call" && text(call, .direction) == "in")
        #expect(text(call, .text) == "the cellar")
        #expect(call.fields[.at] == .instant(1_714_990_800_000))
        #expect(text(regatta, .text) == "Regatta\nin the rain")
        // A day without a time is that day in every zone.
        let day = try #require(CivilDay("2024-06-01")?.instantWithoutTime)
        #expect(regatta.fields[.at] == .instant(day))
    }

    @Test func `tasks and reminders are follow-ups and days, and what has no place is told`() {
        let contents = MonicaReader.read(Array(Self.account.utf8))
        let others = contents.items.filter { $0.kind != .touch && $0.kind != .person }
        #expect(
            others.map { text($0, .text) } == [
                "send the draft", "return the book", "name day", "ask again",
            ])
        #expect(others.map { text($0, .status) } == [nil, "done", nil, nil])
        #expect(others.map(\.kind.rawValue) == ["followup", "followup", "occasion", "followup"])
        #expect(text(others[2], .day) == "--05-01")
        #expect(text(others[3], .by) == "2027-02-03")
        #expect(
            contents.problems.map(\.sentence) == [
                "line 1: no place for activity (1); not imported",
                "line 1: no place for call (1); not imported",
                "line 1: no place for reminder (1); not imported",
            ])
    }

    @Test(arguments: [("90", "90d"), ("\"30\"", "30d"), ("0", nil), ("null", nil), ("-5", nil)])
    func `how often to stay in touch is said of the person`(every: String, cadence: String?) throws
    {
        let account = Self.account.replacing(
            "\"stay_in_touch_frequency\": 90", with: "\"stay_in_touch_frequency\": \(every)")
        let said = MonicaReader.read(Array(account.utf8)).items.filter { $0.kind == .person }
        #expect(said.map { text($0, .cadence) } == (cadence.map { [$0] } ?? []))
        let people = [EntityID(value: 1), EntityID(value: 2)]
        let drafts = said.compactMap { $0.draft(people: people, using: .quick) }
        #expect(drafts.allSatisfy { $0.id == people[1] && $0.edits.count == 1 })
    }

    @Test func `an item is the same at every import, and about nobody it is none`() throws {
        let items = MonicaReader.read(Array(Self.account.utf8)).items
        let digest = DigestFunction.quick
        let people = [EntityID(value: 1), EntityID(value: 2)]
        let first = items.compactMap { $0.draft(people: people, using: digest)?.id }
        let second = items.compactMap { $0.draft(people: people, using: digest)?.id }
        #expect(first == second && Set(first).count == items.count)
        #expect(items.allSatisfy { $0.draft(people: [], using: digest) == nil })
    }
}
