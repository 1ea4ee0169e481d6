import ChangeLog
import Foundation
import SQLiteLog
import Testing

/// Insertions that wait for a second thread look to everybody like insertions that do not.
struct WriteBehindTests {
    private let bench: Bench
    private let database: LogDatabase

    init() throws {
        bench = try Bench()
        database = try LogDatabase(
            path: bench.root.appending(path: "log.sqlite").path, role: .writer)
        try database.execute("CREATE TABLE line (number INTEGER PRIMARY KEY, word TEXT) STRICT")
    }

    private func count() throws -> Int64? {
        try database.read { try $0.statement("SELECT count(*) FROM line").first { $0.integer(0) } }
    }

    @Test func `whatever is asked in between sees every insertion before it, and none after`()
        throws
    {
        try database.writeMuch { session in
            let insert = try session.statement("INSERT INTO line (number, word) VALUES (?, ?)")
            let look = try session.statement("SELECT count(*), max(number) FROM line")
            for number in 1...Int64(5_000) {
                try insert.insertSoon(.integer(number), .text("first"))
                guard number % 617 == 0 || number < 10 else { continue }
                let seen = try look.first { ($0.integer(0), $0.integer(1)) }
                #expect(try #require(seen) == (number, number))
                let removed = try session.statement("DELETE FROM line WHERE number = ?")
                    .run(.integer(number))
                #expect(removed == 1)
                try insert.insertSoon(.integer(number), .text("again"))
            }
        }
        #expect(try count() == 5_000)
        let again = try database.read { session in
            try session.statement("SELECT count(*) FROM line WHERE word = 'again'")
                .first { $0.integer(0) }
        }
        #expect(again == 17)
    }

    @Test(arguments: [3, 200, 4_000]) func `one insertion that fails undoes all of them`(
        bad: Int64
    ) throws {
        #expect(throws: (any Error).self) {
            try database.writeMuch { session in
                let insert = try session.statement("INSERT INTO line (number) VALUES (?)")
                for number in 1...Int64(5_000) {
                    try insert.insertSoon(.integer(number == bad ? 1 : number))
                }
            }
        }
        #expect(try count() == 0)
        // The connection goes on as if nothing had happened.
        try database.writeMuch { session in
            try session.statement("INSERT INTO line (number) VALUES (?)").insertSoon(.integer(1))
        }
        #expect(try count() == 1)
    }

    @Test func `a failure that the body passes over undoes everything all the same`() throws {
        #expect(throws: (any Error).self) {
            try database.writeMuch { session in
                let insert = try session.statement("INSERT INTO line (number) VALUES (?)")
                let look = try session.statement("SELECT count(*) FROM line")
                for _ in 0..<2 { try insert.insertSoon(.integer(1)) }
                // A body that goes on all the same: nothing of what it writes may stay.
                _ = try? look.first { $0.integer(0) }
                for number in 2...Int64(500) { try? insert.insertSoon(.integer(number)) }
            }
        }
        #expect(try count() == 0)
    }

    @Test func `an insertion that may not be passed over says so`() throws {
        let dot = Dot(replica: ReplicaID(value: 7), sequence: 3)
        let error = #expect(throws: DamagedDatabase.self) {
            try database.writeMuch { session in
                let insert = try session.statement(
                    "INSERT OR IGNORE INTO line (number) VALUES (?)")
                try insert.insertSoon(.integer(1))
                try insert.insertSoon(.integer(1))
                try insert.insertSoon(.integer(1), of: dot)
            }
        }
        #expect(error?.detail == "another change is stored as \(dot)")
        #expect(try count() == 0)
    }

    @Test func `what the body throws undoes what waits`() throws {
        struct Change: Error {}
        #expect(throws: Change.self) {
            try database.writeMuch { session in
                let insert = try session.statement("INSERT INTO line (number) VALUES (?)")
                for number in 1...Int64(1_000) { try insert.insertSoon(.integer(number)) }
                throw Change()
            }
        }
        #expect(try count() == 0)
    }
}
