import ServiceLifecycle
import SyncServer
import UnixSignals

/// Takes SIGHUP for what those mean who send it by habit: read the certificate anew.
///
/// Without this it would end the daemon, and a service manager would take that for a wish.
struct HangupService: Service {
    private let server: KithServer
    private let signals: UnixSignalsSequence

    /// Takes signals from now on, so that none is lost before the service runs.
    init(server: KithServer) async {
        self.server = server
        signals = await UnixSignalsSequence(trapping: .sighup)
    }

    func run() async {
        for await _ in signals.cancelOnGracefulShutdown() {
            server.readCertificateAnew()
        }
    }
}
