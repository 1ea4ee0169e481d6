import ArgumentParser
import ChangeLog
import Crypto
import Glibc
import SyncServer

/// The daemon that machines reconcile through.
@main
struct Kithd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kithd",
        abstract: "The server that your kith machines reconcile through.",
        discussion: """
            First steps:
              kithd user add ada          prints a code for ada's first machine
              kithd serve
              kith join http://127.0.0.1:7475 CODE

            Exit codes: 0 ok, 1 not found, 2 usage, 5 refused, 6 data or disk.
            """,
        version: KithVersion.current,
        subcommands: [
            Initialise.self, Serve.self, User.self, Device.self, Space.self, Member.self,
            Backup.self, Recover.self, Doctor.self,
        ])

    static func main() async {
        signal(SIGPIPE, SIG_DFL)
        do {
            try checkHelp(Array(CommandLine.arguments.dropFirst()))
            try checkCommand(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as any KithError {
            Output.complain(error.sentence)
            Glibc.exit(ExitStatus.code(for: error))
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code == .success {
                print(text)
            } else {
                Output.write(text + "\n", to: 2)
            }
            Glibc.exit(code == .success ? 0 : 2)
        }
    }
}

extension Kithd {
    /// Refuses `kithd help` of what is no command: the parser shows the help of all others for it.
    private static func checkHelp(_ arguments: [String]) throws {
        guard arguments.first == "help" else { return }
        var commands = configuration.subcommands
        for word in arguments.dropFirst() where !word.hasPrefix("-") && !commands.isEmpty {
            guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
                throw ValidationError("There is no command `\(word)` here.")
            }
            commands = next.configuration.subcommands
        }
    }

    /// Refuses what begins with no command: the parser would find fault with an option behind it.
    private static func checkCommand(_ arguments: [String]) throws {
        guard arguments.first != "help" else { return }
        var type: any ParsableCommand.Type = Kithd.self
        var known = "kithd"
        for word in arguments {
            let commands = type.configuration.subcommands
            guard !commands.isEmpty, !word.hasPrefix("-") else { return }
            guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
                let names = commands.compactMap { $0.configuration.commandName }
                throw ValidationError(
                    "There is no command `\(known) \(word)`; there are "
                        + names.joined(separator: ", ") + ".")
            }
            type = next
            known += " " + word
        }
    }
}

/// The exit codes of `kithd`.
enum ExitStatus {
    /// The code for an error.
    static func code(for error: any KithError) -> Int32 {
        switch error as? ServerStorageError {
        case .unknownUser, .unknownDevice, .unknownSpace, .notMember: 1
        case .invalid: 2
        case .exists, .alreadyMember, .alreadyOpen, .inUse, .otherServer, .unconfirmed: 5
        default: 6
        }
    }
}

/// The output that people and programs read.
enum Output {
    /// Writes text to a descriptor.
    static func write(_ text: String, to descriptor: Int32 = 1) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }

    /// Tells what went wrong.
    static func complain(_ sentence: String) {
        write("kithd: \(visible(sentence))\n", to: 2)
    }

    /// The text with everything that could steer a terminal, or turn its direction, as `kith` shows
    /// it: `\u{202e}`.
    static func visible(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                escaped(scalar)
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}": escaped(scalar)
            default: String(scalar)
            }
        }.joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        "\\u{" + String(scalar.value, radix: 16) + "}"
    }
}

extension ServerEnvironment {
    /// The real machine.
    static var system: ServerEnvironment {
        ServerEnvironment(
            digest: DigestFunction { bytes in
                let hash = SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
                return ContentDigest(bytes: hash) ?? .zero
            },
            random128: { UInt128.random(in: UInt128.min...UInt128.max) },
            wallMilliseconds: {
                var now = timespec()
                clock_gettime(CLOCK_REALTIME, &now)
                let seconds = UInt64(clamping: now.tv_sec)
                return seconds.multipliedReportingOverflow(by: 1_000).partialValue
                    &+ UInt64(clamping: now.tv_nsec / 1_000_000)
            })
    }
}
