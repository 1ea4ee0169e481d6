import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith doctor`.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check this replica: the file, the log, and that all else follows from it.",
        discussion: """
            What can be made anew from the log is mended on the way. Exit code 6 says that \
            something was wrong.

            Example:
              kith doctor
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let findings = try Replica.writing().examine()
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
}
