import Foundation
import Testing

/// A terminal with one program in it, typed into and looked at as a person would: tmux.
///
/// Nothing waits for a clock: what the program draws wakes the test up, which then looks again.
final class TestTerminal {
    private let bench: TestBench
    private let socket: String
    private let activity: FIFO
    private let environment: [String: String]

    /// How often nothing may happen for a second before a wait is given up.
    private static let patience = 30
    /// How many drawings a wait looks at, at most.
    private static let mostLooks = 5_000

    /// Starts a program in a terminal of its own.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    init(
        _ bench: TestBench, columns: Int = 100, rows: Int = 30, environment: [String: String],
        _ command: [String]
    ) throws {
        self.bench = bench
        self.environment = environment
        let name = UUID().uuidString.prefix(8)
        socket = bench.folder.appending(path: "\(name).tmux").path
        activity = try FIFO(in: bench.folder)
        let settings = try bench.file(
            "\(name).tmux.conf",
            """
            set -g status off
            set -g remain-on-exit on
            set -g remain-on-exit-format ""
            set -g default-terminal screen-256color
            set -s escape-time 0

            """)
        // In one go: a short program would have ended before a second command came.
        try tmux(
            ["-f", settings.path, "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"]
                + command + [";", "pipe-pane", "-O", "cat > '\(activity.path)'"])
    }

    /// Starts a line of a shell on a machine; it ends with `exit=` and the exit code.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    convenience init(
        _ bench: TestBench, _ machine: Machine, columns: Int = 100, rows: Int = 30,
        shell command: String, extra: [String: String] = [:]
    ) throws {
        var environment = machine.environment.merging(extra) { $1 }
        environment["PATH"] = BuildFolder.searchPath
        environment["TERM"] = "screen-256color"
        // The shell stays: tmux closes the terminal of one that has ended, and what the kernel had not
        // handed over by then, which takes time on a busy machine, would be lost.
        try self.init(
            bench, columns: columns, rows: rows, environment: environment,
            ["/bin/sh", "-c", "\(command); echo \"exit=$?\"; read -r hold"])
    }

    deinit { _ = try? tmux(["kill-server"]) }

    /// What the terminal shows, without the blanks at the ends of lines.
    ///
    /// - Throws: ``ProgramFailure`` when tmux fails.
    var screen: String {
        get throws { try tmux(["capture-pane", "-p"]).output }
    }

    /// What the terminal shows, with its colours.
    ///
    /// - Throws: ``ProgramFailure`` when tmux fails.
    var colouredScreen: String {
        get throws { try tmux(["capture-pane", "-p", "-e"]).output }
    }

    /// Types a text as it is.
    ///
    /// - Throws: ``ProgramFailure`` when tmux fails.
    func type(_ text: String) throws {
        try tmux(["send-keys", "-l", "--", text])
    }

    /// Presses keys by their names, such as `Enter` or `Tab`.
    ///
    /// - Throws: ``ProgramFailure`` when tmux fails.
    func press(_ keys: String...) throws {
        try tmux(["send-keys"] + keys)
    }

    /// Waits until the terminal shows what is looked for.
    ///
    /// - Returns: The whole screen.
    /// - Throws: ``ProgramFailure`` with the screen, when it does not come.
    @discardableResult
    func wait(
        for text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        var silences = 0
        for _ in 0..<Self.mostLooks {
            let screen = try screen
            if screen.contains(text) { return screen }
            if !activity.hasNews() { silences += 1 }
            guard silences < Self.patience else { break }
        }
        Issue.record("“\(text)” does not appear", sourceLocation: sourceLocation)
        throw ProgramFailure(description: "“\(text)” does not appear on:\n\(try screen)")
    }

    /// The column the cursor is in, once the terminal shows a text.
    ///
    /// - Throws: ``ProgramFailure``.
    func column(after text: some StringProtocol) throws -> Int {
        try wait(for: String(text))
        let answer = try tmux(["display-message", "-p", "#{cursor_x}"]).lines.first
        return try #require(answer.flatMap { Int($0) })
    }

    /// Keeps the screen as `.build/artefacts/NAME.txt`, to be looked at after the test.
    ///
    /// - Throws: What writing throws.
    func keep(as name: String) throws {
        let folder = BuildFolder.packageRoot.appending(path: ".build/artefacts")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(try screen.utf8).write(to: folder.appending(path: "\(name).txt"))
    }

    @discardableResult
    private func tmux(_ arguments: [String]) throws -> ProgramResult {
        let program = try BuildFolder.installed("tmux")
        let result = try RunningProgram(
            program, ["-u", "-S", socket] + arguments, environment: environment,
            scratch: bench.folder
        ).wait()
        guard result.exitCode == 0 else {
            throw ProgramFailure(description: "tmux \(arguments): \(result.diagnostics)")
        }
        return result
    }
}

extension BuildFolder {
    /// The path of a program of the system that a test cannot do without.
    ///
    /// - Throws: ``ProgramFailure`` naming what installs it.
    static func installed(_ name: String) throws -> String {
        for folder in ["/usr/bin", "/bin", "/usr/local/bin"] {
            let path = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw ProgramFailure(
            description: "\(name) is not installed, and this test needs it: run `make deps`.")
    }

    /// A `PATH` with the programs under test.
    static var searchPath: String {
        URL(fileURLWithPath: path(of: "kith")).deletingLastPathComponent().path
            + ":/usr/local/bin:/usr/bin:/bin"
    }
}

/// The pages of the manual, as users copy from them.
enum Manual {
    /// The first block of code under a heading of a page in `docs`.
    ///
    /// - Throws: ``ProgramFailure`` when there is none.
    static func snippet(of page: String, under heading: String) throws -> String {
        let text = try String(
            contentsOf: BuildFolder.packageRoot.appending(path: "docs/\(page)"), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        let block = lines.drop { $0 != "## \(heading)" }.drop { !$0.hasPrefix("```") }.dropFirst()
            .prefix { !$0.hasPrefix("```") }
        guard !block.isEmpty else {
            throw ProgramFailure(description: "docs/\(page) has no code under “\(heading)”.")
        }
        return block.joined(separator: "\n") + "\n"
    }
}
