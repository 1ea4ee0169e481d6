/// Unpacks a body as it arrives, in steps of 64 KiB, within a budget (HTTP-4, limits.md).
///
/// A body is exactly one frame: a second frame, a skippable frame and trailing bytes are errors.
/// A copy shares the stream with its original, so use one decoder in one place.
package struct BodyDecoder {
    private static let stepBytes = 64 << 10

    private let encoding: BodyEncoding
    private let budget: InflateBudget
    private let stream: (any InflateStream)?
    private var isComplete = false
    /// Bytes of the packed body that were taken so far.
    package private(set) var packedBytes = 0
    /// Bytes that came out so far.
    package private(set) var unpackedBytes = 0

    /// Begins a body.
    ///
    /// - Throws: ``BodyCodingError/outOfMemory``.
    package init(
        encoding: BodyEncoding, budget: InflateBudget = InflateBudget()
    ) throws(BodyCodingError) {
        self.encoding = encoding
        self.budget = budget
        switch encoding {
        case .identity: stream = nil
        case .gzip: stream = try GzipInflateStream()
        case .zstd: stream = try ZstdInflateStream()
        }
    }

    /// Takes the next part of the body.
    ///
    /// - Returns: What it unpacks to, perhaps nothing yet.
    /// - Throws: ``BodyCodingError``; the decoder is of no further use then.
    package mutating func decode(_ chunk: some Sequence<UInt8>) throws(BodyCodingError) -> [UInt8] {
        let bytes = Array(chunk)
        let outcome = bytes.withUnsafeBytes { buffer -> Result<[UInt8], BodyCodingError> in
            do throws(BodyCodingError) {
                return .success(try decode(buffer: buffer))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Takes the next part of the body.
    ///
    /// - Parameter chunk: Read during the call only.
    /// - Returns: What it unpacks to, perhaps nothing yet.
    /// - Throws: ``BodyCodingError``; the decoder is of no further use then.
    package mutating func decode(
        buffer chunk: UnsafeRawBufferPointer
    ) throws(BodyCodingError) -> [UInt8] {
        guard let stream else {
            packedBytes += chunk.count
            unpackedBytes += chunk.count
            try budget.check(packed: packedBytes, unpacked: unpackedBytes)
            return Array(chunk)
        }
        var result: [UInt8] = []
        var rest = chunk[...]
        var isOutputFull = false
        while !rest.isEmpty || isOutputFull {
            guard !isComplete else { throw .trailingBytes(offset: packedBytes) }
            let before = result.count
            let step = try advance(stream, UnsafeRawBufferPointer(rebasing: rest), &result)
            rest = rest.dropFirst(step.consumed)
            isOutputFull = result.count - before == Self.stepBytes && !isComplete
            guard step.consumed > 0 || step.produced > 0 || isComplete || rest.isEmpty else {
                throw .damaged(encoding: encoding, offset: packedBytes)
            }
        }
        return result
    }

    /// Ends the body.
    ///
    /// - Throws: ``BodyCodingError/truncated(encoding:)`` when its frame is not complete.
    package mutating func finish() throws(BodyCodingError) {
        guard stream == nil || isComplete else { throw .truncated(encoding: encoding) }
    }

    /// Unpacks a whole body that is in memory.
    ///
    /// - Throws: ``BodyCodingError``.
    package static func decode(
        whole body: [UInt8], encoding: BodyEncoding, budget: InflateBudget = InflateBudget()
    ) throws(BodyCodingError) -> [UInt8] {
        var decoder = try BodyDecoder(encoding: encoding, budget: budget)
        let result = try decoder.decode(body)
        try decoder.finish()
        return result
    }

    private mutating func advance(
        _ stream: any InflateStream, _ input: UnsafeRawBufferPointer, _ result: inout [UInt8]
    ) throws(BodyCodingError) -> InflateStep {
        var outcome: Result<InflateStep, BodyCodingError> = .failure(.outOfMemory)
        let part = [UInt8](unsafeUninitializedCapacity: Self.stepBytes) { output, count in
            do throws(BodyCodingError) {
                let step = try stream.step(input, into: UnsafeMutableRawBufferPointer(output))
                count = step.produced
                outcome = .success(step)
            } catch {
                count = 0
                outcome = .failure(error)
            }
        }
        let step: InflateStep
        do {
            step = try outcome.get()
        } catch .damaged {
            throw .damaged(encoding: encoding, offset: packedBytes)
        }
        packedBytes += step.consumed
        unpackedBytes += step.produced
        isComplete = step.isComplete
        try budget.check(packed: packedBytes, unpacked: unpackedBytes)
        result.append(contentsOf: part)
        return step
    }
}
