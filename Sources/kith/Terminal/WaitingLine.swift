import Dispatch
import Synchronization

extension ProgressBar {
    /// Calls the closure, and says meanwhile what is being done and for how many seconds by now, where
    /// nothing tells how far it is.
    ///
    /// Nothing is said of what is done at once. The closure writes nothing and asks nothing: the line
    /// would be in its way.
    ///
    /// - Parameters:
    ///   - title: What is being done: "Drawing …".
    ///   - isShown: False for programs.
    ///   - body: What may take long.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    static func during<Result>(
        _ title: String, isShown: Bool = true, _ body: () throws -> Result
    ) rethrows -> Result {
        guard isShown, Terminal.isErrorTerminal else { return try body() }
        let line = WaitingLine(title)
        line.wait(seconds: 1)
        defer { line.end() }
        return try body()
    }
}

extension OutputOptions {
    /// Calls the closure, and says meanwhile to somebody at a terminal what is being done, as
    /// ``ProgressBar/during(_:isShown:_:)`` does.
    ///
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    func waiting<Result>(
        _ title: String = "Reading what is written down …", _ body: () throws -> Result
    ) rethrows -> Result {
        try ProgressBar.during(title, isShown: !json, body)
    }
}

/// Draws a bar each second from another thread, until it is told to end.
private final class WaitingLine: Sendable {
    /// Nil once it has ended: whatever comes later draws nothing.
    private let bar: Mutex<ProgressBar?>

    init(_ title: String) {
        bar = Mutex(ProgressBar(title))
    }

    /// Draws once a second has passed, and each second from then on.
    func wait(seconds: Int) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1)) { [self] in
            let goesOn = bar.withLock { bar in
                bar?.show(nil, "\(seconds) s")
                return bar != nil
            }
            if goesOn { wait(seconds: seconds + 1) }
        }
    }

    /// Takes the line away, for good.
    func end() {
        bar.withLock { bar in
            bar?.finish()
            bar = nil
        }
    }
}
