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
        // A relative path is none, says the XDG base directory specification.
        if let home = Self.value("XDG_DATA_HOME"), home.first == "/" { return home + "/kithd" }
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
        if makesFolder { makeParents() } else { try requireData() }
        let database = try ServerDatabase.administering(folder, environment: .system)
        if isNew { tellNew() }
        return database
    }

    /// Opens the folder for a daemon; it is made when it is absent, and that is told: a folder that is
    /// mistyped, or a disk that is not mounted, would be a server that knows nobody.
    ///
    /// - Throws: ``ServerStorageError``.
    func serve() throws -> ServerDatabase {
        let isNew = !ServerDatabase.isThere(folder)
        makeParents()
        let database = try ServerDatabase.serving(folder, environment: .system)
        if isNew { tellNew() }
        return database
    }

    /// Opens the folder for a command that only tells what is there.
    ///
    /// - Throws: ``ServerStorageError``, also when there is no such folder.
    func inspect() throws -> ServerDatabase {
        try requireData()
        return try ServerDatabase.inspecting(folder, environment: .system)
    }

    private func requireData() throws {
        guard ServerDatabase.isThere(folder) else {
            throw ServerStorageError.inaccessible(
                path: folder,
                reason: "there is no data of kithd; --data names the folder, `kithd init` makes one"
            )
        }
    }

    private func tellNew() {
        Output.write(
            "Made the data folder \(Output.visible(folder)): it is new and empty.\n", to: 2)
    }

    /// Makes what the folder lies in, unless it was named: then it is more likely mistyped.
    private func makeParents() {
        guard data == nil else { return }
        var path = folder.hasPrefix("/") ? "/" : ""
        for part in folder.split(separator: "/").dropLast() {
            path += part + "/"
            // What cannot be made is told by who opens the folder.
            mkdir(path, 0o700)
        }
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
