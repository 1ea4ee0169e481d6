/// An error of kith, which can tell a stable code, whether to try again, and what to do.
package protocol KithError: Error {
    /// A stable name; the one in `protocol/errors.md` when it can cross the wire.
    var code: String { get }
    /// Whether the same call may succeed later without a change by the person.
    var canRetry: Bool { get }
    /// A sentence for the person that says what to do; holds no contact data and no secret.
    var sentence: String { get }
}
