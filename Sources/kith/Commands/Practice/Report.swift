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

            Examples:
              kith report --open
              kith report -o report.html
            """)

    @OptionGroup var document: DocumentOptions

    func run() throws {
        try document.check("report.html")
        let replica = try Replica.reading()
        let measures = try ProgressBar.during("Measuring …") { try Measure.all(of: replica) }
        let page = MeasureReport.html(measures, day: LocalTime.today)
        try document.write(Array(page.utf8), "report.html")
    }
}
