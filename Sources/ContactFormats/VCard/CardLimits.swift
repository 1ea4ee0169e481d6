/// How much of one card is believed; beyond it lines are refused and named.
package enum CardLimits {
    /// A card with its frame, in bytes: the longest value of a change (`protocol/limits.md`).
    package static let maximumCardBytes = 4 << 20
    /// One content line with its folds: leaves room for the place before it.
    package static let maximumLineBytes = maximumCardBytes - 64
    /// Lines of one card: fewer than the changes of one transaction.
    package static let maximumLineCount = 16_384
    /// Text between cards that is kept, in bytes.
    package static let maximumOutsideBytes = 65_536
    /// Problems that are told of one card; further ones are not listed.
    package static let maximumDiagnosticCount = 100
}
