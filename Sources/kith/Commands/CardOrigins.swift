import ContactModel
import SQLiteReplica

/// Which space says what of somebody who has cards in several.
struct CardOrigins {
    /// The page of each space, by its name; empty when all cards are in one space.
    private var pages: [(space: String, entries: [PersonPage.Entry])] = []
    private var names: [(space: String, name: String)] = []
    private var tags: [(space: String, tags: [String])] = []

    init(_ details: PersonDetails, _ relatives: [String: String]) {
        guard details.spaces.count > 1 else { return }
        for space in details.spaces {
            let cards = details.cards.filter { $0.space == space }
            // The first entry is the name, which is told apart.
            pages.append(
                (space, cards.flatMap { PersonPage(of: $0, relatives).entries.dropFirst() }))
            tags.append((space, cards.flatMap(\.view.tags)))
            // Of a part of a card no other field stands in for the name.
            for name in cards.filter(\.view.isNamed).map(\.view.displayName)
            where ![PersonView.noName, details.view.displayName].contains(name) {
                names.append((space, name))
            }
        }
    }

    /// The entries of the whole page, marked with the space of what not all of them say, and with
    /// what a space says otherwise.
    func marked(_ entries: [PersonPage.Entry]) -> [PersonPage.Entry] {
        guard !pages.isEmpty else { return entries }
        var result: [PersonPage.Entry] = []
        for entry in entries {
            result.append(marked(entry))
            guard result.count == 1 else { continue }
            result += names.map { said("name", [TerminalText.visible($0.name)], $0.space) }
        }
        for (space, own) in pages {
            for line in own where !isShown(line, in: entries) {
                result.append(said(line.title, line.parts, "\(space) says"))
            }
        }
        return result
    }

    private func marked(_ entry: PersonPage.Entry) -> PersonPage.Entry {
        guard entry.title != PersonPage.tagsTitle else { return markedTags(entry) }
        let spaces = pages.filter { page in
            page.entries.contains { $0.title == entry.title && $0.parts == entry.parts }
        }.map(\.space)
        guard !spaces.isEmpty, spaces.count < pages.count else { return entry }
        var marked = entry
        marked.tail += Self.mark(spaces.joined(separator: ", "))
        return marked
    }

    /// Tags stand in one line; those that not all spaces have are named behind it.
    private func markedTags(_ entry: PersonPage.Entry) -> PersonPage.Entry {
        var marked = entry
        let tagged = tags.filter { !$0.tags.isEmpty }
        if tagged.count == 1, let only = tagged.first {
            marked.tail += Self.mark(only.space)
            return marked
        }
        let common = tags.dropFirst().reduce(Set(tags.first?.tags ?? [])) {
            $0.intersection($1.tags)
        }
        for (space, own) in tags {
            let alone = own.filter { !common.contains($0) }
            if !alone.isEmpty {
                marked.tail += Self.mark("\(space): \(alone.listed())")
            }
        }
        return marked
    }

    private func isShown(_ line: PersonPage.Entry, in entries: [PersonPage.Entry]) -> Bool {
        // The groups and tags of all cards are one list; photos are told by the whole page.
        ["", PersonPage.tagsTitle, "groups", "nickname", "photo"].contains(line.title)
            || entries.contains { $0.title == line.title && $0.parts == line.parts }
    }

    private func said(_ title: String, _ parts: [String], _ mark: String) -> PersonPage.Entry {
        PersonPage.Entry(title: title, parts: parts, tail: Self.mark(mark))
    }

    private static func mark(_ text: String) -> String {
        "  " + Style.faint("(\(TerminalText.visible(text)))")
    }
}
