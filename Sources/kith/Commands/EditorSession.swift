import ChangeLog
import ContactFormats
import ContactModel
import Foundation
import SQLiteReplica

/// One card in the person's editor, opened again until it can be read or is given up.
struct EditorSession {
    private let selector: String
    private static let mark = "# kith: "

    init(_ selector: String) {
        self.selector = selector
    }

    /// Edits the card; an unchanged or empty text changes nothing.
    ///
    /// - Throws: ``CommandError`` when the editor fails; the text is kept then, and named.
    func run() throws {
        let (id, shown) = try read()
        let file = try TemporaryFile(shown)
        while true {
            try Editor.open(file.path)
            let text = Self.withoutMarks(try file.read())
            if text == shown || text.allSatisfy({ $0 == 10 || $0 == 13 || $0 == 32 }) {
                file.remove()
                Terminal.note("Nothing was changed.")
                return
            }
            do {
                try save(text, shown: shown, id)
                file.remove()
                return
            } catch let failure as CardText.Failure {
                guard Terminal.isErrorTerminal || Environment.value("KITH_EDIT_AGAIN") != nil else {
                    throw CommandError(
                        exit: .data, sentence: "\(failure.sentence) Your text is in \(file.path).")
                }
                try file.write(Array("\(Self.mark)\(failure.sentence)\n".utf8) + text)
            } catch {
                Terminal.note("Your text is in \(file.path).")
                throw error
            }
        }
    }

    private func read() throws -> (EntityID, [UInt8]) {
        let replica = try Replica.reading()
        let person = try replica.person(selector)
        guard let details = try replica.details(of: person.id) else {
            throw ReplicaError.unknownPerson
        }
        return (person.id, details.card.bytes)
    }

    private func save(_ text: [UInt8], shown: [UInt8], _ id: EntityID) throws {
        let replica = try Replica.writing()
        var random = SystemRandomNumberGenerator()
        var hasMoved = false
        let changed = try replica.edit(id) { card in
            hasMoved = card.bytes != shown
            return try CardText.edits(from: card, to: text, using: &random)
        }
        if hasMoved {
            Terminal.note(
                "The card was changed meanwhile; your text was compared with the new one.")
        }
        Terminal.write(changed ? "Edited.\n" : "Nothing was changed.\n")
    }

    /// The text without the lines that tell of an earlier error.
    private static func withoutMarks(_ text: [UInt8]) -> [UInt8] {
        var rest = text[...]
        while rest.starts(with: Array(mark.utf8)) {
            rest = rest.drop { $0 != 10 }.dropFirst()
        }
        return Array(rest)
    }
}

/// The text of a card while it is edited: readable by its owner only.
struct TemporaryFile {
    let path: String

    /// Writes the text to a new file.
    ///
    /// - Throws: ``CommandError``.
    init(_ text: [UInt8]) throws {
        let folder = Environment.value("TMPDIR") ?? "/tmp"
        var template = Array("\(folder)/kith-XXXXXX.vcf".utf8CString)
        let descriptor = mkstemps(&template, 4)
        guard descriptor >= 0 else {
            throw CommandError(exit: .data, sentence: "No temporary file can be made in \(folder).")
        }
        close(descriptor)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try write(text)
    }

    /// Replaces the text.
    ///
    /// - Throws: ``CommandError``.
    func write(_ text: [UInt8]) throws {
        do {
            try Data(text).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandError(exit: .data, sentence: "\(path) cannot be written.")
        }
    }

    /// Reads the text; at most 16 MiB.
    ///
    /// - Throws: ``CommandError``.
    func read() throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 16 << 20 else {
            throw CommandError(exit: .data, sentence: "\(path) cannot be read or is too long.")
        }
        return Array(data)
    }

    /// Removes the file.
    func remove() {
        unlink(path)
    }
}

/// The person's editor.
enum Editor {
    /// Opens a file and waits.
    ///
    /// - Throws: ``CommandError`` when there is no editor or it fails.
    static func open(_ path: String) throws {
        let names = ["VISUAL", "EDITOR"].compactMap(Environment.value).filter { !$0.isEmpty }
        let command = names.first ?? "vi"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The shell splits the value as people write it: with options and quotes.
        process.arguments = ["-c", "exec \(command) \"$1\"", "kith", path]
        do {
            try process.run()
        } catch {
            throw CommandError(exit: .data, sentence: "The editor cannot be started: \(command).")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandError(
                exit: .data,
                sentence: "The editor ended with \(process.terminationStatus); nothing was "
                    + "changed. Your text is in \(path).")
        }
    }
}
