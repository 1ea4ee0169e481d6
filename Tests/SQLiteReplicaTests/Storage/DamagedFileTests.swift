import Foundation
import SQLiteReplica
import TestSupport
import Testing

/// Files that are not what kith wrote: every call gives an answer or a typed error (P7).
struct DamagedFileTests {
    private let bench: Bench
    private let good: Data

    init() throws {
        bench = try Bench()
        good = try Data(contentsOf: URL(filePath: bench.furnished().database))
    }

    @Test func `what is not damaged passes everything`() throws {
        #expect(Exercise.run(try folder(with: good), on: bench).isEmpty)
        #expect(Exercise.run(Exercise.writing, on: try bench.enrolled("fresh")) == [])
    }

    @Test(arguments: [
        "this is no database, only a text that somebody put here",
        "SQLite format 3\0", "SQLite format 3\0" + String(repeating: "\u{1}", count: 5_000),
        String(repeating: "\0", count: 8_192),
    ])
    func `P7: a file that is no database is called damaged`(text: String) throws {
        let folder = try folder(with: Data(text.utf8))
        for mode in [Replica.Mode.reading, .writing] {
            let error = #expect(throws: ReplicaError.self) {
                try Replica(folder, mode: mode, environment: bench.environment())
            }
            #expect(error?.code == "damaged_database")
        }
        #expect(try Data(contentsOf: URL(filePath: folder.database)) == Data(text.utf8))
    }

    @Test func `a path that cannot be followed is no empty book`() throws {
        let folder = bench.folder("loop")
        try FileManager.default.createSymbolicLink(
            atPath: folder.data, withDestinationPath: folder.data)
        let error = #expect(throws: ReplicaError.self) {
            try Replica(folder, mode: .reading, environment: bench.environment())
        }
        #expect(error?.code == "inaccessible")
    }

    @Test func `what is there can be read where nothing can be written beside it`() throws {
        let folder = try folder(with: good)
        // SQLite cannot make the index of its log, as in a folder that may only be read.
        try FileManager.default.createSymbolicLink(
            atPath: folder.database + "-shm", withDestinationPath: "/nonexistent/index")
        let replica = try Replica(folder, mode: .reading, environment: bench.environment())
        #expect(try !replica.people().isEmpty)
        // A log that cannot be read may hold what the file does not.
        try Data([1]).write(to: URL(filePath: folder.database + "-wal"))
        let error = #expect(throws: ReplicaError.self) {
            try Replica(folder, mode: .reading, environment: bench.environment())
        }
        #expect(error?.code == "inaccessible")
    }

    @Test func `P7: a folder in the place of the file is an error that can be told`() throws {
        let folder = bench.folder("strange")
        try FileManager.default.createDirectory(
            atPath: folder.database, withIntermediateDirectories: true)
        for mode in [Replica.Mode.reading, .writing] {
            #expect(throws: ReplicaError.self) {
                try Replica(folder, mode: mode, environment: bench.environment())
            }
        }
    }

    @Test func `S7, P7: a file cut off anywhere is met with typed errors only`() throws {
        for part in 0..<25 {
            let folder = try folder(with: good.prefix(good.count * part / 25 + part))
            #expect(Exercise.run(folder, on: bench) == [], "part \(part)")
        }
    }

    @Test(arguments: [UInt64](1...4))
    func `S7, P7: flipped bits anywhere are met with typed errors only`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for round in 0..<20 {
            var bytes = good
            for _ in 0..<(1 + random.next() % 8) {
                // Half of the flips hit what is written, not the empty room of the pages.
                var place = Int(random.next() % UInt64(bytes.count))
                if round.isMultiple(of: 2) {
                    while place > 0, bytes[place] == 0 { place -= 1 }
                }
                bytes[place] ^= 1 << UInt8(random.next() % 8)
            }
            let folder = try folder(with: bytes)
            #expect(Exercise.run(folder, on: bench) == [], "seed \(seed), round \(round)")
        }
    }

    @Test func `S7, P7: a page of zeros or of noise is met with typed errors only`() throws {
        var random = SeededRandom(seed: 3)
        for page in 0..<good.count / 4_096 {
            for isNoise in [false, true] {
                var bytes = good
                for place in page * 4_096..<(page + 1) * 4_096 {
                    bytes[place] = isNoise ? UInt8(truncatingIfNeeded: random.next()) : 0
                }
                let folder = try folder(with: bytes)
                #expect(Exercise.run(folder, on: bench) == [], "page \(page), \(isNoise)")
            }
        }
    }

    @Test(arguments: DamagedRows.statements)
    func `P7: rows that kith never writes are met with typed errors only`(sql: String) throws {
        let folder = try folder(with: good)
        try bench.damage(folder, sql)
        #expect(Exercise.run(folder, on: bench) == [])
    }

    private func folder(with bytes: Data) throws -> ReplicaFolder {
        let folder = bench.folder("damaged")
        if FileManager.default.fileExists(atPath: folder.data) {
            try FileManager.default.removeItem(atPath: folder.data)
        }
        try FileManager.default.createDirectory(
            atPath: folder.data, withIntermediateDirectories: true)
        try bytes.write(to: URL(filePath: folder.database))
        return folder
    }
}
