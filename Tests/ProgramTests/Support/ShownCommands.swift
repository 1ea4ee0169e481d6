import Foundation
import Testing

/// The commands that a page shows with their answers, to be run line by line.
struct ShownCommands {
    /// What is typed, where, and what is answered.
    struct Step {
        /// What stands before the `$`: the name of a machine, or nothing.
        let machine: String
        let command: String
        var answer: [String] = []
    }

    let page: String

    /// Reads a page of the repository.
    init(of path: String) throws {
        page = try String(
            contentsOf: BuildFolder.packageRoot.appending(path: path), encoding: .utf8)
    }

    /// The blocks of a language, in order.
    func blocks(_ language: String) -> [String] {
        page.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    /// The steps of a block.
    func steps(of block: String) -> [Step] {
        var steps: [Step] = []
        for line in block.split(separator: "\n").map(String.init) {
            let prompt = line.prefix { $0.isLetter }
            if line.dropFirst(prompt.count).hasPrefix("$ ") {
                let command = String(line.dropFirst(prompt.count + 2))
                steps.append(Step(machine: String(prompt), command: command))
            } else if !steps.isEmpty {
                steps[steps.count - 1].answer.append(line)
            }
        }
        return steps
    }

    /// Runs a step in a folder, and holds what it answers against what is shown.
    ///
    /// What `# keys:` names behind a command is typed at a terminal.
    ///
    /// - Throws: What starting the program throws.
    func check(_ step: Step, on machine: Machine, in folder: URL, _ bench: TestBench) throws {
        let answer = try run(step, on: machine, in: folder, bench)
            .split(whereSeparator: \.isNewline).map { lasting($0) }
        var rest = answer[...]
        for line in step.answer.map({ lasting($0) }) {
            // Keys that are echoed before the program reads them stand before its first line.
            guard let found = rest.firstIndex(where: { $0 == line || $0.hasSuffix(line) }) else {
                Issue.record("\(step.command) does not answer: \(line)\nbut: \(answer)")
                break
            }
            rest = rest[(found + 1)...]
        }
    }

    private func run(
        _ step: Step, on machine: Machine, in folder: URL, _ bench: TestBench
    ) throws -> String {
        var environment = machine.environment
        environment["PATH"] = BuildFolder.searchPath
        environment["NO_COLOR"] = "1"
        let parts = step.command.components(separatedBy: "  # keys: ")
        let keys = try bench.file("keys", parts.count > 1 ? parts[1] : "")
        let command = "cd '\(folder.path)' && \(parts[0])"
        let (program, arguments) =
            parts.count > 1
            ? ("/usr/bin/script", ["-qec", command, "/dev/null"]) : ("/bin/sh", ["-c", command])
        let result = try RunningProgram(
            program, arguments, environment: environment, scratch: machine.scratch, input: keys
        ).wait()
        #expect(result.exitCode == 0, "\(step.command): \(result.diagnostics)")
        return result.output + result.diagnostics
    }

    /// A line without what differs from day to day, and from machine to machine.
    private func lasting(_ line: some StringProtocol) -> String {
        var text = String(line)
        for (pattern, word) in [
            (#"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"#, "DAY"), (#"\b[0-9]{2}:[0-9]{2}\b"#, "TIME"),
            (#"\b([0-9a-f]{8}|[0-9a-f]{6})\b"#, "ID"),
        ] {
            text = text.replacingOccurrences(of: pattern, with: word, options: .regularExpression)
        }
        return text.trimmingCharacters(in: .whitespaces)
    }
}
