import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// Writes cards in one form, one after the other.
struct ExportWriter {
    private let format: Export.Format
    /// The groups that people are in by the cards of these groups, by person.
    private let groups: [EntityID: [String]]
    /// The names of those whom somebody's relations name by an id, by how they name them.
    private let relationNames: (Card) throws -> [String: String]
    private var sink: ExportSink
    private var exporter = VCardExporter()
    private var table = CSVExporter()
    private var isFirst = true
    /// The properties that the form cannot express, with the number of cards.
    private(set) var losses: [ConversionLoss: Int] = [:]

    init(
        _ format: Export.Format, to sink: ExportSink, groups: [EntityID: [String]],
        relationNames: @escaping (Card) throws -> [String: String]
    ) {
        self.relationNames = relationNames
        self.format = format
        self.sink = sink
        self.groups = groups
    }

    /// Makes room for a card in a table; before ``begin()``.
    mutating func measure(_ card: Card) {
        table.measure(PersonView(card))
    }

    /// Writes what stands before the first card.
    ///
    /// - Throws: ``CommandError`` when the file cannot be written.
    mutating func begin() throws {
        switch format {
        case .csv: try sink.write(table.header)
        case .json: try sink.write(Array("{\"version\":1,\"people\":[".utf8))
        case .jcard: try sink.write(Array("[".utf8))
        case .vcard, .vcard3, .vcard4: break
        }
    }

    /// Writes a card.
    ///
    /// - Throws: ``CommandError`` when the file cannot be written.
    mutating func write(_ card: Card) throws {
        switch format {
        case .vcard: try sink.write(exporter.next(card))
        case .vcard3: try write(exporter.next(card, in: .three))
        case .vcard4: try write(exporter.next(card, in: .four))
        case .csv:
            for loss in CSVExporter.losses(of: card) { losses[loss, default: 0] += 1 }
            var view = view(card)
            let isByID = view.relations.contains { $0.value.hasPrefix("urn:uuid:") }
            if isByID { view.nameRelations(try relationNames(card)) }
            try sink.write(table.row(view))
        case .json: try write(json(of: card))
        case .jcard: try write(JCardExporter.json(of: card))
        }
        isFirst = false
    }

    /// Writes what stands behind the last card; the file is there afterwards.
    ///
    /// - Throws: ``CommandError`` when it cannot be written; the file of before stays.
    mutating func finish() throws {
        if format == .json { try sink.write(Array("]}\n".utf8)) }
        if format == .jcard { try sink.write(Array("]\n".utf8)) }
        try sink.finish()
    }

    private mutating func write(
        _ converted: (bytes: [UInt8], losses: [ConversionLoss])
    ) throws {
        for loss in converted.losses { losses[loss, default: 0] += 1 }
        try sink.write(converted.bytes)
    }

    private mutating func write(_ value: JSONValue) throws {
        try sink.write(Array(((isFirst ? "" : ",") + value.encoded()).utf8))
    }

    private func view(_ card: Card) -> PersonView {
        var view = PersonView(card)
        view.groupCards = groups[card.entity] ?? []
        return view
    }

    /// Photos are named by kind, size and hash.
    private func json(of card: Card) -> JSONValue {
        let photo = card.photos.first.map {
            PhotoFacts($0, using: ReplicaEnvironment.system.digest)
        }
        return view(card).json(photo: photo)
    }
}
