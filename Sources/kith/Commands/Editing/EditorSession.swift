import ChangeLog
import ContactFormats
import Foundation
import SQLiteReplica

/// A text in the person's editor, opened again until it can be taken or is given up.
struct EditorSession {
    /// The text the person sees first.
    let shown: [UInt8]
    /// How the draft's name begins, such as a short id: paths are seen by others.
    let name: String
    /// How its name ends, by which editors know what it is.
    let suffix: String

    /// Opens the editor, and hands over what was saved.
    ///
    /// An unchanged or empty text changes nothing. A text that is refused is opened again as it was
    /// typed, with the refusal above the line at fault; left like that, it is kept.
    ///
    /// - Parameter save: Takes the text, or refuses it by ``FormFailure`` or `CardText.Failure`.
    /// - Throws: ``CommandError`` that names where the text is kept, or what saving throws.
    func run(_ save: ([UInt8]) throws -> Void) throws {
        let draft = try Draft(shown, name: name, suffix: suffix)
        var refused: (text: [UInt8], failure: FormFailure)?
        while true {
            do {
                try Editor.open(draft.path)
            } catch {
                throw Self.given(up: error, draft, shown)
            }
            let text = FormText.withoutMarks(try draft.read())
            if text.allSatisfy({ $0 == 10 || $0 == 13 || $0 == 32 }) || text == shown {
                draft.remove()
                Terminal.note("Nothing was changed.")
                return
            }
            if let refused, refused.text == text {
                throw Self.kept(refused.failure, draft)
            }
            do {
                try save(text)
                draft.remove()
                return
            } catch {
                guard let failure = FormFailure(refusing: error) else {
                    Terminal.note("Your text is in \(draft.path).")
                    throw error
                }
                guard Self.mayAskAgain else { throw Self.kept(failure, draft) }
                refused = (text, failure)
                try draft.write(FormText.marked(text, with: failure))
            }
        }
    }

    private static var mayAskAgain: Bool {
        Terminal.isErrorTerminal || Environment.value("KITH_EDIT_AGAIN") != nil
    }

    /// The text to tell when the editor failed; a draft in which nothing was typed is not kept.
    private static func given(
        up error: CommandError, _ draft: Draft, _ shown: [UInt8]
    ) -> CommandError {
        // A draft that cannot be read is left where it is.
        guard let text = try? draft.read(), text == shown else {
            return CommandError(
                exit: error.exit, sentence: "\(error.sentence) Your text is in \(draft.path).")
        }
        draft.remove()
        return error
    }

    private static func kept(_ failure: FormFailure, _ draft: Draft) -> CommandError {
        CommandError(
            exit: .data,
            sentence: "\(failure.sentence) Nothing was changed. Your text is in \(draft.path).")
    }
}

extension FormFailure {
    /// The refusal that an error is; nil when it is another failure.
    fileprivate init?(refusing error: any Error) {
        if let failure = error as? FormFailure {
            self = failure
        } else if let failure = error as? CardText.Failure {
            self.init(line: failure.line, advice: failure.advice)
        } else {
            return nil
        }
    }
}

/// The text of a card while it is edited: beside the guard file, readable by its owner only.
struct Draft {
    let path: String

    /// Writes the text to a new file.
    ///
    /// - Throws: ``CommandError``.
    init(_ text: [UInt8], name: String, suffix: String) throws {
        let folder = try Replica.folder().state + "/drafts"
        for path in [try Replica.folder().data, try Replica.folder().state, folder] {
            try Replica.makeFolder(path)
        }
        var template = Array("\(folder)/\(name)-XXXXXX.\(suffix)".utf8CString)
        let descriptor = mkstemps(&template, Int32(clamping: suffix.utf8.count + 1))
        guard descriptor >= 0 else {
            throw CommandError(exit: .data, sentence: "No draft can be written in \(folder).")
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
    static func open(_ path: String) throws(CommandError) {
        let names = ["VISUAL", "EDITOR"].compactMap(Environment.value).filter { !$0.isEmpty }
        guard !names.isEmpty || Terminal.isInputTerminal else {
            throw CommandError(
                exit: .usage,
                sentence: "There is no terminal for an editor; give what to write as options.")
        }
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
        guard process.terminationStatus != 127 else {
            throw CommandError(
                exit: .data,
                sentence: "The editor “\(command)” cannot be started; nothing was changed. "
                    + "Set VISUAL or EDITOR to one that is installed.")
        }
        guard process.terminationStatus == 0 else {
            throw CommandError(
                exit: .data,
                sentence: "The editor ended with \(process.terminationStatus); nothing was changed."
            )
        }
    }
}
