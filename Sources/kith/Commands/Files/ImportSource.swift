import ContactFormats
import ContactModel
import Glibc
import SQLiteReplica

/// A file of people; vCard and tables are read in pieces, so that their size does not matter.
struct ImportSource {
    private let name: String
    private let descriptor: Int32
    /// The size in bytes; 0 when it is not known.
    private let size: Int
    private let format: ImportFormat?
    private let mapping: CSVMapping?
    private let charset: ImportCharset?

    /// The greatest size of a file that is not read in pieces.
    private static let maximumWholeBytes = 256 << 20

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - name: A path, or `-` for standard input.
    ///   - copy: What ``PipedInput/copy(of:)`` answered.
    ///   - format: nil to find it out.
    ///   - mapping: What the columns of a table are.
    ///   - charset: What text is written in that does not say it.
    /// - Throws: ``CommandError`` when it cannot be read.
    init(
        _ name: String, copy: Int32?, format: ImportFormat?, mapping: CSVMapping?,
        charset: ImportCharset?
    ) throws {
        self.name = name
        self.charset = charset
        self.format = mapping == nil ? format : .csv
        self.mapping = mapping
        descriptor = copy ?? (name == "-" ? 0 : open(name, O_RDONLY | O_CLOEXEC))
        guard descriptor >= 0 else { throw PipedInput.failure(name) }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw CommandError(exit: .data, sentence: "\(name) is a folder; name its files.")
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }

    /// Whether there is something to read, asked of all files before the first is imported.
    ///
    /// - Throws: ``CommandError`` when there is not.
    static func check(_ name: String) throws {
        guard name != "-", access(name, R_OK) != 0 else { return }
        throw PipedInput.failure(name)
    }

    /// Imports the whole file.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``; what was committed stays.
    func read(into session: ImportSession) throws {
        defer { if descriptor > 0 { close(descriptor) } }
        let first = try piece()
        if let advice = ForeignFile.advice(start: first) {
            throw CommandError(exit: .data, sentence: "\(name) is \(advice).")
        }
        let format =
            self.format
            ?? ImportFormat(fileName: name == "-" ? "" : name, start: Array(first.prefix(4_096)))
        switch format {
        case .vcard:
            var reader = VCardReader(charset: charset?.told)
            try stream(first, into: session) {
                reader.feed($0)
            } end: {
                reader.finish()
            }
        case .csv:
            var reader = CSVReader(mapping: mapping)
            let text = charset?.conversion
            try stream(first, into: session) {
                reader.feed(text?.feed($0) ?? $0)
            } end: {
                let last = text.map { reader.feed($0.end()) } ?? []
                let (cards, problems) = reader.finish()
                return (last + cards, problems)
            }
        default:
            let text = charset?.conversion
            let bytes = try whole(first)
            let contents = format.read(
                text.map { $0.feed(bytes) + $0.end() } ?? bytes, mapping: mapping)
            try session.take(contents.cards, notes: contents.notes, items: contents.items)
            session.note(contents.problems)
        }
        try session.finish()
    }

    private func stream(
        _ first: [UInt8], into session: ImportSession, feed: ([UInt8]) -> [ImportedCard],
        end: () -> (cards: [ImportedCard], problems: [ImportDiagnostic])
    ) throws {
        var bar = ProgressBar("Importing")
        defer { bar.finish() }
        var total = 0
        var bytes = first
        while !bytes.isEmpty {
            try session.take(feed(bytes))
            total += bytes.count
            bar.show(
                size > 0 ? Double(total) / Double(size) : nil,
                Counted.text(session.report.cardCount, "card"))
            bytes = try piece()
        }
        let rest = end()
        try session.take(rest.cards)
        session.note(rest.problems)
    }

    private func whole(_ first: [UInt8]) throws -> [UInt8] {
        var all = first
        while true {
            let bytes = try piece()
            if bytes.isEmpty { return all }
            all += bytes
            guard all.count <= Self.maximumWholeBytes else {
                throw CommandError(exit: .data, sentence: "\(name) is larger than 256 MiB.")
            }
        }
    }

    /// The next bytes; none at the end.
    private func piece() throws -> [UInt8] {
        try PipedInput.piece(of: descriptor, name)
    }
}
