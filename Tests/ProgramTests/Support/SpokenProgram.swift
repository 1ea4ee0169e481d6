import Foundation
import Testing

/// A running program that is listened to, on both streams, as it speaks.
final class SpokenProgram {
    let program: RunningProgram
    private let pipe: FIFO
    /// All that it said.
    private(set) var text = ""
    private var unread = ""

    /// Starts it.
    ///
    /// - Throws: ``ProgramFailure``.
    init(
        _ path: String, _ arguments: [String], environment: [String: String], scratch: URL
    ) throws {
        pipe = try FIFO(in: scratch)
        program = try RunningProgram(
            "/bin/sh", ["-c", "exec \"$0\" \"$@\" > '\(pipe.path)' 2>&1", path] + arguments,
            environment: environment, scratch: scratch)
    }

    /// Waits until it says something that it has not been asked for before; half a minute at most.
    func says(_ words: String) -> Bool {
        while true {
            if let place = unread.range(of: words) {
                unread = String(unread[place.upperBound...])
                return true
            }
            guard let more = pipe.next(withinMilliseconds: 30_000) else { return false }
            text += more
            unread += more
        }
    }

    /// Ends it at once.
    func kill() {
        program.signal(SIGKILL)
        // What it printed was read as it came.
        _ = try? program.wait()
    }
}

extension Machine {
    /// Starts `kith sync --watch`.
    ///
    /// - Throws: ``ProgramFailure``.
    func watch(_ options: String...) throws -> SpokenProgram {
        try spoken(["sync", "--watch"] + options)
    }

    /// Starts a command that goes on until it is stopped.
    ///
    /// - Throws: ``ProgramFailure``.
    func spoken(_ arguments: String...) throws -> SpokenProgram { try spoken(arguments) }

    private func spoken(_ arguments: [String]) throws -> SpokenProgram {
        try SpokenProgram(
            BuildFolder.path(of: "kith"), arguments, environment: environment, scratch: scratch)
    }
}

extension FIFO {
    /// The next that is written; nil when nothing comes or nobody is left to write.
    func next(withinMilliseconds limit: Int32) -> String? {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, limit) == 1 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }
}
