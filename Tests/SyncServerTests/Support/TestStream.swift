import ChangeLog
import SyncProtocol
import Testing

/// A live stream of a device, as it comes over its connection.
struct TestStream: Sendable {
    let connection: RawConnection

    /// Every notice that came so far, in order; what frames them is passed over.
    static func notices(_ text: String) -> [SpaceNotice] {
        var reader = NoticeReader()
        return reader.read(Array(text.utf8))
    }

    /// Waits until the notices that came so far end with one.
    ///
    /// - Returns: All that came, or nil when it does not come.
    func notices(until last: SpaceNotice) async -> [SpaceNotice]? {
        await connection.text { Self.notices($0).contains(last) }.map(Self.notices)
    }

    /// Waits for the head and the first notice.
    ///
    /// - Returns: What was received, or nil.
    func start() async -> String? {
        await connection.text { !Self.notices($0).isEmpty }
    }

    /// Whether the server ends the stream in order: with the last chunk, not by breaking off.
    func ends() async -> Bool {
        let closed = await connection.isClosed(withinMilliseconds: 10_000)
        return closed && connection.textSoFar.hasSuffix("\r\n0\r\n\r\n")
    }
}

extension TestDevice {
    /// Asks for a live stream.
    ///
    /// - Throws: When there is no connection.
    func listen() async throws -> TestStream {
        let connection = try server.connect()
        await connection.send(
            TestServer.head("GET", "/v1/events", [authorization], bodyBytes: 0))
        return TestStream(connection: connection)
    }
}
