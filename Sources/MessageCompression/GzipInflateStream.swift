import CZlib

/// One gzip member (RFC 1952).
final class GzipInflateStream: InflateStream {
    // zlib checks that its state is always called at the same address, so it has one of its own.
    private let stream: UnsafeMutablePointer<z_stream>

    init() throws(BodyCodingError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let gzipOnly = MAX_WBITS + 16
        let size = Int32(truncatingIfNeeded: MemoryLayout<z_stream>.size)
        // The end of this object frees the stream, also when it was never begun.
        guard inflateInit2_(stream, gzipOnly, ZLIB_VERSION, size) == Z_OK else {
            throw .outOfMemory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func step(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(BodyCodingError) -> InflateStep {
        // zlib takes a mutable pointer but does not write to its input.
        let source = UnsafeMutableRawPointer(mutating: input.baseAddress)
        stream.pointee.next_in = source?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let offeredIn = stream.pointee.avail_in
        let offeredOut = stream.pointee.avail_out
        let result = inflate(stream, Z_NO_FLUSH)
        switch result {
        case Z_OK, Z_STREAM_END, Z_BUF_ERROR: break
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .damaged(encoding: .gzip, offset: 0)
        }
        return InflateStep(
            consumed: Int(offeredIn - stream.pointee.avail_in),
            produced: Int(offeredOut - stream.pointee.avail_out),
            isComplete: result == Z_STREAM_END)
    }
}
