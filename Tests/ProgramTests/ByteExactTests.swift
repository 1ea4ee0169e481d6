import Foundation
import Testing

/// What goes in comes out: the promise about cards nobody touched.
@Suite(.serialized)
struct ByteExactTests {
    @Test func `An untouched export comes out byte for byte, on this machine and the next`() throws
    {
        for sample in try BuildFolder.samples {
            let bench = try TestBench()
            let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
            try machines[0].attempt("import", sample.path)
            try machines[0].sync()
            try machines[1].sync()
            let original = Array(try Data(contentsOf: sample))
            for machine in machines {
                #expect(try machine.export() == original, "\(sample.lastPathComponent)")
            }
        }
    }

    @Test func `An edited card differs from the file in the touched line only`() throws {
        for sample in try BuildFolder.samples {
            let bench = try TestBench()
            let laptop = try bench.machine("laptop")
            try laptop.attempt("import", sample.path)
            let person = try #require(try laptop.people().first?["id"] as? String)
            try laptop.kith("edit", person, "--add", "phone=+1 555 0199")
            let before = lines(Array(try Data(contentsOf: sample)))
            let after = lines(try laptop.export())
            let difference = after.difference(from: before)
            #expect(difference.removals.isEmpty, "\(sample.lastPathComponent)")
            #expect(difference.insertions.count == 1, "\(sample.lastPathComponent)")
        }
    }

    @Test func `Importing the same file twice changes nothing`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        for sample in try BuildFolder.samples { try laptop.attempt("import", sample.path) }
        let before = try laptop.export()
        let status = try laptop.kith("status", "--json").output
        for sample in try BuildFolder.samples { try laptop.attempt("import", sample.path) }
        #expect(try laptop.export() == before)
        #expect(try laptop.kith("status", "--json").output == status)
    }

    private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    }
}
