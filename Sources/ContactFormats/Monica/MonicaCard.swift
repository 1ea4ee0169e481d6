import ContactModel

/// Makes a card of one contact of Monica.
struct MonicaCard {
    private let contact: JSONValue
    private let account: MonicaAccount
    private let uuid: String
    private let line: Int
    private var draft = CardDraft()

    init(_ contact: JSONValue, account: MonicaAccount) {
        self.contact = contact
        self.account = account
        uuid = CardDraft.oneLine(CardDraft.clean(contact["uuid"]?.textValue ?? ""))
        line = account.lines.line(of: uuid)
        addNames()
        addFields()
        addDates()
        addRest()
    }

    /// The card.
    var imported: ImportedCard { draft.finished(startLine: line) }

    private func text(_ property: String) -> String {
        contact["properties"]?[property]?.textValue.trimmed ?? ""
    }

    private mutating func addNames() {
        if !uuid.isEmpty { draft.uid = "urn:uuid:\(uuid)" }
        draft.name = PersonName(
            family: text("last_name"), given: text("first_name"), additional: text("middle_name"))
        draft.add("NICKNAME", CardDraft.oneLine(text("nickname")))
        draft.addOrganisation(text("company"))
        draft.add("TITLE", CardDraft.oneLine(text("job")))
    }

    private mutating func addFields() {
        for field in MonicaAccount.values(of: "contact_field", in: contact) {
            let properties = field["properties"]
            let data = CardDraft.oneLine(properties?["data"]?.textValue ?? "").trimmed
            let type = account.fieldTypes[properties?["type"]?.textValue ?? ""]
            add(data, type)
        }
        for address in MonicaAccount.values(of: "address", in: contact) {
            let properties = address["properties"]
            let part = { (name: String) in properties?[name]?.textValue ?? "" }
            let value = PostalAddress(
                street: part("street"), locality: part("city"), region: part("province"),
                postalCode: part("postal_code"), country: part("country"))
            draft.add(value, label: CardDraft.Label(text: part("name")))
        }
    }

    private mutating func add(_ data: String, _ type: MonicaAccount.FieldType?) {
        let label = CardDraft.Label()
        switch (type?.type, type?.scheme) {
        case ("email", _), (_, "mailto:"): draft.add("EMAIL", parts: [data], label: label)
        case ("phone", _), (_, "tel:"): draft.add("TEL", parts: [data], label: label)
        default:
            let name = type?.name ?? ""
            if data.hasPrefix("http") {
                draft.addURI("URL", data, label: CardDraft.Label(text: name))
            } else {
                draft.addHandle(data, service: name)
            }
        }
    }

    private mutating func addDates() {
        add("birthdate", label: "birthday")
        add("deceased_date", label: "death")
        add("first_met_date", label: "first met")
    }

    private mutating func add(_ property: String, label: String) {
        guard let special = contact["properties"]?[property],
            let text = special["date"]?.textValue, !text.isEmpty
        else { return }
        switch PartialDate(text: text.trimmed) {
        case .parts(let year, let month, let day):
            if special["is_age_based"]?.isTrue == true, year != nil {
                // Monica counted back from an age: only the year is meant.
                draft.add(.parts(year: year, month: nil, day: nil), label: label)
            } else {
                let isUnknown = special["is_year_unknown"]?.isTrue == true && month != nil
                draft.add(
                    .parts(year: isUnknown ? nil : year, month: month, day: day), label: label)
            }
        case .text(let text):
            draft.note(.keptAsText(field: label), at: line)
            draft.add(.text(CardDraft.oneLine(CardDraft.clean(text))), label: label)
        }
    }

    private mutating func addRest() {
        for relation in account.relations[uuid] ?? [] {
            draft.addRelation(relation.name, label: relation.label.replacing("_", with: " "))
        }
        let introducer = text("first_met_through")
        if !introducer.isEmpty, let introducer = account.names[introducer] {
            draft.addRelation(introducer, label: "introduced by")
        }
        let tags = contact["properties"]?["tags"]?.elements.map(\.textValue) ?? []
        let isStarred = contact["properties"]?["is_starred"]?.isTrue == true
        draft.addTags(tags + (isStarred ? ["starred"] : []))
        draft.addGender(text("gender"))
        draft.add("NOTE", text("description"))
        draft.keep(text("food_preferences"), column: "Food preferences", source: "MONICA")
        let isDead = contact["properties"]?["is_dead"]?.isTrue == true
        if isDead, contact["properties"]?["deceased_date"] == nil {
            draft.add(.text("unknown"), label: "death")
        }
    }
}
