import Glibc
import Synchronization

/// The program that shows long output screen by screen.
struct Pager {
    private let command: String

    /// The person's pager: `KITH_PAGER`, else `PAGER`, else `less` when it is there.
    ///
    /// Nil when an empty value or `cat` says that there is to be none, and on a dumb terminal.
    init?() {
        guard Environment.value("TERM") != "dumb" else { return nil }
        let wish = Environment.value("KITH_PAGER") ?? Environment.value("PAGER")
        if let wish {
            let command = String(wish.drop { $0 == " " })
            guard !command.isEmpty, command != "cat" else { return nil }
            self.command = command
        } else {
            let folders = (Environment.value("PATH") ?? "/usr/bin:/bin").split(separator: ":")
            guard folders.contains(where: { access("\($0)/less", X_OK) == 0 }) else { return nil }
            command = "less"
        }
    }

    /// Shows the text and waits until the person has seen enough.
    ///
    /// - Returns: False when the pager cannot be run.
    func show(_ text: String) -> Bool {
        // For less and lv, unless the person has set them up: colours as they are, an end when all
        // fits, and a screen that stays.
        setenv("LESS", "FRX", 0)
        setenv("LESSCHARSET", "utf-8", 0)
        setenv("LV", "-c", 0)
        guard let pipe = popen(command, "w") else { return false }
        // Keys are the pager's now, and who leaves it early has seen enough.
        signal(SIGINT, SIG_IGN)
        signal(SIGQUIT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        fputs(text, pipe)
        let status = pclose(pipe)
        for number in [SIGINT, SIGQUIT, SIGPIPE] { signal(number, SIG_DFL) }
        let code = (status >> 8) & 0xFF
        return status != -1 && code != 126 && code != 127
    }
}

extension Terminal {
    /// Writes to standard output, through the pager when it is longer than the terminal.
    ///
    /// What fits, and what does not go to a terminal, costs nothing more than ``write(_:)``.
    static func page(_ text: String, _ options: PagerOptions? = nil) {
        guard isOutputTerminal, !(options?.noPager ?? false) else { return write(text) }
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 1,
            !TerminalText.fits(text, rows: Int(size.ws_row) - 1, columns: Int(size.ws_col)),
            let pager = Pager()
        else { return write(text) }
        guard !pager.show(text) else { return }
        complain("The pager cannot be run; set KITH_PAGER to one, or to nothing for none.")
        write(text)
    }
}

/// Gathering the output of a command, so that it is paged as a whole.
extension Terminal {
    private struct Gathered {
        var text = ""
        var notes = ""
    }

    /// Nil while everything is written at once.
    private static let gathered = Mutex<Gathered?>(nil)

    /// Calls the closure, and shows what it writes as ``page(_:_:)`` does, with its notes behind it.
    ///
    /// What does not go to a terminal is written as it comes.
    ///
    /// - Throws: What the closure throws, once all that it wrote is shown.
    static func paging(_ options: PagerOptions, _ body: () throws -> Void) rethrows {
        guard isOutputTerminal, !options.noPager else { return try body() }
        gathered.withLock { $0 = Gathered() }
        defer {
            let written = gathered.withLock { gathered in
                defer { gathered = nil }
                return gathered ?? Gathered()
            }
            page(written.text, options)
            writeError(written.notes)
        }
        try body()
    }

    /// Keeps a text to be paged.
    ///
    /// - Returns: False when it is to be written at once.
    static func gather(_ text: String) -> Bool {
        gathered.withLock { gathered in
            gathered?.text += text
            return gathered != nil
        }
    }

    /// Keeps a note to be written behind what is paged.
    ///
    /// - Returns: False when it is to be written at once.
    static func gather(note: String) -> Bool {
        gathered.withLock { gathered in
            gathered?.notes += note
            return gathered != nil
        }
    }
}
