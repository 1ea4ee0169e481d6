import ContactFormats
import Testing

/// When linked folders are mirrored by themselves, played without clock and files.
@Suite struct VDirWatchTests {
    /// A watch whose first run is done.
    private func settled() -> VDirWatch {
        var watch = VDirWatch()
        #expect(watch.next(at: .zero) == .mirror)
        watch.mirrored(.settled, isWatching: true, at: .zero)
        #expect(watch.next(at: .zero) == .wait(until: nil))
        return watch
    }

    /// The next time at which the watch wants to do something; nil for never.
    private func wake(_ watch: inout VDirWatch, at now: Duration) -> Duration? {
        guard case .wait(let time) = watch.next(at: now) else { return now }
        return time
    }

    @Test func `A file that is written to is mirrored once all is quiet`() {
        var watch = settled()
        watch.folderTouched(at: .seconds(10))
        watch.folderTouched(at: .milliseconds(10_400))
        #expect(watch.next(at: .milliseconds(10_500)) == .wait(until: .milliseconds(10_900)))
        #expect(watch.next(at: .milliseconds(10_900)) == .mirror)
        watch.mirrored(.settled, isWatching: true, at: .seconds(11))
        #expect(watch.next(at: .seconds(11)) == .wait(until: nil))
    }

    @Test func `A program that writes without end does not keep a folder from being mirrored`() {
        var watch = settled()
        var now = Duration.zero
        var runs: [Duration] = []
        while now < .seconds(30) {
            watch.folderTouched(at: now)
            if watch.next(at: now) == .mirror {
                runs.append(now)
                watch.mirrored(.settled, isWatching: true, at: now)
            }
            now += .milliseconds(100)
        }
        #expect(runs.count == 5)
        #expect(runs.first == .seconds(5))
    }

    @Test func `A write to the replica is looked at once, and mirrored when it is news`() {
        var watch = settled()
        watch.replicaTouched(at: .seconds(1))
        watch.replicaTouched(at: .milliseconds(1_400))
        #expect(watch.next(at: .milliseconds(1_499)) == .wait(until: .milliseconds(1_500)))
        #expect(watch.next(at: .milliseconds(1_500)) == .look)
        watch.looked(hasNews: false, at: .milliseconds(1_500))
        #expect(watch.next(at: .seconds(2)) == .wait(until: nil))
        watch.replicaTouched(at: .seconds(3))
        #expect(watch.next(at: .seconds(4)) == .look)
        watch.looked(hasNews: true, at: .seconds(4))
        #expect(watch.next(at: .seconds(4)) == .mirror)
    }

    @Test func `What is left undone is tried again, less and less often, and at once when touched`()
    {
        var watch = VDirWatch()
        var now = Duration.zero
        var pauses: [Duration] = []
        for _ in 1...9 {
            #expect(watch.next(at: now) == .mirror)
            watch.mirrored(.unfinished, isWatching: true, at: now)
            guard let time = wake(&watch, at: now) else { break }
            pauses.append(time - now)
            now = time
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
        watch.folderTouched(at: now - .seconds(1))
        #expect(watch.next(at: now) == .mirror)
        // After a run that went well it begins with the shortest again.
        watch.mirrored(.settled, isWatching: true, at: now)
        watch.folderTouched(at: now)
        #expect(watch.next(at: now + .seconds(1)) == .mirror)
        watch.mirrored(.unfinished, isWatching: true, at: now)
        #expect(wake(&watch, at: now) == now + .seconds(1))
    }

    @Test func `A folder that cannot be watched is mirrored from time to time`() {
        var watch = VDirWatch()
        #expect(watch.next(at: .zero) == .mirror)
        watch.mirrored(.settled, isWatching: false, at: .zero)
        #expect(watch.next(at: .zero) == .wait(until: .seconds(30)))
        #expect(watch.next(at: .seconds(30)) == .mirror)
    }

    @Test func `What is touched during a run is mirrored after it`() {
        var watch = VDirWatch()
        #expect(watch.next(at: .zero) == .mirror)
        watch.folderTouched(at: .seconds(1))
        watch.mirrored(.settled, isWatching: true, at: .seconds(2))
        #expect(watch.next(at: .seconds(2)) == .mirror)
        watch.mirrored(.settled, isWatching: true, at: .seconds(2))
        #expect(watch.next(at: .seconds(2)) == .wait(until: nil))
    }
}
