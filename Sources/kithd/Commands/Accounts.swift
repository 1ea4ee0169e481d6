import ArgumentParser
import SyncServer

/// `kithd init`.
struct Initialise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty data folder; `serve` does it too.")

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        _ = try data.administer(makesFolder: true)
        output.print(
            [("folder", .text(data.folder))],
            else: "The data is in \(Output.visible(data.folder)).")
    }
}

/// `kithd user`.
struct User: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Users of this server.",
        subcommands: [UserAdd.self, UserList.self, UserRemove.self])
}

/// `kithd user add`.
struct UserAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a user, and a single-use code for the first machine.",
        discussion: """
            The code is the last word of the output and works for 24 hours.

            Example:
              kithd user add ada
            """)

    @Argument(help: "The user's name.")
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let code = try data.administer(makesFolder: true).addUser(name)
        output.print(
            [("user", .text(name)), ("code", .text(code))],
            else:
                "On \(Output.visible(name))'s first machine, within 24 hours: kith join URL \(code)"
        )
    }
}

/// `kithd user list`.
struct UserList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the users.")

    @OptionGroup var data: DataOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let users = try data.inspect().users()
        list.print(
            "users",
            users.map {
                [
                    ("name", .text($0.name)),
                    ("devices", .number(UInt64(clamping: $0.deviceCount))),
                ]
            }, empty: "There is no user yet; `kithd user add NAME` makes one.")
    }
}

/// `kithd device`.
struct Device: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Machines of the users.",
        subcommands: [DeviceAdd.self, DeviceList.self, DeviceRevoke.self])
}

/// `kithd device add`.
struct DeviceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a single-use code for one more machine of a user.",
        discussion: """
            The code is the last word of the output and works for 24 hours.

            Example:
              kithd device add ada
            """)

    @Argument(help: "The user.")
    var user: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let code = try data.administer().addDevice(user: user)
        output.print(
            [("user", .text(user)), ("code", .text(code))],
            else:
                "On \(Output.visible(user))'s next machine, within 24 hours: kith join URL \(code)")
    }
}

/// `kithd device list`.
struct DeviceList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the machines and when they were last seen.")

    @OptionGroup var data: DataOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let devices = try data.inspect().devices()
        list.print(
            "devices",
            devices.map { device in
                [
                    ("user", .text(device.user)), ("name", .text(device.name)),
                    ("state", .text(device.isRevoked ? "revoked" : "active")),
                    ("seen", .time(device.seen)),
                ]
            }, empty: "No machine has joined yet; `kithd user add` and `device add` print codes.")
    }
}

/// `kithd device revoke`.
struct DeviceRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Shut a machine out from its next request on.",
        discussion: """
            What the machine holds stays on it; it can send and receive nothing any more. Codes of \
            the user that wait to be used are void too, for the machine may have made one.

            Example:
              kithd device revoke ada old-laptop
            """)

    @Argument(help: "The user.")
    var user: String

    @Argument(help: "The machine, as `kithd device list` names it.")
    var device: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let (codes, wasRevoked) = try data.administer().revoke(device: device, of: user)
        let what = wasRevoked ? "was shut out before" : "is shut out"
        var sentence = "\(Output.visible(device)) of \(Output.visible(user)) \(what)."
        if codes > 0 {
            sentence += "\nJoin codes of \(Output.visible(user)) that are void now: \(codes)."
        }
        output.print(
            [
                ("user", .text(user)), ("device", .text(device)),
                ("codes", .number(UInt64(clamping: codes))), ("was_revoked", .flag(wasRevoked)),
            ], else: sentence)
    }
}
