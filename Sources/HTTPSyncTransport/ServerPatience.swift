/// How long a server may take to say something.
package struct ServerPatience: Hashable, Sendable {
    let connecting: Duration
    /// From the end of what is sent to the answer, and from one piece of that to the next.
    let silence: Duration

    /// Of a question that keeps nobody waiting but who asked it.
    package static let usual = ServerPatience(connecting: .seconds(10), silence: .seconds(60))
    /// Of a sync: it keeps other commands from writing, which wait for ten seconds.
    package static let brief = ServerPatience(connecting: .seconds(4), silence: .seconds(8))
    /// Of a live stream: three signs of life (LIVE-5).
    package static let listening = ServerPatience(connecting: .seconds(10), silence: .seconds(45))
}
