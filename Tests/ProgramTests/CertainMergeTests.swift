import Foundation
import Testing

/// An address book full of doubles, put in order in one go.
struct CertainMergeTests {
    private func card(_ name: String, _ mail: String, _ phone: String, note: String = "") -> String
    {
        let parts = name.split(separator: " ")
        return """
            BEGIN:VCARD\r
            VERSION:3.0\r
            FN:\(name)\r
            N:\(parts.last ?? "");\(parts.first ?? "");;;\r
            EMAIL:\(mail)\r
            TEL:\(phone)\r
            NOTE:\(note)\r
            END:VCARD\r

            """
    }

    private func book() -> String {
        (0..<30).map { number in
            let name = "Person\(number) Example"
            let (mail, phone) = ("p\(number)@example.org", "+49 30 55501\(number + 10)")
            return card(name, mail, phone)
                + card(name, mail.uppercased(), phone, note: "second")
        }.joined() + card("Person0 Example", "other@example.com", "+49 30 777000")
    }

    @Test func `All certain doubles are merged at once, named before, and taken apart by one undo`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("book.vcf", book()).path)
        #expect(try machine.names().count == 61)
        let before = try machine.export()

        let dry = try machine.kith("merge", "--certain", "--dry-run").output
        #expect(dry.contains("60 cards of 30 people would be merged; nothing was changed."))
        #expect(try machine.names().count == 61)
        let refused = try machine.attempt("merge", "--certain")
        #expect(refused.exitCode == 5 && refused.diagnostics.contains("say --yes"))

        let merged = try machine.kith("merge", "--certain", "--yes").output
        #expect(merged.contains("Merged 60 cards of 30 people; `kith undo` takes it back."))
        // The homonym with another address stays who he is.
        #expect(try machine.names().count == 31)
        #expect(try machine.attempt("dupes", "--certain").output.isEmpty)
        try machine.kith("undo")
        #expect(try machine.names().count == 61)
        #expect(try machine.export() == before)
    }

    @Test func `Merging two of one name says so, and again says that it is done`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("book.vcf", book()).path)
        let ids = try machine.people().filter { $0["name"] as? String == "Person3 Example" }
            .compactMap { $0["id"] as? String }
        try #require(ids.count == 2)
        let first = try machine.kith("merge", ids[0], ids[1]).output
        #expect(first.contains("Both cards of Person3 Example are one person now"))
        let again = try machine.attempt("merge", ids[0], ids[1])
        #expect(again.exitCode == 2 && again.diagnostics.contains("merged already"))
        #expect(try machine.attempt("merge", "Person3").exitCode == 2)
    }
}
