import ChangeLog
import ContactFormats
import SQLiteReplica

/// The outcome of a sync of everything.
struct SyncResult {
    let outcomes: [SpaceOutcome]
    let news: MembershipNews
    let conflictCount: Int
    /// Those whom others erased in it, and of whom the reader wrote something down.
    let erasedCount: Int

    /// The exit code that it asks for.
    var exit: KithExit {
        outcomes.map(\.exit).max { $0.rawValue < $1.rawValue } ?? .success
    }

    /// Tells it: for programs in one line, for people in a line for each thing.
    func report(asJSON: Bool) {
        if asJSON {
            JSONOutput.write([
                ("spaces", .array(outcomes.map(\.json))),
                ("conflicts", .integer(Int64(clamping: conflictCount))),
                ("erased_by_others", .integer(Int64(clamping: erasedCount))),
                ("joined", .texts(news.joined.map(\.name))),
                ("left", .texts(news.left.map(\.name))),
            ])
            return
        }
        for outcome in outcomes {
            outcome.lines.forEach { Terminal.write($0 + "\n") }
            if let complaint = outcome.complaint { Terminal.complain(complaint) }
        }
        news.lines.forEach { Terminal.write($0 + "\n") }
        if erasedCount > 0 { Terminal.write(ErasedText.pointer(erasedCount) + "\n") }
        if conflictCount > 0 { Terminal.write(ConflictText.pointer(conflictCount) + "\n") }
    }
}
