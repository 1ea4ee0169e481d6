import Foundation

/// What a finished program left behind.
struct ProgramResult {
    let standardOutput: [UInt8]
    let standardError: [UInt8]
    /// The exit code; 128 plus the signal when a signal ended it.
    let exitCode: Int32

    /// Standard output as text, damaged UTF-8 replaced.
    var output: String { String(decoding: standardOutput, as: UTF8.self) }

    /// Standard error as text, damaged UTF-8 replaced.
    var diagnostics: String { String(decoding: standardError, as: UTF8.self) }

    /// Standard output without the empty last line.
    var lines: [String] {
        output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
}

/// Why a program could not be run by a test.
struct ProgramFailure: Error, CustomStringConvertible {
    let description: String
}

/// A real process, started with a closed set of environment values and its output in files.
final class RunningProgram {
    let processID: pid_t
    private let outputFile: URL
    private let errorFile: URL

    /// Starts a program of the build folder, or one found by its absolute path.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    init(
        _ program: String, _ arguments: [String], environment: [String: String],
        scratch: URL, input: URL? = nil
    ) throws {
        let path = program.hasPrefix("/") ? program : BuildFolder.path(of: program)
        let name = UUID().uuidString
        outputFile = scratch.appending(path: "\(name).out")
        errorFile = scratch.appending(path: "\(name).err")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input?.path ?? "/dev/null", O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 1, outputFile.path, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errorFile.path, flags, 0o600)
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let values = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + values).forEach { free($0) } }
        // Threads of tests block signals, and what they start would: a terminal that never ends.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pid: pid_t = 0
        let status = posix_spawn(&pid, path, &actions, &attributes, words, values)
        guard status == 0 else {
            throw ProgramFailure(description: "\(path): \(String(cString: strerror(status)))")
        }
        processID = pid
    }

    /// Sends a signal.
    func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// Waits for the end.
    ///
    /// - Throws: What reading the output files throws.
    func wait() throws -> ProgramResult {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return ProgramResult(
            standardOutput: Array(try Data(contentsOf: outputFile)),
            standardError: Array(try Data(contentsOf: errorFile)),
            exitCode: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
    }

    /// The file its standard error goes to.
    var errorLog: URL { errorFile }
}

/// Where the programs under test were built: beside the test bundle.
enum BuildFolder {
    /// The absolute path of a built program.
    static func path(of program: String) -> String {
        let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appending(path: program).path
    }

    /// The folder of the package.
    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The sample address books.
    static var samples: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(
                at: packageRoot.appending(path: "Tests/Samples"), includingPropertiesForKeys: nil
            ).filter { $0.pathExtension == "vcf" }.sorted { $0.path < $1.path }
        }
    }
}
