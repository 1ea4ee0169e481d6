package import ChangeLog

/// How an item stands to people who are to be erased.
package enum ItemNaming: Hashable, Sendable {
    /// It names none of them.
    case none
    /// It is about them: what is written there is theirs.
    case about
    /// It is about something or somebody else and names them too, in these cells.
    case mentions([CellAddress])
}

extension ItemSchema {
    /// Decides whether an item is about some people, or only names them too.
    ///
    /// It is about them when a field that it cannot do without names one of them; of a field for
    /// several people, when nobody else is left in it. Its `person` is such a field too, unless it
    /// cannot do without something else: a seat of a goal is there without who has it. An area that
    /// has them among its people is not about them.
    package func naming(of people: Set<EntityID>, in item: Item) -> ItemNaming {
        var mentions: [CellAddress] = []
        let isOfItself = !fields.contains {
            if case .item = $0.type { $0.isRequired } else { false }
        }
        for field in fields where field.type == .person || field.type == .people {
            let values = item.cells(of: field.name)
            let named = values.filter { EntityID(bytes: $0.value).map(people.contains) ?? false }
            guard !named.isEmpty else { continue }
            let isTheirs = field.isMap ? named.count == values.count : true
            let isNeeded = field.isRequired || isOfItself && field.name == .person
            if isTheirs, isNeeded { return .about }
            mentions += named.map {
                CellAddress(entity: item.id, field: field.name, element: $0.element)
            }
        }
        return mentions.isEmpty ? .none : .mentions(mentions.sorted())
    }
}

extension Item {
    /// The item as it reads when some people are not there: without them; nil when it is about them.
    ///
    /// What has been stays counted: a touch stays one without them, and so does a pair that met.
    package func without(_ people: Set<EntityID>, _ schema: ItemSchema) -> Item? {
        guard kind != .pair else { return self }
        switch schema.naming(of: people, in: self) {
        case .none: return self
        case .about where kind != .touch: return nil
        case .about, .mentions: break
        }
        var item = self
        for field in schema.fields where field.type == .person || field.type == .people {
            item.remove(people, from: field.name)
        }
        return item
    }
}
