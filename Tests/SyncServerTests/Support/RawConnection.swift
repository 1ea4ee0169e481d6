import Dispatch
import Glibc
import Synchronization

/// A TCP connection to the server under test that can send anything, well-formed or not.
///
/// Sockets block on a thread of their own, never on the tasks that the server runs on.
final class RawConnection: Sendable {
    /// The socket could not be made or connected.
    struct CannotConnect: Error {
        let reason: Int32
    }

    private let descriptor: Int32
    private let thread = DispatchQueue(label: "raw-connection")
    private let received = Mutex<[UInt8]>([])

    /// Connects to a port of this machine.
    ///
    /// - Parameters:
    ///   - port: Where the server listens.
    ///   - receiveBytes: How much the kernel may receive before it is read; nil leaves it.
    /// - Throws: ``CannotConnect``.
    init(port: Int, receiveBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw CannotConnect(reason: errno) }
        if var receiveBytes {
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, size)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // The end of this object closes the socket, also when it was never connected.
        guard result == 0 else { throw CannotConnect(reason: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Sends bytes.
    ///
    /// - Returns: False when the server has closed, or has taken nothing for ten seconds.
    @discardableResult
    func send(_ bytes: [UInt8]) async -> Bool {
        await onThread { descriptor in
            var rest = bytes[...]
            while !rest.isEmpty {
                guard Self.wait(descriptor, for: POLLOUT, milliseconds: 10_000) else {
                    return false
                }
                let count = rest.withUnsafeBytes {
                    Glibc.send(
                        descriptor, $0.baseAddress, $0.count,
                        Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                }
                if count < 0, errno == EAGAIN || errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Sends text.
    @discardableResult
    func send(_ text: String) async -> Bool {
        await send(Array(text.utf8))
    }

    /// Says that no more will be sent; answers can still be read.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next answer; nil when the server closes, or the time is over, before it is complete.
    func answer(withinMilliseconds limit: Int32 = 20_000) async -> RawAnswer? {
        await onThread { descriptor in
            while true {
                let answer = self.received.withLock { RawAnswer.take(from: &$0, isEnd: false) }
                if let answer { return answer }
                guard self.receive(descriptor, limit) else {
                    return self.received.withLock { RawAnswer.take(from: &$0, isEnd: true) }
                }
            }
        }
    }

    /// What was received and not taken so far, once it is enough; nil when the server closes, or the
    /// time is over, before that.
    func text(
        withinMilliseconds limit: Int32 = 20_000,
        until isEnough: @escaping @Sendable (String) -> Bool
    ) async -> String? {
        await onThread { descriptor in
            while true {
                let text = String(decoding: self.received.withLock { $0 }, as: UTF8.self)
                if isEnough(text) { return text }
                guard self.receive(descriptor, limit) else { return nil }
            }
        }
    }

    /// What was received and not taken so far.
    var textSoFar: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }

    /// Whether the server closes within the time; what it sends until then is kept.
    func isClosed(withinMilliseconds limit: Int32) async -> Bool {
        await onThread { descriptor in
            let end = DispatchTime.now() + .milliseconds(Int(limit))
            while DispatchTime.now() < end {
                guard Self.wait(descriptor, for: POLLIN, milliseconds: 50) else { continue }
                guard self.receive(descriptor, 0) else { return true }
            }
            return false
        }
    }

    /// Sends bytes one by one, each after a moment in which the server might answer.
    ///
    /// - Returns: How many were sent before the server answered or closed.
    func drip(_ bytes: [UInt8]) async -> Int {
        for (sent, byte) in bytes.enumerated() {
            guard await send([byte]) else { return sent }
            if await onThread({ Self.wait($0, for: POLLIN, milliseconds: 20) }) { return sent }
        }
        return bytes.count
    }

    private func receive(_ descriptor: Int32, _ milliseconds: Int32) -> Bool {
        guard Self.wait(descriptor, for: POLLIN, milliseconds: milliseconds) else { return false }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard count > 0 else { return false }
        received.withLock { $0 += buffer.prefix(count) }
        return true
    }

    private static func wait(
        _ descriptor: Int32, for events: Int32, milliseconds: Int32
    ) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return poll(&waiting, 1, milliseconds) > 0
    }

    private func onThread<Result: Sendable>(
        _ body: @escaping @Sendable (Int32) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            thread.async { continuation.resume(returning: body(self.descriptor)) }
        }
    }
}
