import ContactModel

/// Reads the JSON export of Monica 4: an account with its contacts, fields, dates and notes.
///
/// Each contact becomes a card whose `UID` is Monica's; notes, calls, activities, tasks and
/// reminders come apart, for they are private.
/// What kith has no place for, such as debts and pets, is counted and told.
package struct MonicaReader {
    /// The cards, notes and items of an export.
    package struct Contents: Hashable, Sendable {
        package internal(set) var cards: [ImportedCard] = []
        package internal(set) var notes: [ImportedNote] = []
        /// Calls, activities, tasks, reminders, and how often to be in touch.
        package internal(set) var items: [ImportedItem] = []
        /// Problems that belong to no card.
        package internal(set) var problems: [ImportDiagnostic] = []
    }

    private let account: MonicaAccount
    private var contents = Contents()
    private var leftOut: [String: Int] = [:]
    private var items = MonicaItems()

    /// Reads a whole export; total: what is no export of Monica gives a problem and no cards.
    package static func read(_ bytes: [UInt8]) -> Contents {
        do throws(JSONFailure) {
            let document = try JSONReader.read(bytes)
            guard let account = document["account"], account["data"] != nil else {
                // What `kith export --format json` writes has not all of a card.
                let isOwn = document["version"] != nil && document["people"] != nil
                return refused(
                    .wrongFormat(
                        expected: isOwn
                            ? "a vCard or jCard: kith's JSON is for programs, and `kith export` "
                                + "or its --format jcard comes back"
                            : "an export of Monica 4"))
            }
            let lines = MonicaLines(bytes)
            var reader = MonicaReader(account: MonicaAccount(account, lines: lines))
            return reader.contents(of: account)
        } catch {
            return refused(.brokenText(detail: error.sentence))
        }
    }

    private init(account: MonicaAccount) {
        self.account = account
    }

    private static func refused(_ problem: SourceProblem) -> Contents {
        var contents = Contents()
        contents.problems = [ImportDiagnostic(line: 1, problem: .source(problem))]
        return contents
    }

    private mutating func contents(of document: JSONValue) -> Contents {
        for contact in MonicaAccount.values(of: "contact", in: document) {
            take(contact)
        }
        for collection in document["data"]?.elements ?? [] {
            let type = collection["type"]?.textValue ?? ""
            let known = [
                "contact", "user", "relationship", "addressbook", "address_book", "activity",
            ]
            if !known.contains(type) { leaveOut(collection, type) }
        }
        items.take(activitiesOf: document)
        contents.items = items.items
        leftOut.merge(items.leftOut) { $0 + $1 }
        let journal = document["properties"]?["journal_entries"]?.elements.count ?? 0
        if journal > 0 { leftOut["journal entry", default: 0] += journal }
        contents.problems = leftOut.sorted { $0.key < $1.key }.map { part, count in
            let problem = SourceProblem.notImported(part: part, count: count)
            return ImportDiagnostic(line: 1, problem: .source(problem))
        }
        return contents
    }

    private mutating func leaveOut(_ collection: JSONValue, _ type: String) {
        let count = collection["values"]?.elements.count ?? 0
        guard count > 0 else { return }
        leftOut[type.replacing("_", with: " "), default: 0] += count
    }

    private mutating func take(_ contact: JSONValue) {
        let card = MonicaCard(contact, account: account)
        for note in MonicaAccount.values(of: "note", in: contact) {
            let body = note["properties"]?["body"]?.textValue ?? ""
            guard !body.trimmed.isEmpty else { continue }
            let written = note["created_at"]?.textValue ?? ""
            let uuid = note["uuid"]?.textValue ?? ""
            contents.notes.append(
                ImportedNote(
                    cardIndex: contents.cards.count, text: CardDraft.clean(body),
                    milliseconds: CivilTime.milliseconds(of: written) ?? 0,
                    identity: Array((uuid.isEmpty ? written + body : uuid).utf8)))
        }
        for collection in contact["data"]?.elements ?? [] {
            let type = collection["type"]?.textValue ?? ""
            let known = [
                "note", "contact_field", "address", "call", "task", "reminder", "activity",
            ]
            if !known.contains(type) { leaveOut(collection, type) }
        }
        items.take(contact, card: contents.cards.count)
        contents.cards.append(card.imported)
    }
}
