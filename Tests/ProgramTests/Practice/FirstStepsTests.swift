import Foundation
import Testing

/// The page about the first ten minutes, run line by line.
struct FirstStepsTests {
    /// What is typed, and what is answered.
    private struct Step {
        let command: String
        var answer: [String] = []
    }

    private func page() throws -> String {
        try String(
            contentsOf: BuildFolder.packageRoot.appending(path: "docs/first-steps.md"),
            encoding: .utf8)
    }

    /// The blocks of a language, in order.
    private func blocks(_ language: String, of page: String) -> [String] {
        page.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    private func steps(of page: String) -> [Step] {
        var steps: [Step] = []
        for line in blocks("console", of: page).joined().split(separator: "\n").map(String.init) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if !steps.isEmpty {
                steps[steps.count - 1].answer.append(line)
            }
        }
        return steps
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

    private func run(_ step: Step, _ bench: TestBench, _ machine: Machine) throws -> String {
        var environment = machine.environment
        environment["PATH"] = BuildFolder.searchPath
        environment["NO_COLOR"] = "1"
        let parts = step.command.components(separatedBy: "  # keys: ")
        let keys = try bench.file("keys", parts.count > 1 ? parts[1] : "")
        let command = "cd '\(bench.folder.path)' && \(parts[0])"
        let (program, arguments) =
            parts.count > 1
            ? ("/usr/bin/script", ["-qec", command, "/dev/null"]) : ("/bin/sh", ["-c", command])
        let result = try RunningProgram(
            program, arguments, environment: environment, scratch: machine.scratch, input: keys
        ).wait()
        #expect(result.exitCode == 0, "\(step.command): \(result.diagnostics)")
        return result.output
    }

    @Test func `What the page of the first ten minutes shows is what happens`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let page = try page()
        let book = try #require(blocks("vcard", of: page).first)
        _ = try bench.file("contacts.vcf", book.replacing("\n", with: "\r\n"))
        let steps = steps(of: page)
        #expect(steps.count > 8)
        for step in steps {
            let answer = try run(step, bench, machine).split(whereSeparator: \.isNewline)
                .map { lasting($0) }
            var rest = answer[...]
            for line in step.answer.map({ lasting($0) }) {
                // Keys that are echoed before the program reads them stand before its first line.
                let found = rest.firstIndex { $0 == line || $0.hasSuffix(line) }
                guard let found else {
                    Issue.record("\(step.command) does not answer: \(line)\nbut: \(answer)")
                    break
                }
                rest = rest[(found + 1)...]
            }
        }
    }
}
