import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith export`.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export cards; those nobody edited come out byte for byte.",
        discussion: """
            Private notes, tiers and the rest of your practice are never part of an export. Group \
            cards are part of a whole export as cards; in JSON and CSV the people say their groups.

            Examples:
              kith export > all.vcf
              kith export ada --format json
              kith export --format vcard3 -o for-old-phone.vcf
              kith export --space team -o team.vcf
              kith export --search tag:club -o club.vcf
              kith export --without-photos -o small.vcf
            """)

    /// The forms of an export.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// Every card in its own version, as it came.
        case vcard
        case vcard3
        case vcard4
        case json
        case jcard
        case csv
    }

    @Argument(
        help: "Whom to export, or @name of a saved search; everybody unless told.",
        completion: CompletedWords.people.kind)
    var people: [String] = []

    // A search may begin with a dash: -tag:club.
    @Option(
        name: .long, parsing: .unconditional,
        help: "Everybody who matches a search, as `kith find` reads it.")
    var search: String?

    @Option(name: .long, help: "vcard (as it came), vcard3, vcard4, json, jcard or csv.")
    var format = Format.vcard

    @Option(
        name: .long, help: "Only cards of this space.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @Option(
        name: .shortAndLong, help: "The file to write, or to replace; standard output unless told.")
    var output: String?

    @Flag(name: .long, help: "Leave photos out; the file is much smaller.")
    var withoutPhotos = false

    func run() async throws {
        var replica = try Replica.reading()
        var problem: CommandError?
        if holdsPictures, try replica.awayPhotoCount() > 0 {
            problem = try await AlbumSync.fetchAll()
            replica = try Replica.reading()
        }
        let space = try space.map(replica.spaceID(named:))
        let groups =
            format == .csv || format == .json ? try replica.namesOfGroupCards(in: space) : [:]
        var writer = ExportWriter(format, to: ExportSink(path: output), groups: groups) {
            try replica.relationNames(of: $0)
        }
        let chosen = try chosen(replica, in: space)
        if format == .csv {
            try forEachCard(of: chosen, in: space, replica) { writer.measure($0) }
        }
        try writer.begin()
        try forEachCard(of: chosen, in: space, replica) { whole in
            let card = withoutPhotos ? whole.withoutPhotos : whole
            guard !holdsPictures || !card.lacksPicture else {
                throw AlbumSync.away(PersonView(card).displayName, problem)
            }
            try writer.write(card)
        }
        try writer.finish()
        var losses = writer.losses
        if space == nil {
            for (name, count) in try replica.propertiesSaidOtherwise(by: chosen?.map(\.id)) {
                losses[ConversionLoss(kind: .saidOtherwise, property: name)] = count
            }
        }
        tell(losses)
    }

    private func tell(_ losses: [ConversionLoss: Int]) {
        for (loss, count) in losses.sorted(by: {
            ($1.value, $0.key.property) < ($0.value, $1.key.property)
        }) {
            Terminal.note("\(Counted.text(count, "card")): \(loss.sentence).")
        }
    }

    /// Whether the file holds pictures.
    private var holdsPictures: Bool { format != .json && format != .csv && !withoutPhotos }

    /// The people that the options name, told of those without a card in the space; nil for everybody.
    private func chosen(_ replica: Replica, in space: SpaceID?) throws -> [PersonSummary]? {
        guard search != nil || !people.isEmpty else { return nil }
        var chosen = try search.map { try PeopleQuery.search($0).people(replica) } ?? []
        if chosen.isEmpty, let search {
            throw CommandError(exit: .nothingFound, sentence: "Nobody matches \(search).")
        }
        chosen += try replica.people(named: people)
        // Who is meant in two ways is exported once.
        var seen: Set<EntityID> = []
        chosen = chosen.filter { seen.insert($0.id).inserted }
        guard let space, let name = self.space else { return chosen }
        let there = try chosen.filter { try !replica.cards(of: $0.id, in: space).isEmpty }
        guard !there.isEmpty else {
            throw CommandError(
                exit: .nothingFound, sentence: "None of them has a card in `\(name)`.")
        }
        if there.count < chosen.count {
            Terminal.note(
                "\(Counted.text(chosen.count - there.count, "person", "people")) without a card in "
                    + "\(TerminalText.visible(name)): left out.")
        }
        return there
    }

    private func forEachCard(
        of chosen: [PersonSummary]?, in space: SpaceID?, _ replica: Replica,
        _ body: (Card) throws -> Void
    ) throws {
        guard let chosen else {
            // Rows of people are no place for a group; their labels say who is in which.
            let hasGroups = format != .csv && format != .json
            if let space {
                try replica.forEachCard(of: space, includingGroups: hasGroups, body)
            } else {
                try replica.forEachCard(includingGroups: hasGroups, body)
            }
            return
        }
        for person in chosen {
            if let space {
                for card in try replica.cards(of: person.id, in: space) { try body(card) }
            } else if let details = try replica.details(of: person.id) {
                try body(details.card)
            }
        }
    }
}
