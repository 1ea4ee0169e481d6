import ArgumentParser
import ContactFormats
import ContactModel
import Foundation
import SQLiteReplica

/// `kith add-email`.
struct AddEmail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-email",
        abstract: "Add the addresses of a message that comes on standard input.",
        discussion: """
            Lists and machines (no-reply and the like) are left out. An address goes to the one \
            person of that name, else a new person is made; `kith undo` takes it back.

            Examples:
              macro index,pager A "<pipe-message>kith add-email<enter>"   # neomutt
              kith add-email --headers from,cc < message.eml
            """)

    @Option(name: .long, help: "Which headers, by commas: from, to, cc, reply-to, sender.")
    var headers = "from"

    @Flag(name: .long, help: "Say nothing of addresses that are known.")
    var skipKnown = false

    @Flag(name: .long, help: "Also addresses of lists and machines.")
    var automatic = false

    @Flag(name: .long, help: "Show what would be added, and add nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let names = headers.lowercased().split(separator: ",").map {
            String($0).trimmed
        }
        let message = try Self.standardInput()
        let addresses = MailHeaders(message).addresses(in: names).filter {
            automatic || !$0.isAutomatic
        }
        guard !addresses.isEmpty else {
            if output.json { JSONOutput.write([("addresses", .array([]))]) }
            Terminal.note("The message names nobody to add.")
            return
        }
        let replica = dryRun ? try Replica.reading() : try Replica.writing()
        let outcomes = try addresses.compactMap { try add($0, replica) }
        guard output.json else { return }
        let rows = outcomes.map { outcome in
            JSONValue.object([
                ("address", .text(outcome.address)), ("name", .text(outcome.name)),
                ("verdict", .text(outcome.verdict.rawValue)),
            ])
        }
        JSONOutput.write([("dry_run", .bool(dryRun)), ("addresses", .array(rows))])
    }

    /// What became of an address, for programs and for people.
    private enum Verdict: String {
        case known
        case added
        case new

        var words: String {
            switch self {
            case .known: "is known:"
            case .added: "goes to"
            case .new: "is new:"
            }
        }
    }

    private typealias Outcome = (address: String, name: String, verdict: Verdict)

    private func tell(_ address: MailAddress, _ name: String, _ verdict: Verdict) -> Outcome {
        if !output.json {
            let text = "\(address.address) \(verdict.words) \(name)."
            Terminal.write(TerminalText.visible(text) + "\n")
        }
        return (address.address, name, verdict)
    }

    private func add(_ address: MailAddress, _ replica: Replica) throws -> Outcome? {
        if let known = try replica.person(withEmail: address.address) {
            guard !skipKnown else { return nil }
            return tell(address, try replica.names(of: [known])[known] ?? "", .known)
        }
        let name = address.name.isEmpty ? Self.name(from: address.address) : address.name
        if !address.name.isEmpty, case .one(let person) = try replica.lookUp(address.name),
            person.name.lowercased() == address.name.lowercased()
        {
            if !dryRun { try replica.edit(person.id, [.add(.email, address.address, label: "")]) }
            return tell(address, person.name, .added)
        }
        if !dryRun {
            _ = try replica.add(name, [.add(.email, address.address, label: "")])
        }
        return tell(address, name, .new)
    }

    /// `ada.example@x` may be Ada Example.
    private static func name(from address: String) -> String {
        let local = address.prefix { $0 != "@" }
        let words = local.split { ".-_+".contains($0) }.map {
            $0.prefix(1).uppercased() + $0.dropFirst()
        }
        return words.isEmpty ? address : words.joined(separator: " ")
    }

    private static func standardInput() throws -> [UInt8] {
        do {
            let data = try FileHandle.standardInput.read(upToCount: MailHeaders.maximumBytes)
            return Array(data ?? Data())
        } catch {
            throw CommandError(exit: .data, sentence: "Standard input cannot be read.")
        }
    }
}
