import Foundation
import SQLiteLog
import TestSupport
import Testing

@testable import SQLiteReplica

/// What SQLite refuses is called damage only where it is.
struct RefusalTests {
    @Test(arguments: [
        "INSERT INTO line (word) VALUES (NULL)", "INSERT INTO nowhere VALUES (1)",
        "INSERT INTO line (word) VALUES (zeroblob(2147483647))",
    ])
    func `a statement that a whole database refuses does not call it damaged`(sql: String) throws {
        let bench = try Bench()
        let database = try LogDatabase(
            path: bench.root.appending(path: "log.sqlite").path, role: .writer)
        try database.execute("CREATE TABLE line (word TEXT NOT NULL)")
        let error = #expect(throws: ReplicaError.self) {
            try ReplicaDatabase.explaining { try database.execute(sql) }
        }
        #expect(error?.code == "database_failed")
        #expect(error?.sentence.contains("damaged") == false)
    }
}
