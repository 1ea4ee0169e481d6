import CZstd

/// One zstd frame (RFC 8878); skippable and legacy frames are refused.
final class ZstdInflateStream: InflateStream {
    private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    /// 8 MiB, the window every zstd decoder should support (RFC 8878 section 3.1.1.1.2).
    private static let maximumWindowLog: Int32 = 23

    private let context: OpaquePointer
    private var magicSeen = 0

    init() throws(BodyCodingError) {
        guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
        self.context = context
        let result = ZSTD_DCtx_setParameter(
            context, ZSTD_d_windowLogMax, Self.maximumWindowLog)
        guard ZSTD_isError(result) == 0 else { throw .outOfMemory }
    }

    deinit {
        ZSTD_freeDCtx(context)
    }

    func step(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(BodyCodingError) -> InflateStep {
        try checkMagic(input)
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = ZSTD_decompressStream(context, &target, &source)
        guard ZSTD_isError(result) == 0 else {
            switch ZSTD_getErrorCode(result) {
            case ZSTD_error_frameParameter_windowTooLarge: throw .windowTooLarge
            case ZSTD_error_memory_allocation: throw .outOfMemory
            default: throw .damaged(encoding: .zstd, offset: 0)
            }
        }
        return InflateStep(
            consumed: source.pos, produced: target.pos, isComplete: result == 0)
    }

    /// Refuses what zstd would skip silently: its skippable frames hold no content.
    private func checkMagic(_ input: UnsafeRawBufferPointer) throws(BodyCodingError) {
        for byte in input.prefix(Self.magic.count - magicSeen) {
            guard byte == Self.magic[magicSeen] else { throw .damaged(encoding: .zstd, offset: 0) }
            magicSeen += 1
        }
    }
}
