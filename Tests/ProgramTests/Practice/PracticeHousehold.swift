import Foundation
import Testing

/// One person with three machines that meet only now and then, and a daemon at home.
final class PracticeHousehold {
    let bench: TestBench
    let daemon: Daemon
    let laptop: Machine
    let phone: Machine
    let desktop: Machine

    /// Makes the machines; all of them have joined.
    ///
    /// - Throws: What starting or joining throws.
    init() throws {
        bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "phone", "desktop"])
        self.daemon = daemon
        (laptop, phone, desktop) = (machines[0], machines[1], machines[2])
    }

    var machines: [Machine] { [laptop, phone, desktop] }

    /// An evening at home: every machine syncs until all know what all wrote.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func evening() throws {
        for machine in machines + machines { try machine.sync() }
    }

    /// Requires that a question has the same answer on every machine.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func expectOneAnswer(
        _ question: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answers = try machines.map { machine in
            let result = try machine.start(question).wait()
            return "\(result.exitCode)\n\(result.output)"
        }
        #expect(
            answers.allSatisfy { $0 == answers[0] }, "kith \(question.joined(separator: " "))",
            sourceLocation: sourceLocation)
    }

    /// Requires that the machines hold the same, and answer everything alike.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func expectOneStory(sourceLocation: SourceLocation = #_sourceLocation) throws {
        for machine in machines { try machine.requireEqual() }
        let questions = [
            ["items", "--all", "--json", "--limit", "9999"],
            ["items", "touches", "--all", "--json", "--limit", "9999"],
            ["due", "--json"], ["stats", "--json"], ["today", "--json"], ["dormant", "--json"],
            ["radar", "--json"], ["weave", "--json"], ["list", "--json"],
            ["conflicts", "list", "--json"],
        ]
        for question in questions {
            let answers = try machines.map { machine in
                let result = try machine.start(question).wait()
                return "\(result.exitCode)\n\(result.output)"
            }
            #expect(
                answers.allSatisfy { $0 == answers[0] }, "kith \(question.joined(separator: " "))",
                sourceLocation: sourceLocation)
        }
        for machine in machines {
            let checked = try machine.attempt("doctor")
            #expect(
                !checked.output.contains("differed"), "\(machine.name): \(checked.output)",
                sourceLocation: sourceLocation)
        }
    }
}

extension Machine {
    /// Requires that a command prints some texts.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func expect(
        _ question: String..., says texts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let result = try start(question).wait()
        for text in texts {
            #expect(
                (result.output + result.diagnostics).contains(text),
                "kith \(question.joined(separator: " "))", sourceLocation: sourceLocation)
        }
    }

    /// Requires that a command prints none of some texts.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func expect(
        _ question: String..., neverSays texts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let result = try start(question).wait()
        for text in texts {
            #expect(
                !(result.output + result.diagnostics).contains(text),
                "kith \(question.joined(separator: " "))", sourceLocation: sourceLocation)
        }
    }

    /// The items of a kind, over or not.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    func items(_ kind: String) throws -> [[String: Any]] {
        try #require(try json("items", kind, "--all")["items"] as? [[String: Any]])
    }

    /// The names of those who are due, in the order of the list.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    func due() throws -> [String] {
        let due = try #require(try json("due")["due"] as? [[String: Any]])
        return due.compactMap { $0["name"] as? String }
    }

    /// The sentence of a measure.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    func measure(_ name: String) throws -> String {
        let measures = try #require(try json("stats", name)["measures"] as? [[String: Any]])
        return try #require(measures.first?["sentence"] as? String)
    }
}
