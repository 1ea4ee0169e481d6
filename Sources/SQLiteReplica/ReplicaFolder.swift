/// Where a replica keeps its files (design section 7).
package struct ReplicaFolder: Hashable, Sendable {
    /// The database and the credentials.
    package let data: String
    /// The file that must not travel with a copy of the data: the guard file.
    package let state: String

    package init(data: String, state: String) {
        self.data = data
        self.state = state
    }

    /// Finds the folders from environment values.
    ///
    /// It is nil when neither `KITH_HOME`, nor the XDG variables, nor `HOME` are set.
    ///
    /// - Parameter value: The value of an environment variable; nil or empty when it is not set.
    package init?(environment value: (String) -> String?) {
        func set(_ name: String) -> String? {
            value(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        if let home = set("KITH_HOME") {
            self.init(data: home, state: home + "/state")
            return
        }
        /// A relative path is none, says the XDG base directory specification: which folder it is
        /// would change with the current one.
        func absolute(_ name: String) -> String? {
            set(name).flatMap { $0.first == "/" ? $0 : nil }
        }
        let home = set("HOME")
        guard let data = absolute("XDG_DATA_HOME") ?? home.map({ $0 + "/.local/share" }),
            let state = absolute("XDG_STATE_HOME") ?? home.map({ $0 + "/.local/state" })
        else { return nil }
        self.init(data: data + "/kith", state: state + "/kith")
    }

    package var database: String { data + "/kith.sqlite" }
    package var lock: String { data + "/kith.lock" }
    package var credentials: String { data + "/credentials" }
    package var guardFile: String { state + "/guard" }
}
