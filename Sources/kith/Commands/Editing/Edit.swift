import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith edit`.
struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit cards: one in your editor, one or many by options.",
        discussion: """
            Without options the card opens as a form in $VISUAL or $EDITOR; only what you change \
            is changed, also when somebody else edits meanwhile. A form that cannot be read opens \
            again with the error above the line. docs/editing.md describes the form.

            Fields to set: name, of it prefix, given, middle, family, suffix, org, title, role, \
            birthday, anniversary, died (a day, month or year), note, of an address street, \
            extended, pobox, postcode, city, region, country (city.home of several), x.NAME (a \
            field of your own, see `kith kinds field`), X-ANYTHING as it is to stand in the card. \
            Fields to add and remove: email, phone, url, nickname, unit (of the organisation), \
            tag, note, address, handle (a messenger or profile), date, relation (somebody by name), \
            x.NAME; a label or service follows a dot. The form calls them the same, lists in the plural; either is taken.

            Of somebody with cards in several spaces, what your own card says is edited there \
            alone; new lines go to your own card, if you have one. --space means one space's card.

            Examples:
              kith edit ada
              kith edit ada --vcard
              kith edit ada --set title=Engineer --add phone.work="+1 555 0100"
              kith edit ada --remove email=old@example.org --set x.dietary=vegan
              kith edit ada --set city=Lisbon --set street.work="1 Harbour Road"
              kith edit ada --add handle.matrix=@ada:example.org --add date.wedding=2019-05-04
              kith edit ada --add relation.sister="Anna Example"
              kith edit ada --set org=Example --dry-run --json
              kith edit --search "tag:club -city:berlin" --add tag=friend --dry-run
              kith edit @harbour --add tag=harbour --yes
              kith edit ada --space team --set title=Engineer
            """)

    @Argument(
        help: "Whom to edit, or @name of a saved search.", completion: CompletedWords.people.kind)
    var person: [String] = []

    @Option(
        name: .long, help: "Set the only value of a field: field=value.", transform: CardWish.init)
    var set: [CardWish] = []

    @Option(
        name: .long, help: "Add a value: field=value or field.label=value.",
        transform: CardWish.init)
    var add: [CardWish] = []

    @Option(name: .long, help: "Take a value away: field=value.", transform: CardWish.init)
    var remove: [CardWish] = []

    @Flag(name: .long, help: "Open the card as it is stored instead of the form.")
    var vcard = false

    @Option(
        name: .long, help: "The space whose card is meant, of somebody with several.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @OptionGroup var selection: SelectionOptions

    func validate() throws {
        try selection.validate(named: person)
    }

    func run() throws {
        let wishes =
            try set.map { try $0.setting } + remove.map { try $0.removing }
            + add.map { try $0.adding }
        let selector = person.joined(separator: " ")
        if let query = selection.query(named: selector) {
            try editMany(query, wishes)
            return
        }
        guard !wishes.isEmpty else {
            let editing = try CardEditing(selector, in: space)
            try vcard ? editing.runCard() : editing.runForm()
            return
        }
        let (replica, (summary, commands)) = try Replica.writing { replica in
            let types = try CustomFieldTypes(replica)
            let commands = try wishes.map { try types.checked($0) }
            return (try replica.person(selector), commands)
        }
        EditText.tell(try replica.edit(summary.id, in: space, commands), of: summary)
    }

    private func editMany(_ query: PeopleQuery, _ wishes: [CardEditCommand]) throws {
        guard !wishes.isEmpty else {
            throw CommandError(
                exit: .usage,
                sentence:
                    "A form is for one person: name somebody, without --dry-run or --json. What "
                    + "is changed of many at once is said by --set, --add or --remove field=value.")
        }
        let types = try CustomFieldTypes(try Replica.reading())
        let commands = try wishes.map { try types.checked($0) }
        let isNamed = if case .named = query { true } else { false }
        let isRemoval = set.isEmpty && add.isEmpty
        try selection.run(
            query, "Editing", isOfCards: true,
            nothing: isRemoval ? "what is to be taken away; nothing was changed." : nil
        ) { try $0.edit($1, in: space, commands, isStrict: isNamed) }
    }
}
