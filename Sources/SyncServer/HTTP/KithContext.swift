import Hummingbird
import Logging
import NIOCore

/// The facts of a request that a route knows beside the request itself.
struct KithContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The address of the other end of the connection, without its port: a proxy's, behind one.
    var peer: String {
        channel.remoteAddress?.ipAddress ?? "local"
    }
}
