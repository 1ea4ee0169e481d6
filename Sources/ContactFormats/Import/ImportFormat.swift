import ContactModel

/// The formats in which people come in, recognised by name and beginning of a file.
package enum ImportFormat: String, Hashable, Sendable, CaseIterable {
    case vcard
    case csv
    case jcard
    case monica
    case abook
    case mutt
    case org

    /// The cards, notes and items of one source.
    package struct Contents: Hashable, Sendable {
        package let cards: [ImportedCard]
        /// Private notes about the cards; only Monica has them.
        package let notes: [ImportedNote]
        /// The further items written down about its people; only Monica has any.
        package let items: [ImportedItem]
        /// Problems that belong to no card.
        package let problems: [ImportDiagnostic]
    }

    /// Recognises a file.
    ///
    /// - Parameters:
    ///   - fileName: The name with its ending; empty for standard input.
    ///   - start: The first few kilobytes.
    package init(fileName: String, start: [UInt8]) {
        let name = fileName.lowercased()
        let text = String(decoding: start.prefix(4096), as: UTF8.self)
        if name.hasSuffix(".vcf") || name.hasSuffix(".vcard") {
            self = .vcard
        } else if name.hasSuffix(".csv") || name.hasSuffix(".tsv") {
            self = .csv
        } else if name.hasSuffix(".org") {
            self = .org
        } else if Self.beginsACard(text) {
            self = .vcard
        } else if text.trimmed.hasPrefix("["),
            name.hasSuffix(".json") || text.contains("\"vcard\"")
        {
            self = .jcard
        } else if name.hasSuffix(".json") || text.hasPrefix("{") {
            self = .monica
        } else if text.contains("[format]") || name.hasSuffix("addressbook") {
            self = .abook
        } else if text.hasPrefix("alias ") || text.contains("\nalias ") {
            self = .mutt
        } else if text.contains(":PROPERTIES:") {
            self = .org
        } else {
            self = text.contains(",") || text.contains(";") || text.contains("\t") ? .csv : .vcard
        }
    }

    /// Whether a line begins a card; within a value, as a note of another format, the words are none.
    private static func beginsACard(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains {
            $0.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.uppercased().hasPrefix("BEGIN:VCARD")
        }
    }

    /// Reads a whole source.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - mapping: What the columns of a table are; nil to recognise the program.
    /// - Returns: Everything the source holds, in its order.
    package func read(_ bytes: [UInt8], mapping: CSVMapping? = nil) -> Contents {
        let read: (cards: [ImportedCard], problems: [ImportDiagnostic])
        switch self {
        case .vcard: read = VCardReader.read(bytes)
        case .csv: read = CSVReader.read(bytes, mapping: mapping)
        case .jcard: read = JCardReader.read(bytes)
        case .abook: read = AbookReader.read(bytes)
        case .mutt: read = MuttAliasReader.read(bytes)
        case .org: read = OrgContactsReader.read(bytes)
        case .monica:
            let contents = MonicaReader.read(bytes)
            return Contents(
                cards: contents.cards, notes: contents.notes, items: contents.items,
                problems: contents.problems)
        }
        return Contents(cards: read.cards, notes: [], items: [], problems: read.problems)
    }
}
