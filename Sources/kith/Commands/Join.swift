import ArgumentParser
import ContactFormats
import Foundation
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

            --cacert is for a server whose certificate you made yourself: it is kept here, and \
            trusted for this server alone. A certificate that you made anew is given by joining \
            again.

            --same-server is for a server that moved to another address, and needs no code: this \
            machine goes on there as the one it is. It shows its token there, so say it only of an \
            address that whoever runs the server gave you.

            Examples:
              kith join https://kith.example.org KITH-ABCDE-FGHJK-MNPQR-STVWX --device laptop
              kith join https://kith.lan:7475 KITH-ABCDE-FGHJK-MNPQR-STVWX --cacert chain.pem
              kith join https://new.example.org --same-server
            """)

    @Argument(help: "Where the server is: https://host[:port].")
    var url: String

    @Argument(help: "The single-use code; none with --same-server.")
    var code: String?

    @Flag(name: .long, help: "The server that knows this machine has moved to this address.")
    var sameServer = false

    @Option(name: .long, help: "How this machine is called; its host name unless told.")
    var device: String?

    @Option(
        name: .long,
        help: "A file with the server's own certificate, or its authority's, in PEM.",
        completion: .file())
    var cacert: String?

    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if code == nil, !sameServer {
            throw ValidationError(
                "Missing expected argument: the code. --same-server goes on with a server that moved."
            )
        }
        guard !sameServer || code == nil && device == nil else {
            throw ValidationError("--same-server goes on as the machine it is, without a code.")
        }
    }

    func run() async throws {
        let address = try ServerAddress(parsing: url, allowsPlainHTTP: insecure)
        guard let code else { return try await goOn(at: address) }
        let certificates = try cacert.map(Self.readCertificates) ?? ""
        let replica = try Replica.writing(isJoining: true)
        let name = device ?? ReplicaEnvironment.system.machineName
        do {
            try checkTitle(name, "--device")
        } catch {
            throw CommandError(exit: .usage, sentence: error.detail)
        }
        let before = try replica.enrolment()
        let client = ServerClient(
            address, token: Self.token(of: replica, before, for: address),
            trust: try ServerTrust(certificates: certificates))
        let result: Result<JoinReply, ProtocolError>
        do throws(ProtocolError) {
            result = .success(try await client.join(JoinRequest(code: code, deviceName: name)))
        } catch {
            result = .failure(error)
        }
        await client.close()
        let moved = before.flatMap { $0.url == address.url ? nil : $0 }
        let known = moved == nil ? nil : try replica.knownServer()
        if case .failure = result, let before {
            Terminal.note(
                "This machine is \(before.device) of \(before.user) at \(before.url) already.")
        }
        if case .failure(let error) = result { try Self.refuseUnreachable(error) }
        let reply = try result.get()
        try replica.requireSameUser(reply)
        try replica.keep(token: reply.token, for: address.url) {
            try replica.enrol(reply, url: address.url, certificates: certificates)
        }
        output.print(
            Self.json(reply.device, of: reply.user, at: address.url),
            else: "This machine is \(TerminalText.visible(reply.device)) of "
                + "\(TerminalText.visible(reply.user)) now; `kith sync` reconciles.")
        guard before != nil else { return }
        guard let moved else {
            return Terminal.note("What this machine was let in with before is no longer valid.")
        }
        guard let known, known == reply.server else {
            return Terminal.note(
                "\(moved.url) was not asked: where it still serves, it lets this machine in, as "
                    + "\(moved.device), until `kithd device revoke \(moved.user) \(moved.device)`.")
        }
        // With the new token: the old one is shown to no other address (HTTP-9).
        let renewed = ServerClient(
            address, token: reply.token, trust: try ServerTrust(certificates: certificates))
        Terminal.note(await Self.retire(moved, renewed))
        await renewed.close()
    }

    /// Which machine this is now, for programs.
    static func json(
        _ device: String, of user: String, at url: String
    ) -> [(key: String, value: JSONValue)] {
        [("device", .text(device)), ("user", .text(user)), ("server", .text(url))]
    }

    /// Shuts out the machine that this one was, on a server that is known by another address.
    ///
    /// - Returns: What became of it, as a sentence.
    private static func retire(_ before: Enrolment, _ client: ServerClient) async -> String {
        do throws(ProtocolError) {
            let old = try await client.devices().devices.first {
                $0.name == before.device && !$0.isCurrent && !$0.isRevoked
            }
            guard let old else { return "The server knows no \(before.device) of yours any more." }
            _ = try await client.revoke(device: old.id)
            return "It is the server that was at \(before.url): what this machine was there, "
                + "\(before.device), is shut out now."
        } catch {
            return
                "It is the server that was at \(before.url): this machine is \(before.device) too, "
                + "until `kith device revoke \(before.device)`."
        }
    }

    /// Tells that nothing was joined: that changes go later is true of a sync, and says nothing here.
    ///
    /// - Throws: ``CommandError`` when the server could not be reached.
    static func refuseUnreachable(_ error: ProtocolError) throws {
        guard KithExit(error) == .unreachable else { return }
        let why = error.detail.isEmpty ? "" : " (\(error.detail))"
        throw CommandError(
            exit: .unreachable,
            sentence:
                "The server did not let this machine in\(why). Nothing was joined and nothing "
                + "changed here; `kith join` again, the code may still be good.")
    }

    /// The token of before, which the same server exchanges for the new one; no other is shown it.
    private static func token(
        of replica: Replica, _ before: Enrolment?, for address: ServerAddress
    ) -> String? {
        guard before?.url == address.url else { return nil }
        // Without it the machine joins as a new one.
        return try? replica.token(for: address.url)
    }

    /// The text of a file of certificates, once it is known to hold some.
    ///
    /// - Throws: ``CommandError``.
    static func readCertificates(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= 1 << 20 else {
            throw CommandError(exit: .data, sentence: "\(path) cannot be read, or is over 1 MiB.")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            _ = try ServerTrust(pem: text)
        } catch {
            throw CommandError(exit: .data, sentence: "\(path): \(error.sentence)")
        }
        return text
    }
}

extension ServerTrust {
    /// Trusts what was kept at `kith join`.
    ///
    /// - Throws: ``ServerAddressError`` when what was kept is damaged.
    init(certificates: String) throws {
        self = certificates.isEmpty ? .system : try ServerTrust(pem: certificates)
    }
}

extension ServerClient {
    /// The way to the server that this machine has joined.
    ///
    /// - Throws: ``ServerAddressError``, or ``ReplicaError`` when the token cannot be had.
    convenience init(
        to enrolment: Enrolment, of replica: Replica, allowsPlainHTTP: Bool,
        patience: ServerPatience = .usual
    ) throws {
        self.init(
            try ServerAddress(parsing: enrolment.url, allowsPlainHTTP: allowsPlainHTTP),
            token: try replica.token(for: enrolment.url),
            trust: try ServerTrust(certificates: enrolment.certificates), patience: patience)
    }
}
