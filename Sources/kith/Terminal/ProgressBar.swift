import Glibc

/// One line on standard error that shows how far a long command is; nothing elsewhere.
struct ProgressBar {
    private let title: String
    private let isShown: Bool
    private var last: UInt64 = 0

    init(_ title: String) {
        self.title = title
        isShown = Terminal.isErrorTerminal && Environment.value("TERM") != "dumb"
    }

    /// Shows progress, at most twenty times a second.
    ///
    /// - Parameters:
    ///   - fraction: From 0 to 1; nil when the end is not known.
    ///   - detail: What has been done, such as a count.
    mutating func show(_ fraction: Double?, _ detail: String) {
        guard isShown else { return }
        let now = Self.milliseconds
        guard now >= last + 50 else { return }
        last = now
        var line = "\(title) "
        if let fraction {
            let filled = Int(exactly: (min(max(fraction, 0), 1) * 24).rounded()) ?? 0
            line += "[" + String(repeating: "#", count: filled)
            line += String(repeating: "·", count: 24 - filled) + "] "
        }
        Terminal.writeError("\r\u{1B}[K" + TerminalText.cut(line + detail, to: Terminal.width - 1))
    }

    /// Takes the line away.
    func finish() {
        guard isShown, last > 0 else { return }
        Terminal.writeError("\r\u{1B}[K")
    }

    private static var milliseconds: UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(clamping: now.tv_sec) * 1_000 + UInt64(clamping: now.tv_nsec / 1_000_000)
    }
}
