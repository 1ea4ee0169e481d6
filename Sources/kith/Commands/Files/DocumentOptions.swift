import ArgumentParser
import SQLiteReplica

/// Where a drawn document goes: what is for other programs says nothing on a terminal.
struct DocumentOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: "The file to write; - is standard output.", completion: .file())
    var output: String?

    @Flag(name: .long, help: "Show it in the program for such files.")
    var open = false

    /// Refuses, before anything is drawn, what would fill a terminal with source text.
    ///
    /// - Parameter name: What the file may be called, in the advice.
    /// - Throws: ``CommandError`` that says what to type.
    func check(_ name: String) throws {
        guard output == nil, !open, Terminal.isOutputTerminal else { return }
        throw CommandError(
            exit: .usage,
            sentence: "This is a document, nothing to read on a terminal: -o \(name) writes it, "
                + "--open shows it, -o - prints it all the same.")
    }

    /// Writes it, and shows it if that was asked for.
    ///
    /// Without a file name it is shown from the folder of the replica, readable by its owner alone:
    /// the program that shows it may begin only when this one has ended.
    ///
    /// - Throws: ``CommandError`` when it cannot be written or shown.
    func write(_ bytes: [UInt8], _ name: String) throws {
        guard open else {
            try ExportSink.write(bytes, to: output == "-" ? nil : output)
            return
        }
        guard output != "-" else {
            throw CommandError(exit: .usage, sentence: "--open needs a file, not standard output.")
        }
        guard let program = ExternalProgram(oneOf: ["xdg-open"]) else {
            throw CommandError(
                exit: .data, sentence: "xdg-open is not installed; -o \(name) writes the file.")
        }
        let path = try output ?? Replica.folder().data + "/" + name
        try ExportSink.write(bytes, to: path)
        // A name that begins with a minus sign is no option.
        try program.run([path.hasPrefix("/") ? path : "./" + path])
        Terminal.note("Wrote \(path).")
    }
}
