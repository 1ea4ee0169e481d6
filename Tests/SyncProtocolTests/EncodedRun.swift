import ChangeLog
import SyncProtocol
import Testing

/// A run as the vectors have it, in the request that brings it to a server.
enum EncodedRun {
    /// Reads a run.
    ///
    /// - Parameter bytes: The encoded run, of any length.
    /// - Returns: The run.
    /// - Throws: `ProtocolError`.
    static func decode(_ bytes: [UInt8]) throws -> Run {
        try #require(SyncRequest(body: body(bytes), format: .protobuf).runs.first)
    }

    /// A request of version 1 that holds the run as it is.
    ///
    /// - Parameter run: The encoded run; its replica comes first.
    /// - Returns: The body.
    static func body(_ run: [UInt8]) -> [UInt8] {
        let replica = Array(run.prefix(18).dropFirst(2))
        let length: [UInt8] =
            run.count < 128
            ? [UInt8(run.count)] : [UInt8(run.count & 127 | 128), UInt8(run.count >> 7)]
        return [0x08, 1, 0x12, 16] + replica + [0x2A] + length + run
    }
}
