import CSQLiteConfiguration
import Glibc

extension DatabaseFile {
    /// How many bytes the disk of a file has room for; the most there can be where that is not known.
    package static func room(beside path: String) -> UInt64 { kith_room_beside(path) }
}

extension DatabaseFile.Failure {
    /// Why, and what helps when there is no room.
    ///
    /// - Parameter room: What there has to be room for.
    /// - Returns: Words without a full stop.
    package func explained(room: String) -> String {
        guard number == ENOSPC else { return reason }
        return "\(reason); nothing was changed. There has to be room for \(room)"
    }
}
