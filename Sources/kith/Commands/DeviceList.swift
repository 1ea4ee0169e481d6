import ArgumentParser
import ContactFormats
import HTTPSyncTransport
import SQLiteReplica
import SyncProtocol

/// `kith device list`.
struct DeviceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List your machines, and when the server last heard of each.",
        discussion: """
            Example:
              kith device list
            """)

    @OptionGroup var server: OwnServerOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let devices = try await server.asking { try await $0.devices() }.devices
        guard !output.json else { return DeviceText.writeJSON(devices) }
        var table = TextTable("machine", "joined", "last seen", "state")
        for device in devices {
            let state = device.isCurrent ? "this machine" : device.isRevoked ? "shut out" : ""
            table.add(
                device.name, TimeText.local(device.joinedMilliseconds),
                device.seenMilliseconds.map(TimeText.local) ?? "never", state)
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }
}

/// `kith device revoke`.
struct DeviceRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Shut out a machine of yours that was lost, stolen or given away.",
        discussion: """
            It can send and receive nothing any more, within a second; what it holds already stays on it. Codes \
            for further machines that nobody used yet are void too, for it may have made one. To let it \
            in again, `kith device add` makes a new code.

            Example:
              kith device revoke old-laptop
            """)

    @Argument(help: "The machine, as `kith device list` names it.")
    var device: String

    @OptionGroup var server: OwnServerOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let wanted = device
        let (found, devices) = try await server.asking { client in
            let devices = try await client.devices().devices
            guard let found = devices.first(where: { $0.name == wanted }) else {
                throw CommandError(
                    exit: .nothingFound,
                    sentence:
                        "No machine of yours is called \(wanted); `kith device list` shows them.")
            }
            guard !found.isCurrent else {
                throw CommandError(
                    exit: .usage,
                    sentence:
                        "\(wanted) is this machine; shut it out from another one of yours, or "
                        + "on the server with `kithd device revoke`.")
            }
            return (found, try await client.revoke(device: found.id).devices)
        }
        guard !output.json else { return DeviceText.writeJSON(devices) }
        let name = TerminalText.visible(found.name)
        Terminal.write(
            found.isRevoked
                ? "\(name) was shut out before.\n"
                : "\(name) is shut out: what it holds stays on it, and nothing new comes or goes.\n"
        )
    }
}

/// The options of commands that ask the server of this machine about its user.
struct OwnServerOptions: ParsableArguments {
    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    /// Asks the server that this machine joined.
    ///
    /// - Throws: ``ReplicaError/notEnrolled``, ``ProtocolError``, or what the closure throws.
    func asking<Answer>(_ body: (ServerClient) async throws -> Answer) async throws -> Answer {
        let replica = try Replica.reading()
        guard let enrolment = try replica.enrolment() else { throw ReplicaError.notEnrolled }
        let client = try ServerClient(to: enrolment, of: replica, allowsPlainHTTP: insecure)
        do {
            let answer = try await body(client)
            await client.close()
            return answer
        } catch {
            await client.close()
            if let error = error as? ProtocolError, error.kind == .methodNotAllowed {
                throw CommandError(
                    exit: .refused,
                    sentence: "This server is too old to tell; who runs it can, with "
                        + "`kithd device list` and `kithd device revoke`.")
            }
            throw error
        }
    }
}

/// Machines for programs.
private enum DeviceText {
    /// Writes the machines.
    static func writeJSON(_ devices: [DeviceDescription]) {
        let list = devices.map { device in
            JSONValue.object([
                ("name", .text(device.name)),
                ("joined", .integer(Int64(clamping: device.joinedMilliseconds))),
                ("joined_day", .day(of: device.joinedMilliseconds)),
                ("seen", device.seenMilliseconds.map { .integer(Int64(clamping: $0)) } ?? .null),
                ("seen_day", device.seenMilliseconds.map { .day(of: $0) } ?? .null),
                ("revoked", .bool(device.isRevoked)), ("this", .bool(device.isCurrent)),
            ])
        }
        JSONOutput.write([("devices", .array(list))])
    }
}
