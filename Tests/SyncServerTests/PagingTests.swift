import ChangeLog
import MessageCompression
import SyncProtocol
import TestSupport
import Testing

/// How a log is cut into pages.
@Suite struct PagingTests {
    private static let sizes = [1, 5, 2, 40, 1, 1, 7, 3, 20, 1]

    @Test(arguments: [1, 100, 300, 1_000, 5_000, 1 << 20] as [UInt32])
    func `SYNC-6: pages of any size hold whole transactions, and together everything`(
        pageBytes: UInt32
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var authors = (1...3).map { RunAuthor(UInt128($0), in: device.space) }
            for index in authors.indices {
                try await device.push([try authors[index].run(of: Self.sizes)])
            }
            let pulled = try await device.pullAll(pageBytes: pageBytes)
            #expect(pulled.held == (try await device.check().held))
            #expect(pulled.position == UInt64(3 * Self.sizes.reduce(0, +)))
            for page in pulled.pages {
                // Decoding refuses a transaction that is cut.
                let changes = try page.flatMap { try $0.decoded() }
                let bytes = changes.reduce(0) { $0 + ($1.content.bytes?.count ?? 0) }
                let transactions = changes.count { $0.endsTransaction }
                #expect(bytes <= pageBytes || transactions == 1)
            }
        }
    }

    @Test func `SYNC-6: a client that holds a part of a transaction gets it whole`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            try await device.push([try author.run(of: [2, 6, 1])])
            for sequence in 0...9 as ClosedRange<UInt64> {
                let held = VersionVector([Dot(replica: author.replica, sequence: sequence)])
                let reply = try await device.pull(held, nil)
                let changes = try reply.runs.flatMap { try $0.decoded() }
                let expected: UInt64? =
                    switch sequence {
                    case 0, 1: 1
                    case 2...7: 3
                    case 8: 9
                    default: nil
                    }
                #expect(changes.first?.dot.sequence == expected)
                #expect(changes.last?.dot.sequence == (expected == nil ? nil : 9))
            }
        }
    }

    @Test func `LOG-4: every page's runs carry the chain hash before their first change`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var first = RunAuthor(1, in: device.space)
            var second = RunAuthor(2, in: device.space)
            for _ in 0..<4 {
                try await device.push([try first.run(of: [1, 3])])
                try await device.push([try second.run(of: [2])])
            }
            let pulled = try await device.pullAll(pageBytes: 120)
            var chains: [ReplicaID: ChainHash] = [:]
            for run in pulled.pages.joined() {
                let before =
                    chains[run.replica]
                    ?? ChainHash(seedOf: run.replica, in: device.space, using: .sha256)
                #expect(run.hashBefore == before)
                chains[run.replica] = run.encodedChanges.reduce(before) {
                    $0.extended(by: $1, using: .sha256)
                }
            }
            #expect(chains == [first.replica: first.chain, second.replica: second.chain])
        }
    }

    @Test(arguments: ["gzip", "zstd", "zstd;q=0, gzip"])
    func `HTTP-4: a large page comes packed when the caller reads that`(
        accepted: String
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let run = try author.run(of: [1], value: [UInt8](repeating: 5, count: 300_000))
            try await device.push([run])
            let body = try SyncRequest.pushing([]).body(format: .protobuf)
            let packed = try await device.sending(
                body: body, headers: ["Accept-Encoding: \(accepted)"])
            #expect(packed.headers["content-encoding"] == (accepted == "zstd" ? "zstd" : "gzip"))
            let reply: SyncReply = try packed.message()
            #expect(reply.runs == [run])
            let plain: SyncReply = try await device.sending(body: body).message()
            #expect(plain.runs == [run])
        }
    }
}

/// Everything of a space, page by page.
struct PulledLog {
    var pages: [[Run]] = []
    var held = VersionVector()
    var position: UInt64 = 0
}

extension TestDevice {
    /// One page.
    ///
    /// - Throws: ``Refused``.
    func pull(
        _ held: VersionVector, _ cursor: SyncCursor?, pageBytes: UInt32 = 0,
        in space: SpaceID? = nil
    ) async throws -> SyncReply {
        try await sync(
            SyncRequest(
                replica: ReplicaID(value: 9), held: held, cursor: cursor, pageBytes: pageBytes),
            in: space)
    }

    /// Every page.
    ///
    /// - Throws: ``Refused``.
    func pullAll(pageBytes: UInt32 = 0) async throws -> PulledLog {
        var log = PulledLog()
        var cursor: SyncCursor?
        var more = true
        while more {
            let reply = try await pull(log.held, cursor, pageBytes: pageBytes)
            log.pages.append(reply.runs)
            log.held.formUnion(VersionVector(reply.runs.map(\.last)))
            log.position = reply.next.position
            cursor = reply.next
            more = reply.more
        }
        return log
    }
}
