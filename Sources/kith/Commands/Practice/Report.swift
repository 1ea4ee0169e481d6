import ArgumentParser
import RelationshipPractice
import SQLiteReplica

/// `kith report`.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Draw all measures on one page for your own eyes.",
        discussion: """
            One HTML file without scripts, which loads nothing from anywhere; `kith stats` has \
            the same for the terminal. Only you can read the file.

            Example:
              kith report -o report.html
            """)

    @Option(name: .shortAndLong, help: "The file to write; standard output unless told.")
    var output: String?

    func run() throws {
        let measures = try Measure.all(of: Replica.reading())
        let page = MeasureReport.html(measures, day: LocalTime.today)
        try ExportSink.write(Array(page.utf8), to: output)
    }
}
