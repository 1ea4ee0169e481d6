import ArgumentParser
import ContactFormats
import HTTPSyncTransport
import SQLiteReplica
import SyncProtocol

/// `kith device`.
struct Device: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Add, list and shut out machines of yours.",
        subcommands: [DeviceAdd.self, DeviceList.self, DeviceRevoke.self])
}

/// `kith device add`.
struct DeviceAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Get a code for your next machine.",
        discussion: """
            The code works once. For a server that this machine trusts by --cacert, take the same \
            file to the next one.

            Example:
              kith device add
            """)

    @OptionGroup var server: OwnServerOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await server.asking { try await $0.deviceCode() }
        guard let enrolment = try Replica.reading().enrolment() else {
            throw ReplicaError.notEnrolled
        }
        if output.json {
            JSONOutput.write([
                ("code", .text(reply.code)),
                ("expires", .integer(Int64(clamping: reply.expiresMilliseconds))),
                ("expires_day", .day(of: reply.expiresMilliseconds)),
            ])
        } else {
            let trust = enrolment.certificates.isEmpty ? "" : " --cacert FILE"
            Terminal.write(
                "On the next machine, until \(TimeText.local(reply.expiresMilliseconds)): "
                    + "kith join \(enrolment.url) \(TerminalText.visible(reply.code))\(trust)\n"
            )
            if !trust.isEmpty {
                Terminal.note(
                    "FILE is the certificate that this machine was given at `kith join`.")
            }
        }
    }
}
