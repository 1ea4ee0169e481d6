import ArgumentParser
import HTTPSyncTransport
import SQLiteReplica
import SyncProtocol

/// `kith join`.
struct Join: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Make this machine one of yours on a server.",
        discussion: """
            The code comes from `kithd user add` or `kithd device add` on the server, or from \
            `kith device add` on another machine of yours. Contacts that are here already become \
            part of your personal space; nothing is lost.

            Example:
              kith join https://kith.example.org KITH-ABCDE-FGHJK-MNPQR-STVWX --device laptop
            """)

    @Argument(help: "Where the server is: https://host[:port].")
    var url: String

    @Argument(help: "The single-use code.")
    var code: String

    @Option(name: .long, help: "How this machine is called; its host name unless told.")
    var device: String?

    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    func run() async throws {
        let address = try ServerAddress(parsing: url, allowsPlainHTTP: insecure)
        let replica = try Replica.writing()
        let name = device ?? ReplicaEnvironment.system.machineName
        do {
            try checkTitle(name, "--device")
        } catch {
            throw CommandError(exit: .usage, sentence: error.detail)
        }
        let client = ServerClient(address, token: nil)
        let result: Result<JoinReply, ProtocolError>
        do throws(ProtocolError) {
            result = .success(try await client.join(JoinRequest(code: code, deviceName: name)))
        } catch {
            result = .failure(error)
        }
        await client.close()
        let reply = try result.get()
        try replica.requireSameUser(reply)
        try replica.keep(token: reply.token)
        try replica.enrol(reply, url: address.url)
        Terminal.write(
            "This machine is \(TerminalText.visible(reply.device)) of "
                + "\(TerminalText.visible(reply.user)) now; `kith sync` reconciles.\n")
    }
}
