import ContactModel

/// Cuts a stream of bytes into physical lines: CRLF, LF or CR, as they come.
struct PhysicalLines {
    /// A line with its terminator; the last of a file may have none.
    struct Line {
        var bytes: [UInt8]
        /// From 1.
        let number: Int
        /// How many bytes the line had beyond the limit; they are gone.
        let excess: Int
    }

    private var pending: [UInt8] = []
    private var excess = 0
    private var endsInCarriageReturn = false
    private var number = 0

    /// Takes the next bytes and hands out the lines that are complete.
    ///
    /// - Complexity: O(bytes); at most one line of ``CardLimits/maximumLineBytes`` is held.
    mutating func feed(_ bytes: ArraySlice<UInt8>, _ body: (Line) -> Void) {
        var index = bytes.startIndex
        if endsInCarriageReturn, index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\n") {
                pending.append(bytes[index])
                index += 1
            }
            emit(body)
        }
        while index < bytes.endIndex {
            guard let end = bytes[index...].firstIndex(where: \.isLineBreak) else {
                keep(bytes[index...])
                return
            }
            keep(bytes[index..<end])
            pending.append(bytes[end])
            index = end + 1
            if bytes[end] == UInt8(ascii: "\r") {
                guard index < bytes.endIndex else {
                    endsInCarriageReturn = true
                    return
                }
                if bytes[index] == UInt8(ascii: "\n") {
                    pending.append(bytes[index])
                    index += 1
                }
            }
            emit(body)
        }
    }

    /// Hands out what is left: a line without terminator, if any.
    mutating func finish(_ body: (Line) -> Void) {
        if !pending.isEmpty { emit(body) }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = max(0, CardLimits.maximumLineBytes - pending.count)
        pending.append(contentsOf: bytes.prefix(room))
        excess += max(0, bytes.count - room)
    }

    private mutating func emit(_ body: (Line) -> Void) {
        endsInCarriageReturn = false
        number += 1
        body(Line(bytes: pending, number: number, excess: excess))
        pending = []
        excess = 0
    }
}
