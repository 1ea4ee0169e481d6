import Foundation
import Testing

/// People with a card in several spaces, where not all of them may be written.
struct SeveralSpacesTests {
    private static let card =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:same\r\nFN:Same Person\r\nN:Person;Same;;;\r\n"

    private static func card(_ lines: String = "") -> String { "\(card)\(lines)END:VCARD\r\n" }

    /// A card in each of the spaces, written by ada, who owns them; ben may write in the first alone.
    private func spaces(
        _ bench: TestBench, _ names: [String]
    ) throws -> (daemon: Daemon, ada: Machine, ben: Machine) {
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let ada = machines[0]
        let ben = try bench.machine("ben")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        for (number, name) in names.enumerated() {
            try daemon.admin("space", "add", name)
            try daemon.admin("member", "add", name, "ada", "--role", "owner")
            try daemon.admin(
                "member", "add", name, "ben", "--role", number == 0 ? "editor" : "viewer")
            try ada.sync()
            let lines = number == 0 ? "TITLE:In the first\r\n" : ""
            let file = try bench.file("\(name).vcf", Self.card(lines))
            try ada.kith("import", "--space", name, file.path)
        }
        try ada.sync()
        try ben.sync()
        return (daemon, ada, ben)
    }

    @Test
    func `A card that goes into the trash while another one stays is told of, and comes back`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, ben) = try spaces(bench, ["team", "club"])
        let said = try ben.kith("rm", "Same").output
        #expect(said.contains("the card in team is in the trash"))
        #expect(said.contains("the one in club stays"))
        try ben.sync()
        try ada.sync()
        for machine in [ben, ada] {
            #expect(try machine.names() == ["Same Person"])
            #expect(try machine.kith("list", "--trash").diagnostics.contains("in team"))
            #expect(try !machine.kith("show", "Same").output.contains("In the first"))
        }
        try ada.kith("restore", "Same")
        try ada.sync()
        try ben.sync()
        for machine in [ben, ada] {
            #expect(try machine.kith("show", "Same").output.contains("In the first"))
            #expect(try !machine.kith("list", "--trash").diagnostics.contains("in team"))
            #expect(try machine.kith("conflicts", "list").output.contains("No conflicts"))
        }
    }

    @Test func `MERGE-7: what is said in private takes no card of one's own out of the trash`()
        throws
    {
        let bench = try TestBench()
        let (_, _, ben) = try spaces(bench, ["first", "team"])
        try ben.kith("rm", "Same")
        let file = try bench.file("own.vcf", Self.card("NOTE:Mine\r\n"))
        try ben.kith("import", file.path)
        try ben.kith("rm", "Same")
        #expect(try ben.names() == ["Same Person"])
        try ben.kith("tier", "Same", "close")
        #expect(try ben.kith("show", "Same").output.contains("close"))
        #expect(try !ben.kith("show", "Same").output.contains("Mine"))
        #expect(try ben.kith("conflicts", "list").output.contains("No conflicts"))
        try ben.kith("doctor")
        // Neither does taking it back, nor to say that somebody else is the same person.
        let commands = [
            ["undo"], ["redo"], ["undo"], ["add", "Other Person"], ["merge", "Other", "Same"],
            ["undo"], ["merge", "Other", "Same"], ["unmerge", "Other"],
        ]
        for words in commands {
            try ben.kith(words: words)
            if words == ["undo"] {
                #expect(try !ben.kith("show", "Same").output.contains("close"))
            }
            #expect(try ben.kith("list", "--trash").diagnostics.contains("in personal"), "\(words)")
            #expect(try !ben.kith("show", "Same").output.contains("Mine"), "\(words)")
            #expect(try ben.kith("conflicts", "list").output.contains("No conflicts"), "\(words)")
        }
    }

    @Test func `A purge names the spaces whose cards go, and those alone`() throws {
        let bench = try TestBench()
        let (_, ada, ben) = try spaces(bench, ["team", "club"])
        try ben.kith("import", try bench.file("own.vcf", Self.card("NOTE:Mine\r\n")).path)
        func lines() throws -> [String] {
            try ben.kith("purge", "Same", "--dry-run").output.split(separator: "\n").map(
                String.init)
        }
        #expect(
            try lines().contains {
                $0.hasPrefix("  Same Person") && $0.hasSuffix("  personal, team")
            })
        #expect(try lines().contains("Stays where you may only read: club"))
        try ben.kith("rm", "Same")
        #expect(
            try lines().contains {
                $0.hasPrefix("  Same Person") && $0.hasSuffix("  personal, team")
            })
        let told = try #require(
            try ben.json("purge", "Same", "--dry-run")["people"] as? [[String: Any]])
        #expect(told.first?["spaces"] as? [String] == ["personal", "team"])
        // Of a card that an undo took out of a space nothing is there to go, or to stay.
        try ada.kith("add", "--space", "club", "--name", "Other Person")
        try ada.kith("undo")
        let file = try bench.file(
            "new.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:n\r\nFN:New\r\nEND:VCARD\r\n")
        try ada.kith("import", "--space", "club", file.path)
        try ada.kith("undo")
        try ada.kith("import", "--space", "team", file.path)
        #expect(try ada.kith("purge", "New", "--dry-run").output.contains("members of: team\n"))
        #expect(try ada.kith("rm", "New").output.contains("New is in the trash"))
    }

    @Test func `What one wrote of somebody whom others erased is told of, and can be erased too`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, ben) = try spaces(bench, ["team"])
        try ben.kith("note", "Same", "private words")
        try ben.kith("tier", "Same", "close")
        try ada.kith("purge", "Same", "--yes")
        try ada.sync()
        try ben.sync()
        let told = try ben.kith("list", "--trash").diagnostics
        #expect(told.contains("1 field, 1 note"))
        let id = try #require(told.split(separator: "`").first { $0.hasPrefix("kith purge ") })
        try ben.kith(words: id.split(separator: " ").dropFirst().map(String.init) + ["--yes"])
        #expect(try !ben.kith("list", "--trash").diagnostics.contains("erased somebody"))
        for file in try ben.files() {
            #expect(try !Data(contentsOf: file).contains("private words".utf8))
        }
    }

    @Test func `SYNC-19: values that are kept beside a purge that is taken back have a whole card`()
        throws
    {
        let bench = try TestBench()
        let (daemon, ada, ben) = try spaces(bench, ["team"])
        try ada.kith("add", "--space", "team", "--name", "Other Person")
        try ada.sync()
        try ben.sync()
        try ben.kith("edit", "Same", "--set", "title=By Ben")
        try ben.kith("purge", "Other", "--yes")
        try daemon.admin("member", "set", "team", "ben", "--role", "viewer")
        #expect(try ben.attempt("sync").exitCode == 3)
        #expect(try ben.kith("unsent", "keep", "team").output.contains("came again"))
        let own = try ben.kith("export", "--space", "personal").output
        #expect(own.contains("VERSION:3.0") && own.contains("UID:same"))
        #expect(own.contains("TITLE:By Ben"))
        #expect(try ben.names().contains("Other Person"))
        try ben.sync()
        try ben.requireEqual()
    }

    @Test func `P10: an export of people from one space has that space's lines and groups alone`()
        throws
    {
        let bench = try TestBench()
        let (_, ada, _) = try spaces(bench, ["team"])
        let own = Self.card("NOTE:my own remark\r\nEMAIL:home@example.org\r\n")
        try ada.kith("import", try bench.file("own.vcf", own).path)
        try ada.kith("add", "Only Mine", "--phone", "5550199")
        try ada.kith("group", "new", "my gossips", "--card")
        try ada.kith("group", "add", "my gossips", "Same Person")
        for people in [["Same Person"], ["Same Person", "Only Mine"], ["--search", "person"], []] {
            for format in ["vcard", "json", "csv", "jcard"] {
                let told = try ada.kith(
                    words: ["export"] + people + ["--space", "team", "--format", format])
                #expect(told.output.contains("In the first"), "\(people) \(format)")
                for word in ["my own remark", "home@", "Only Mine", "5550199", "gossips"] {
                    #expect(!told.output.contains(word), "\(people) \(format) \(word)")
                }
            }
        }
        let both = try ada.kith("export", "Same Person", "Only Mine", "--space", "team")
        #expect(both.diagnostics.contains("1 person without a card in team: left out."))
        #expect(try ada.attempt("export", "Only Mine", "--space", "team").exitCode == 1)
        let unknown = try ada.attempt("export", "Same Person", "--space", "none")
        #expect(unknown.exitCode != 0 && unknown.output.isEmpty)
    }
}
