import ChangeLog
import FoundationEssentials

extension WireDot {
    init(_ dot: Dot) {
        self.init()
        replica = Data(dot.replica.bytes)
        sequence = dot.sequence
    }
}

extension Dot {
    /// Reads the dots of one member of a message.
    ///
    /// - Throws: ``ProtocolError`` `bad_message`, naming the member and the place in it.
    static func list(_ wire: [WireDot], _ member: String) throws(ProtocolError) -> [Dot] {
        var dots: [Dot] = []
        for (index, item) in wire.enumerated() {
            guard let replica = ReplicaID(bytes: Array(item.replica)) else {
                throw ProtocolError(
                    .badMessage, "\(member)[\(index)].replica: \(item.replica.count) bytes, not 16")
            }
            guard (1..<ProtocolLimits.maximumSequence).contains(item.sequence) else {
                throw ProtocolError(
                    .badMessage, "\(member)[\(index)].sequence is \(item.sequence)")
            }
            dots.append(Dot(replica: replica, sequence: item.sequence))
        }
        return dots
    }
}
