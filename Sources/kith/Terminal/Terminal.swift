import Glibc

/// The terminal as the person has set it up; what is not a terminal gets plain text.
enum Terminal {
    /// Whether standard output is a terminal.
    static let isOutputTerminal = isatty(1) == 1
    /// Whether standard input is a terminal.
    static let isInputTerminal = isatty(0) == 1
    /// Whether standard error is a terminal.
    static let isErrorTerminal = isatty(2) == 1

    /// Whether a person is there to answer a question: it is put on standard error.
    static var canAsk: Bool { isErrorTerminal && isatty(0) == 1 }

    /// Whether to use colour: on a terminal, unless `NO_COLOR` or a dumb terminal says otherwise.
    static let hasColour =
        isOutputTerminal && (Environment.value("NO_COLOR") ?? "").isEmpty
        && Environment.value("TERM") != "dumb"

    /// The width in columns; 80 when it is not known.
    static var width: Int {
        var size = winsize()
        for descriptor: Int32 in [1, 2]
        where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col >= 20 {
            return Int(size.ws_col)
        }
        let columns = Environment.value("COLUMNS").flatMap { Int($0) }
        return columns.map { min(max($0, 20), 1_000) } ?? 80
    }

    /// Writes to standard output; on a terminal nothing but the colours of ``Style`` steers it.
    static func write(_ text: String) {
        let text = isOutputTerminal ? TerminalText.harmless(text) : text
        if !gather(text) { write(Array(text.utf8), to: 1) }
    }

    /// Writes lines for people to standard output: on a terminal none is broken inside a word.
    ///
    /// - Parameters:
    ///   - text: Lines; may hold the colours of ``Style``.
    ///   - hanging: Where the rest of a long line begins; nil is two columns further in than it.
    static func tell(_ text: String, hanging: Int? = nil) {
        write(told(text, hanging: hanging))
    }

    /// Lines as ``tell(_:hanging:)`` writes them.
    static func told(_ text: String, hanging: Int? = nil) -> String {
        isOutputTerminal ? TextFold(columns: width, hanging: hanging).text(text) : text
    }

    /// Writes lines for people to standard error: what is asked, and what is to choose from.
    static func ask(_ text: String) {
        writeError(isErrorTerminal ? TextFold(columns: width).text(text) : text)
    }

    /// Writes bytes to standard output as they are.
    static func write(bytes: [UInt8]) {
        write(bytes, to: 1)
    }

    /// Writes to standard error.
    static func writeError(_ text: String) {
        write(Array(text.utf8), to: 2)
    }

    /// Tells what went wrong.
    static func complain(_ sentence: String) {
        writeError(readable("kith: " + TerminalText.visible(sentence)) + "\n")
    }

    /// Tells something by the way, on standard error.
    static func note(_ sentence: String) {
        let line = readable(TerminalText.visible(sentence)) + "\n"
        if !gather(note: line) { writeError(line) }
    }

    /// A sentence for standard error: broken between words on a terminal, one line elsewhere.
    private static func readable(_ sentence: String) -> String {
        isErrorTerminal ? TerminalText.wrapped(sentence, to: width) : sentence
    }

    /// Ends a command that has only read, successfully and at once.
    ///
    /// Everything printed is with the system by now, and nothing is open for writing: the system
    /// takes memory and files back faster than the program gives them.
    static func end() -> Never {
        _exit(0)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR || errno == EAGAIN && isRoomy(descriptor) { continue }
            guard count > 0 else {
                // Nobody is to take half an answer for a whole one; of complaints none is left.
                if descriptor == 1 { giveUp(errno) }
                return
            }
            offset += count
        }
    }

    /// Waits for room in a pipe that somebody else made not to wait.
    private static func isRoomy(_ descriptor: Int32) -> Bool {
        var full = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&full, 1, -1) == 1
    }

    /// Ends the program because standard output takes no more: the disk behind it is full, say.
    ///
    /// What was written down before stays, as after any other end.
    private static func giveUp(_ code: Int32) -> Never {
        if code == EPIPE {
            // Who reads has enough: the same end as without the library that ignores the signal.
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        complain("The output cannot be written: \(String(cString: strerror(code))).")
        _exit(KithExit.data.rawValue)
    }

    /// Opens what of the three standard streams is closed, so that no file of ours takes its number
    /// and gets what is meant for people.
    static func openClosedStreams() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }
}

/// Colour by meaning.
enum Style: String {
    case strong = "1"
    case faint = "2"
    case slanted = "3"
    case good = "32"
    case warning = "33"
    case bad = "31"

    /// The text in this style, where styles are shown.
    func callAsFunction(_ text: String) -> String {
        Terminal.hasColour ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
