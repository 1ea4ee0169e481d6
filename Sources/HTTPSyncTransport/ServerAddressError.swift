import ChangeLog

/// A server address, as typed, that cannot be right.
package struct ServerAddressError: KithError, Hashable {
    private let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    package var code: String { "server_address" }
    package var canRetry: Bool { false }
    package var sentence: String { "\(reason.prefix(1).uppercased())\(reason.dropFirst())." }
}
