import CZlib
import CZstd

/// Packs a whole body that is in memory: the counterpart of ``BodyDecoder``.
package enum BodyEncoder {
    /// Bodies below this gain nothing from packing; callers send them as they are.
    package static let worthwhileBytes = 512

    /// Packs a body for sending, unless that gains nothing or the receiver would take it for a bomb.
    ///
    /// Honest bodies can be denser than the receiver's budget allows: those go as they are.
    ///
    /// - Returns: The bytes to send, and their encoding.
    /// - Throws: ``BodyCodingError/outOfMemory``.
    package static func pack(
        _ body: [UInt8], as encoding: BodyEncoding
    ) throws(BodyCodingError) -> (bytes: [UInt8], encoding: BodyEncoding) {
        guard body.count > worthwhileBytes, encoding != .identity else { return (body, .identity) }
        let packed = try compress(body, as: encoding)
        let receiver = InflateBudget()
        guard body.count > receiver.ratioFreeBytes else { return (packed, encoding) }
        // The receiver looks at the ratio while it unpacks, in parts that may be cut otherwise.
        let cautious = InflateBudget(maximumRatio: receiver.maximumRatio / 2)
        do {
            _ = try BodyDecoder.decode(whole: packed, encoding: encoding, budget: cautious)
            return (packed, encoding)
        } catch {
            return (body, .identity)
        }
    }

    /// Packs a body into one frame; zstd frames carry a checksum.
    ///
    /// Level 1 of both: on change pages higher levels cost several times the time and save little.
    ///
    /// - Throws: ``BodyCodingError/outOfMemory``.
    package static func compress(
        _ body: [UInt8], as encoding: BodyEncoding
    ) throws(BodyCodingError) -> [UInt8] {
        switch encoding {
        case .identity: body
        case .gzip: try gzip(body)
        case .zstd: try zstd(body)
        }
    }

    private static func zstd(_ body: [UInt8]) throws(BodyCodingError) -> [UInt8] {
        guard let context = ZSTD_createCCtx() else { throw .outOfMemory }
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        let bound = ZSTD_compressBound(body.count)
        var failed = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            let size = body.withUnsafeBytes { input in
                ZSTD_compress2(
                    context, output.baseAddress, bound, input.baseAddress, input.count)
            }
            failed = ZSTD_isError(size) != 0
            count = failed ? 0 : size
        }
        guard !failed else { throw .outOfMemory }
        return packed
    }

    private static func gzip(_ body: [UInt8]) throws(BodyCodingError) -> [UInt8] {
        guard let bodyBytes = UInt32(exactly: body.count) else { throw .outOfMemory }
        var stream = z_stream()
        let size = Int32(truncatingIfNeeded: MemoryLayout<z_stream>.size)
        let opened = deflateInit2_(
            &stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard opened == Z_OK else { throw .outOfMemory }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bodyBytes)))
        var input = body
        var isComplete = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = bodyBytes
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: bound)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = isComplete ? bound - Int(stream.avail_out) : 0
            }
        }
        guard isComplete else { throw .outOfMemory }
        return packed
    }
}
