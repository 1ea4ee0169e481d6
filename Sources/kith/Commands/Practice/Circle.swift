import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith circle`.
struct Circle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "circle",
        abstract: "Show whom somebody knows; without a name, the circles your people make.",
        discussion: """
            Circles are people of whom most know each other, by the relations you wrote down, \
            introductions, touches in company and met-via. Beside them: between which circles \
            only you stand, who alone leads to people you do not know, and how closed your \
            network is. Of one person the same ties, and whom a card names as spouse, manager, \
            assistant or relation, if that is one person beyond doubt. --tree shows who brought \
            you whom.

            Examples:
              kith circle ada
              kith circle --why
              kith circle --tree
            """)

    @Argument(help: "Whose circle.", completion: CompletedWords.people.kind)
    var person: String?

    @Flag(name: .long, help: "Who brought you whom (met-via=).")
    var tree = false

    @Flag(name: .long, help: "Name the ties behind circles.")
    var why = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard person == nil || !tree else {
            throw ValidationError("--tree is of everybody; leave the name out.")
        }
    }

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        if let person {
            try show(try replica.person(person).id, replica)
            return
        }
        // The tree stands in what is said of people alone.
        let book = try output.waiting { try PracticeBook.read(replica, of: tree ? [] : nil) }
        if tree {
            let brought = IntroductionTree(book)
            IntroductionTreeText.write(
                brought, try replica.names(of: brought.rows.map(\.person)), json: output.json)
        } else {
            let reading = output.waiting { WebReading(PeopleWeb(book), book) }
            let names = try replica.names(of: reading.bridges.flatMap(\.beyond))
            WebText(reading, book, names).write(why: why, json: output.json)
        }
    }

    private func show(_ person: EntityID, _ replica: Replica) throws {
        let page = try CirclePage(of: person, replica)
        output.json ? JSONOutput.write(page.json) : try page.tell(why: why, replica)
    }
}

/// The shape of one's web, as text and for programs.
struct WebText {
    private let reading: WebReading
    private let book: PracticeBook
    /// Of those whom one does not know.
    private let names: [EntityID: String]

    init(_ reading: WebReading, _ book: PracticeBook, _ names: [EntityID: String]) {
        self.reading = reading
        self.book = book
        self.names = names
    }

    /// Writes it.
    func write(why: Bool, json: Bool) {
        guard !json else {
            JSONOutput.write(members)
            return
        }
        guard reading.knownPairs > 0 || !reading.bridges.isEmpty else {
            let way =
                reading.tieCount == 0
                ? "`kith new relation a=ada b=bob text=sister`" : "`kith tier NAME active`"
            Terminal.note("\(reading.whyNoPairs ?? "") \(way) makes one.")
            return
        }
        for (number, circle) in reading.circles.enumerated() {
            let field = circle.field.isEmpty ? "" : "  \(circle.field)"
            Terminal.tell(
                Style.strong(visible(title(number))) + visible(field)
                    + Style.faint(
                        "  \(circle.ties) of \(Counted.text(circle.pairs, "pair")) know each other")
                    + "\n")
            let names = circle.people.prefix(Self.shownPeople).map(book.name)
            let more = circle.people.count - Self.shownPeople
            Terminal.tell(
                "  " + visible(names.joined(separator: ", "))
                    + (more > 0 ? " and \(more) more" : "") + "\n")
            if why {
                circle.reasons.forEach { Terminal.tell(Style.faint("    \(visible($0))\n")) }
            }
        }
        section("Nobody but you stands between", holes.map { "\($0.0) and \($0.1)" })
        section(
            "Bridges",
            reading.bridges.map { bridge in
                "through \(book.name(bridge.person)) alone: "
                    + bridge.beyond.map(name).joined(separator: ", ")
            })
        section("Open or closed", [shape] + (why ? sources : []))
    }

    /// People of a circle that are named, those tied most: technical; `--json` has all of them.
    private static let shownPeople = 20

    private var shape: String {
        let tenths = Int((reading.effectiveCount * 10).rounded())
        return
            "\(reading.knownPairs) of \(Counted.text(reading.pairs, "pair")) know each other; as "
            + "good as \(tenths / 10).\(tenths % 10) people without ties; "
            + "constraint \(reading.constraint) of 100"
    }

    private let sources = [
        "circles: Blondel and others, 2008; bridges and constraint: R. Burt, 1992",
        "as good as: S. Borgatti, 1997; ties: relations, introductions, alliances, company, met-via",
    ]

    private var holes: [(String, String)] {
        reading.holes.prefix(Self.shownHoles).map { (title($0.first), title($0.second)) }
    }

    /// Between whose circles it is.
    private func ends(of hole: (first: Int, second: Int)) -> JSONValue {
        .ids([hole.first, hole.second].compactMap { reading.circles[$0].people.first })
    }

    /// As many as a screen has room for: technical.
    private static let shownHoles = 10

    private func title(_ circle: Int) -> String {
        "around \(book.name(reading.circles[circle].people[0]))"
    }

    private func name(_ person: EntityID) -> String { names[person] ?? book.name(person) }

    private func section(_ title: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        Terminal.tell(Style.strong(title) + "\n")
        for line in lines { Terminal.tell("  \(visible(line))\n") }
    }

    private func visible(_ text: String) -> String { TerminalText.visible(text) }

    private var members: [(key: String, value: JSONValue)] {
        let circles = reading.circles.map { circle in
            JSONValue.object([
                ("people", .texts(circle.people.map(book.name))),
                ("people_ids", .ids(circle.people)),
                ("field", .text(circle.field)),
                ("ties", .integer(Int64(circle.ties))), ("pairs", .integer(Int64(circle.pairs))),
                ("why", .texts(circle.reasons)),
            ])
        }
        let bridges = reading.bridges.map { bridge in
            JSONValue.object([
                ("person", .text(book.name(bridge.person))),
                ("person_id", .text(bridge.person.description)),
                ("beyond", .texts(bridge.beyond.map(name))), ("beyond_ids", .ids(bridge.beyond)),
            ])
        }
        return [
            ("circles", .array(circles)),
            ("holes", .array(holes.map { .texts([$0.0, $0.1]) })),
            ("hole_ids", .array(reading.holes.prefix(Self.shownHoles).map(ends))),
            ("bridges", .array(bridges)),
            ("known_pairs", .integer(Int64(reading.knownPairs))),
            ("pairs", .integer(Int64(reading.pairs))),
            ("constraint", .integer(Int64(reading.constraint))), ("why", .texts(sources)),
        ]
    }
}

/// The tree of introductions, as text and for programs.
enum IntroductionTreeText {
    /// Writes it.
    static func write(_ tree: IntroductionTree, _ names: [EntityID: String], json: Bool) {
        guard !json else {
            let rows = tree.rows.map { row in
                JSONValue.object([
                    ("id", .text(row.person.description)), ("name", .text(names[row.person] ?? "")),
                    ("depth", .integer(Int64(row.depth))), ("brought", .integer(Int64(row.count))),
                    ("via", .optional(tree.via(row.person).flatMap { names[$0] })),
                    ("via_id", .optional(tree.via(row.person)?.description)),
                ])
            }
            JSONOutput.write([("tree", .array(rows))])
            return
        }
        guard !tree.rows.isEmpty else {
            Terminal.note("Nobody is written down as having brought you somebody: met-via=.")
            return
        }
        for row in tree.rows {
            let indent = String(repeating: "  ", count: min(row.depth, 30))
            let name = TerminalText.visible(names[row.person] ?? "")
            let brought = row.count > 0 ? Style.faint("  brought you \(row.count)") : ""
            Terminal.tell(indent + (row.depth == 0 ? Style.strong(name) : name) + brought + "\n")
        }
    }
}
