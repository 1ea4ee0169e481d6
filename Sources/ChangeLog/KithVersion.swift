/// The version of both programs; the newest heading of `CHANGELOG.md` says the same.
package enum KithVersion {
    package static let current = "0.1.0"
}
