import HTTPTypes
import Hummingbird

/// Who asks, when a reverse proxy on this machine passes requests on: all come from its address then.
extension KithServer {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// The network a request came from, as budgets count it (HTTP-8).
    ///
    /// Only the last address is the proxy's word; whoever asks can write others before it.
    func network(of request: Request, _ context: KithContext) -> String {
        let peer = context.peer
        if isProxy(peer), let name = Self.forwardedFor,
            let last = request.headers[name]?.split(separator: ",").last,
            let network = RemoteNetwork.name(of: last.filter { $0 != " " })
        {
            return network
        }
        return RemoteNetwork.name(of: peer) ?? peer
    }

    /// Whether requests from an address are passed on for others.
    func isProxy(_ peer: String) -> Bool { isBehindProxy && RemoteNetwork.isLoopback(peer) }
}
