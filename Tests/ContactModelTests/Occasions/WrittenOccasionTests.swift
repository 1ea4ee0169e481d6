import ChangeLog
import ContactModel
import Testing

@Suite struct WrittenOccasionTests {
    private static let ada = EntityID(value: 7)

    private func occasion(_ text: String, _ day: String, _ type: String) -> WrittenOccasion? {
        var item = Item(id: EntityID(value: 1), kind: .occasion)
        for (field, text) in [(FieldName.text, text), (.day, day), (.type, type)] {
            item.put(FieldValue.text(text), in: field, .register)
        }
        item.put(Self.ada.bytes, in: .person, .register)
        return WrittenOccasion(item)
    }

    private func days(_ occasion: WrittenOccasion, _ from: String, _ to: String) throws -> [String]
    {
        let (first, last) = (try #require(CivilDay(from)), try #require(CivilDay(to)))
        return OccasionCalendar().occasions(
            written: [occasion], names: [Self.ada: "Ada"], from: first, through: last
        ).map { "\($0.date) \($0.years.map(String.init) ?? "")" }
    }

    @Test func `S1-28: a name day comes back every year, an achievement does not`() throws {
        let nameDay = try #require(occasion("St. Ada", "--05-01", "name-day"))
        #expect(try days(nameDay, "2027-01-01", "2028-12-31") == ["2027-05-01 ", "2028-05-01 "])
        let thesis = try #require(occasion("PhD", "2027-05-01", "achievement"))
        #expect(try days(thesis, "2027-01-01", "2028-12-31") == ["2027-05-01 "])
        #expect(try days(thesis, "2028-01-01", "2028-12-31").isEmpty)
        let founded = try #require(occasion("Founded", "2020-05-01", "other"))
        #expect(try days(founded, "2027-01-01", "2027-12-31") == ["2027-05-01 7"])
    }

    @Test func `S1-28: what has no month and day is no occasion`() {
        for day in ["", "2027", "someday", "2027-13-40"] {
            #expect(occasion("x", day, "other") == nil)
        }
    }
}
