import Foundation
import Testing

/// A colleague's purge takes the team's card; what one wrote down of the person stays one's own.
@Suite(.serialized)
struct ErasedByOthersTests {
    private struct Members {
        let ada: Machine
        let desktop: Machine
        let ben: Machine

        func meet() throws {
            for machine in [ada, desktop, ben, ada, desktop, ben] { try machine.sync() }
        }
    }

    /// Ada has two machines and wrote down things of Olga, whose card is the team's; ben is its other editor.
    private func members(_ bench: TestBench) throws -> Members {
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas", "desktop"])
        let ben = try bench.machine("bens")
        try ben.join(daemon, code: try daemon.addUser("ben"))
        try daemon.admin("space", "add", "team")
        for name in ["ada", "ben"] {
            try daemon.admin("member", "add", "team", name, "--role", "editor")
        }
        let members = Members(ada: machines[0], desktop: machines[1], ben: ben)
        try members.ada.sync()
        try members.ada.kith("add", "--space", "team", "--name", "Olga Example")
        try members.ada.kith("add", "--space", "team", "--name", "Zoe Example")
        try members.ada.kith("note", "olga", "likes harbours")
        try members.ada.kith("tier", "olga", "focus")
        try members.ada.kith("set", "olga", "why=knows the pier")
        try members.ada.kith("touch", "olga", "call", "about the pier")
        try members.meet()
        return members
    }

    /// Lets ben erase both, of whom ada wrote something of one.
    private func erase(_ members: Members) throws {
        try members.ben.kith("purge", "olga", "--yes")
        try members.ben.kith("purge", "zoe", "--yes")
        try members.ben.sync()
    }

    private func shortID(_ machine: Machine) throws -> String {
        let told = try machine.kith("list", "--trash").diagnostics
        let word = try #require(told.split(separator: "`").first { $0.hasPrefix("kith show ") })
        return String(word.dropFirst("kith show ".count))
    }

    @Test
    func `Sync says once that others erased whom one knew, and status as long as it lasts`()
        throws
    {
        let bench = try TestBench()
        let members = try members(bench)
        let ada = members.ada
        #expect(try !ada.kith("status").output.contains("Others erased"))
        #expect(try ada.json("status")["erased_by_others"] as? Int == 0)
        try erase(members)
        let said =
            "Others erased 1 person of whom you wrote something down; `kith list --trash` lists them."
        #expect(try ada.kith("sync").output.contains(said))
        #expect(try !ada.kith("sync").output.contains("Others erased"))
        #expect(try ada.kith("status").output.contains(said))
        #expect(try ada.json("status")["erased_by_others"] as? Int == 1)
        // Who erased them did so, and wrote nothing down.
        #expect(try !members.ben.kith("status").output.contains("Others erased"))
        try ada.kith("purge", try shortID(ada), "--yes")
        #expect(try !ada.kith("status").output.contains("Others erased"))
        try ada.sync()
        #expect(try !members.desktop.kith("sync").output.contains("Others erased"))
        #expect(try !members.desktop.kith("status").output.contains("Others erased"))
    }

    @Test func `What one wrote of somebody whom others erased is read by the id`() throws {
        let bench = try TestBench()
        let members = try members(bench)
        try erase(members)
        try members.ada.sync()
        let id = try shortID(members.ada)
        for command in ["show", "subject"] {
            let page = try members.ada.kith(command, id).output
            #expect(page.hasPrefix("Others erased this card on "), "\(page)")
            for words in [
                " in team; what you wrote down:", "tier: focus", "why: knows the pier",
                "likes harbours", "about the pier", "`kith restore \(id) --name NAME`",
                "`kith purge \(id)`",
            ] { #expect(page.contains(words), "\(words) in \(page)") }
            #expect(!page.contains("Olga"))
        }
        let page = try members.ada.json("show", id)
        #expect(page["tier"] as? String == "focus" && page["spaces"] as? [String] == ["team"])
        #expect((page["private_notes"] as? [[String: Any]])?.count == 1)
        #expect((page["items"] as? [[String: Any]])?.count == 1)
        let notes = try members.ada.kith("note", id, "--list")
        #expect(notes.output.contains("likes harbours"))
        #expect(notes.diagnostics.contains("Others erased this card"))
        // What needs a card says what there is, and what gives one.
        let refused = try members.ada.attempt("tier", id, "close")
        #expect(refused.exitCode != 0 && refused.diagnostics.contains("kith restore \(id) --name"))
        #expect(try members.ben.attempt("show", id).diagnostics.contains("Nobody matches"))
    }

    @Test func `Whom others erased is kept under a card of one's own, on all machines`() throws {
        let bench = try TestBench()
        let members = try members(bench)
        try erase(members)
        try members.ada.sync()
        try members.desktop.sync()
        let id = try shortID(members.ada)
        let empty = try members.ada.attempt("restore", id, "--name", " ")
        #expect(empty.exitCode == 2)
        #expect(try members.ada.attempt("restore", "Nobody", "--name", "Olga").exitCode != 0)
        try members.ada.kith("restore", id, "--name", "Olga Kept")
        #expect(try members.ada.names() == ["Olga Kept"])
        try members.ada.kith("undo")
        #expect(try members.ada.names().isEmpty)
        #expect(try members.ada.kith("show", id).output.contains("Others erased this card"))
        try members.ada.kith("redo")
        // Both machines offline, by the same name: one card, and nothing to settle.
        try members.desktop.kith("restore", id, "--name", "Olga Kept")
        try members.meet()
        for machine in [members.ada, members.desktop] {
            let page = try machine.kith("show", "Olga Kept").output
            #expect(page.contains("likes harbours") && page.contains("focus"), "\(page)")
            #expect(try machine.kith("items", "touches", "--of", "olga").output.contains("pier"))
            #expect(try machine.people().map { $0["spaces"] as? [String] } == [["personal"]])
            #expect(try machine.people().map { $0["contested"] as? Bool } == [false])
            #expect(try machine.kith("conflicts", "list").output.contains("No conflicts"))
            #expect(try !machine.kith("status").output.contains("Others erased"))
            try machine.kith("doctor")
            try machine.requireEqual()
        }
        #expect(try members.ben.names().isEmpty)
        // It is a card like any other, which the team has when it is given on purpose.
        try members.ada.kith("share", "olga", "--space", "team")
        try members.meet()
        #expect(try members.ben.names() == ["Olga Kept"])
        for machine in [members.ada, members.desktop, members.ben] {
            #expect(try machine.people().map { $0["contested"] as? Bool } == [false])
            #expect(try machine.kith("conflicts", "list").output.contains("No conflicts"))
        }
    }
}
