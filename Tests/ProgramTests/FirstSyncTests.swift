import Foundation
import TestSupport
import Testing

/// Ten thousand people on their way to a second machine, undisturbed and disturbed.
@Suite(.serialized)
struct FirstSyncTests {
    private let count = 10_000
    private let memoryLimit = 100 << 20

    @Test func `10,000 people arrive in one pass within 100 MB on both sides`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let file = try bench.file("people.vcf", InventedCards.text(count: count))
        try machines[0].kith("import", file.path)
        try machines[0].sync()
        let peak = try machines[1].peakBytes("sync")
        #expect(try machines[1].people().count == count)
        for machine in machines { try machine.requireEqual() }
        #expect(try machines[1].export() == Array(try Data(contentsOf: file)))
        #expect(peak < memoryLimit)
        #expect(try daemon.maximumResidentBytes() < memoryLimit)
    }

    @Test func `P1, P2: SIGKILL at 100 random moments loses and doubles nothing`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let file = try bench.file("people.vcf", InventedCards.text(count: count))
        try machines[0].kith("import", file.path)
        var random = SeededRandom(seed: 2026)
        for round in 0..<100 {
            let machine = machines[round % 2]
            let sync = try machine.start(["sync"])
            // The delay is the experiment, not a wait for something: any moment will do.
            usleep(UInt32(random.next() % 400_000))
            if random.next() % 2 == 0 {
                sync.signal(SIGKILL)
                _ = try sync.wait()
            } else {
                daemon.kill()
                _ = try sync.wait()
                try daemon.start()
            }
        }
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            #expect(try machine.people().count == count)
            #expect(Set(try machine.names()).count == count)
            #expect(try machine.conflicts().isEmpty)
            try machine.requireEqual()
            try machine.kith("doctor")
        }
        #expect(try machines[1].export() == Array(try Data(contentsOf: file)))
    }
}
