import SyncProtocol
import Testing

extension TestServer {
    /// Sends one request over a connection of its own.
    ///
    /// - Throws: When there is no answer.
    func exchange(
        _ method: String, _ target: String, headers: [String] = [], body: [UInt8] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> RawAnswer {
        let connection = try connect()
        await connection.send(Self.head(method, target, headers, bodyBytes: body.count))
        await connection.send(body)
        return try #require(await connection.answer(), sourceLocation: sourceLocation)
    }

    /// The head of a request whose body has a known length.
    static func head(
        _ method: String, _ target: String, _ headers: [String] = [], bodyBytes: Int
    ) -> String {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + headers
        let length = "Content-Length: \(bodyBytes)"
        return (lines + [length, "", ""]).joined(separator: "\r\n")
    }
}

/// Expects an answer to be the refusal that the protocol gives this code (HTTP-5, ERR-1).
func expectRefusal(
    _ answer: RawAnswer?, _ code: ErrorCode, format: MessageFormat = .protobuf,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let answer = try #require(answer, sourceLocation: sourceLocation)
    #expect(answer.status == code.status, sourceLocation: sourceLocation)
    #expect(answer.headers["connection"] == "close", sourceLocation: sourceLocation)
    #expect(answer.headers["content-type"] == format.rawValue, sourceLocation: sourceLocation)
    let failure: ServerFailure = try answer.message()
    #expect(failure.code == code.rawValue, sourceLocation: sourceLocation)
    #expect(failure.canRetry == code.canRetry, sourceLocation: sourceLocation)
    #expect(failure.message.hasPrefix(code.sentence), sourceLocation: sourceLocation)
}
