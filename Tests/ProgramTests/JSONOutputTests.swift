import Foundation
import Testing

/// Programs read what people read: `--json` wherever there is something to know.
struct JSONOutputTests {
    /// A command as its program describes it.
    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let name: String
            }
            let names: [Name]?
        }
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?

        /// The commands that do something, with their full names.
        func leaves(below path: String = "") -> [(name: String, options: Set<String>)] {
            let name = path.isEmpty ? commandName : path + " " + commandName
            let below = (subcommands ?? []).filter { $0.commandName != "help" }
            guard below.isEmpty else { return below.flatMap { $0.leaves(below: name) } }
            return [(name, Set((arguments ?? []).flatMap { $0.names ?? [] }.map(\.name)))]
        }
    }

    private struct Dump: Decodable {
        let command: Command
    }

    /// Why a command has no `--json`.
    private static let reasons: [String: [String]] = [
        "writes a document in formats of its own": [
            "kith page", "kith report", "kith map", "kith export",
        ],
        "is read by a shell": ["kith completion", "kith complete"],
        "runs until it is stopped": ["kithd serve"],
    ]

    @Test(arguments: ["kith", "kithd"])
    func `Every command has --json, or a reason to have none`(program: String) throws {
        let bench = try TestBench()
        let result = try RunningProgram(
            program, ["--experimental-dump-help"], environment: [:], scratch: bench.folder
        ).wait()
        let dump = try JSONDecoder().decode(Dump.self, from: Data(result.standardOutput))
        let leaves = dump.command.leaves()
        #expect(leaves.count > 15)
        let excused = Set(Self.reasons.values.joined().filter { $0.hasPrefix(program + " ") })
        let without = Set(leaves.filter { !$0.options.contains("json") }.map(\.name))
        #expect(without.subtracting(excused).isEmpty, "neither --json nor a reason")
        #expect(excused.subtracting(without).isEmpty, "a reason, but --json too, or no command")
    }

    @Test func `What is previewed, undone and described reads as JSON`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        try machine.kith("add", "--name", "Ada B. Example", "--email", "adab@example.org")
        try machine.kith("new", "goal", "Lead a lab")
        func people(_ words: String...) throws -> [[String: Any]] {
            let result = try machine.start(words + ["--json"]).wait()
            let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
            let document = try #require(object as? [String: Any])
            #expect(document["version"] as? Int == 1)
            return try #require(document["people"] as? [[String: Any]], "\(words)")
        }
        let edit = try people("edit", "Ada B.", "--set", "title=Host", "--dry-run")
        #expect(edit.map { $0["changes"] as? [String] } == [["title: + Host"]])
        let tiers = try people("tier", "--search", "example", "close", "--dry-run")
        #expect(tiers.count == 2)
        let lost = try people("rm", "ada b.", "--dry-run")
        #expect(lost.first?["name"] as? String == "Ada B. Example")
        let overlay = try people("set", "ada b.", "cadence=30d")
        #expect(overlay.first?["changes"] as? [String] == ["cadence=30d"])
        #expect(try machine.people().count == 2)

        let merge = try machine.json("merge", "ada b.", "ada@example.org", "--dry-run")
        let lines = try #require(merge["lines"] as? [[String: Any]])
        #expect(lines.contains { $0["from"] as? String == "second" })
        let kinds = try machine.json("kinds")["kinds"] as? [[String: Any]]
        #expect(kinds?.contains { $0["name"] as? String == "person" } == true)
        let one = try machine.json("kinds", "goal")["kinds"] as? [[String: Any]]
        #expect((one?.first?["fields"] as? [Any])?.isEmpty == false && one?.count == 1)
        #expect(try machine.json("review")["touches"] as? Int == 0)
        #expect(try machine.json("review", "--quarter")["days"] as? Int == 91)
        let done = try machine.json("done", "Lead a lab")["items"] as? [Any]
        #expect(done?.count == 1)
        #expect(try machine.json("undo")["command"] as? String == "done")
        let nobody = try machine.attempt(
            "edit", "--search", "nobody", "--add", "tag=x", "--json")
        #expect(nobody.exitCode == 1 && nobody.output.contains("\"people\":[]"))
    }

    @Test func `What does one thing tells programs what it did`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        #expect(try (machine.json("init")["folder"] as? String)?.isEmpty == false)
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        let ada = try #require(machine.people().first?["id"] as? String)
        let made = try machine.json("group", "new", "harbour", "ada")
        #expect(made["group"] as? String == "harbour" && made["people"] as? Int == 1)
        #expect(try machine.json("group", "add", "harbour", "ada")["people"] as? Int == 0)
        let renamed = try machine.json("group", "rename", "harbour", "Old harbour")
        #expect(renamed["group"] as? String == "Old harbour")
        #expect(try machine.json("group", "remove", "old harbour", "ada")["people"] as? Int == 1)

        func note(_ words: String...) throws -> [String: Any] {
            let result = try machine.kith(words: words + ["--json"])
            let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
            let document = try #require(object as? [String: Any])
            return try #require((document["notes"] as? [[String: Any]])?.first)
        }
        let written = try note("note", "ada", "Calls in the morning.")
        let id = try #require(written["id"] as? String)
        #expect(written["text"] as? String == "Calls in the morning.")
        let changed = try note("note", "ada", "--edit", id, "Calls at noon.")
        #expect(changed["id"] as? String == id && changed["text"] as? String == "Calls at noon.")
        #expect(try note("set", id, "Calls at night.")["text"] as? String == "Calls at night.")
        #expect(try note("drop", id)["id"] as? String == id)
        #expect(try machine.json("note", "ada", "--list")["notes"] as? [String] == [])
        try machine.kith("new", "goal", "Lead a lab")
        let dropped = try machine.json("drop", "Lead a lab")["items"] as? [[String: Any]]
        #expect(dropped?.count == 1)

        let picture = bench.folder.appending(path: "ada.png")
        try Data(base64Encoded: Self.pixel)?.write(to: picture)
        #expect(try machine.json("photo", "set", "ada", picture.path)["changed"] as? Bool == true)
        #expect(try machine.json("photo", "set", "ada", picture.path)["changed"] as? Bool == false)
        #expect(try machine.json("photo", "remove", "ada")["removed"] as? Int == 1)
        try machine.kith("rm", "ada")
        #expect(try machine.json("restore", "ada")["id"] as? String == ada)

        let file = bench.folder.appending(path: "backup.kith").path
        let backup = try machine.json("backup", file)
        #expect(backup["file"] as? String == file && backup["photos_away"] as? Int == 0)
        #expect(try (machine.json("recover", file)["kept"] as? String)?.isEmpty == false)
    }

    /// A PNG of one pixel.
    private static let pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="

    @Test func `A server tells its members, codes and findings as JSON`() throws {
        let bench = try TestBench()
        let daemon = try bench.daemon()
        func read(_ result: ProgramResult) throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
            return try #require(object as? [String: Any])
        }
        let ada = try read(daemon.admin("user", "add", "ada", "--json"))
        #expect(ada["user"] as? String == "ada" && (ada["code"] as? String)?.isEmpty == false)
        #expect(try read(daemon.admin("device", "add", "ada", "--json"))["code"] is String)
        for space in ["team", "club"] { try daemon.admin("space", "add", space) }
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        let plain = try daemon.admin("member", "list", "team")
        #expect(plain.output == "team  ada  owner\n")
        let all = try read(daemon.admin("member", "list", "--json"))["members"]
        let rows = try #require(all as? [[String: String]])
        #expect(rows.contains(["space": "team", "user": "ada", "role": "owner"]))
        #expect(try daemon.admin("member", "list", "club").output.isEmpty)
        #expect(throws: ProgramFailure.self) { try daemon.admin("member", "list", "nowhere") }
        let doctor = try read(daemon.admin("doctor", "--json"))["findings"] as? [[String: Any]]
        #expect(
            doctor?.isEmpty == false && doctor?.allSatisfy { $0["good"] as? Bool == true } == true)
        #expect(try daemon.admin("doctor").output.hasPrefix("good  "))

        let role = try read(
            daemon.admin("member", "set", "team", "ada", "--role", "viewer", "--json"))
        #expect(role["role"] as? String == "viewer" && role["space"] as? String == "team")
        let named = try read(daemon.admin("space", "rename", "team", "crew", "--json"))
        #expect(named["space"] as? String == "crew" && named["before"] as? String == "team")
        let out = try read(daemon.admin("member", "rm", "crew", "ada", "--json"))
        #expect(out["role"] as? String == "")
        let gone = try read(daemon.admin("space", "rm", "crew", "--yes", "--json"))
        #expect(gone["changes"] as? Int == 0)
        let file = bench.folder.appending(path: "kithd.backup").path
        #expect(try read(daemon.admin("backup", file, "--json"))["file"] as? String == file)
        try daemon.stop()
        let recovered = try read(daemon.admin("recover", file, "--json"))
        #expect(recovered["let_in"] as? [String] == [] && recovered["all_told"] as? Bool == true)
    }

    @Test func `Beside an instant stands its day`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop"])
        let machine = machines[0]
        try machine.kith("add", "Ada Lind")
        try machine.kith("note", "ada", "likes boats")
        try machine.sync()
        let commands = [
            ["note", "ada", "--list"], ["history", "ada"], ["undo", "--list"], ["show", "ada"],
            ["status"], ["space", "list"], ["device", "list"], ["undo"],
        ]
        for command in commands {
            let told = try machine.kith(words: command + ["--json"]).output
            let json = try JSONSerialization.jsonObject(with: Data(told.utf8))
            let bare = Self.instants(in: json).filter { !$0.hasDay }.map(\.name)
            #expect(bare.isEmpty, "\(command)")
            #expect(!Self.instants(in: json).isEmpty, "\(command)")
        }
    }

    /// Every member that is an instant, and whether its day stands beside it.
    private static func instants(in json: Any) -> [(name: String, hasDay: Bool)] {
        if let list = json as? [Any] { return list.flatMap(instants) }
        guard let object = json as? [String: Any] else { return [] }
        return object.flatMap { name, value in
            let isInstant = (value as? NSNumber).map { $0.doubleValue > 1e12 } ?? false
            return isInstant
                ? [(name: name, hasDay: object[name + "_day"] is String)] : instants(in: value)
        }
    }
}
