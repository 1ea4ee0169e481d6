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
    /// - Parameter makesFolder: Whether the command is one to begin with: it makes the folder.
    /// - Returns: The data, open to write.
    /// - Throws: ``ServerStorageError``; of another command also when there is no such folder, for
    ///   it is more likely mistyped than meant.
    func administer(makesFolder: Bool = false) throws -> ServerDatabase {
        let isNew = !ServerDatabase.isThere(folder)
        guard makesFolder || !isNew else {
            throw ServerStorageError.inaccessible(
                path: folder,
                reason: "there is no data of kithd; --data names the folder, `kithd init` makes one"
            )
        }
        let database = try ServerDatabase.administering(folder, environment: .system)
        if isNew { Output.write("Made the data folder \(Output.visible(folder)).\n", to: 2) }
        return database
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
