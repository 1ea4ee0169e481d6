import TestSupport
import Testing

/// The names of kinds and fields are stored, so each has one constant, and nobody else spells it.
@Suite struct ItemNameTests {
    private static let catalogue = "Sources/ContactModel/Catalogue/FieldCatalogue.swift"

    /// Where names are declared, and their type.
    private static let declarations = [
        (path: ItemNames.folder + "ItemKinds.swift", type: "EntityKind"),
        (path: ItemNames.folder + "ItemFieldNames.swift", type: "FieldName"),
        (path: catalogue, type: "EntityKind"), (path: catalogue, type: "FieldName"),
        (path: "Sources/ChangeLog/Names.swift", type: "FieldName"),
    ]

    /// The constants of a type that a file declares: their names, and what they stand for.
    private static func constants(
        _ path: String, _ type: String
    ) throws -> [(name: String, value: String)] {
        try SourceFiles.read(path).lines.compactMap { line in
            let parts = line.split(separator: " = \(type)(rawValue: \"")
            guard parts.count == 2, let name = parts[0].split(separator: " ").last,
                parts[1].hasSuffix("\")")
            else { return nil }
            return (String(name), String(parts[1].dropLast(2)))
        }
    }

    @Test func `A constant is called as what it stands for, and stands for it alone`() throws {
        var seen: Set<String> = []
        for (path, type) in Self.declarations {
            for (name, value) in try Self.constants(path, type) {
                #expect(name == ItemNames.constant(value[...]), "\(path)")
                #expect(seen.insert(type + value).inserted, "\(path) declares \(value) again")
            }
        }
        #expect(seen.count > 150)
    }

    @Test func `The catalogue has every kind and field that has a constant`() throws {
        let catalogue = try ItemNames.catalogue()
        for (path, type) in Self.declarations.prefix(2) {
            let call = type == "EntityKind" ? "ItemSchema(." : "ItemField(."
            for (name, _) in try Self.constants(path, type) {
                #expect(catalogue.contains("\(call)\(name),"), "\(path): \(name)")
            }
        }
    }

    @Test func `Kinds and fields are spelt in one place`() throws {
        let own = Set(Self.declarations.map(\.path))
        for file in try SourceFiles.sources() where !own.contains(file.path) {
            for call in ["EntityKind(rawValue: \"", "FieldName(rawValue: \""] {
                #expect(!file.text.contains(call), "\(file) spells a name: \(call)")
            }
        }
    }

    @Test func `Statements in SQL name fields that there are`() throws {
        let known = try Set(
            Self.declarations.filter { $0.type == "FieldName" }
                .flatMap { try Self.constants($0.path, $0.type).map(\.value) })
        for file in try SourceFiles.all(in: "Sources/SQLiteReplica", "swift") {
            for part in file.text.split(separator: "field = '").dropFirst() {
                let name = String(part.prefix { $0 != "'" })
                #expect(known.contains(name), "\(file) asks for the field \(name)")
            }
        }
    }
}
