/// The searchable text of a person, by the columns of the index: everything that `kith show`
/// prints.
package struct SearchText: Hashable, Sendable {
    /// A column of the index, by its place in the table.
    package enum Column: Int, CaseIterable, Sendable {
        case name
        /// Parts of the name that are not shown, how it is said and sorted, names in other scripts.
        case furtherNames
        case organisation
        /// The titles and roles.
        case title
        /// Addresses of mail, numbers, pages, handles.
        case contact
        /// Each in one line, as it is shown.
        case address
        case city, region, country
        /// Of an address whose parts are not told apart, what stands behind its first comma; else all.
        case place
        /// Tags, fields of one's own, and what else the card says.
        case tags
        /// The people the card names, and those of relations and roles.
        case ties
        case notes

        static let count = allCases.count
    }

    private var parts: [[String]]

    /// Takes out of a card what is looked for.
    ///
    /// - Parameters:
    ///   - view: The card.
    ///   - names: By which the person is known besides, such as those of merged cards.
    package init(_ view: PersonView, names: [String] = []) {
        parts = Array(repeating: [], count: Column.count)
        addNames(of: view, names)
        let organisations = [[view.organisation] + view.organisationUnits]
        add((organisations + view.furtherOrganisations).flatMap(\.self), .organisation)
        add([view.title, view.role] + view.furtherTitles + view.furtherRoles, .title)
        add(view.emails.map(\.value) + view.phones.map(\.value) + view.phoneKeys, .contact)
        add(view.urls.map(\.value), .contact)
        add(view.handles.flatMap { [$0.value, $0.label] }, .contact)
        for address in view.addresses { add(address.value) }
        // Who is named in a field of one's own is named once.
        let own = view.custom.filter { field in
            !view.relations.contains { $0.label == field.name && $0.value == field.value }
        }
        add(view.tags + own.map(\.value) + view.facts.map(\.value), .tags)
        add(view.keptCells, .tags)
        add(view.relations.compactMap { Self.shown($0.value) }, .ties)
        add(view.notes, .notes)
    }

    /// Adds texts that no card has, such as one's own notes.
    package mutating func add(_ texts: [String], _ column: Column) {
        for text in texts where !text.isEmpty { parts[column.rawValue].append(text) }
    }

    /// The texts given to the index, in the order of its columns.
    package var columns: [String] {
        parts.indices.map { column in
            guard !parts[column].isEmpty else { return "" }
            let text = parts[column].joined(separator: "\n")
            let further = NameWords.further(of: text)
            let whole =
                further.isEmpty ? text : text + "\n" + further.joined(separator: "\n")
            // Beginnings of these are compared as they are (``SearchCondition``).
            let isFolded = column == Column.region.rawValue || column == Column.country.rawValue
            return UnpartedText.spread(isFolded ? FoldedText.fold(whole) : whole)
        }
    }

    private mutating func addNames(of view: PersonView, _ names: [String]) {
        let shown = [view.displayName] + view.nicknames
        add(shown + names.filter { !shown.contains($0) }, .name)
        for name in [view.name] + view.furtherNames { addFurther(name, of: view) }
        if let phonetic = view.phoneticName { addFurther(phonetic, of: view) }
        if view.sortName != view.displayName, view.sortName != view.name.sorted {
            add([view.sortName], .furtherNames)
        }
    }

    /// A name as it is said, and where no blank parts its words the other way round.
    private mutating func addFurther(_ name: PersonName, of view: PersonView) {
        let composed = name.composed
        if composed != view.displayName { add([composed], .furtherNames) }
        if UnpartedText.isIn(composed) { add([name.sorted], .furtherNames) }
    }

    private mutating func add(_ address: PostalAddress) {
        add([address.oneLine], .address)
        add([address.locality], .city)
        add([address.region], .region)
        add([address.country], .country)
        let isParted = !address.locality.isEmpty || !address.region.isEmpty
        let whole = isParted ? address.locality : address.oneLine
        guard whole.utf8.contains(UInt8(ascii: ",")) else {
            return add(isParted ? [] : [whole], .place)
        }
        add(whole.split(separator: ",").dropFirst().map(String.init), .place)
    }

    /// A related person as the card names them; nil for what only programs read.
    private static func shown(_ reference: String) -> String? {
        let lower = reference.prefix(7).lowercased()
        if lower.hasPrefix("urn:") { return nil }
        if lower.hasPrefix("tel:") { return String(reference.dropFirst(4)) }
        return lower == "mailto:" ? String(reference.dropFirst(7)) : reference
    }
}
