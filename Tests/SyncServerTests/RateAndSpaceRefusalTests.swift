import ChangeLog
import SQLiteLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Too many requests, and no room on the disk: 429 and 507.
@Suite struct RateAndSpaceRefusalTests {
    @Test(arguments: MessageFormat.allCases)
    func `HTTP-8: a device over its rate waits, another does not`(
        format: MessageFormat
    ) async throws {
        var limits = ServerLimits()
        limits.requestsPerSecond = 0.001
        limits.requestBurst = 3
        try await TestServer.run(limits: limits) { server in
            let busy = try await server.device()
            let calm = try await server.device(of: "bob")
            let accept = ["Accept: \(format.rawValue)"]
            for _ in 0..<3 {
                let answer = try await busy.exchange("GET", "/v1/spaces", headers: accept)
                #expect(answer.status == 200)
            }
            let answer = try await busy.exchange("GET", "/v1/spaces", headers: accept)
            try expectRefusal(answer, .tooManyRequests, format: format)
            let seconds = try #require(answer.headers["retry-after"].flatMap { UInt32($0) })
            let failure: ServerFailure = try answer.message()
            #expect(seconds > 900)
            #expect(failure.retryAfterSeconds == seconds)
            #expect(try await calm.exchange("GET", "/v1/spaces").status == 200)
        }
    }

    @Test func `HTTP-8: a rate fills again with time`() throws {
        let rates = RateLimiter<Int>(perSecond: 2, burst: 2)
        let start = ContinuousClock.now
        #expect(rates.take(1, at: start) == nil)
        #expect(rates.take(1, at: start) == nil)
        #expect(rates.take(1, at: start) == 1)
        #expect(rates.take(2, at: start) == nil)
        #expect(rates.take(1, at: start.advanced(by: .milliseconds(400))) == 1)
        #expect(rates.take(1, at: start.advanced(by: .milliseconds(500))) == nil)
        #expect(rates.take(1, at: start.advanced(by: .milliseconds(500))) == 1)
        // It holds no more than its burst, and a clock that jumps back takes nothing away.
        let later = start.advanced(by: .seconds(3_600))
        #expect(rates.take(1, at: later) == nil)
        #expect(rates.take(1, at: later) == nil)
        #expect(rates.take(1, at: start) == 1)
    }

    @Test func `HTTP-8: many addresses are looked through seldom, and forgotten once full`() {
        let rates = RateLimiter<Int>(perSecond: 1, burst: 2)
        let start = ContinuousClock.now
        for key in 0..<100_000 { #expect(rates.take(key, at: start) == nil) }
        #expect(rates.prunings <= 4)
        let later = start.advanced(by: .seconds(60))
        for key in 100_000..<200_000 { #expect(rates.take(key, at: later) == nil) }
        #expect(rates.prunings <= 8)
        #expect(rates.take(1, at: start) == nil)
    }

    @Test func `a statement that does not fit the file is no damage`() async throws {
        try await TestServer.inFolder { folder in
            let database = try ServerDatabase.administering(
                folder, environment: WallClock().environment)
            let refused = #expect(throws: ServerStorageError.self) {
                try database.write { session in
                    for _ in 0..<2 {
                        try session.statement("INSERT INTO user (name, created) VALUES ('ada', 0)")
                            .run()
                    }
                }
            }
            #expect(refused?.code == "database_failed")
            #expect(refused?.sentence.contains("recover") == false)
        }
    }

    @Test func `a database in which another process writes is busy, not damaged`() async throws {
        try await TestServer.inFolder { folder in
            let database = try ServerDatabase.administering(
                folder, environment: WallClock().environment)
            let impatient = try LogDatabase(
                path: folder + "/kithd.sqlite", role: .guest, busySeconds: 0)
            let sql = "UPDATE server SET high_water = high_water + 1"
            try database.write { session in
                try session.statement(sql).run()
                #expect(throws: ServerStorageError.busy) {
                    try ServerDatabase.explaining {
                        try impatient.write { _ = try $0.statement(sql).run() }
                    }
                }
            }
            #expect(ServerStorageError.busy.canRetry)
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `ERR-2: a full disk refuses the push, keeps what was there, and takes it later`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            try await device.push([try author.run()])
            let before = try await device.check()
            try await server.limitPages(to: 1)
            let large = try author.run(value: [UInt8](repeating: 7, count: 1 << 20))
            let answer = try await device.sending(.pushing([large]), format: format)
            try expectRefusal(answer, .storageFull, format: format)
            let after = try await device.check()
            #expect(after.held == before.held)
            #expect(after.stateHash == before.stateHash)
            try await server.limitPages(to: 1_000_000)
            #expect(try await device.push([large]).stored == 1)
        }
    }
}

extension TestServer {
    /// Lets the database file have no more pages than this, or than it has: the disk is full.
    fileprivate func limitPages(to count: Int) async throws {
        try await server.queue.run { database in
            try database.read { session in
                _ = try session.statement("PRAGMA max_page_count = \(count)").first {
                    $0.integer(0)
                }
            }
        }
    }
}
