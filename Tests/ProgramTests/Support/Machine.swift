import Foundation
import Synchronization
import Testing

/// One person's machine: a `KITH_HOME` and the `kith` program.
struct Machine {
    let name: String
    let home: URL
    let scratch: URL
    /// Where every command is written down, when somebody wants to know.
    var diary: Diary?

    /// The environment every command gets; nothing of the tester's own.
    var environment: [String: String] {
        [
            "KITH_HOME": home.path, "HOME": scratch.path, "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    /// Starts `kith` and does not wait.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func start(
        _ arguments: [String], extra: [String: String] = [:], input: URL? = nil
    ) throws -> RunningProgram {
        diary?.add(arguments)
        return try RunningProgram(
            "kith", arguments, environment: environment.merging(extra) { $1 }, scratch: scratch,
            input: input)
    }

    /// Runs `kith` to its end, whatever its exit code.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    @discardableResult
    func attempt(
        _ arguments: String..., extra: [String: String] = [:], input: URL? = nil
    ) throws -> ProgramResult {
        try start(arguments, extra: extra, input: input).wait()
    }

    /// The same with words that were put together.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func attempt(words arguments: [String]) throws -> ProgramResult {
        try start(arguments, extra: [:], input: nil).wait()
    }

    /// Runs `kith` and requires the exit code 0.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    @discardableResult
    func kith(
        _ arguments: String..., extra: [String: String] = [:], input: URL? = nil
    ) throws -> ProgramResult {
        try kith(words: arguments, extra: extra, input: input)
    }

    /// Runs `kith` with words that were put together, and requires the exit code 0.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    @discardableResult
    func kith(
        words arguments: [String], extra: [String: String] = [:], input: URL? = nil
    ) throws -> ProgramResult {
        let result = try start(arguments, extra: extra, input: input).wait()
        guard result.exitCode == 0 else {
            throw ProgramFailure(
                description: """
                    [\(name)] kith \(arguments.joined(separator: " ")): exit \(result.exitCode)
                    \(result.output)\(result.diagnostics)
                    """)
        }
        return result
    }

    /// Runs `kith` and answers the greatest resident size it had, in bytes.
    ///
    /// A small program starts it: the size of a process that starts another counts for that too.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed, for another exit code.
    func peakBytes(_ arguments: String..., exitCode: Int32 = 0) throws -> Int {
        let figure = scratch.appending(path: "peak")
        let result = try RunningProgram(
            "/usr/bin/time",
            ["-o", figure.path, "-f", "%M", BuildFolder.path(of: "kith")] + arguments,
            environment: environment, scratch: scratch
        ).wait()
        let text = try String(contentsOf: figure, encoding: .utf8)
        guard result.exitCode == exitCode,
            let kibibytes = Int(text.split(separator: "\n").last ?? "")
        else {
            throw ProgramFailure(description: "\(arguments): \(result.output)\(result.diagnostics)")
        }
        return kibibytes * 1024
    }

    /// Runs `kith` on a terminal of its own, with keys pressed as they stand in a file.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func onTerminal(_ arguments: [String], keys: URL) throws -> ProgramResult {
        diary?.add(arguments)
        let command = ([BuildFolder.path(of: "kith")] + arguments).map { "'\($0)'" }
        return try RunningProgram(
            "/usr/bin/script", ["-qec", command.joined(separator: " "), "/dev/null"],
            environment: environment, scratch: scratch, input: keys
        ).wait()
    }

    /// The answer of a reading command as JSON.
    ///
    /// - Throws: ``ProgramFailure``, or what the JSON decoder throws.
    func json(_ arguments: String...) throws -> [String: Any] {
        let result = try start(arguments + ["--json"]).wait()
        let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
        return try #require(object as? [String: Any])
    }

    /// Joins a daemon that serves.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func join(_ daemon: Daemon, code: String) throws {
        try kith("join", daemon.url, code, "--device", name)
    }

    /// Every file below the home folder.
    ///
    /// - Throws: What reading throws.
    func files() throws -> [URL] {
        try allFiles(below: home)
    }
}

/// What was asked of some machines, in order.
final class Diary: Sendable {
    private let written = Mutex<[[String]]>([])

    var commands: [[String]] { written.withLock { $0 } }

    func add(_ command: [String]) {
        written.withLock { $0.append(command) }
    }
}

/// Every regular file below a folder.
///
/// - Throws: What reading throws.
func allFiles(below folder: URL) throws -> [URL] {
    let found = FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (found?.compactMap { $0 as? URL } ?? []).filter {
        (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
    }
}
