import ArgumentParser
import ChangeLog
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
            person of that name, else a new person is made; one `kith undo` takes all of it back.

            Examples:
              macro index,pager A "<pipe-message>kith add-email<enter>"   # neomutt
              kith add-email --headers from,cc < message.eml
            """)

    @Option(name: .long, help: "Which headers, by commas: from, to, cc, bcc, reply-to, sender.")
    var headers = "from"

    @Flag(name: .long, help: "Say nothing of addresses that are known.")
    var skipKnown = false

    @Flag(name: .long, help: "Also addresses of lists and machines.")
    var automatic = false

    @Flag(name: .long, help: "Show what would be added, and add nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    /// The headers that hold addresses of people.
    private static let known = ["from", "to", "cc", "bcc", "reply-to", "sender"]

    private var names: [String] {
        headers.lowercased().split(separator: ",").map { String($0).trimmed }
    }

    func validate() throws {
        if names.isEmpty || !names.allSatisfy(Self.known.contains) {
            throw ValidationError(
                "--headers takes \(Self.known.joined(separator: ", ")), set apart by commas.")
        }
    }

    func run() throws {
        let headers = MailHeaders(try Self.standardInput())
        let lists = headers.listAddresses
        let addresses = headers.addresses(in: names).filter {
            MailboxAddress.isPlausible($0.address)
                && (automatic || !$0.isAutomatic && !lists.contains($0.address))
        }
        guard !addresses.isEmpty else {
            Terminal.note("The message names nobody to add.")
            return tellJSON([])
        }
        let replica = dryRun ? try Replica.reading() : try Replica.writing()
        var outcomes: [Outcome] = []
        var additions: [Addition] = []
        for address in addresses {
            let outcome = try place(address, into: &additions, replica)
            if outcome.verdict != .known || !skipKnown { outcomes.append(outcome) }
        }
        if !dryRun, !additions.isEmpty { try replica.add(addresses: additions) }
        outcomes.forEach(tell)
        tellJSON(outcomes)
    }

    private func tellJSON(_ outcomes: [Outcome]) {
        guard output.json else { return }
        let rows = outcomes.map { outcome in
            JSONValue.object([
                ("address", .text(outcome.address)), ("name", .text(outcome.name)),
                ("verdict", .text(outcome.verdict.rawValue)),
            ])
        }
        JSONOutput.write([("dry_run", .bool(dryRun)), ("addresses", .array(rows))])
    }

    /// The outcome for an address, for programs and for people.
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

    /// Addresses of one person who is known, or of somebody new.
    private typealias Addition = (person: EntityID?, name: String, addresses: [String])

    private func tell(_ outcome: Outcome) {
        guard !output.json else { return }
        let text = "\(outcome.address) \(outcome.verdict.words) \(outcome.name)."
        Terminal.write(TerminalText.visible(text) + "\n")
    }

    /// Says whose an address is; somebody may have several in one message.
    private func place(
        _ address: MailAddress, into additions: inout [Addition], _ replica: Replica
    ) throws -> Outcome {
        if let known = try replica.person(withEmail: address.address) {
            return (address.address, try replica.names(of: [known])[known] ?? "", .known)
        }
        let name = address.name.isEmpty ? Self.name(from: address.address) : address.name
        var person: PersonSummary?
        if !address.name.isEmpty, case .one(let found) = try replica.lookUp(address.name),
            found.name.lowercased() == address.name.lowercased()
        {
            person = found
        }
        let same = additions.firstIndex { addition in
            person.map { addition.person == $0.id }
                ?? (!address.name.isEmpty && addition.name.lowercased() == name.lowercased())
        }
        if let same, additions.indices.contains(same) {
            additions[same].addresses.append(address.address)
        } else {
            additions.append((person?.id, person?.name ?? name, [address.address]))
        }
        let isAdded = person != nil || same != nil
        return (address.address, person?.name ?? name, isAdded ? .added : .new)
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
