import ContactFormats
import SQLiteReplica

/// `kith vdir sync --watch`, and the folders of `kith sync --watch`: performs what ``VDirWatch``
/// decides, until the replica cannot be used any more.
///
/// The replica is locked while folders are mirrored, and only then.
actor VDirWatcher {
    private let only: String?
    private var watch = VDirWatch()
    private var report: VDirWatchReport
    private let wakes = Wakes()
    /// The linked folders by path; nil for one that the system does not watch.
    private var folders: [String: FileWatch?] = [:]

    /// Prepares to watch.
    ///
    /// - Parameters:
    ///   - only: A linked folder; nil for all there are, those linked later too.
    ///   - asJSON: Whether to tell in JSON.
    init(only: String? = nil, asJSON: Bool) {
        self.only = only
        report = VDirWatchReport(asJSON: asJSON)
    }

    /// Keeps folders mirrored.
    ///
    /// - Throws: ``ReplicaError`` when the replica cannot be used; `CancellationError`.
    func run() async throws {
        let files = FileWatch(replica: try Replica.folder().data) { [self] in
            Task { await replicaTouched() }
        }
        while true {
            switch watch.next(at: wakes.now) {
            case .mirror: try mirror(isWatching: files != nil)
            case .look: watch.looked(hasNews: try hasNews(), at: wakes.now)
            case .wait(let time): try await wakes.wait(until: time)
            }
        }
    }

    private func replicaTouched() {
        watch.replicaTouched(at: wakes.now)
        wakes.ring()
    }

    private func folderTouched() {
        watch.folderTouched(at: wakes.now)
        wakes.ring()
    }

    private func hasNews() throws -> Bool {
        let linked = try linkedFolders(Replica.reading())
        return linked.contains { !$0.isUpToDate }
            || Set(linked.map(\.path)) != Set(folders.keys)
    }

    private func linkedFolders(_ replica: Replica) throws -> [VDirSummary] {
        try only.map { [try replica.vdir($0)] } ?? replica.vdirs()
    }

    private func mirror(isWatching: Bool) throws {
        let outcome: VDirWatch.Outcome
        do {
            outcome = try mirrorAll()
        } catch ReplicaError.busy {
            outcome = .unfinished
        }
        let watchesAll = isWatching && folders.values.allSatisfy { $0 != nil }
        watch.mirrored(outcome, isWatching: watchesAll, at: wakes.now)
    }

    private func mirrorAll() throws -> VDirWatch.Outcome {
        // Not made anew when it is gone.
        let replica = try Replica(try Replica.folder(), mode: .writing, environment: .system)
        let paths = try linkedFolders(replica).map(\.path)
        // Before they are read: what is written from now on is told.
        folders = paths.reduce(into: [:]) { folders, path in
            folders[path] = .some(
                FileWatch(vdir: path) { [self] in Task { await folderTouched() } })
        }
        var outcome = VDirWatch.Outcome.settled
        for path in paths {
            do {
                let done = try replica.syncVDir(path)
                report.tell(done)
                if done.postponed > 0 { outcome = .unfinished }
            } catch {
                // The other folders are mirrored all the same.
                report.tell(VDirText.sentence(of: error), of: path)
                outcome = .unfinished
            }
        }
        return outcome
    }
}
