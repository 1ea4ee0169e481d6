import SQLiteReplica

/// The output of mirroring by itself: what happened, and each trouble once.
struct VDirWatchReport {
    let asJSON: Bool
    /// The troubles of each folder that were told and still are so.
    private var told: [String: Set<String>] = [:]

    init(asJSON: Bool) {
        self.asJSON = asJSON
    }

    /// Tells of a run, in the words of `kith vdir sync`, when it did anything.
    mutating func tell(_ report: VDirReport) {
        if report.isNews { VDirText.write([report], json: asJSON) }
        for override in report.overrides { Terminal.note(override.sentence) }
        for loss in report.leftOut { Terminal.note(loss.sentence) }
        complain(report.problems.map(\.sentence), of: report.path)
    }

    /// Tells why a folder is not mirrored.
    mutating func tell(_ trouble: String, of path: String) {
        complain([trouble], of: path)
    }

    private mutating func complain(_ sentences: [String], of path: String) {
        let known = told[path] ?? []
        for sentence in sentences where !known.contains(sentence) { Terminal.note(sentence) }
        told[path] = Set(sentences)
    }
}
