import ChangeLog
import ContactModel
import SQLiteReplica
import Testing

/// People of one name: what lists say does not hang on which machine one looks at.
struct NamesakeTests {
    @Test func `namesakes stand in one order on all machines, whoever was written down first`()
        throws
    {
        let bench = try Bench()
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        for number in 0..<6 {
            let machine = number.isMultiple(of: 2) ? desk : laptop
            _ = try machine.add(
                "Ada Example",
                [
                    .add(.email, "ada\(number)@example.org", label: ""),
                    .add(.tag, "choir", label: ""),
                ])
        }
        try desk.exchange(with: laptop)
        let ids = try [desk, laptop].map { try $0.people().map(\.id) }
        #expect(ids[0].count == 6 && ids[0] == ids[0].sorted())
        #expect(ids[1] == ids[0])
        for machine in [desk, laptop] {
            #expect(try machine.find("ada example").map(\.id) == ids[0])
            #expect(try machine.group(named: "choir")?.members.map(\.id) == ids[0])
            #expect(try machine.lookUp("Ada Example") == desk.lookUp("Ada Example"))
        }
        #expect(
            try desk.mailMatches("ada", limit: 9).matches.map(\.address)
                == laptop.mailMatches("ada", limit: 9).matches.map(\.address))
    }
}
