import Foundation
import Synchronization
import TestSupport
import Testing

@Suite
struct ConvergenceTests {
    /// Enough for every pair of faults many times over; `KITH_SIM_EPISODES` asks for more.
    private static let episodes =
        ProcessInfo.processInfo.environment["KITH_SIM_EPISODES"].flatMap { Int($0) } ?? 20_000

    @Test func `P3, P4, P6, SYNC-1: whatever happens, all end equal and nothing is lost`()
        async throws
    {
        let first = ProcessInfo.processInfo.environment["KITH_SIM_SEED"].flatMap { UInt64($0) } ?? 1
        let episodes = Self.episodes
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<2 {
                group.addTask {
                    for episode in stride(from: lane, to: episodes, by: 2) {
                        var simulation = Simulation(seed: first + UInt64(episode))
                        try simulation.play()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: FoundSeeds.all)
    func `A seed that failed once does not fail again`(seed: UInt64) throws {
        var simulation = Simulation(seed: seed)
        try simulation.play()
    }

    @Test func `The same seed gives the same trace`() throws {
        for seed in UInt64(1)...50 {
            var first = Simulation(seed: seed)
            var second = Simulation(seed: seed)
            try first.play()
            try second.play()
            #expect(first.traceHash == second.traceHash, "seed \(seed)")
        }
    }

    @Test(arguments: MemoryServer.Fault.allCases)
    func `A server with a planted fault is found out`(fault: MemoryServer.Fault) {
        let isFound = (UInt64(1)...500).contains { seed in
            var simulation = Simulation(seed: seed, serverFault: fault)
            do {
                try simulation.play()
                return false
            } catch {
                return true
            }
        }
        #expect(isFound, "500 episodes did not notice: \(fault)")
    }
}
