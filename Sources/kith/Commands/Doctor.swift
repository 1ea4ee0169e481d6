import ArgumentParser
import ContactFormats
import RelationshipPractice
import SQLiteReplica

/// `kith doctor`.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this replica: the file, the log, and that all else follows from it.",
        discussion: """
            What can be made anew from the log is mended on the way, and a file with broken pages \
            is kept beside the new one. Exit code 6 says that something was wrong. --practice looks at the relationships instead: late promises, \
            thanks owed, ties that cool or go one way, the same words to many … each with its \
            reasons and a way out; `kith review` shows the first of them.

            Examples:
              kith doctor
              kith doctor --practice
            """)

    @Flag(name: .long, help: "Look at the practice instead of the file.")
    var practice = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        guard !practice else {
            let replica = try Replica.reading()
            let concerns = try output.waiting { Concern.all(in: try .read(replica)) }
            Terminal.paging(pager) { ConcernText.write(concerns, json: output.json) }
            return
        }
        let findings = try examine()
        if output.json {
            JSONOutput.write([
                (
                    "findings",
                    .array(
                        findings.map {
                            .object([
                                ("subject", .text($0.subject)), ("good", .bool($0.isGood)),
                                ("detail", .text($0.detail)),
                            ])
                        })
                )
            ])
        } else {
            for finding in findings {
                let mark = finding.isGood ? Style.good("good") : Style.bad("bad ")
                Terminal.write(
                    "\(mark)  \(TerminalText.visible("\(finding.subject): \(finding.detail)"))\n")
            }
        }
        if findings.contains(where: { !$0.isGood }) { throw KithExit.data }
    }

    /// Looks at everything; of a file with broken pages, once it is made anew from its log.
    private func examine() throws -> [DoctorFinding] {
        var file: DoctorFinding
        do {
            let findings = try examine(try Replica.writing())
            guard let broken = findings.first(where: \.isBrokenFile) else { return findings }
            file = broken
        } catch ReplicaError.damaged(let detail) {
            file = .file([detail])
        }
        let kept: String
        do {
            let folder = try Replica.folder()
            kept = try output.waiting("Making the file anew from its log …") {
                try Replica.mend(folder)
            }
        } catch ReplicaError.damaged {
            return [
                .file([
                    file.detail,
                    "the log cannot be read whole either, so nothing was changed: `kith recover` "
                        + "brings a backup back; without one put the folder aside, `kith join` again, "
                        + "and the server has all that was sent",
                ])
            ]
        }
        file = .file([
            file.detail,
            "all of it was made anew from the log, and what was there is kept as \(kept)",
        ])
        return [file] + (try examine(try Replica.writing()))
    }

    private func examine(_ replica: Replica) throws -> [DoctorFinding] {
        try output.waiting("Checking everything, and making it anew …") { try replica.examine() }
    }
}
