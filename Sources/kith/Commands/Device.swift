import ArgumentParser
import ContactFormats
import HTTPSyncTransport
import SQLiteReplica
import SyncProtocol

/// `kith device`.
struct Device: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Add machines of yours.", subcommands: [DeviceAdd.self])
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

    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let replica = try Replica.reading()
        guard let enrolment = try replica.enrolment() else { throw ReplicaError.notEnrolled }
        let client = try ServerClient(to: enrolment, of: replica, allowsPlainHTTP: insecure)
        do {
            let reply = try await client.deviceCode()
            await client.close()
            if output.json {
                JSONOutput.write([
                    ("code", .text(reply.code)),
                    ("expires", .integer(Int64(clamping: reply.expiresMilliseconds))),
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
        } catch {
            await client.close()
            throw error
        }
    }
}
