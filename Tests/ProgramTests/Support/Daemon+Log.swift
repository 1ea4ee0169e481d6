import Foundation
import Testing

extension Daemon {
    /// Everything the daemon stores of a space, once it has stopped.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be read.
    func log(ofSpace name: String) throws -> String {
        let database = try #require(
            try allFiles(below: data).first { $0.pathExtension == "sqlite" })
        let result = try RunningProgram(
            "/usr/bin/sqlite3",
            [
                database.path,
                """
                SELECT hex(bytes) FROM change JOIN author ON author.id = change.author
                WHERE author.space IN (SELECT id FROM space WHERE name = '\(name)')
                """,
            ], environment: [:], scratch: scratch
        ).wait()
        return String(decoding: result.lines.flatMap(Self.bytes), as: UTF8.self)
    }

    private static func bytes(_ line: String) -> [UInt8] {
        let digits = Array(line)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }
}
