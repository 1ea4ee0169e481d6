import SyncProtocol

/// Every limit and time-out of the network side, with its reason in `protocol/limits.md`.
package struct ServerLimits: Sendable {
    /// A connection on which no part of a request arrives is closed after this.
    package var idleTimeout: Duration = .seconds(20)
    /// When half of all connections are open, a new one has to bring a request within this.
    package var crowdedSilence: Duration = .seconds(3)
    /// A whole body has to be there after this.
    package var bodyDeadline: Duration = .seconds(600)
    /// A body has to come at this rate, bytes a second, once the grace is over.
    package var minimumBodyRate = 1 << 10
    package var bodyRateGrace: Duration = .seconds(5)
    /// How long a body that came faster may stop.
    package var bodyRateCredit: Duration = .seconds(20)
    /// The bytes that all bodies may have in memory, unpacked, and those of one device, until they
    /// are answered.
    package var maximumBodyBytesHeld = 256 << 20
    package var maximumBodyBytesPerDevice = 64 << 20
    /// The bytes of each body that are not counted in that.
    package var uncountedBodyBytes = 64 << 10
    /// How long a body waits for room.
    package var bodyRoomWait: Duration = .seconds(10)
    /// A connection whose peer reads nothing of the answer is closed after this.
    package var writeStall: Duration = .seconds(15)
    /// How long, and how many bytes, a refused request may go on before its connection is closed.
    package var lingerTime: Duration = .seconds(2)
    package var maximumLingerBytes = 1 << 20
    package var maximumHeaderBytes = 16 << 10
    package var maximumHeaderFields = 64
    package var maximumTargetBytes = 2 << 10
    package var maximumConnections = 2_048
    package var maximumConnectionsPerAddress = 64
    /// Requests a second that one device may go on sending, and how many it may save up.
    package var requestsPerSecond = 50.0
    package var requestBurst = 200.0
    /// Failed log-ins and wrong codes of one address in a minute, and how many may come at once.
    package var failuresPerMinute = 10.0
    package var failureBurst = 10.0
    /// Live streams that one device may have open; one more ends its oldest.
    package var maximumListenersPerDevice = 4
    /// A stream that has nothing to say says so after this.
    package var signOfLife: Duration = .seconds(15)
    /// How often it is looked whether who listens still may, and is due a sign of life.
    package var patrolPause: Duration = .milliseconds(300)
    /// How long running requests may go on after a stop was asked for.
    package var stopDeadline: Duration = .seconds(10)

    package init() {}
}
