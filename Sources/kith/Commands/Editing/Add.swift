import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith add`.
struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add somebody, or an organisation.",
        discussion: """
            A guest of a gathering (`kith guests`, `kith capture`) brings along what the list says \
            and what you jotted down.

            Examples:
              kith add Ada Example --email ada@example.org --phone "+1 555 0100"
              kith add Ben Example --add handle.matrix=@ben:example.org --set role=Host
              kith add --organisation-card Example Ltd --space team
              kith add --edit
            """)

    @Argument(help: "How the person is called.")
    var words: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: "The same as an option, for names that look like one.")
    var name: String?

    @Option(name: .long, help: "An e-mail address; may be repeated.")
    var email: [String] = []

    @Option(name: .long, help: "A phone number; may be repeated.")
    var phone: [String] = []

    @Option(name: .long, help: "The organisation.")
    var org: String?

    @Option(name: .long, help: "The job title.")
    var title: String?

    // The form without a year begins with two dashes, as options do.
    @Option(
        name: .long, parsing: .unconditional,
        help: "The birthday, such as 1985-04-12 or --04-12.")
    var birthday: String?

    @Option(name: .long, help: "A tag; may be repeated.")
    var tag: [String] = []

    @Option(
        name: .long, help: "Set any other field, as `kith edit` does: field=value.",
        transform: CardWish.init)
    var set: [CardWish] = []

    @Option(
        name: .long, help: "Add any other value: field=value or field.label=value.",
        transform: CardWish.init)
    var add: [CardWish] = []

    @Option(
        name: .long, help: "The space to put the card into; yours alone unless told.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @Flag(name: .long, help: "Fill in a form in your editor.")
    var edit = false

    @Flag(name: .long, help: "The card stands for an organisation.")
    var organisationCard = false

    @OptionGroup var output: OutputOptions

    private var kind: EntityKind { organisationCard ? .organisation : .person }

    func run() throws {
        var name = try givenName
        guard !edit else {
            guard set.isEmpty, add.isEmpty else {
                throw CommandError(
                    exit: .usage,
                    sentence: "With --edit the form says it; leave out --set and --add.")
            }
            try NewCardEditing(form: form(name), kind: kind, space: space).run(tell)
            return
        }
        let isNamed = name.contains { !$0.isWhitespace }
        // Like those that an import brings: shown by what there is.
        if !isNamed { name = email.first ?? phone.first ?? org ?? "" }
        guard name.contains(where: { !$0.isWhitespace }) else {
            throw CommandError(
                exit: .usage,
                sentence: "The name is missing; say how to call them, or --email, or --edit.")
        }
        var commands = commonFields
        let wishes = try set.map { try $0.setting } + add.map { try $0.adding }
        let replica = try Replica.writing()
        let types = try CustomFieldTypes(replica)
        let guest =
            organisationCard ? nil : try GuestCard.find(named: name, emails: email, replica)
        // A list of guests is private: a card for others gets nothing of it.
        if let guest, space == nil {
            commands += guest.commands(hasEmail: !email.isEmpty, hasOrganisation: org != nil)
        }
        let known = try KnownAlready.find(name: name, emails: email, phones: phone, replica)
        let id = try replica.add(
            name, parts: isNamed ? nil : PersonName(), kind: kind, space: space,
            commands + wishes.map { try types.checked($0) },
            personal: { try guest?.edits(for: $0, named: name) ?? [] })
        tell(id, name)
        if let known { Terminal.note(known.sentence(for: id)) }
        if let guest { Terminal.note(try guest.sentence) }
    }

    private var givenName: String {
        get throws {
            guard name == nil || words.isEmpty else {
                throw CommandError(
                    exit: .usage,
                    sentence: "The name is there twice: give the words, or --name, not both.")
            }
            return name ?? words.joined(separator: " ")
        }
    }

    /// The edits of the options that have names of their own, as `kith edit` would make them.
    private var commonFields: [CardEditCommand] {
        var commands = email.map { CardEditCommand.add(.email, $0, label: "") }
        commands += phone.map { .add(.phone, $0, label: "") }
        if let org { commands.append(.set(.organisation, org)) }
        if let title { commands.append(.set(.title, title)) }
        if let birthday { commands.append(.set(.birthday, birthday)) }
        return commands + tag.map { .add(.tag, $0, label: "") }
    }

    private func tell(_ id: EntityID, _ name: String) {
        if output.json {
            JSONOutput.write([("id", .text(id.description))])
        } else {
            Terminal.write("Added \(TerminalText.visible(name)) (\(PeopleTable.shortID(id))).\n")
        }
    }

    /// The form that the options begin with.
    private func form(_ name: String) -> PersonForm {
        var form = PersonForm()
        form[.fullName] = name
        form[.organisation] = org ?? ""
        form[.title] = title ?? ""
        form[.birthday] = birthday ?? ""
        form[.emails] = email.map { PersonForm.Entry($0) }
        form[.phones] = phone.map { PersonForm.Entry($0) }
        form[.tags] = tag.map { PersonForm.Entry($0) }
        return form
    }
}
