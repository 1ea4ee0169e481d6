import Foundation
import Testing

/// Chromium without a window, asked by its developer protocol over two pipes: no port, no library.
///
/// Messages are JSON, each ended by a zero byte; the browser reads from descriptor 3 and answers on
/// descriptor 4 (`--remote-debugging-pipe`).
final class Browser {
    private let processID: pid_t
    private let commands: Int32
    private let answers: Int32
    private var buffer: [UInt8] = []
    private var nextID = 0
    /// What happened while answers were waited for, the oldest first.
    private(set) var happenings: [(name: String, parameters: [String: Any])] = []

    /// The browser as Debian installs it.
    private static let path = "/usr/bin/chromium"
    /// Longer than a loaded machine needs to draw a page.
    private static let patienceMilliseconds: Int32 = 60_000

    /// Starts it with an empty profile below a folder.
    ///
    /// - Throws: ``ProgramFailure`` when it is not installed or does not start.
    init(scratch: URL) throws {
        guard access(Self.path, X_OK) == 0 else {
            throw ProgramFailure(description: "Chromium is not installed: make deps")
        }
        let (childReads, weWrite) = try Self.pipe()
        let (weRead, childWrites) = try Self.pipe()
        defer {
            close(childReads)
            close(childWrites)
        }
        commands = weWrite
        answers = weRead
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, childReads, 3)
        posix_spawn_file_actions_adddup2(&actions, childWrites, 4)
        let arguments: [String] = [
            Self.path, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--remote-debugging-pipe", "--user-data-dir=\(scratch.path)/browser", "about:blank",
        ]
        let environment = ["HOME=\(scratch.path)", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
        let words = arguments.map { strdup($0) } + [nil]
        let values = environment.map { strdup($0) } + [nil]
        defer { (words + values).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, Self.path, &actions, nil, words, values)
        guard status == 0 else {
            throw ProgramFailure(description: "\(Self.path): \(String(cString: strerror(status)))")
        }
        processID = pid
    }

    deinit {
        kill(processID, SIGKILL)
        var status: Int32 = 0
        while waitpid(processID, &status, 0) == -1, errno == EINTR {}
        close(commands)
        close(answers)
    }

    /// A new page that shows nothing yet.
    ///
    /// - Throws: ``ProgramFailure`` when the browser does not answer.
    func page() throws -> BrowserPage {
        let target = try ask("Target.createTarget", ["url": "about:blank"])
        let attached = try ask(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
        let page = BrowserPage(browser: self, session: attached["sessionId"] as? String ?? "")
        for domain in ["Page", "Network", "Runtime"] { try page.ask("\(domain).enable") }
        return page
    }

    /// Sends a command and waits for its answer.
    ///
    /// - Throws: ``ProgramFailure`` with what the browser refused, or when it says nothing.
    @discardableResult
    func ask(
        _ method: String, _ parameters: [String: Any] = [:], session: String? = nil
    ) throws -> [String: Any] {
        nextID += 1
        var message: [String: Any] = ["id": nextID, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        try send(Array(try JSONSerialization.data(withJSONObject: message)) + [0])
        while true {
            let answer = try receive()
            guard answer["id"] as? Int == nextID else {
                keep(answer)
                continue
            }
            if let error = answer["error"] as? [String: Any] {
                throw ProgramFailure(description: "\(method): \(error["message"] ?? "")")
            }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    /// Waits until something has happened since the last ``forget()``.
    ///
    /// - Throws: ``ProgramFailure`` when it does not.
    func wait(for name: String) throws {
        while !happenings.contains(where: { $0.name == name }) { keep(try receive()) }
    }

    /// Forgets what has happened so far.
    func forget() {
        happenings = []
    }

    private func keep(_ message: [String: Any]) {
        guard let name = message["method"] as? String else { return }
        happenings.append((name, message["params"] as? [String: Any] ?? [:]))
    }

    private func send(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                write(commands, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ProgramFailure(description: "The browser has gone.") }
            offset += count
        }
    }

    private func receive() throws -> [String: Any] {
        while true {
            if let end = buffer.firstIndex(of: 0) {
                let message = Data(buffer[..<end])
                buffer.removeSubrange(...end)
                let object = try JSONSerialization.jsonObject(with: message)
                return object as? [String: Any] ?? [:]
            }
            var waiting = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Self.patienceMilliseconds) == 1 else {
                throw ProgramFailure(description: "The browser does not answer.")
            }
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(answers, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ProgramFailure(description: "The browser has gone.") }
            buffer.append(contentsOf: chunk.prefix(count))
        }
    }

    /// A pipe that no other child gets, with descriptors beyond those that the browser is given.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else {
            throw ProgramFailure(description: "pipe: \(String(cString: strerror(errno)))")
        }
        let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
        for end in ends { close(end) }
        return (moved[0], moved[1])
    }
}

/// One page of a browser.
struct BrowserPage {
    fileprivate let browser: Browser
    fileprivate let session: String

    /// How a page is looked at.
    struct View {
        let name: String
        let width: Int
        let height: Int
        var isDark = false
        var isPrinted = false

        /// A phone held upright, at noon and at night; a screen on a desk; a sheet of A4.
        static let all = [
            View(name: "phone", width: 390, height: 844),
            View(name: "phone-dark", width: 390, height: 844, isDark: true),
            View(name: "desktop", width: 1280, height: 800),
            View(name: "desktop-dark", width: 1280, height: 800, isDark: true),
            View(name: "print", width: 688, height: 1017, isPrinted: true),
        ]
    }

    /// Sends a command about this page.
    ///
    /// - Throws: ``ProgramFailure``.
    @discardableResult
    func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        try browser.ask(method, parameters, session: session)
    }

    /// Loads a file as it looks in a view; answers the addresses that were asked for on the way.
    ///
    /// - Throws: ``ProgramFailure``.
    func open(_ file: URL, in view: View) throws -> [String] {
        try ask(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": view.width, "height": view.height, "deviceScaleFactor": 2,
                "mobile": view.width < 600,
            ])
        try ask(
            "Emulation.setEmulatedMedia",
            [
                "media": view.isPrinted ? "print" : "screen",
                "features": [
                    ["name": "prefers-color-scheme", "value": view.isDark ? "dark" : "light"]
                ],
            ])
        browser.forget()
        try ask("Page.navigate", ["url": file.absoluteString])
        try browser.wait(for: "Page.loadEventFired")
        return browser.happenings.filter { $0.name == "Network.requestWillBeSent" }.compactMap {
            ($0.parameters["request"] as? [String: Any])?["url"] as? String
        }
    }

    /// The value of an expression, which is not bound by the page's policy.
    ///
    /// - Throws: ``ProgramFailure`` with what went wrong in it.
    func evaluate(_ expression: String) throws -> Any? {
        let answer = try ask(
            "Runtime.evaluate", ["expression": expression, "returnByValue": true])
        if let failure = answer["exceptionDetails"] as? [String: Any] {
            throw ProgramFailure(description: "\(failure)")
        }
        return (answer["result"] as? [String: Any])?["value"]
    }

    /// The whole page as PNG, also what has to be scrolled to.
    ///
    /// - Throws: ``ProgramFailure``.
    func screenshot() throws -> Data {
        try image("Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
    }

    /// The page as PDF, on paper as the page asks for.
    ///
    /// - Throws: ``ProgramFailure``.
    func pdf() throws -> Data {
        try image("Page.printToPDF", ["preferCSSPageSize": true, "printBackground": true])
    }

    private func image(_ method: String, _ parameters: [String: Any]) throws -> Data {
        let data = try ask(method, parameters)["data"] as? String
        return try #require(data.flatMap { Data(base64Encoded: $0) })
    }
}
