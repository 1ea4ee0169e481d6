import Glibc

/// Reads single keys from the terminal; the terminal is as it was again when the body ends.
enum KeyReader {
    /// Whether somebody sits there to press keys.
    static var isPossible: Bool { Terminal.isInputTerminal && Terminal.isOutputTerminal }

    /// Runs a body that is given keys as they are pressed; nil at the end of input.
    ///
    /// Control-C and Control-D come as keys, too: nothing ends the program with the terminal
    /// changed.
    ///
    /// - Throws: What the body throws.
    static func withKeys<Result>(_ body: (() -> Character?) throws -> Result) rethrows -> Result {
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return try body(read) }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(0, TCSANOW, &raw)
        defer { tcsetattr(0, TCSANOW, &before) }
        return try body(read)
    }

    private static func read() -> Character? {
        var byte: UInt8 = 0
        while true {
            let count = Glibc.read(0, &byte, 1)
            if count == 1 { return Character(Unicode.Scalar(byte)) }
            guard count < 0, errno == EINTR else { return nil }
        }
    }
}
