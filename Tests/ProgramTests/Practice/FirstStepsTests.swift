import Foundation
import Testing

/// The pages a newcomer reads first, run line by line.
struct FirstStepsTests {
    @Test func `What the page of the first ten minutes shows is what happens`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let page = try ShownCommands(of: "docs/first-steps.md")
        let book = try #require(page.blocks("vcard").first)
        _ = try bench.file("contacts.vcf", book.replacing("\n", with: "\r\n"))
        let steps = page.steps(of: page.blocks("console").joined())
        #expect(steps.count > 8)
        for step in steps { try page.check(step, on: machine, in: bench.folder, bench) }
    }

    @Test func `What the README shows is what happens`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let page = try ShownCommands(of: "README.md")
        let blocks = page.blocks("text").map(page.steps)
        #expect(blocks.map(\.count) == [4, 6])
        for block in blocks {
            for step in block {
                let machine = try #require(machines.first { $0.name == step.machine })
                // The id of the conflict is one of this test's replicas.
                var step = step
                if step.command.contains(" pick ") {
                    let found = try machine.kith("conflicts").output.firstMatch(of: /[0-9a-f]{8}/)
                    let id = try #require(found?.output)
                    step = ShownCommands.Step(
                        machine: step.machine,
                        command: step.command.replacing(/[0-9a-f]{8}/, with: id),
                        answer: step.answer)
                }
                try page.check(step, on: machine, in: BuildFolder.packageRoot, bench)
            }
            for machine in machines + machines { try machine.sync() }
        }
    }
}
