import ChangeLog

/// A column that a list of people can have, named as searches name the same.
package enum PersonColumn: Hashable, Sendable {
    case id
    /// A person or an organisation.
    case kind
    /// Where the card lives.
    case space
    /// How much attention somebody gets.
    case tier
    /// The day of the last touch.
    case touched
    case card(CardColumn)
    /// `x.name`: a field of one's own on the card.
    case custom(String)
    /// `my.name`: what the reader says of somebody.
    case said(ItemField)

    /// A name that is none.
    package struct Unknown: Error, Hashable {
        package let name: String
        /// The name that may be meant.
        package let nearest: String?
    }

    /// The title of the column, for people and programs; reading it gives the column again.
    package var name: String {
        switch self {
        case .id: "id"
        case .kind: "kind"
        case .space: "space"
        case .tier: "tier"
        case .touched: "touched"
        case .card(let column): column.rawValue
        case .custom(let name): "x.\(name)"
        case .said(let field): "my.\(field.name.rawValue)"
        }
    }

    /// Every name but those of fields of one's own, in the order in which they are told.
    package static let names: [String] =
        plain.map(\.name) + CardColumn.allCases.map(\.rawValue)
        + ItemCatalogue.overlay.map { "my.\($0.name.rawValue)" }

    private static let plain: [PersonColumn] = [.id, .kind, .space, .tier, .touched]

    /// Reads names between commas, in either case; the synonyms of a search are understood.
    ///
    /// - Returns: Each column once, in the order of the text.
    /// - Throws: ``Unknown`` for the first name that is none, an empty one included.
    package static func list(_ text: String) throws(Unknown) -> [PersonColumn] {
        var columns: [PersonColumn] = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            let column = try PersonColumn(String(name))
            if !columns.contains(column) { columns.append(column) }
        }
        return columns
    }

    private init(_ text: String) throws(Unknown) {
        let name = FoldedText.fold(text.trimmed)
        if let column = Self.plain.first(where: { $0.name == name }) {
            self = column
        } else if let column = CardColumn(rawValue: name) ?? Self.synonym(name) {
            self = .card(column)
        } else if name.hasPrefix("x."), let own = CustomField.name(String(name.dropFirst(2))) {
            self = .custom(own)
        } else if let field = ItemCatalogue.overlay.first(where: {
            "my.\($0.name.rawValue)" == name
        }) {
            self = .said(field)
        } else {
            throw Unknown(name: text.trimmed, nearest: Self.nearest(name))
        }
    }

    /// The name that may be meant: with or without `my.` first, for nobody knows which say so.
    private static func nearest(_ name: String) -> String? {
        let bare = name.hasPrefix("my.") ? String(name.dropFirst(3)) : name
        return names.first { $0 == bare || $0 == "my.\(bare)" }
            ?? NearestName.of(name, among: names)
    }

    private static func synonym(_ name: String) -> CardColumn? {
        if name == "tags" { return .tag }
        guard let field = SearchField(key: name) else { return nil }
        return field == .org ? .organisation : CardColumn(rawValue: field.rawValue)
    }
}
