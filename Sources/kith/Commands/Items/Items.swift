import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith items`.
struct Items: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "items",
        abstract: "List what is written down, of a kind or about somebody.",
        discussion: """
            What is over (done, kept, dropped …) is left out unless --all is given. Touches are \
            listed with their kind or with --of.

            Examples:
              kith items goals
              kith items --of ada
              kith items promises --of ada --all
            """)

    @Argument(help: "The kind; all without it.", completion: ItemCompletion.kinds)
    var kind: String?

    @Option(
        name: .long, help: "Only what names this person, or item.",
        completion: CompletedWords.people.kind)
    var of: String?

    @Flag(name: .long, help: "Also what is over.")
    var all = false

    @Option(
        name: .long, help: "How many at most, from 1, the latest; 200 unless told, all as JSON.")
    var limit: Int?

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let schema = try kind.map(ItemCompletion.schema)
        let replica = try Replica.reading()
        let limit = limit ?? (output.json ? .max : Self.shownItems)
        var items: [Item] = []
        var unread = 0
        if let of {
            let other = try ItemSelector(replica: replica).entity(of)
            items = try replica.items(naming: other, of: schema?.kind)
        } else if schema?.kind == .touch, limit < .max {
            // Of the kind there is most of only what is shown is read: none is ever over.
            items = try replica.latestTouches(limit).reversed()
            unread = try replica.touchCount(since: 0) - items.count
        } else {
            let kinds = schema.map { [$0] } ?? ItemCatalogue.schemas
            for schema in kinds where self.kind != nil || schema.kind != .touch {
                items += try replica.items(of: schema.kind)
            }
        }
        items = try replica.eachAsRead(items)
        let found = items.count
        items = items.filter { all || !$0.isOver }
        let cut = items.count - min(items.count, limit)
        items.removeFirst(cut)
        let earlier = max(unread, 0) + cut
        if schema == nil {
            items = ItemCatalogue.schemas.flatMap { schema in
                items.filter { $0.kind == schema.kind }
            }
        }
        let names = try ItemText.names(in: items, replica)
        if output.json {
            JSONOutput.write([("items", .array(items.map { ItemText.json($0, names) }))])
            return
        }
        guard !items.isEmpty else {
            Terminal.note(
                found > 0
                    ? "What is written down here is over: --all shows it."
                    : "Nothing is written down here yet; `kith kinds` shows what there is.")
            try tellOfTouches(replica)
            return
        }
        var last = ""
        var text = ""
        for item in items {
            if schema == nil, item.kind.rawValue != last {
                last = item.kind.rawValue
                text += Style.faint(ItemCatalogue.schema(of: item.kind)?.plural ?? last) + "\n"
            }
            let indent = schema == nil ? "  " : ""
            text += Terminal.told(
                indent + ItemText.line(item, names) + "\n", hanging: indent.count + 8)
        }
        if earlier > 0 { text += Style.faint("\(earlier) more before them; --limit shows them.\n") }
        Terminal.page(text, pager)
        try tellOfTouches(replica)
    }

    /// Touches are too many for a list of everything, and not to be missed in it.
    private func tellOfTouches(_ replica: Replica) throws {
        guard kind == nil, of == nil, try replica.touchCount(since: 0) > 0 else { return }
        Terminal.note("Touches are listed by themselves: `kith items touches`.")
    }

    /// As many as a screen or two hold: technical.
    private static let shownItems = 200
}

/// Names that may be a person's or an item's.
struct ItemSelector {
    let replica: Replica

    /// The person or item that a selector means.
    ///
    /// - Throws: ``CommandError`` when nobody and nothing fits.
    func entity(_ selector: String) throws -> EntityID {
        if case .one(let person) = try replica.lookUp(selector) { return person.id }
        let reader = ItemValueReader(replica: replica)
        if try !reader.items(selector).isEmpty {
            return try reader.openItem(selector, endsIt: false).id
        }
        if case .none = try replica.lookUp(selector), let advice = try advice(on: selector) {
            throw CommandError(exit: .nothingFound, sentence: advice)
        }
        return try replica.person(selector).id
    }

    /// Touches that are looked through for words: technical.
    private static let latestTouches = 2_000

    /// Where words stand that are nobody's and no item's; nil of words that stand nowhere.
    private func advice(on selector: String) throws -> String? {
        let words = selector.lowercased().split(separator: " ")
        let touches = try replica.latestTouches(Self.latestTouches).filter { touch in
            let text = touch.text(.text).lowercased()
            return !words.isEmpty && words.allSatisfy { text.contains($0) }
        }
        if let touch = touches.first {
            let names = try replica.names(of: touch.entities(.with))
            let who = touch.entities(.with).compactMap { names[$0] }.joined(separator: ", ")
            let day = LocalTime.day(of: touch.instant(.at) ?? 0)
            let others = touches.count > 1 ? " (the last of \(touches.count))" : ""
            return
                "“\(selector)” is in the words of a touch with \(who) of \(day)\(others): touches go "
                + "by their id, kith set \(ItemText.shortID(touch.id)) …"
        }
        guard selector.utf8.count >= 4, selector.allSatisfy(\.isHexDigit),
            selector.contains(where: \.isNumber)
        else { return nil }
        return
            "Nobody and nothing has the id “\(selector)”; `kith items` lists what is written down, "
            + "`kith items touches` the touches, `kith list` the people."
    }
}
