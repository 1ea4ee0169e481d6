import ChangeLog
import Foundation
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What bringing a backup back takes away, and what it leaves alone.
@Suite struct RecoveryTests {
    /// A data folder without a daemon, and its clock, which stands.
    private struct DataFolder {
        let folder: String
        let clock = WallClock()

        func administer<Result>(_ body: (ServerDatabase) throws -> Result) throws -> Result {
            try body(try ServerDatabase.administering(folder, environment: clock.environment))
        }

        func backup(_ name: String) throws -> String {
            let file = folder + "/" + name
            try administer { try $0.backup(to: file) }
            return file
        }

        /// Every space with its members.
        func spaces() throws -> [String] {
            try administer { try $0.spaces() }.map { space in
                space.name + ":"
                    + space.members.map { " \($0.user) \($0.role)" }.joined(separator: ",")
            }
        }
    }

    private func inData(_ body: (DataFolder) throws -> Void) async throws {
        try await TestServer.inFolder { folder in
            let data = DataFolder(folder: folder)
            _ = try data.administer { try $0.addUser("ada") }
            try body(data)
        }
    }

    @Test func `A backup newer than the data brings its teams and members with it`() async throws {
        try await inData { data in
            let first = try data.backup("1.sqlite")
            try data.administer { database in
                try database.addSpace("team")
                _ = try database.addUser("bob")
            }
            let second = try data.backup("2.sqlite")
            try data.administer { try $0.addMember("ada", to: "team", as: .editor) }
            let third = try data.backup("3.sqlite")
            try data.administer { database in
                try database.setRole(of: "ada", in: "team", to: .owner)
                try database.renameSpace("team", to: "harbour")
            }
            let last = try data.backup("4.sqlite")
            for (older, newer) in [(first, second), (first, third), (second, third), (first, last)]
            {
                _ = try ServerDatabase.restore(older, into: data.folder)
                // What was moved aside knows of later.
                try FileManager.default.removeAsides(in: data.folder)
                #expect(try ServerDatabase.restore(newer, into: data.folder).withheld == [])
                try FileManager.default.removeAsides(in: data.folder)
            }
            #expect(
                try data.spaces() == [
                    "harbour: ada owner", "personal: ada owner", "personal: bob owner",
                ])
        }
    }

    @Test(arguments: ["take out", "lower", "remove the space", "remove the user"])
    func `P8: what was decided after a backup holds, though the clock stands`(
        _ decision: String
    ) async throws {
        try await inData { data in
            try data.administer { database in
                _ = try database.addUser("bob")
                try database.addSpace("team")
                try database.addMember("bob", to: "team", as: .owner)
            }
            let backup = try data.backup("1.sqlite")
            try data.administer { database in
                switch decision {
                case "take out": try database.removeMember("bob", from: "team")
                case "lower": try database.setRole(of: "bob", in: "team", to: .viewer)
                case "remove the space": try database.removeSpace("team")
                default: _ = try database.removeUser("bob", erases: true)
                }
            }
            let later = try data.spaces()
            let recovery = try ServerDatabase.restore(backup, into: data.folder)
            #expect(recovery.withheld?.count == 1)
            #expect(try data.spaces() == later)
        }
    }

    @Test(arguments: ["with what was kept", "with that removed"])
    func `After an older backup by mistake, and decisions, the newer one takes nobody away`(
        _ asides: String
    ) async throws {
        try await inData { data in
            try data.administer { try $0.addSpace("team") }
            let older = try data.backup("1.sqlite")
            try data.administer { database in
                _ = try database.addUser("bob")
                try database.addMember("bob", to: "team", as: .editor)
                try database.addMember("ada", to: "team", as: .owner)
                try database.addSpace("crew")
                _ = try database.addUser("mallory")
                try database.addMember("mallory", to: "crew", as: .owner)
                _ = try database.removeUser("mallory", erases: true)
            }
            let newer = try data.backup("2.sqlite")
            let before = try data.spaces()
            let mistake = try ServerDatabase.restore(older, into: data.folder)
            #expect(mistake.withheld == [])
            data.clock.advance(hours: 1)
            try data.administer { database in
                _ = try database.addUser("cleo")
                try database.addMember("cleo", to: "team", as: .viewer)
                try database.addSpace("fair")
            }
            if asides == "with that removed" {
                try FileManager.default.removeAsides(in: data.folder)
            }
            #expect(try ServerDatabase.restore(newer, into: data.folder).withheld == [])
            #expect(try data.spaces() == before)
            // What is decided now holds against both.
            try data.administer { database in
                try database.removeMember("ada", from: "team")
                _ = try database.removeUser("bob", erases: true)
            }
            let last = try data.spaces()
            let told = try ServerDatabase.restore(newer, into: data.folder).withheld ?? []
            #expect(told.contains { $0.hasPrefix("bob stays taken away") })
            #expect(told.contains("ada stays out of team"))
            #expect(try data.spaces() == last)
        }
    }

    @Test func `Another server's backup is taken on demand only, and where nobody is`() async throws
    {
        try await inData { data in
            let own = try data.backup("own.sqlite")
            let other = DataFolder(folder: data.folder + "/other")
            _ = try other.administer { try $0.addUser("bob") }
            let strange = try other.backup("strange.sqlite")
            #expect(throws: ServerStorageError.otherServer) {
                try ServerDatabase.restore(strange, into: data.folder)
            }
            #expect(try data.spaces() == ["personal: ada owner"])
            let new = DataFolder(folder: data.folder + "/new")
            try new.administer { _ in }
            #expect(try ServerDatabase.restore(strange, into: new.folder).withheld == nil)

            // After the mistake, what was kept tells who was shut out.
            try data.administer { _ = try $0.removeUser("ada", erases: false) }
            let mistake = try ServerDatabase.restore(
                strange, into: data.folder, takesOtherServer: true)
            #expect(mistake.withheld == nil)
            let mended = try ServerDatabase.restore(
                own, into: data.folder, takesOtherServer: true)
            #expect(mended.withheld == ["ada stays taken away"])
        }
    }

    @Test func `A daemon waits for a command that has the folder, and not for a daemon`()
        async throws
    {
        try await TestServer.inFolder { folder in
            let environment = WallClock().environment
            var command: ServerDatabase? = try ServerDatabase.administering(
                folder, environment: environment)
            #expect(throws: ServerStorageError.inUse(folder: folder)) {
                try ServerDatabase.serving(folder, environment: environment, pauses: 3) {}
            }
            var pauses = 0
            let daemon = try ServerDatabase.serving(folder, environment: environment) {
                pauses += 1
                if pauses == 2 { command = nil }
            }
            #expect(pauses == 2 && command == nil)
            #expect(throws: ServerStorageError.alreadyOpen(folder: folder)) {
                try ServerDatabase.serving(folder, environment: environment) { pauses += 1 }
            }
            #expect(pauses == 2)
            withExtendedLifetime(daemon) {}
        }
    }

    @Test(.enabled(if: geteuid() == 0))
    func `What root makes in the folder of a service belongs to the service`() async throws {
        try await TestServer.inFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            #expect(chown(folder, 12_345, 54_321) == 0)
            let data = DataFolder(folder: folder)
            _ = try data.administer { try $0.addUser("ada") }
            try #require(try owners(in: folder) == [12_345])
            let backup = folder + "-backup"
            defer { unlink(backup) }
            try data.administer { try $0.backup(to: backup) }
            _ = try ServerDatabase.restore(backup, into: folder)
            #expect(try owners(in: folder) == [12_345])
            // Somebody else's file stays somebody else's.
            #expect(chown(folder + "/kithd.sqlite", 777, 777) == 0)
            _ = try ServerDatabase.restore(backup, into: folder)
            var status = stat()
            #expect(stat(folder + "/kithd.sqlite", &status) == 0 && status.st_uid == 777)
        }
    }

    private func owners(in folder: String) throws -> Set<uid_t> {
        Set(
            try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
                var status = stat()
                #expect(stat(folder + "/" + name, &status) == 0)
                return status.st_uid
            })
    }
}

extension FileManager {
    /// Removes what recoveries kept.
    ///
    /// - Throws: What the file system says.
    func removeAsides(in folder: String) throws {
        for name in try contentsOfDirectory(atPath: folder) where name.contains(".before-restore") {
            try removeItem(atPath: folder + "/" + name)
        }
    }
}
