/// How much a body may unpack to (limits.md); counted while it unpacks, never believed in advance.
package struct InflateBudget: Hashable, Sendable {
    /// The most bytes that come out.
    package let maximumBytes: Int
    /// The most bytes out for each byte in.
    package let maximumRatio: Int
    /// Bytes out that the ratio does not concern: small bodies of zeros are harmless.
    package let ratioFreeBytes: Int

    package init(
        maximumBytes: Int = 32 << 20, maximumRatio: Int = 200, ratioFreeBytes: Int = 1 << 20
    ) {
        self.maximumBytes = max(maximumBytes, 0)
        self.maximumRatio = max(maximumRatio, 1)
        self.ratioFreeBytes = max(ratioFreeBytes, 0)
    }

    /// Refuses an excess.
    ///
    /// - Throws: ``BodyCodingError/tooLarge(limit:)`` or ``BodyCodingError/tooDense(ratio:)``.
    func check(packed: Int, unpacked: Int) throws(BodyCodingError) {
        guard unpacked <= maximumBytes else { throw .tooLarge(limit: maximumBytes) }
        guard unpacked > ratioFreeBytes else { return }
        let (allowed, overflow) = packed.multipliedReportingOverflow(by: maximumRatio)
        guard overflow || unpacked <= allowed else { throw .tooDense(ratio: maximumRatio) }
    }
}
