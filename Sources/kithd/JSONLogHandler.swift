import ArgumentParser
import Glibc
import Logging

/// The form of the log.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json

    /// The handler that writes this form to standard error.
    func handler(_ label: String) -> any LogHandler {
        switch self {
        case .text: StreamLogHandler.standardError(label: label)
        case .json: JSONLogHandler()
        }
    }
}

/// Writes each entry of the log as a line of JSON, all its values as texts, for programs that collect logs.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one entry.
    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.map { ($0.key, "\($0.value)") }
            .filter { !Self.reserved.contains($0.0) }.sorted { $0.0 < $1.0 }
        let first = [
            ("time", Self.now), ("level", event.level.rawValue), ("message", "\(event.message)"),
        ]
        let members = (first + all).map { "\(Self.quoted($0)):\(Self.quoted($1))" }
        Output.write("{\(members.joined(separator: ","))}\n", to: 2)
    }

    private static let reserved: Set<String> = ["time", "level", "message"]

    /// RFC 3339, in UTC, to the second.
    private static var now: String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A text as JSON has it (RFC 8259, section 7); what could steer a terminal is escaped first.
    static func quoted(_ text: String) -> String {
        let inner = Output.visible(text).map { character in
            character == "\"" || character == "\\" ? "\\\(character)" : String(character)
        }
        return "\"\(inner.joined())\""
    }
}
