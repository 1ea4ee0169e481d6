import MessageCompression
import SyncProtocol

/// An answer of the server as it came over the connection.
struct RawAnswer: Sendable {
    let status: Int
    /// By name in lower case.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// Takes the first answer from what was received.
    ///
    /// - Parameters:
    ///   - bytes: What was received; the answer is removed.
    ///   - isEnd: Nothing more will come.
    /// - Returns: nil when it is not complete.
    static func take(from bytes: inout [UInt8], isEnd: Bool) -> RawAnswer? {
        let mark = Array("\r\n\r\n".utf8)
        let ends = bytes.indices.first { bytes[$0...].starts(with: mark) }
        guard let headEnd = ends else { return nil }
        let head = String(decoding: bytes[..<headEnd], as: UTF8.self)
        var lines = head.split(separator: "\r\n")[...]
        guard
            let status = lines.popFirst()?.split(separator: " ").dropFirst().first.flatMap({
                Int($0)
            })
        else { return nil }
        var headers: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let rest = bytes[(headEnd + mark.count)...]
        let length = headers["content-length"].flatMap { Int($0) } ?? (isEnd ? rest.count : .max)
        guard rest.count >= length else { return nil }
        let answer = RawAnswer(
            status: status, headers: headers, body: Array(rest.prefix(length)))
        bytes = Array(rest.dropFirst(length))
        return answer
    }

    /// The message in the body, unpacked and in the format that the header names.
    ///
    /// - Throws: What is wrong with it.
    func message<Message: WireMessage>() throws -> Message {
        let encoding = BodyEncoding(header: headers["content-encoding"]) ?? .identity
        let format = headers["content-type"].flatMap { MessageFormat(rawValue: $0) } ?? .protobuf
        let bytes = try BodyDecoder.decode(whole: body, encoding: encoding)
        return try Message(body: bytes, format: format)
    }
}
