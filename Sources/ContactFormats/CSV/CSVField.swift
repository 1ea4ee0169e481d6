import ContactModel

/// Where the cells of a column belong, written as in `email.work`, `address.home.city.2`.
///
///     kind [ . part ] [ . label ] [ . number ]
///
/// Parts and labels may stand in either order; cells of one kind, label and number belong together.
package struct CSVField: Hashable, Sendable {
    /// The property that a column belongs to.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case name
        case phonetic
        case nickname
        case organisation
        case title
        case role
        case email
        case phone
        case address
        case url
        case messenger
        case relation
        case birthday
        case anniversary
        case date
        case tags
        case gender
        case hobby
        case photo
        case note
        case uid
        /// A column pair of the owner's own: `own.label.1` names what `own.1` holds.
        case own
        /// Kept in a line of its own, for it has no place in a card.
        case keep
        /// Left out because its owner says so.
        case ignore
    }

    package let kind: Kind
    /// A part of the value, such as `city`; empty for the value itself.
    package let part: String
    package let label: String
    /// Which of several; 0 when there is no number.
    package var number: Int

    /// Reads the written form; nil when its kind is unknown.
    package init?(parsing text: String) {
        var words = text.split(separator: ".").map { String($0).trimmed }
        guard let kind = words.first.flatMap({ Kind(rawValue: $0.lowercased()) }) else {
            return nil
        }
        self.kind = kind
        words.removeFirst()
        var number = 0
        if let last = words.last, let read = Int(last), read >= 0, read < 1_000_000 {
            number = read
            words.removeLast()
        }
        self.number = number
        let known = Self.parts[kind] ?? []
        part = words.map { $0.lowercased() }.first { known.contains($0) } ?? ""
        label = words.filter { !known.contains($0.lowercased()) }.joined(separator: " ")
    }

    private static let namePart: Set<String> = ["given", "additional", "family"]

    private static let parts: [Kind: Set<String>] = [
        .name: namePart.union(["prefix", "suffix", "sort"]), .phonetic: namePart,
        .organisation: ["department", "title", "label"],
        .email: ["label"], .phone: ["label"], .url: ["label"], .relation: ["label"],
        .date: ["label"], .own: ["label"], .messenger: ["label", "service"],
        .birthday: ["year", "month", "day"],
        .address: [
            "label", "formatted", "pobox", "extended", "street", "street2", "street3", "city",
            "region", "code", "country",
        ],
    ]

    /// Whether several columns may say it, each for itself.
    var isRepeatable: Bool {
        switch kind {
        case .name, .phonetic, .birthday, .anniversary, .gender, .uid: false
        default: true
        }
    }
}
