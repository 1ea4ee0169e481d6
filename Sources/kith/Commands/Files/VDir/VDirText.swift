import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// The outcome of mirroring, for people and programs.
enum VDirText {
    /// The advice where no folder is linked.
    static let none = "No folder is linked; `kith vdir link DIR` links one."

    /// Shows the reports.
    ///
    /// - Throws: ``KithExit/data`` when a file was left alone.
    static func show(_ reports: [VDirReport], json: Bool) throws {
        write(reports, json: json)
        for report in reports {
            for override in report.overrides { Terminal.note(override.sentence) }
            for loss in report.leftOut { Terminal.note(loss.sentence) }
            for problem in report.problems { Terminal.note(problem.sentence) }
        }
        if reports.contains(where: { !$0.problems.isEmpty }) { throw KithExit.data }
    }

    /// Writes what was done.
    static func write(_ reports: [VDirReport], json: Bool) {
        if json {
            JSONOutput.write([("folders", .array(reports.map(value)))])
        } else {
            for report in reports {
                Terminal.write("\(TerminalText.visible(report.path)): \(summary(report)).\n")
            }
        }
    }

    /// The sentence shown for an error.
    static func sentence(of error: any Error) -> String {
        (error as? any KithError)?.sentence ?? "\(error)"
    }

    private static func counts(_ report: VDirReport) -> [(key: String, count: Int)] {
        [
            ("added", report.added), ("updated", report.updated), ("trashed", report.trashed),
            ("restored", report.restored), ("written", report.written),
            ("removed", report.removed), ("postponed", report.postponed),
        ]
    }

    private static func summary(_ report: VDirReport) -> String {
        let people = counts(report).prefix(4).filter { $0.count > 0 }
            .map { "\(Counted.text($0.count, "person", "people")) \($0.key)" }
        let files = counts(report).dropFirst(4).filter { $0.count > 0 }
            .map { "\(Counted.text($0.count, "file")) \($0.key)" }
        let completed =
            report.completed > 0
            ? [
                "\(Counted.text(report.completed, "person", "people")) given the UID or FN they lacked"
            ]
            : []
        let waiting =
            report.waiting > 0
            ? ["\(Counted.text(report.waiting, "person", "people")) waiting for a photo"] : []
        let all = people + completed + files + waiting
        return all.isEmpty ? "nothing to do" : all.joined(separator: ", ")
    }

    private static func value(_ report: VDirReport) -> JSONValue {
        let numbers = counts(report).map {
            (key: $0.key, value: JSONValue.integer(Int64(clamping: $0.count)))
        }
        let problems = report.problems.map { problem in
            JSONValue.object([
                ("file", .text(problem.file)), ("line", .integer(Int64(clamping: problem.line))),
                ("reason", .text(problem.reason)),
            ])
        }
        let overrides = report.overrides.map { override in
            JSONValue.object([
                ("file", .text(override.file)), ("property", .text(override.property)),
            ])
        }
        let leftOut = report.leftOut.map { loss in
            JSONValue.object([
                ("file", .text(loss.file)),
                ("properties", .array(loss.properties.map(JSONValue.text))),
            ])
        }
        return .object(
            [("path", .text(report.path))] + numbers + [
                ("completed", .integer(Int64(clamping: report.completed))),
                ("waiting", .integer(Int64(clamping: report.waiting))),
                ("problems", .array(problems)), ("overrides", .array(overrides)),
                ("left_out", .array(leftOut)),
            ])
    }
}
