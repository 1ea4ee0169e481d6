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

    func run() throws {
        let names = headers.lowercased().split(separator: ",").map {
            String($0).trimmed
        }
        let message = try Self.standardInput()
        let addresses = MailHeaders(message).addresses(in: names).filter {
            automatic || !$0.isAutomatic
        }
        guard !addresses.isEmpty else {
            Terminal.note("The message names nobody to add.")
            return
        }
        let replica = dryRun ? try Replica.reading() : try Replica.writing()
        for address in addresses { try add(address, replica) }
    }

    private func add(_ address: MailAddress, _ replica: Replica) throws {
        let shown = TerminalText.visible(address.address)
        if let known = try replica.person(withEmail: address.address) {
            guard !skipKnown else { return }
            let name = try replica.names(of: [known])[known] ?? ""
            Terminal.write("\(shown) is known: \(TerminalText.visible(name)).\n")
            return
        }
        let name = address.name.isEmpty ? Self.name(from: address.address) : address.name
        if !address.name.isEmpty, case .one(let person) = try replica.lookUp(address.name),
            person.name.lowercased() == address.name.lowercased()
        {
            if !dryRun { try replica.edit(person.id, [.add(.email, address.address, label: "")]) }
            Terminal.write("\(shown) goes to \(TerminalText.visible(person.name)).\n")
            return
        }
        if !dryRun {
            _ = try replica.add(name, [.add(.email, address.address, label: "")])
        }
        Terminal.write("\(shown) is new: \(TerminalText.visible(name)).\n")
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
