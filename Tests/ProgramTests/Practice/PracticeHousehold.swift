import Foundation
import Testing

/// One person with three machines that meet only now and then, and a daemon at home.
final class PracticeHousehold {
    let bench: TestBench
    let daemon: Daemon
    let laptop: Machine
    let phone: Machine
    let desktop: Machine
    /// Every command of the year.
    let diary = Diary()
    /// The names of the machines that hear of nobody for now.
    private var away: Set<String> = []

    /// Makes the machines; all of them have joined.
    ///
    /// - Throws: What starting or joining throws.
    init() throws {
        bench = try TestBench()
        var (daemon, machines) = try bench.household(machines: ["laptop", "phone", "desktop"])
        for index in machines.indices { machines[index].diary = diary }
        self.daemon = daemon
        (laptop, phone, desktop) = (machines[0], machines[1], machines[2])
    }

    var machines: [Machine] { [laptop, phone, desktop] }

    /// Somebody travels, or a machine stays off: it misses the evenings until all meet again.
    func leaves(_ machine: Machine) {
        away.insert(machine.name)
    }

    /// An evening at home: whatever is there syncs until all of it knows what all wrote.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func evening() throws {
        let home = machines.filter { !away.contains($0.name) }
        for machine in home + home.dropLast() { try machine.sync() }
    }

    /// All machines meet again, and hold the same.
    ///
    /// - Throws: ``ProgramFailure`` with what it printed.
    func reunion() throws {
        away = []
        try evening()
        for machine in machines { try machine.requireEqual() }
    }

    /// A colleague's machine, and a team that both belong to.
    ///
    /// - Throws: ``ProgramFailure`` with what the daemon printed.
    func joinTeam(_ colleague: String) throws -> Machine {
        let machine = try bench.machine(colleague)
        try machine.join(daemon, code: try daemon.addUser(colleague))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", colleague, "--role", "editor")
        return machine
    }

    /// Requires that a question has the same answer on every machine, and that it is one.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func expectOneAnswer(
        _ question: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let words = question.split(separator: " ").map(String.init)
        let asked = try machines.map { try $0.start(words) }
        let answers = try asked.map { running in
            let result = try running.wait()
            return "\(result.exitCode)\n\(result.output)"
        }
        #expect(
            answers.allSatisfy { $0 == answers[0] && $0.hasPrefix("0\n") && $0.count > 2 },
            "kith \(question): \(answers)", sourceLocation: sourceLocation)
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

    /// Requires that a command prints some texts and none of others.
    ///
    /// - Throws: ``ProgramFailure`` when it cannot be started.
    func expect(
        _ question: String..., says texts: [String], neverSays others: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let result = try start(question).wait()
        let told = result.output + result.diagnostics
        for text in texts {
            #expect(told.contains(text), "\(question): \(told)", sourceLocation: sourceLocation)
        }
        for text in others {
            #expect(!told.contains(text), "\(question): \(told)", sourceLocation: sourceLocation)
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
