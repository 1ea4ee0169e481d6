import ChangeLog
import ContactModel

/// The items that Monica keeps beside cards and notes: calls and activities, which are touches,
/// tasks, which are follow-ups, reminders, which are either a follow-up or a day of each year, and
/// how often to stay in touch.
struct MonicaItems {
    private(set) var items: [ImportedItem] = []
    /// How many were of a sort that has no place, by sort.
    private(set) var leftOut: [String: Int] = [:]
    private var peopleByActivity: [String: [Int]] = [:]

    /// Takes what stands with a contact.
    ///
    /// - Parameters:
    ///   - contact: The contact.
    ///   - card: Which of the cards it became.
    mutating func take(_ contact: JSONValue, card: Int) {
        for call in MonicaAccount.values(of: "call", in: contact) {
            let properties = call["properties"]
            let isTheirs = properties?["contact_called"]?.isTrue == true
            take(
                call, "call", .touch, at: properties?["called_at"], [card],
                text: [properties?["content"]],
                more: [.type: "call", .direction: isTheirs ? "in" : "out"])
        }
        for task in MonicaAccount.values(of: "task", in: contact) {
            let properties = task["properties"]
            let isDone = properties?["completed"]?.isTrue == true
            add(
                task, "task", .followup, [card],
                text: [properties?["title"], properties?["description"]],
                more: isDone ? [.status: "done"] : [:])
        }
        for reminder in MonicaAccount.values(of: "reminder", in: contact) {
            take(reminder: reminder, card: card)
        }
        if let every = contact["properties"]?["stay_in_touch_frequency"]?.textValue,
            let days = Int(every), (1...3_650).contains(days)
        {
            // Said of the person, so it is the person's cell and needs no identity of its own.
            items.append(
                ImportedItem(
                    kind: .person, cardIndices: [card], fields: [.cadence: .text("\(days)d")],
                    identity: []))
        }
        for activity in MonicaAccount.values(of: "activity", in: contact) {
            let id = activity.textValue.isEmpty ? activity["uuid"]?.textValue : activity.textValue
            peopleByActivity[id ?? "", default: []].append(card)
        }
    }

    /// Takes the activities of the account, once all contacts were taken.
    mutating func take(activitiesOf account: JSONValue) {
        for activity in MonicaAccount.values(of: "activity", in: account) {
            let properties = activity["properties"]
            take(
                activity, "activity", .touch, at: properties?["happened_at"],
                peopleByActivity[activity["uuid"]?.textValue ?? ""] ?? [],
                text: [properties?["summary"], properties?["description"]],
                more: [.type: "other"])
        }
    }

    private mutating func take(reminder: JSONValue, card: Int) {
        let properties = reminder["properties"]
        // Monica makes these itself, of the days that are on the card.
        if properties?["delible"]?.isTrue == false, properties?["delible"] != nil { return }
        let text = [properties?["title"], properties?["description"]]
        let day = String((properties?["initial_date"]?.textValue ?? "").prefix(10))
        let isActive = properties?["inactive"]?.isTrue != true
        let every = properties?["frequency_number"]?.textValue ?? "1"
        switch properties?["frequency_type"]?.textValue {
        case "one_time" where CivilTime.milliseconds(of: day) != nil:
            add(
                reminder, "reminder", .followup, [card], text: text,
                more: isActive ? [.by: day] : [.by: day, .status: "done"])
        case "year" where isActive && every == "1" && CivilTime.milliseconds(of: day) != nil:
            add(
                reminder, "reminder", .occasion, [card], text: text,
                more: [.day: "--" + day.dropFirst(5), .type: "other"])
        default: leftOut["reminder", default: 0] += 1
        }
    }

    private mutating func take(
        _ value: JSONValue, _ sort: String, _ kind: EntityKind, at time: JSONValue?,
        _ cards: [Int], text: [JSONValue?], more: [FieldName: String]
    ) {
        let written = time?.textValue ?? ""
        guard !cards.isEmpty, var at = CivilTime.milliseconds(of: written) else {
            leftOut[sort, default: 0] += 1
            return
        }
        // Midnight by UTC is how it writes a day without a time.
        if at % 86_400_000 == 0 { at = CivilDay(milliseconds: at).instantWithoutTime ?? at }
        var fields = more.mapValues { ImportedItem.Value.text($0) }
        fields[.at] = .instant(at)
        let text = Self.joined(text)
        if !text.isEmpty { fields[.text] = .text(text) }
        items.append(
            ImportedItem(
                kind: kind, cardIndices: cards, fields: fields,
                identity: Self.identity(of: value, written + text)))
    }

    private mutating func add(
        _ value: JSONValue, _ sort: String, _ kind: EntityKind, _ cards: [Int],
        text: [JSONValue?], more: [FieldName: String]
    ) {
        let text = Self.joined(text)
        guard !text.isEmpty else {
            leftOut[sort, default: 0] += 1
            return
        }
        var fields = more.mapValues { ImportedItem.Value.text($0) }
        fields[.text] = .text(text)
        items.append(
            ImportedItem(
                kind: kind, cardIndices: cards, fields: fields,
                identity: Self.identity(of: value, text)))
    }

    private static func identity(of value: JSONValue, _ content: String) -> [UInt8] {
        let uuid = value["uuid"]?.textValue ?? ""
        let created = value["created_at"]?.textValue ?? ""
        return Array((uuid.isEmpty ? created + content : uuid).utf8)
    }

    private static func joined(_ parts: [JSONValue?]) -> String {
        parts.map { CardDraft.clean($0?.textValue ?? "").trimmed }.filter { !$0.isEmpty }
            .map { String($0) }.joined(separator: "\n")
    }
}
