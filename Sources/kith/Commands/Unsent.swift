import ArgumentParser
import ContactFormats
import ContactModel
import HTTPSyncTransport
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// `kith unsent`.
struct Unsent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsent",
        abstract: "Look at changes that wait to be sent, and settle those that never can be.",
        discussion: """
            A change that was made while you might still write into a team's space cannot be sent \
            once you may only read it, or are no member any more. It waits here until you keep it \
            for yourself or take it back; syncs go on meanwhile.
            """,
        subcommands: [UnsentList.self, UnsentKeep.self, UnsentDrop.self],
        defaultSubcommand: UnsentList.self)
}

/// `kith unsent list`.
struct UnsentList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what waits to be sent, by space.",
        discussion: """
            Example:
              kith unsent list
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let spaces = try replica.unsentChanges()
        if output.json {
            JSONOutput.write([("spaces", .array(spaces.map(Self.json)))])
            return
        }
        let fate = try Self.fate(replica)
        for space in spaces {
            let line =
                space.maySend
                ? "\(space.space): \(Counted.text(space.count, "change")), \(fate)\(space.whom)."
                : "\(space.space): \(space.remedy)"
            Terminal.write(TerminalText.visible(line) + "\n")
        }
        if spaces.isEmpty { Terminal.write("Nothing waits to be sent.\n") }
    }

    /// The fate of the changes that may be sent.
    private static func fate(_ replica: Replica) throws -> String {
        // Without a server nothing is ever sent, and nothing is owed.
        if try replica.enrolment() == nil {
            return "kept here; `kith join` names a server to send to"
        }
        return try replica.refusedMilliseconds() == nil
            ? "sent by the next `kith sync`"
            : "kept here; the server does not let this machine in until `kith join` with a new code"
    }

    private static func json(_ space: UnsentChanges) -> JSONValue {
        .object([
            ("space", .text(space.space)), ("role", .text(space.role.rawValue)),
            ("changes", .integer(Int64(clamping: space.count))),
            ("may_send", .bool(space.maySend)), ("people", .texts(space.people.map(\.name))),
            ("people_ids", .ids(space.people.map(\.entity))),
        ])
    }
}

/// `kith unsent keep`.
struct UnsentKeep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keep",
        abstract: "Keep for yourself what you may not send: it goes into your personal space.",
        discussion: """
            The values that you wrote become yours alone; the team's space is as the others see \
            it. What you deleted there comes back; what you purged, from the server, which has to \
            answer for that.

            Example:
              kith unsent keep team
            """)

    @Argument(
        help: "The name of the space.",
        completion: CompletedWords.spaces.kind)
    var space: String

    @OptionGroup var server: FetchOptions

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let result = try await server.withdraw(from: space, keeping: true)
        output.print(
            result.json(space),
            else: TerminalText.visible(
                "\(space): \(Counted.text(result.withdrawn, "change")) taken back; "
                    + "\(Counted.text(result.kept, "value")) kept, for you alone."
                    + result.ending))
    }
}

/// `kith unsent drop`.
struct UnsentDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Take back what you may not send: the space is as the others see it.",
        discussion: """
            What is taken back is gone, but for whom you had given from your own book: they are \
            yours again. `kith export` writes it into a file before. What you purged \
            comes again from the server, which has to answer for that.

            Example:
              kith unsent drop team
            """)

    @Argument(
        help: "The name of the space.",
        completion: CompletedWords.spaces.kind)
    var space: String

    @OptionGroup var server: FetchOptions

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let result = try await server.withdraw(from: space, keeping: false)
        output.print(
            result.json(space),
            else: TerminalText.visible(
                "\(space): \(Counted.text(result.withdrawn, "change")) taken back."
                    + (result.kept > 0
                        ? " Whom you had given from your own book is yours again." : "")
                    + result.ending)
        )
    }
}

extension UnsentChanges {
    /// The people it is about, to be put behind a sentence.
    fileprivate var whom: String {
        guard !people.isEmpty else { return "" }
        return " (" + people.map(\.name).joined(separator: ", ")
            + (people.count == Self.maximumNames ? ", …" : "") + ")"
    }

    /// The text of what is kept here, why it cannot be sent, and what can be done with it.
    var remedy: String {
        let why =
            role.rawValue.isEmpty
            ? "you are no member any more" : "as \(role.rawValue) you may only read here"
        let (are, them) = count == 1 ? ("is", "it") : ("are", "them")
        let what =
            isOwn
            ? "of yours \(count == 1 ? "was" : "were") not sent and \(are) kept"
            : "\(are) here that the server lost"
        let who =
            isOwn ? "" : ", or wait until a machine that has \(them) and may write here has synced"
        return "\(why); \(Counted.text(count, "change")) \(what)\(whom). "
            + "`kith unsent keep \(space)` makes \(them) yours alone, "
            + "`kith unsent drop \(space)` takes \(them) back\(who)"
            + (role.rawValue.isEmpty ? "." : ", or ask who runs the server for another role.")
    }
}

extension Withdrawal {
    /// The ending of the sentence: what was done beside it.
    fileprivate var ending: String {
        isFetched ? " What was purged there came again from the server." : ""
    }

    /// The JSON of what was done.
    fileprivate func json(_ space: String) -> [(key: String, value: JSONValue)] {
        [
            ("space", .text(space)), ("taken_back", .integer(Int64(clamping: withdrawn))),
            ("kept", .integer(Int64(clamping: kept))), ("fetched", .bool(isFetched)),
        ]
    }
}

/// How the server is reached, when something purged has to come again.
struct FetchOptions: ParsableArguments {
    @Flag(name: .long, help: "Allow http:// to another machine: everybody between can read along.")
    var insecure = false

    /// Takes back what may not be sent into a space.
    fileprivate func withdraw(from name: String, keeping keeps: Bool) async throws -> Withdrawal {
        let replica = try Replica.writing()
        return try await replica.withdraw(from: name, keeping: keeps) { space in
            guard let enrolment = try replica.enrolment() else { throw ReplicaError.notEnrolled }
            let client = try ServerClient(
                to: enrolment, of: replica, allowsPlainHTTP: insecure, patience: .brief)
            let session = SyncSession(
                store: try replica.store(of: space),
                transport: HTTPSyncTransport(client, space: space))
            var bar = ProgressBar("Fetching \(TerminalText.visible(name))")
            let report: SyncReport
            do {
                report = try await session.run { bar.show(nil, "\($0.pulledChanges) received") }
            } catch {
                await client.close()
                throw error
            }
            bar.finish()
            await client.close()
            guard !report.isEqual else { return }
            var error = ProtocolError(.serverInconsistent)
            if case .failed(let failure) = report.ending { error = failure }
            throw CommandError(
                exit: KithExit(error),
                sentence: "what was purged in \(name) has to come from the server again: "
                    + "\(error.sentence) Nothing was taken back.")
        }
    }
}
