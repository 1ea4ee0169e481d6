import Foundation

/// Programs of PyPI, installed for one test: what others wrote reads and writes the same files.
struct PythonPrograms {
    private let bench: TestBench
    private let environment: URL

    /// Installs packages of fixed versions; nil, and a printed reason, where PyPI cannot be reached.
    ///
    /// - Throws: What starting `pip` throws.
    init?(_ packages: [String], on bench: TestBench) throws {
        self.bench = bench
        environment = bench.folder.appending(path: "python-\(UUID().uuidString)")
        for command in [
            ["/usr/bin/python3", "-m", "venv", environment.path],
            [path(of: "pip"), "install", "--quiet", "--retries", "1"] + packages,
        ] {
            let result = try start(command).wait()
            guard result.exitCode == 0 else {
                let reason = result.diagnostics + result.output
                print("\(packages) not tested, \(command.joined(separator: " ")): \(reason)")
                return nil
            }
        }
    }

    /// Where an installed program is.
    func path(of program: String) -> String {
        environment.appending(path: "bin/\(program)").path
    }

    /// Starts a program with this process's environment, at home in the folder of the test.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func start(_ command: [String], input: URL? = nil) throws -> RunningProgram {
        var values = ProcessInfo.processInfo.environment
        values["HOME"] = bench.folder.path
        values["LANG"] = "C.UTF-8"
        return try RunningProgram(
            command[0], Array(command.dropFirst()), environment: values, scratch: bench.folder,
            input: input)
    }
}
