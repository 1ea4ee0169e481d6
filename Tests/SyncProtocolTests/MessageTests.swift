import ChangeLog
import Foundation
import SyncProtocol
import TestSupport
import Testing

/// Messages to bytes and back, in both formats.
@Suite struct MessageTests {
    @Test(arguments: MessageFormat.allCases)
    func `HTTP-3: every message survives its format`(format: MessageFormat) throws {
        try expectRoundTrip(SampleMessages.request(), format)
        try expectRoundTrip(SampleMessages.reply(), format)
        try expectRoundTrip(SampleMessages.join, format)
        try expectRoundTrip(SampleMessages.joined, format)
        try expectRoundTrip(SampleMessages.list, format)
        try expectRoundTrip(SampleMessages.code, format)
        try expectRoundTrip(SampleMessages.devices, format)
        try expectRoundTrip(SampleMessages.failure, format)
    }

    @Test(arguments: MessageFormat.allCases)
    func `HTTP-3: messages with nothing in them survive their format`(
        format: MessageFormat
    ) throws {
        try expectRoundTrip(
            SyncRequest(replica: ReplicaID(value: 1), held: VersionVector(), cursor: nil), format)
        for verdict in [CursorVerdict.good, .absent, .unknown] {
            try expectRoundTrip(
                SyncReply(
                    server: ServerID(value: 0), held: VersionVector(), runs: [],
                    next: SampleMessages.cursor, more: false, stateHash: StateHash(),
                    serverMilliseconds: 0, verdict: verdict, stored: 0, role: .owner), format)
        }
        try expectRoundTrip(
            ServerFailure(ProtocolError(.unauthorized), requestID: ""), format)
    }

    @Test func `PHOTO-3: a reply without an album is read, one with half a cursor is refused`()
        throws
    {
        var wire = try SampleMessages.reply().wire
        #expect(wire.hasAlbum)
        wire.clearAlbum()
        #expect(try SyncReply(wire).album == nil)
        // Present, and nothing in it.
        wire.album = WireCursor()
        let error = #expect(throws: ProtocolError.self) { try SyncReply(wire) }
        #expect(error?.kind == .badMessage)
    }

    @Test func `HTTP-3: JSON is the canonical mapping`() throws {
        let body = try SampleMessages.code.body(format: .json)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"code":"KITH-1","expiresMilliseconds":"1750000000000"}"#)
        let failure = try SampleMessages.failure.body(format: .json)
        let text = String(decoding: failure, as: UTF8.self)
        #expect(text.contains(#""retryAfterSeconds":30"#))
        #expect(text.contains(#""fork":{"replica":"AAAAAAAAAAAAAAAAAAAABA==","sequence":"12"}"#))
    }

    @Test func `members of a newer program are no error in either format`() throws {
        let json = #"{"code":"c","expiresMilliseconds":"1","later":{"a":[1,2]},"more":true}"#
        let read = try DeviceCodeReply(body: Array(json.utf8), format: .json)
        #expect(read == DeviceCodeReply(code: "c", expiresMilliseconds: 1))
        // Member 500, a varint.
        let wire = try SampleMessages.code.body(format: .protobuf) + [0xA0, 0x1F, 0x2A]
        #expect(try DeviceCodeReply(body: wire, format: .protobuf) == SampleMessages.code)
    }

    @Test func `ERR-1: the page of errors and the code say the same of every one`() throws {
        let page = try String(
            contentsOf: Repository.root.appending(path: "protocol/errors.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(rows.count == ErrorCode.allCases.count)
        for code in ErrorCode.allCases {
            let row = try #require(rows.first { $0.first == "`\(code.rawValue)`" }, "\(code)")
            #expect(Int(row[1]) == code.status, "\(code)")
            #expect((row[2] == "yes") == code.canRetry, "\(code)")
            #expect(row[3] == code.sentence, "\(code)")
        }
    }

    @Test func `ERR-1: a failure comes back as the error it was`() throws {
        for code in ErrorCode.allCases {
            let error = ProtocolError(code, "somewhere", retryAfterSeconds: 7)
            for format in MessageFormat.allCases {
                let body = try ServerFailure(error, requestID: "1").body(format: format)
                let read = try ServerFailure(body: body, format: format)
                #expect(read.error.kind == code)
                #expect(read.error.retryAfterSeconds == 7)
                #expect(read.canRetry == code.canRetry)
                #expect(read.message.hasPrefix(code.sentence))
            }
        }
    }

    @Test func `ERR-1: a code of a newer server reads as an error of the server`() throws {
        let json = #"{"code":"quota_used","message":"Your space is full."}"#
        let failure = try ServerFailure(body: Array(json.utf8), format: .json)
        #expect(failure.error.kind == .serverError)
        #expect(failure.error.detail == "quota_used")
        #expect(failure.message == "Your space is full.")
    }

    private func expectRoundTrip<Message: WireMessage & Equatable>(
        _ message: Message, _ format: MessageFormat,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let body = try message.body(format: format)
        let read = try Message(body: body, format: format)
        #expect(read == message, sourceLocation: sourceLocation)
        #expect(try read.body(format: format) == body, sourceLocation: sourceLocation)
    }
}
