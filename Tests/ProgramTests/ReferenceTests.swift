import Foundation
import Testing

/// Help, the pages of reference and the programs say the same.
struct ReferenceTests {
    /// A command as its program describes it.
    private struct Command: Decodable {
        struct Argument: Decodable {
            let valueName: String
            let abstract: String?
            let shouldDisplay: Bool
        }
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool?
        let arguments: [Argument]?
        let subcommands: [Command]?

        /// This command and those below it, with their full names.
        func all(below path: String = "") -> [(name: String, command: Command)] {
            guard shouldDisplay != false, commandName != "help" else { return [] }
            let name = path.isEmpty ? commandName : path + " " + commandName
            return [(name, self)] + (subcommands ?? []).flatMap { $0.all(below: name) }
        }
    }

    private struct Dump: Decodable {
        let command: Command
    }

    private func commands(of program: String) throws -> [(name: String, command: Command)] {
        let bench = try TestBench()
        let result = try RunningProgram(
            program, ["--experimental-dump-help"], environment: [:], scratch: bench.folder
        ).wait()
        let dump = try JSONDecoder().decode(Dump.self, from: Data(result.standardOutput))
        return dump.command.all()
    }

    @Test func `docs/cli.md is what the commands say of themselves`() throws {
        let bench = try TestBench()
        let script = BuildFolder.packageRoot.appending(path: ".ci/reference").path
        let folder = URL(fileURLWithPath: BuildFolder.path(of: "kith")).deletingLastPathComponent()
        let result = try RunningProgram(
            "/usr/bin/python3", [script, folder.path, "--check"], environment: [:],
            scratch: bench.folder
        ).wait()
        #expect(result.exitCode == 0, "\(result.diagnostics)")
    }

    @Test func `Every command has a man page that names all its options`() throws {
        let bench = try TestBench()
        let script = BuildFolder.packageRoot.appending(path: ".ci/reference").path
        let folder = URL(fileURLWithPath: BuildFolder.path(of: "kith")).deletingLastPathComponent()
        _ = try RunningProgram(
            "/usr/bin/python3", [script, folder.path, "--man", bench.folder.path],
            environment: [:], scratch: bench.folder
        ).wait()
        for (program, section) in [("kith", "1"), ("kithd", "8")] {
            for (name, command) in try commands(of: program) {
                let page = "man\(section)/" + name.replacing(" ", with: "-") + ".\(section)"
                let file = bench.folder.appending(path: page)
                let text = try String(contentsOf: file, encoding: .utf8).replacing("\\-", with: "-")
                for argument in command.arguments ?? []
                where argument.shouldDisplay && !["help", "version"].contains(argument.valueName) {
                    #expect(
                        text.lowercased().contains(argument.valueName.lowercased()),
                        "\(page) lacks \(argument.valueName)")
                }
            }
        }
    }

    @Test(arguments: ["kith", "kithd"])
    func `Every command that takes something shows an example, and explains every argument`(
        program: String
    ) throws {
        let all = try commands(of: program)
        #expect(all.count > 15)
        for (name, command) in all {
            let arguments = (command.arguments ?? []).filter {
                $0.shouldDisplay && !["help", "version", "data", "json"].contains($0.valueName)
            }
            #expect(command.abstract?.isEmpty == false, "\(name)")
            for argument in arguments {
                #expect(argument.abstract?.isEmpty == false, "\(name): \(argument.valueName)")
            }
            guard !arguments.isEmpty, command.subcommands?.isEmpty != false else { continue }
            let hasExample = command.discussion?.contains("  \(program) ") == true
            #expect(hasExample, "\(name) shows no example")
        }
    }

    @Test func `The exit codes of docs/cli.md are those of the program`() throws {
        let page = try String(
            contentsOf: BuildFolder.packageRoot.appending(path: "docs/cli.md"), encoding: .utf8)
        let source = try String(
            contentsOf: BuildFolder.packageRoot.appending(
                path: "Sources/kith/Session/KithExit.swift"), encoding: .utf8)
        let listed = page.matches(of: #/\n\| ([0-9]+) \|/#).map { String($0.output.1) }
        let defined = source.matches(of: #/case \w+ = ([0-9]+)/#).map { String($0.output.1) }
        #expect(listed == defined)
    }
}
