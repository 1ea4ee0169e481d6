import SyncProtocol

/// Performs the steps of a sync with a store and a transport.
///
/// The next page is on its way while the last one is stored.
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
        let transport = transport
        var round = SyncRound(options: options)
        var step = round.begin()
        var ahead: (request: SyncRequest, event: SyncRound.Event)?
        while true {
            switch step {
            case .readFacts:
                step = round.handle(.facts(try store.facts()))
            case .readRuns(let held, let limit, let maximumBytes):
                step = round.handle(
                    .runs(try store.runs(beyond: held, upTo: limit, maximumBytes: maximumBytes)))
            case .send(let request):
                if let known = ahead, known.request == request {
                    step = round.handle(known.event)
                } else {
                    step = round.handle(await transport.event(of: request))
                }
                ahead = nil
                progress(round.report)
            case .apply(let page, let next):
                async let answer = transport.answer(aheadOf: next)
                step = round.handle(try stored(page))
                ahead = await answer
            case .takeNewIdentity(let fork, let serverHolds):
                step = round.handle(
                    .identity(
                        try store.takeNewIdentity(
                            reissuingFrom: fork, serverHolds: serverHolds)))
            case .rebuild:
                _ = try store.rebuild()
                step = round.handle(.rebuilt(try store.facts()))
            case .finished(let report):
                return report
            }
        }
    }

    private func stored(_ page: SyncPage) throws -> SyncRound.Event {
        do {
            return .applied(try store.apply(page))
        } catch let error as ProtocolError {
            return .malformed(error)
        }
    }
}

extension SyncTransport {
    /// Asks what is likely to be asked next; nil when that is not known.
    fileprivate func answer(
        aheadOf request: SyncRequest?
    ) async -> (request: SyncRequest, event: SyncRound.Event)? {
        guard let request else { return nil }
        return (request, await event(of: request))
    }

    fileprivate func event(of request: SyncRequest) async -> SyncRound.Event {
        do {
            return .reply(try await exchange(request))
        } catch let error as ProtocolError {
            return .refused(error)
        } catch {
            return .refused(ProtocolError(.unreachable))
        }
    }
}
