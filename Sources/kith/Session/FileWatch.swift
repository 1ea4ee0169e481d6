import Dispatch
import Glibc

/// Tells when files of a folder are written to, by any process; nothing runs until then.
final class FileWatch {
    private let source: any DispatchSourceRead

    /// Begins to watch; nil where the system cannot, such as beyond its limit of watches.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - names: Its files.
    ///   - onChange: Called on a thread of its own, once for several writes in a row.
    init?(folder: String, names: Set<String>, onChange: @escaping @Sendable () -> Void) {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard descriptor >= 0 else { return nil }
        let mask = UInt32(IN_MODIFY | IN_MOVED_TO | IN_CREATE)
        guard inotify_add_watch(descriptor, folder, mask) >= 0 else {
            close(descriptor)
            return nil
        }
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "kith.files"))
        source.setEventHandler {
            if Self.names(from: descriptor).contains(where: names.contains) { onChange() }
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }

    /// The names of all files that were written to since the last time.
    private static func names(from descriptor: Int32) -> Set<String> {
        var names: Set<String> = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return names }
            names.formUnion(Self.names(in: buffer.prefix(count)))
        }
    }

    /// Where the length of the name stands in `struct inotify_event`, and where the name begins.
    private static let lengthPlace = 12
    private static let namePlace = 16

    private static func names(in bytes: some Collection<UInt8>) -> [String] {
        var names: [String] = []
        var rest = Array(bytes)[...]
        while rest.count >= namePlace {
            let place = rest.startIndex + lengthPlace
            let length = rest[place..<place + 4].withUnsafeBytes {
                Int($0.loadUnaligned(as: UInt32.self))
            }
            rest = rest.dropFirst(namePlace)
            names.append(
                String(decoding: rest.prefix(length).prefix { $0 != 0 }, as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        return names
    }
}
