import ChangeLog
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// The output of `kith sync --watch`: what happened, and each trouble once.
struct WatchReport {
    let asJSON: Bool
    private var isFirst = true
    private var complaints: [SpaceID: String] = [:]
    private var conflictCount = 0

    init(asJSON: Bool) {
        self.asJSON = asJSON
    }

    /// Tells of a sync, in the words of `kith sync`: the first whole, the others when something was
    /// sent, received or set right.
    mutating func tell(_ result: SyncResult) {
        let isWhole = isFirst && result.future == .settled
        let outcomes = result.outcomes.filter { isWhole || $0.isNews || hasNewComplaint($0) }
            .map { outcome in
                // What keeps photos back is told once, whatever else happens.
                var outcome = outcome
                outcome.tellsRefusal = outcome.complaint != complaints[outcome.space.id]
                return outcome
            }
        let hasNews =
            !outcomes.isEmpty || !result.news.lines.isEmpty || result.erasedCount > 0
        let isNewConflict = result.conflictCount != conflictCount
        if hasNews || isNewConflict {
            SyncResult(
                outcomes: outcomes, news: result.news,
                conflictCount: isWhole || isNewConflict || asJSON ? result.conflictCount : 0,
                erasedCount: result.erasedCount
            ).report(asJSON: asJSON)
        }
        if isWhole { isFirst = false }
        conflictCount = result.conflictCount
        complaints = result.outcomes.reduce(into: [:]) { $0[$1.space.id] = $1.complaint }
    }

    /// Tells how it goes.
    func tell(_ news: SyncWatch.News) {
        switch news {
        case .trouble(let trouble):
            Terminal.complain("\(trouble.sentence) It is tried again by itself.")
        case .recovered: Terminal.note("kith: It works again.")
        case .polling:
            Terminal.note(
                "kith: The server tells no news by itself here; it is asked every minute.")
        }
    }

    private func hasNewComplaint(_ outcome: SpaceOutcome) -> Bool {
        // What is tried again is told by `tell(_:)` for all spaces together.
        if case .failed(let error) = outcome.report.ending, error.canRetry { return false }
        return outcome.complaint != nil && outcome.complaint != complaints[outcome.space.id]
    }
}

extension SyncResult {
    /// The way a watch can go on.
    enum Future: Hashable {
        /// Wait for something new.
        case settled
        /// Try again.
        case retry(SyncTrouble)
        /// Nothing, without the person.
        case hopeless
    }

    /// The way a watch can go on: the worst of all spaces and photos.
    var future: Future {
        var trouble: SyncTrouble?
        for outcome in outcomes {
            for report in [outcome.report, outcome.photos].compactMap({ $0 }) {
                switch report.ending {
                case .equal, .repaired, .sent, .apart, .withheld: continue
                case .mismatch: return .hopeless
                // A server without albums, or a space that was left a moment ago.
                case .failed(let error) where error.kind == .unknownSpace:
                    guard !outcome.space.isPersonal || outcome.photos != nil else {
                        return .hopeless
                    }
                case .failed(let error) where error.canRetry:
                    trouble = trouble ?? SyncTrouble(error)
                case .failed(let error) where error == outcome.refusalOfPhotos: continue
                case .failed: return .hopeless
                }
            }
        }
        return trouble.map { .retry($0) } ?? .settled
    }
}
