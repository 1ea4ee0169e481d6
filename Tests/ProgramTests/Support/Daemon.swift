import Foundation
import Synchronization
import Testing

/// A real `kithd` on a loopback port that stays the same over restarts.
final class Daemon {
    let data: URL
    let scratch: URL
    let port: UInt16
    private(set) var process: RunningProgram?
    /// Held open while the daemon lives, so that it can go on printing.
    private var pipe: FIFO?

    init(data: URL, scratch: URL) {
        self.data = data
        self.scratch = scratch
        port = FreePort.next()
    }

    /// Where it serves.
    var url: String { "http://127.0.0.1:\(port)" }

    private var environment: [String: String] {
        ["HOME": scratch.path, "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
    }

    /// Runs an administration command.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed, for an exit code other than 0.
    @discardableResult
    func admin(_ arguments: String...) throws -> ProgramResult {
        let result = try attempt(arguments)
        guard result.exitCode == 0 else {
            throw ProgramFailure(
                description: """
                    kithd \(arguments.joined(separator: " ")): exit \(result.exitCode)
                    \(result.output)\(result.diagnostics)
                    """)
        }
        return result
    }

    /// Runs an administration command, however it ends.
    ///
    /// - Throws: What running it throws.
    func attempt(_ arguments: [String], extra: [String: String] = [:]) throws -> ProgramResult {
        try RunningProgram(
            "kithd", arguments + ["--data", data.path],
            environment: environment.merging(extra) { $1 }, scratch: scratch
        ).wait()
    }

    /// Makes a user; the answer is the code for the first machine.
    ///
    /// - Throws: ``ProgramFailure`` when the command fails or prints no code.
    func addUser(_ name: String) throws -> String {
        try lastWord(of: try admin("user", "add", name))
    }

    /// A code for one more machine of a user.
    ///
    /// - Throws: ``ProgramFailure`` when the command fails or prints no code.
    func addDevice(_ user: String) throws -> String {
        try lastWord(of: try admin("device", "add", user))
    }

    /// Starts serving and waits for the line that says so.
    ///
    /// - Throws: ``ProgramFailure`` when it ends first.
    func start(limits: [String] = [], extra: [String: String] = [:]) throws {
        let pipe = try FIFO(in: scratch)
        self.pipe = pipe
        let arguments =
            ["serve", "--data", data.path, "--listen", "127.0.0.1:\(port)"] + limits
        let program = try RunningProgram(
            "/bin/sh",
            ["-c", "exec \"$0\" \"$@\" > '\(pipe.path)'", BuildFolder.path(of: "kithd")]
                + arguments,
            environment: environment.merging(extra) { $1 }, scratch: scratch)
        process = program
        guard pipe.readLine(containing: "listening on") else {
            let result = try program.wait()
            throw ProgramFailure(description: "kithd serve: \(result.diagnostics)")
        }
    }

    /// Stops it as a service manager would.
    ///
    /// - Throws: What reading its output throws.
    @discardableResult
    func stop() throws -> ProgramResult? {
        process?.signal(SIGTERM)
        defer { process = nil }
        return try process?.wait()
    }

    /// Ends it at once.
    func kill() {
        process?.signal(SIGKILL)
        _ = try? process?.wait()
        process = nil
    }

    /// The greatest resident size of the running daemon, in bytes.
    ///
    /// - Throws: What reading its status throws.
    func maximumResidentBytes() throws -> Int {
        let pid = try #require(process).processID
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first)
            .description.kibibytes
    }

    private func lastWord(of result: ProgramResult) throws -> String {
        let words = result.output.split(whereSeparator: \.isWhitespace)
        guard let word = words.last else {
            throw ProgramFailure(description: "kithd printed no code")
        }
        return String(word)
    }
}

extension String {
    fileprivate var kibibytes: Int { (Int(self) ?? 0) * 1024 }
}

/// A named pipe, for waiting on a line of another process without looking at a clock.
final class FIFO {
    let path: String
    let descriptor: Int32

    /// Makes the pipe; both ends are held open, so that neither side blocks on opening.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be made.
    init(in folder: URL) throws {
        path = folder.appending(path: "\(UUID().uuidString).pipe").path
        guard mkfifo(path, 0o600) == 0 else {
            throw ProgramFailure(description: "mkfifo \(path)")
        }
        descriptor = open(path, O_RDONLY | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Reads until a line holds the text, or until no writer is left, or for a minute.
    func readLine(containing text: String) -> Bool {
        var seen: [UInt8] = []
        while !String(decoding: seen, as: UTF8.self).contains(text) {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 60_000) == 1 else { return false }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return false }
            seen.append(contentsOf: buffer.prefix(count))
        }
        return true
    }
}

extension FIFO {
    /// Waits until something is written, for a second at most, and takes it out.
    ///
    /// - Returns: False when nothing came, or nobody is left to write.
    func hasNews() -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 1_000) == 1 else { return false }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        return read(descriptor, &buffer, buffer.count) > 0
    }
}

/// Loopback ports that nobody listened on a moment ago, and that nobody is given.
enum FreePort {
    /// Below those that the system gives to whoever asks for any, so that nobody takes one while its daemon
    /// is started again.
    private static let ports: Range<UInt16> = 20_000..<32_000
    private static let last = Mutex(
        ports.lowerBound + UInt16(ProcessInfo.processInfo.processIdentifier % Int32(ports.count)))

    /// A port on which nobody listens, each only once.
    static func next() -> UInt16 {
        last.withLock { last in
            repeat {
                last = last + 1 < ports.upperBound ? last + 1 : ports.lowerBound
            } while !isFree(last)
            return last
        }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
