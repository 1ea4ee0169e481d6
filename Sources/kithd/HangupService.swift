import ServiceLifecycle
import SyncServer
import UnixSignals

/// Takes SIGHUP for what those mean who send it by habit: read the certificate anew.
///
/// Without this it would end the daemon, and a service manager would take that for a wish.
struct HangupService: Service {
    let server: KithServer

    func run() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            server.readCertificateAnew()
        }
    }
}
