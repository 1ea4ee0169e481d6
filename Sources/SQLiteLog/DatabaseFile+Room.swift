import Glibc

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
