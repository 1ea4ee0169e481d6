import Hummingbird
import Logging
import NIOCore

/// What a route knows of a request beside the request itself.
struct KithContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The address the request came from, without its port.
    var address: String {
        channel.remoteAddress?.ipAddress ?? "local"
    }
}
