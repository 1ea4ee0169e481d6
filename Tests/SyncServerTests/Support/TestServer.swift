import ChangeLog
import Foundation
import Logging
import ServiceLifecycle
import SyncProtocol
import Synchronization
import TestSupport
import Testing

@testable import SyncServer

/// A server that really listens, over a private folder.
struct TestServer: Sendable {
    let folder: String
    let port: Int
    let server: KithServer
    let clock: WallClock
    private let services: ServiceGroup

    /// Runs a server while the closure runs; folder and server are gone after it.
    ///
    /// - Throws: What the closure throws.
    static func run(
        limits: ServerLimits = ServerLimits(), isBehindProxy: Bool = false,
        _ body: (TestServer) async throws -> Void
    ) async throws {
        try await inFolder {
            try await run(in: $0, limits: limits, isBehindProxy: isBehindProxy, body)
        }
    }

    /// Gives the closure a private folder, gone after it.
    ///
    /// - Throws: What the closure throws.
    static func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("kithd-test-\(UUID().uuidString)").path
        // A folder that is left over harms nobody.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    /// Runs a server over a folder that stays.
    ///
    /// - Throws: What the closure throws.
    static func run(
        in folder: String, limits: ServerLimits = ServerLimits(), isBehindProxy: Bool = false,
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let clock = WallClock()
        let database = try ServerDatabase.serving(folder, environment: clock.environment)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try KithServer(
            database, limits: limits, isBehindProxy: isBehindProxy, logger: logger)
        var configuration = KithServer.Configuration()
        configuration.port = 0
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = try server.application(configuration) { continuation.yield($0) }
        var settings = ServiceGroupConfiguration(services: [application], logger: logger)
        settings.maximumGracefulShutdownDuration = limits.stopDeadline
        let services = ServiceGroup(configuration: settings)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await services.run()
            }
            var started = ports.makeAsyncIterator()
            let port = try #require(await started.next())
            try await body(
                TestServer(
                    folder: folder, port: port, server: server, clock: clock, services: services))
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// Asks the server to stop as a signal does.
    func stop() async {
        await services.triggerGracefulShutdown()
    }

    /// Administers the folder beside the running server, as `kithd` commands do.
    ///
    /// - Throws: ``ServerStorageError``.
    @discardableResult
    func administer<Result>(_ body: (ServerDatabase) throws -> Result) throws -> Result {
        try body(try ServerDatabase.administering(folder, environment: clock.environment))
    }

    func connect(receiveBytes: Int32? = nil) throws -> RawConnection {
        try RawConnection(port: port, receiveBytes: receiveBytes)
    }

    /// Makes a user and a device of it.
    ///
    /// - Throws: What making it says.
    func device(of user: String = "ada") async throws -> TestDevice {
        let code = try administer { try $0.addUser(user) }
        return try await join(code, as: "laptop")
    }

    /// Joins a machine with a code.
    ///
    /// - Throws: ``Refused`` when the server does not want it.
    func join(_ code: String, as name: String) async throws -> TestDevice {
        let body = try JoinRequest(code: code, deviceName: name).body(format: .protobuf)
        let answer = try await exchange("POST", "/v1/join", body: body)
        guard answer.status == 201 else { throw Refused(answer: answer) }
        let reply: JoinReply = try answer.message()
        return TestDevice(server: self, joined: reply)
    }

    /// When each device was seen, once the writer has written what it was handed.
    ///
    /// - Throws: ``ServerStorageError``.
    func seen() async throws -> [UInt64?] {
        try await server.queue.run { _ in }
        return try administer { try $0.devices() }.map(\.seen)
    }

    /// Whether `GET /health` is answered: nothing an attacker did has stopped the server.
    func isHealthy() async throws -> Bool {
        try await exchange("GET", "/health").status == 200
    }

    /// The counts of `GET /metrics`, by line without its number.
    ///
    /// - Throws: What the connection says.
    func metrics() async throws -> [String: Int] {
        let lines = try await exchange("GET", "/metrics").text.split(separator: "\n")
        var counts: [String: Int] = [:]
        for line in lines where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            counts[String(words[0])] = words.last.flatMap { Int($0) }
        }
        return counts
    }
}

/// The answer was not the one that was asked for.
struct Refused: Error {
    let answer: RawAnswer
}

/// A wall clock that stands until a test moves it.
final class WallClock: Sendable {
    private let milliseconds = Mutex<UInt64>(1_750_000_000_000)

    func advance(hours: UInt64) {
        milliseconds.withLock { $0 += hours * 3_600_000 }
    }

    var now: UInt64 { milliseconds.withLock { $0 } }

    var environment: ServerEnvironment {
        ServerEnvironment(
            digest: .sha256, random128: { UInt128.random(in: 0...UInt128.max) },
            wallMilliseconds: { self.now })
    }
}
