import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// Every limit of `protocol/limits.md` that a message can pass: at it, and one past it.
@Suite struct LimitTests {
    private let dot = Dot(replica: ReplicaID(value: 1), sequence: 1)

    private func change(
        kind: String = "person", field: String = "line", value: Int = 0, replaces: Int = 0,
        observed: Int = 0, count: UInt32 = 1, verb: UInt32 = 1
    ) throws -> Change {
        Change(
            dot: dot, timestamp: HybridTimestamp(rawValue: 1),
            transaction: try #require(TransactionPlace(index: 0, count: count)),
            cell: CellAddress(entity: EntityID(value: 1), field: FieldName(rawValue: field)),
            kind: EntityKind(rawValue: kind), verb: Verb(rawValue: verb),
            value: [UInt8](repeating: 0, count: value), replaces: dots(replaces),
            observed: VersionVector(dots(observed)))
    }

    private func dots(_ count: Int) -> [Dot] {
        (0..<count).map { Dot(replica: ReplicaID(value: UInt128($0)), sequence: 1) }
    }

    @Test func `LOG-10: a change at each limit is encoded and read`() throws {
        let most = ProtocolLimits.self
        let longest = String(repeating: "é", count: most.maximumNameBytes / 2)
        let changes = [
            try change(kind: longest, field: longest),
            try change(kind: "k", field: "f", value: most.maximumValueBytes),
            try change(replaces: most.maximumReplacedDots, observed: most.maximumVectorDots),
            try change(count: UInt32(most.maximumTransactionChanges)),
        ]
        for change in changes {
            let bytes = try ChangeCodec.encode(change).bytes
            #expect(try ChangeCodec.decode(bytes, as: dot).change == change)
        }
    }

    @Test func `a change one past a limit is not encoded`() throws {
        let most = ProtocolLimits.self
        let long = String(repeating: "a", count: most.maximumNameBytes + 1)
        let changes: [(String, Change)] = [
            ("kind", try change(kind: long)), ("no kind", try change(kind: "")),
            ("field", try change(field: long)), ("no field", try change(field: "")),
            ("value", try change(value: most.maximumValueBytes + 1)),
            ("replaces", try change(replaces: most.maximumReplacedDots + 1)),
            ("observed", try change(observed: most.maximumVectorDots + 1)),
            ("count", try change(count: UInt32(most.maximumTransactionChanges) + 1)),
            ("no verb", try change(verb: 0)),
        ]
        for (name, change) in changes {
            let error = #expect(throws: ProtocolError.self, "\(name)") {
                try ChangeCodec.encode(change)
            }
            #expect(error?.kind == .badMessage, "\(name)")
        }
    }

    @Test func `a received change one past a limit is refused`() throws {
        let base = try ChangeCodec.encode(try change()).bytes
        // Members 9 (value), 10 (replaces) and 11 (observed) behind what is valid.
        let sixteen: [UInt8] = [0x0A, 16] + [UInt8](repeating: 1, count: 16) + [0x10, 1]
        let replaced: [UInt8] = [0x52, 20] + sixteen
        let seen: [UInt8] = [0x5A, 20] + sixteen
        let cases: [(String, [UInt8])] = [
            (
                "value",
                [0x4A, 0x81, 0x80, 0x80, 0x02] + [UInt8](repeating: 0, count: (4 << 20) + 1)
            ),
            ("replaces", Array(repeatElement(replaced, count: 257).joined())),
            ("observed", Array(repeatElement(seen, count: 4_097).joined())),
            ("count", [0x18, 0xA1, 0x9C, 0x01]),
        ]
        for (name, bytes) in cases {
            let error = #expect(throws: ProtocolError.self, "\(name)") {
                try ChangeCodec.decode(base + bytes, as: dot)
            }
            #expect(error?.kind == .badMessage, "\(name)")
        }
    }

    @Test func `LOG-8: a transaction of more than 6 MiB is refused`() throws {
        let most = ProtocolLimits.maximumTransactionBytes
        for (size, fits) in [(most / 2 - 200, true), (most / 2, false)] {
            var author = RunAuthor(1, in: SpaceID(value: 5))
            let value = [UInt8](repeating: 0, count: size)
            let run = try author.run(of: [1, 2], value: value)
            if fits {
                #expect(try run.decoded().count == 3)
            } else {
                let error = #expect(throws: ProtocolError.self) { try run.decoded() }
                #expect(error?.kind == .tooLarge)
            }
        }
    }

    @Test func `LOG-3: no sequence reaches 2 to the 62`() throws {
        let end = ProtocolLimits.maximumSequence
        for (first, count, fits) in [
            (end - 1, 1, true), (end - 2, 2, true), (end - 1, 2, false), (end, 1, false),
            (UInt64.max, 1, false), (0, 1, false),
        ] {
            let run = Run(
                replica: ReplicaID(value: 1), firstSequence: first,
                hashBefore: ChainHash(digest: .zero),
                changes: [CarriedChange](repeating: .bytes([0]), count: count))
            let request = SyncRequest(
                replica: run.replica, held: VersionVector(), cursor: nil, runs: [run])
            #expect(try kind(of: request) == (fits ? nil : .badMessage), "\(first)")
        }
        let far = SyncCursor(epoch: EpochID(value: 1), position: end, hash: LogHash(value: 1))
        let asking = SyncRequest(replica: dot.replica, held: VersionVector(), cursor: far)
        #expect(try kind(of: asking) == .badMessage)
        let claiming = VersionVector([Dot(replica: dot.replica, sequence: end)])
        #expect(
            try kind(of: SyncRequest(replica: dot.replica, held: claiming, cursor: nil))
                == .badMessage)
    }

    @Test func `a page, a vector and a list of runs have their limits`() throws {
        let most = ProtocolLimits.self
        let table: [(String, Int, Int, Int, ErrorCode?)] = [
            ("changes", 0, 1, most.maximumPageChanges, nil),
            ("too many changes", 0, 1, most.maximumPageChanges + 1, .tooLarge),
            ("too many changes in two runs", 0, 2, most.maximumPageChanges / 2 + 1, .tooLarge),
            ("runs", 0, most.maximumRuns, 1, nil),
            ("too many runs", 0, most.maximumRuns + 1, 1, .tooLarge),
            ("held", most.maximumVectorDots, 0, 0, nil),
            ("too much held", most.maximumVectorDots + 1, 0, 0, .tooLarge),
            ("an empty run", 0, 1, 0, .badMessage),
        ]
        for (name, held, runs, changes, expected) in table {
            let run = Run(
                replica: dot.replica, firstSequence: 1, hashBefore: ChainHash(digest: .zero),
                changes: [CarriedChange](repeating: .bytes([0]), count: changes))
            let request = SyncRequest(
                replica: dot.replica, held: VersionVector(dots(held)), cursor: nil,
                runs: [Run](repeating: run, count: runs))
            #expect(try kind(of: request) == expected, "\(name)")
        }
    }

    @Test func `names of people's things have 1 to 64 bytes and no control characters`() throws {
        let longest = String(repeating: "a", count: ProtocolLimits.maximumTitleBytes)
        let table: [(String, Bool)] = [
            ("a", true), (longest, true), ("Küche 👩‍🍳", true), ("", false), (longest + "a", false),
            ("a\u{0}", false), ("a\nb", false), ("\u{9b}2J", false), ("\u{7f}", false),
        ]
        for (name, fits) in table {
            let request = JoinRequest(code: "KITH", deviceName: name)
            let body = try request.body(format: .protobuf)
            if fits {
                #expect(try JoinRequest(body: body, format: .protobuf) == request)
            } else {
                let error = #expect(throws: ProtocolError.self, "\(name.debugDescription)") {
                    try JoinRequest(body: body, format: .protobuf)
                }
                #expect(error?.kind == .badMessage)
            }
        }
        let endless = JoinRequest(code: String(repeating: "A", count: 257), deviceName: "a")
        let body = try endless.body(format: .json)
        #expect(throws: ProtocolError.self) { try JoinRequest(body: body, format: .json) }
    }

    /// What reading the request is refused with; nil when it is not.
    private func kind(of request: SyncRequest) throws -> ErrorCode? {
        let body = try request.body(format: .protobuf)
        do throws(ProtocolError) {
            _ = try SyncRequest(body: body, format: .protobuf)
            return nil
        } catch {
            return error.kind
        }
    }
}
