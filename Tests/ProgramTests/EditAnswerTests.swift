import Foundation
import Testing

/// What `kith edit` and `kith add` answer to wishes that a card meets halfway.
struct EditAnswerTests {
    @Test func `A tag or nickname with a comma reads as one`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let card =
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nNICKNAME:Mo\\, the Great,Ra\r\n"
            + "CATEGORIES:club,Old\\, friends\r\nEND:VCARD\r\n"
        try machine.kith("import", try bench.file("ada.vcf", card).path)
        let shown = try machine.kith("show", "Ada").output
        #expect(shown.contains("“Mo, the Great”, Ra") && shown.contains("club, “Old, friends”"))
        #expect(try machine.kith("history", "Ada").output.contains("club,“Old, friends”"))
    }

    private func ben(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith(
            "add", "Ben Example", "--email", "ben@example.org", "--phone", "+49 30 12340015",
            "--tag", "club")
        return machine
    }

    private func page(_ machine: Machine) throws -> String {
        try machine.kith("show", "Ben Example").output
    }

    @Test func `A label is kept as it was typed, and matched in any case`() throws {
        let bench = try TestBench()
        let machine = try ben(bench)
        try machine.kith(
            "edit", "Ben Example", "--add", "phone.Winterhaus=+49 30 2", "--add",
            "Date.Jubiläum=2019-05-01")
        #expect(try page(machine).contains("+49 30 2  (Winterhaus)"))
        #expect(try page(machine).contains("2019-05-01  (Jubiläum)"))
        let again = try machine.kith(
            "edit", "Ben Example", "--add", "date.jubiläum=2019-05-01", "--add",
            "phone.winterhaus=+49302")
        #expect(again.output.contains("says that already"))
        try machine.kith("edit", "Ben Example", "--remove", "phone.WINTERHAUS=+49 30 2")
        #expect(try !page(machine).contains("Winterhaus"))
    }

    @Test func `There is one answer, and one exit code, when there is nothing to take away`() throws
    {
        let bench = try TestBench()
        let machine = try ben(bench)
        for wish in [
            "tag=x", "email=x@example.org", "title=x", "title=", "city=", "city=Ulm", "given=Zed",
            "middle=", "note=", "x.a=b", "birthday=1999-01-01", "relation=Anna",
        ] {
            for options in [[], ["--dry-run"]] {
                let result = try machine.start(
                    ["edit", "Ben Example", "--remove", wish] + options
                ).wait()
                #expect(result.exitCode == 1, "\(wish) \(options)")
                #expect(result.diagnostics.contains("no such"), "\(wish) \(options)")
            }
            let many = try machine.attempt("edit", "--search", "tag:club", "--remove", wish)
            #expect(many.exitCode == 1, "\(wish)")
            #expect(many.diagnostics.contains("does not have what is to be taken away"))
        }
        try machine.kith("edit", "Ben Example", "--set", "city=Ulm", "--set", "street=Weg 3")
        try machine.kith("edit", "Ben Example", "--remove", "city=ulm")
        #expect(try page(machine).contains("address     Weg 3\n"))
        try machine.kith("edit", "Ben Example", "--remove", "street=")
        #expect(try !page(machine).contains("address"))
    }

    @Test func `A number is taken away in any form, and a label may be another one`() throws {
        let bench = try TestBench()
        let machine = try ben(bench)
        try machine.kith("edit", "Ben Example", "--add", "email.home=ben@example.org")
        #expect(try page(machine).contains("ben@example.org  (home)"))
        try machine.kith("edit", "Ben Example", "--add", "email.work=ben@example.org")
        #expect(try page(machine).contains("ben@example.org  (work)"))
        let other = try machine.attempt("edit", "Ben Example", "--remove", "phone=03012340016")
        #expect(other.exitCode == 1)
        try machine.kith("edit", "Ben Example", "--remove", "phone=03012340015")
        #expect(try !page(machine).contains("12340015"))
    }

    @Test func `Relations are edited like days; what is only a line of the card is told`() throws {
        let bench = try TestBench()
        let machine = try ben(bench)
        try machine.kith(
            "edit", "Ben Example", "--add", "relation.sister=Anna Example", "--add",
            "relation.spouse=Pat Partner")
        #expect(try page(machine).contains("relation    Anna Example  (sister)"))
        let raw = try machine.kith("show", "Ben Example", "--raw").output
        #expect(raw.contains("RELATED;TYPE=spouse;VALUE=text:Pat Partner"))
        #expect(raw.contains("X-ABRELATEDNAMES:Anna Example"))
        try machine.kith("edit", "Ben Example", "--remove", "relation.Sister=anna example")
        #expect(try !page(machine).contains("Anna"))
        let gender = try machine.attempt("edit", "Ben Example", "--set", "gender=M")
        #expect(gender.exitCode == 2 && gender.diagnostics.contains("--vcard"))
        let said = try machine.attempt("edit", "Ben Example", "--set", "phonetic=Benn")
        #expect(said.diagnostics.contains("--set X-PHONETIC-FIRST-NAME="))
        let field = try machine.attempt("edit", "Ben Example", "--set", "x.größe=3")
        #expect(field.exitCode == 2 && field.diagnostics.contains("letters a to z"))
    }

    @Test func `Somebody may be an address alone`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--email", "only@example.org")
        #expect(try machine.names() == ["only@example.org"])
        try machine.kith("edit", "only@example.org", "--set", "name=Ole Only")
        #expect(try machine.kith("show", "Ole", "--raw").output.contains("N:Only;Ole;;;"))
        #expect(try machine.attempt("add", "--tag", "x").exitCode == 2)
    }

    @Test func `A merged person says nothing twice, and is one in the trash`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cards = """
            BEGIN:VCARD\r\nVERSION:4.0\r\nUID:a\r\nFN:Uwe Berg\r\nTITLE:Baker\r
            EMAIL;PREF=1:a@example.org\r\nRELATED;TYPE=spouse;VALUE=text:Pat Partner\r\nEND:VCARD\r
            BEGIN:VCARD\r\nVERSION:3.0\r\nUID:b\r\nFN:Uwe Berg\r\nTITLE:Cook\r
            EMAIL;TYPE=pref:b@example.org\r\nitem1.X-ABRELATEDNAMES:Pat Partner\r
            item1.X-ABLabel:_$!<Spouse>!$_\r\nEND:VCARD\r\n
            """
        try machine.kith("import", try bench.file("two.vcf", cards).path)
        let ids = try machine.kith("find", "Uwe", "--ids").lines
        #expect(ids.count == 2)
        try machine.kith("merge", ids[0], ids[1])
        let page = try machine.kith("show", "Uwe").output
        #expect(page.components(separatedBy: "Pat Partner").count == 2)
        #expect(page.components(separatedBy: "preferred").count == 2)
        #expect(page.contains("Baker") && page.contains("Cook"))
        try machine.kith("edit", "Uwe", "--set", "title=Chef")
        let edited = try machine.kith("show", "Uwe").output
        #expect(edited.contains("Chef") && !edited.contains("Baker") && !edited.contains("Cook"))

        try machine.kith("rm", "Uwe")
        let trash = try machine.kith("list", "--trash").lines
        #expect(trash.filter { $0.contains("Uwe Berg") }.count == 1)
        let undone = try machine.kith("undo")
        #expect(undone.output.components(separatedBy: "Uwe Berg").count == 2)
        try machine.kith("redo")
        for id in ids {
            let plan = try machine.kith("purge", id, "--dry-run").output
            #expect(plan.contains("2 cards, seen as one"))
        }
        #expect(try machine.kith("restore", "Uwe").output.contains("Uwe Berg is back"))
        #expect(try machine.kith("show", "Uwe").output.contains("b@example.org"))
    }
}
