import ContactFormats
import Dispatch
import Glibc

/// Tells when files of a folder are written to, by any process; nothing runs until then.
final class FileWatch {
    private let source: any DispatchSourceRead

    /// Begins to watch what a command writes to: SQLite's log first, or the database itself.
    ///
    /// - Parameters:
    ///   - folder: The folder of the replica.
    ///   - onChange: As for ``init(folder:mask:isMeant:onChange:)``.
    convenience init?(replica folder: String, onChange: @escaping @Sendable () -> Void) {
        let names: Set = ["kith.sqlite", "kith.sqlite-wal"]
        self.init(
            folder: folder, mask: IN_MODIFY | IN_MOVED_TO | IN_CREATE, isMeant: names.contains,
            onChange: onChange)
    }

    /// Begins to watch the files of a linked folder, and whether it goes away itself.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - onChange: As for ``init(folder:mask:isMeant:onChange:)``.
    convenience init?(vdir folder: String, onChange: @escaping @Sendable () -> Void) {
        let writes = IN_MODIFY | IN_CREATE | IN_MOVED_TO
        let removals = IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF
        self.init(
            folder: folder, mask: writes | removals,
            isMeant: { $0.isEmpty || VDirFileName.isItem($0) }, onChange: onChange)
    }

    /// Begins to watch; nil where the system cannot, such as beyond its limit of watches.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - mask: What counts, of `inotify`.
    ///   - isMeant: Whether a file counts, by its name; the folder itself has an empty one.
    ///   - onChange: Called on a thread of its own, once for several writes in a row.
    private init?(
        folder: String, mask: Int32, isMeant: @escaping @Sendable (String) -> Bool,
        onChange: @escaping @Sendable () -> Void
    ) {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard descriptor >= 0 else { return nil }
        guard inotify_add_watch(descriptor, folder, UInt32(bitPattern: mask)) >= 0 else {
            close(descriptor)
            return nil
        }
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "kith.files"))
        source.setEventHandler {
            if Self.names(from: descriptor).contains(where: isMeant) { onChange() }
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
