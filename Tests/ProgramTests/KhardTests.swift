import Foundation
import TestSupport
import Testing

/// khard 0.22 itself, from PyPI, on a linked folder.
struct KhardTests {
    private static let rounds = 200
    private static let people = 4
    /// How khard's form calls what it edits, and what the card does.
    private static let fields = [
        (form: "Title", property: "TITLE"), (form: "Note", property: "NOTE"),
        (form: "Nickname", property: "NICKNAME"),
    ]

    @Test func `No field is lost in 200 rounds of khard and kith on the same people`() throws {
        let bench = try TestBench()
        guard let khard = try Khard(bench) else { return }
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let book = try bench.file("book.vcf", InventedCards.text(count: Self.people))
        try laptop.kith("import", book.path)
        try laptop.kith("vdir", "link", khard.folder.url.path)
        try laptop.sync()
        var random = SeededRandom(seed: 22)
        var expected = [[String: String]](repeating: [:], count: Self.people)
        for round in 0..<Self.rounds {
            let value = "round \(round)"
            let field = Self.fields[Int.random(in: 0..<Self.fields.count, using: &random)]
            let edited = Int.random(in: 0..<Self.people, using: &random)
            let other = Int.random(in: 0..<2, using: &random) == 0 ? edited : round % Self.people
            try laptop.kith("edit", "Person\(other)", "--set", "role=kith \(value)")
            expected[other]["ROLE"] = "kith \(value)"
            try khard.set(field.form, to: value, of: "Person\(edited)")
            expected[edited][field.property] = value
            try laptop.kith("vdir", "sync")
            guard round % 20 == 19 else { continue }
            try desktop.sync()
            try desktop.kith("edit", "Person\(edited)", "--set", "x-desktop=\(value)")
            expected[edited]["X-DESKTOP"] = value
            try desktop.sync()
            try laptop.sync()
            try laptop.kith("vdir", "sync")
            try check(expected, khard, laptop)
        }
        try check(expected, khard, laptop)
        #expect(try laptop.conflicts().isEmpty)
    }

    private func check(
        _ expected: [[String: String]], _ khard: Khard, _ machine: Machine
    ) throws {
        for (person, fields) in expected.enumerated() {
            let file = try khard.folder.text("invented-\(person).vcf")
            let card = try machine.kith("export", "Person\(person)").output
            let seen = try khard.run("show", "--format", "yaml", "Person\(person)").output
            for (property, value) in fields {
                for text in [file, card] {
                    #expect(text.contains("\(property):\(value)"), "\(property): \(text)")
                }
                #expect(property == "X-DESKTOP" || seen.contains(value), "\(property): \(seen)")
            }
            for text in [file, card] {
                #expect(text.contains("person\(person)@example.org") && text.contains("+1 555 01"))
            }
        }
    }
}

/// khard in a virtual environment of its own, with one address book.
struct Khard {
    let folder: MirrorFolder
    private let bench: TestBench
    private let programs: PythonPrograms

    /// Installs khard; nil, and a printed reason, where PyPI cannot be reached.
    init?(_ bench: TestBench) throws {
        self.bench = bench
        guard let programs = try PythonPrograms(["khard==0.22"], on: bench) else { return nil }
        self.programs = programs
        folder = try MirrorFolder(bench.folder.appending(path: "khard-book"))
        _ = try bench.file(
            "khard.conf",
            """
            [addressbooks]
            [[book]]
            path = \(folder.url.path)
            [general]
            editor = true
            merge_editor = true

            """)
    }

    /// Runs khard, answering yes, and requires that it succeeds.
    @discardableResult
    func run(_ arguments: String...) throws -> ProgramResult {
        let yes = try bench.file("yes", "y\ny\ny\n")
        let configuration = bench.folder.appending(path: "khard.conf").path
        let result = try programs.start(
            [programs.path(of: "khard"), "-c", configuration] + arguments, input: yes
        ).wait()
        try #require(result.exitCode == 0, "\(arguments): \(result.diagnostics)\(result.output)")
        return result
    }

    /// Edits a field as a person does in khard's form.
    func set(_ field: String, to value: String, of person: String) throws {
        let form = try run("show", "--format", "yaml", person).output
        var lines = form.components(separatedBy: "\n")
        let index = try #require(lines.firstIndex { $0.hasPrefix(field) && $0.contains(":") })
        lines[index] = "\(field): \(value)"
        let edited = try bench.file("form.yaml", lines.joined(separator: "\n"))
        try run("edit", "--input-file", edited.path, person)
    }
}
