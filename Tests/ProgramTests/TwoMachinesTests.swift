import Foundation
import Testing

/// What a person sees who keeps contacts on several machines, offline first.
@Suite(.serialized)
struct TwoMachinesTests {
    @Test func `MERGE-7: undoing that somebody is kept puts nobody into the trash`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[0].kith("add", "--name", "Ada Example")
        for machine in machines { try machine.sync() }
        try machines[0].kith("rm", "Ada")
        try machines[1].kith("edit", "Ada", "--set", "title=Boss")
        for machine in machines + machines { try machine.sync() }
        let conflict = try #require(try machines[0].conflicts().first)
        let identifier = try #require(conflict["id"] as? String)
        try machines[0].kith("conflicts", "pick", identifier, "keep")
        #expect(try machines[0].conflicts().isEmpty)
        let told = try machines[0].kith("undo").output
        #expect(
            told.hasSuffix("nothing. Who was kept stays; `kith rm` puts them into the trash.\n"))
        for machine in machines + machines { try machine.sync() }
        for machine in machines { #expect(try machine.names() == ["Ada Example"]) }
    }

    @Test func `Edits of different properties of one card made offline are both kept`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Grace Example", "--email", "grace@example.org")
        try laptop.sync()
        try desktop.sync()

        try laptop.kith("edit", "Grace", "--set", "title=Engineer")
        try desktop.kith("edit", "Grace", "--add", "phone=+1 555 0100")
        for machine in [laptop, desktop, laptop] { try machine.sync() }

        for machine in [laptop, desktop] {
            let card = try machine.kith("export", "Grace").output
            #expect(card.contains("TITLE:Engineer"))
            #expect(card.contains("+1 555 0100"))
            #expect(try machine.conflicts().isEmpty)
            try machine.requireEqual()
        }
        #expect(try laptop.export() == desktop.export())
    }

    @Test func `One property edited on both: same winner, listed loser, pick settles it`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop", "tower"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Grace Example", "--title", "Analyst")
        for machine in machines { try machine.sync() }

        try laptop.kith("edit", "Grace", "--set", "title=Engineer")
        try desktop.kith("edit", "Grace", "--set", "title=Professor")
        for machine in machines + machines { try machine.sync() }

        let exports = try machines.map { try $0.export() }
        #expect(Set(exports).count == 1)
        let winner = String(decoding: exports[0], as: UTF8.self)
        let loser = winner.contains("Engineer") ? "Professor" : "Engineer"
        for machine in machines {
            #expect(try machine.conflicts().count == 1)
            #expect(try machine.kith("conflicts", "list").output.contains(loser))
        }

        let identifier = try #require(try machines[2].conflicts().first?["id"] as? String)
        try machines[2].kith("conflicts", "pick", identifier, loser)
        for machine in machines.reversed() + machines { try machine.sync() }
        for machine in machines {
            #expect(try machine.conflicts().isEmpty)
            #expect(try machine.kith("export", "Grace").output.contains("TITLE:\(loser)"))
            try machine.requireEqual()
        }
        let undone = try machines[2].kith("undo")
        #expect(undone.diagnostics.contains("The conflict does not come back"))
        #expect(try machines[2].kith("export", "Grace").output.contains("TITLE:"))
        #expect(try machines[2].kith("history", "Grace").output.contains(loser))
    }

    @Test func `A person deleted here and edited there is kept, and kith says so`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        try laptop.kith("add", "--name", "Grace Example")
        try laptop.sync()
        try desktop.sync()

        try laptop.kith("rm", "Grace")
        try desktop.kith("edit", "Grace", "--add", "phone=+1 555 0100")
        for machine in [laptop, desktop, laptop] { try machine.sync() }

        for machine in machines {
            #expect(try machine.names() == ["Grace Example"])
            let listing = try machine.kith("conflicts", "list").output.lowercased()
            #expect(listing.contains("deleted") && listing.contains("edited"))
        }

        // Deleting again, having seen the edit, is final.
        try laptop.kith("rm", "Grace")
        for machine in [laptop, desktop] { try machine.sync() }
        for machine in machines {
            #expect(try machine.names().isEmpty)
            #expect(try machine.conflicts().isEmpty)
        }
    }

    @Test func `The same file imported on two offline machines gives every person once`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        for machine in machines {
            for sample in try BuildFolder.samples { try machine.attempt("import", sample.path) }
        }
        let before = try machines[0].names()
        #expect(before.count > 50)
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            #expect(try machine.names() == before)
            #expect(try machine.conflicts().isEmpty)
            try machine.requireEqual()
        }
    }

    @Test func `A machine with 500 people joins a user who has 1,000, and none is lost`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let thousand = try bench.file("a.vcf", InventedCards.text(count: 1_000))
        try machines[0].kith("import", thousand.path)
        try machines[0].sync()

        let desktop = try bench.machine("desktop")
        let own = try bench.file("b.vcf", InventedCards.text(first: 1_000, count: 500))
        try desktop.kith("import", own.path)
        #expect(try desktop.people().count == 500)
        try desktop.join(daemon, code: try daemon.addDevice("ada"))
        try desktop.sync()
        try machines[0].sync()
        for machine in [machines[0], desktop] {
            #expect(try machine.people().count == 1_500)
            #expect(Set(try machine.names()).count == 1_500)
            try machine.requireEqual()
        }
    }
}
