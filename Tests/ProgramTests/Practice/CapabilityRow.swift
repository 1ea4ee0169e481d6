import Foundation
import Testing

/// A row of `docs/capabilities.md`.
struct CapabilityRow {
    let id: String
    private let how: String
    private let command: String
    private let data: String

    /// Every row, in order.
    ///
    /// - Throws: What reading the page throws.
    static func all() throws -> [CapabilityRow] {
        let page = BuildFolder.packageRoot.appending(path: "docs/capabilities.md")
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| S") }
            .map { line in
                let cells = line.split(separator: "|").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                return CapabilityRow(id: cells[0], how: cells[1], command: cells[2], data: cells[3])
            }
    }

    /// Whether kith does not do it, for a reason that the row gives.
    var isLeftOut: Bool { how.hasPrefix("left out") }

    /// The commands that the row names, without `kith`.
    var verbs: Set<String> {
        Set(command.matches(of: #/`kith ([a-z-]+)/#).map { String($0.output.1) })
    }

    /// The measures of `kith stats` that the row names.
    var measures: Set<String> {
        Set(command.matches(of: #/`kith stats ([a-z]+)/#).map { String($0.output.1) })
    }

    /// The fields that the row names, such as `touch.gave`; `person.` is what is said of somebody.
    var fields: Set<String> {
        Set(data.matches(of: #/\b[a-z]+\.[a-z-]+/#).map { String($0.output) })
    }
}

extension PracticeYear {
    /// Requires of each row of the page that its commands were run, its data were written down and
    /// reached the desktop, and its measures have something to show.
    ///
    /// - Throws: ``ProgramFailure``, or what reading the page throws.
    static func expectThatEveryRowWasLived(_ home: PracticeHousehold) throws {
        let run = Set(home.diary.commands.compactMap(\.first))
        let measured = try measures(home)
        let written = try fields(home.desktop).union(said(home.diary))
        for row in try CapabilityRow.all() where !row.isLeftOut {
            #expect(row.verbs.subtracting(run) == [], "\(row.id): commands never run")
            #expect(row.measures.subtracting(measured) == [], "\(row.id): nothing measured")
            #expect(row.fields.subtracting(written) == [], "\(row.id): never written down")
        }
    }

    /// The fields of all items on a machine that hold something, such as `touch.gave`.
    private static func fields(_ machine: Machine) throws -> Set<String> {
        var found: Set<String> = []
        for kinds in [["--all"], ["touches", "--all"]] {
            let words = ["items"] + kinds + ["--limit", "9999", "--json"]
            let json = try JSONSerialization.jsonObject(
                with: Data(machine.kith(words: words).standardOutput))
            let items = (json as? [String: Any])?["items"] as? [[String: Any]] ?? []
            for item in items {
                let kind = item["kind"] as? String ?? "touch"
                found.formUnion(item.keys.map { "\(kind).\($0)" })
            }
        }
        return found
    }

    /// What was said of people, by any machine.
    private static func said(_ diary: Diary) -> Set<String> {
        Set(
            diary.commands.filter { $0.first == "set" }.joined().compactMap { word in
                let parts = word.split(separator: "=", omittingEmptySubsequences: false)
                return parts.count > 1 && !parts[1].isEmpty ? "person.\(parts[0])" : nil
            })
    }

    /// The measures that show something else than on a machine where nothing is written down.
    private static func measures(_ home: PracticeHousehold) throws -> Set<String> {
        let empty = try home.bench.machine("empty")
        try empty.kith("init")
        let silent = try shown(empty)
        return Set(try shown(home.desktop).filter { silent[$0.key] != $0.value }.keys)
    }

    private static func shown(_ machine: Machine) throws -> [String: String] {
        let measures = try #require(try machine.json("stats")["measures"] as? [[String: Any]])
        return Dictionary(
            measures.map { measure in
                let parts = measure["parts"] as? [[String: Any]] ?? []
                let values = parts.map { "\($0["label"] ?? "") \($0["value"] ?? 0)" }
                return (measure["name"] as? String ?? "", "\(measure["sentence"] ?? "") \(values)")
            },
            uniquingKeysWith: { first, _ in first })
    }
}
