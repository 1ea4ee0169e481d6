import ArgumentParser
import Glibc
import SyncServer

/// Where the server keeps its data.
struct DataOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The data folder; $STATE_DIRECTORY, $XDG_DATA_HOME/kithd or ~/.local/share/kithd.")
    var data: String?

    /// The folder to use.
    var folder: String {
        if let data { return data }
        if let state = Self.value("STATE_DIRECTORY") { return state }
        if let home = Self.value("XDG_DATA_HOME") { return home + "/kithd" }
        return (Self.value("HOME") ?? "") + "/.local/share/kithd"
    }

    /// Opens the folder for a command of administration.
    ///
    /// - Throws: ``ServerStorageError``.
    func administer() throws -> ServerDatabase {
        try ServerDatabase.administering(folder, environment: .system)
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// The option every listing command has.
struct ListOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON, for programs.")
    var json = false

    /// Prints rows of named values.
    func print(_ name: String, _ rows: [[(String, String)]]) {
        if json {
            let items = rows.map { row in
                "{" + row.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}"
            }
            Output.write(
                "{\"version\":1,\(quoted(name)):[\(items.joined(separator: ","))]}\n")
            return
        }
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].1.count }.max() ?? 0
        }
        for row in rows {
            let cells = zip(row, widths).map { cell, width in
                cell.1 + String(repeating: " ", count: width - cell.1.count)
            }
            Output.write(Output.visible(cells.joined(separator: "  ")) + "\n")
        }
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
