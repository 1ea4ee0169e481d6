import SyncProtocol

/// Performs the steps of a sync with a store and a transport.
package struct SyncSession<Store: SyncStore, Transport: SyncTransport> {
    private let store: Store
    private let transport: Transport
    private let options: SyncOptions

    package init(store: Store, transport: Transport, options: SyncOptions = SyncOptions()) {
        self.store = store
        self.transport = transport
        self.options = options
    }

    /// Syncs the space once.
    ///
    /// - Parameter progress: Called after every reply, with what was done so far.
    /// - Returns: What was done; a refusal by the server is part of it.
    /// - Throws: What the store throws. Everything before it is on disk, the rest is undone.
    package func run(
        progress: (SyncReport) -> Void = { _ in }
    ) async throws -> SyncReport {
        var round = SyncRound(options: options)
        var step = round.begin()
        while true {
            switch step {
            case .readFacts:
                step = round.handle(.facts(try store.facts()))
            case .readRuns(let held, let maximumBytes):
                step = round.handle(
                    .runs(try store.runs(beyond: held, maximumBytes: maximumBytes)))
            case .send(let request):
                step = round.handle(await exchange(request))
                progress(round.report)
            case .apply(let page):
                do {
                    step = round.handle(.applied(try store.apply(page)))
                } catch let error as ProtocolError {
                    step = round.handle(.malformed(error))
                }
            case .takeNewIdentity(let fork):
                step = round.handle(
                    .identity(try store.takeNewIdentity(reissuingFrom: fork)))
            case .rebuild:
                step = round.handle(.rebuilt(try store.rebuild()))
            case .finished(let report):
                return report
            }
        }
    }

    private func exchange(_ request: SyncRequest) async -> SyncRound.Event {
        do {
            return .reply(try await transport.exchange(request))
        } catch let error as ProtocolError {
            return .refused(error)
        } catch {
            return .refused(ProtocolError(.unreachable))
        }
    }
}
