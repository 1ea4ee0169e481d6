import ChangeLog
import ContactModel
import SQLiteReplica
import Testing

/// Whom a selector means: an id, an address, a number, a name.
struct LookUpTests {
    private let bench: Bench
    private let replica: Replica
    private let ada: EntityID

    init() throws {
        bench = try Bench()
        replica = try bench.enrolled("desk")
        ada = try replica.add(
            "Ada Lovelace",
            [
                .add(.email, "Ada@Example.org", label: ""),
                .add(.email, "us@example.org", label: ""),
                .add(.phone, "+44 20 7946 0018", label: ""),
            ])
        _ = try replica.add("Ada Byron", [.add(.email, "us@example.org", label: "")])
        _ = try replica.add("Ada")
    }

    @Test(arguments: [
        "ada@example.org", "ADA@EXAMPLE.ORG", "mailto:ada@example.org", "+442079460018",
        "+44 (20) 7946-0018", "0044 20 7946 0018", "tel:+442079460018", "Ada Lovelace",
        "lovelace", "love", "LOVE ada", "ada love",
    ])
    func `one person is meant by any of the ways to name them`(selector: String) throws {
        #expect(try replica.one(selector).id == ada)
    }

    @Test func `an id is meant by its beginning of four digits or more, in any case`() throws {
        let digits = ada.description
        for count in [8, 12, 31, 32] {
            #expect(try replica.one(String(digits.prefix(count))).id == ada)
            #expect(try replica.one(digits.prefix(count).uppercased()).id == ada)
        }
        #expect(try replica.lookUp(String(digits.prefix(3))) == .none)
        #expect(try replica.lookUp(digits + "0") == .none)
    }

    @Test func `ids that begin alike are all listed`() throws {
        var author = ForeignAuthor(1)
        let ids: [UInt128] = [0xABCD_1 << 108, 0xABCD_2 << 108]
        for id in ids {
            let element = ElementID(value: 1)
            let line = CardLine(element: element, place: 1, raw: Array("FN:X\(id)\r\n".utf8))
            let cell = CellAddress(entity: EntityID(value: id), field: .line, element: element)
            let run = try author.run([Wish(cell: cell, value: line.value)])
            _ = try replica.store(of: Bench.personal).apply(.from(server: 5, [run]))
        }
        #expect(try several("abcd").map(\.id.value) == ids)
        #expect(try replica.one("ABCD1").id.value == ids[0])
    }

    @Test func `a name that is exactly so wins over names that hold it`() throws {
        #expect(try replica.one("Ada").name == "Ada")
        #expect(try several("ad").map(\.name) == ["Ada", "Ada Byron", "Ada Lovelace"])
    }

    @Test func `an address that two people share means both`() throws {
        #expect(
            Set(try several("us@example.org").map(\.name)) == ["Ada Byron", "Ada Lovelace"])
    }

    @Test(arguments: ["", " ", "nobody", "x@example.org", "+4912345", "0000", "ada bob", "\"", "*"])
    func `nobody is meant by what fits nobody`(selector: String) throws {
        #expect(try replica.lookUp(selector) == .none)
    }

    @Test func `an organisation or a note does not make a name of it`() throws {
        try replica.edit(ada, [.set(.note, "whist")])
        try replica.addNote("poker", about: ada)
        #expect(try replica.lookUp("whist") == .none)
        #expect(try replica.lookUp("poker") == .none)
    }

    private func several(_ selector: String) throws -> [PersonSummary] {
        guard case .several(let people) = try replica.lookUp(selector) else { return [] }
        return people
    }
}
