/// The outcome of one step of a decompressor.
struct InflateStep {
    /// Bytes taken from the input.
    let consumed: Int
    /// Bytes written to the front of the output.
    let produced: Int
    /// Whether the frame is complete.
    let isComplete: Bool
}

/// A decompressor of one frame, fed in steps; not shared between tasks.
protocol InflateStream: AnyObject {
    /// Unpacks as much as fits.
    ///
    /// - Throws: ``BodyCodingError`` with offset 0 when the input is damaged.
    func step(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(BodyCodingError) -> InflateStep
}
