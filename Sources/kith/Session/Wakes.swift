/// The events that wake a watch: anything that rings, or a time that comes.
struct Wakes: Sendable {
    /// One slot: whoever is woken looks at everything that came in the meantime.
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let start = ContinuousClock.now

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The time since the beginning.
    var now: Duration { start.duration(to: .now) }

    /// Wakes whoever waits, now or next.
    func ring() {
        continuation.yield()
    }

    /// Waits until something rings, or the time has come; for nil only something that rings wakes.
    ///
    /// - Throws: `CancellationError`.
    func wait(until time: Duration?) async throws {
        let pause = time.map { $0 - now }
        let timer = pause.map { pause in
            Task {
                // A timer that is not needed any more wakes nobody.
                guard (try? await Task.sleep(for: pause)) != nil else { return }
                ring()
            }
        }
        var iterator = stream.makeAsyncIterator()
        _ = await iterator.next()
        timer?.cancel()
        try Task.checkCancellation()
    }
}
