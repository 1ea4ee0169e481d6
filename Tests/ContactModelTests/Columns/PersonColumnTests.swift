import ChangeLog
import ContactModel
import Testing

struct PersonColumnTests {
    @Test func `Names are read in any case, by the words of a search too, each once`() throws {
        let columns = try PersonColumn.list("Name, MAIL,company,email,tags,my.Stage,x.Shoe-Size")
        #expect(
            columns.map(\.name) == [
                "name", "email", "organisation", "tag", "my.stage", "x.shoe-size",
            ])
    }

    @Test func `Every name that is told is read, and gives itself again`() throws {
        for name in PersonColumn.names {
            #expect(try PersonColumn.list(name).map(\.name) == [name])
        }
        #expect(Set(PersonColumn.names).count == PersonColumn.names.count)
    }

    @Test(arguments: [
        ("nmae", "name"), ("birthdy", "birthday"), ("my.stag", "my.stage"), ("", nil),
        ("xyzzy", nil), ("name,", nil), ("x.", nil), ("photo", "phone"),
        ("my.tier", "tier"), ("Stage", "my.stage"), ("my.phone", "phone"),
    ])
    func `What is no column is named, with the one that may be meant`(
        text: String, nearest: String?
    ) {
        let error = #expect(throws: PersonColumn.Unknown.self) { try PersonColumn.list(text) }
        #expect(error?.nearest == nearest)
    }

    @Test func `A card gives all its values, the preferred one alone where one is asked for`() {
        let view = PersonViewTests.view([
            "FN:Ada Example", "N:Example;Ada;;;",
            "EMAIL:old@example.org", "EMAIL;PREF=1:ada@example.org", "EMAIL:old@example.org",
            "ADR:;;Old 1;Oslo;;;Norway", "ADR:;;New 2;Bergen;;;Norway", "DEATHDATE:20240305",
        ])
        let said: [CardColumn: [String]] = [
            .name: ["Ada Example"], .family: ["Example"], .email: ["ada@example.org"],
            .emails: ["old@example.org", "ada@example.org"], .city: ["Oslo", "Bergen"],
            .country: ["Norway"], .died: ["2024-03-05"], .phone: [], .title: [], .note: [],
        ]
        for (column, values) in said { #expect(column.values(of: view) == values, "\(column)") }
        for column in CardColumn.allCases where !column.isList {
            #expect(column.values(of: view).count <= 1, "\(column)")
        }
    }
}
