import ArgumentParser
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith map`.
struct Map: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Draw your people and the ties between them, for your own eyes.",
        discussion: """
            Whoever has a tier or a touch, whom they are tied to (`kith new relation`), and the \
            ties. html is a page for any screen and for paper, with the circles and bridges of \
            `kith circle` in words. svg and html need Graphviz; graphml is for Gephi, yEd and \
            NetworkX. Only you can read the file.

            Examples:
              kith map --open
              kith map -o people.svg
              kith map --format html -o people.html
              kith map --format graphml -o people.graphml
              kith map --format dot --limit 60 | neato -Tpdf > people.pdf
            """)

    /// The forms of the map.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case dot
        case graphml
        case html
        case svg
    }

    @Option(name: .long, help: "dot, graphml, html or svg.")
    var format = Format.svg

    @Option(
        name: .long,
        help: "As many people at most, from 1, the nearest; svg and html 200 unless told.")
    var limit: Int?

    @OptionGroup var document: DocumentOptions

    /// As many people as a drawing shows: the active layer and those they lead to.
    private static let usualDrawnLimit = 200

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let name = "people.\(format.rawValue)"
        try document.check(name)
        let usual = [.svg, .html].contains(format) ? Self.usualDrawnLimit : Int.max
        let replica = try Replica.reading()
        let map = try replica.networkMap(limit: limit ?? usual, on: LocalTime.today)
        guard !map.people.isEmpty else {
            throw CommandError(
                exit: .nothingFound,
                sentence: "Nobody has a tier or a touch yet: kith tier NAME close.")
        }
        let text =
            switch format {
            case .dot: map.dot
            case .graphml: map.graphML
            case .svg: NetworkMap.styled(svg: try drawing(map))
            case .html: MapPage.html(map, drawing: try drawing(map), try .read(replica))
            }
        try document.write(Array(text.utf8), name)
    }

    private func drawing(_ map: NetworkMap) throws -> String {
        guard let graphviz = ExternalProgram(oneOf: ["sfdp", "dot"]) else {
            throw CommandError(
                exit: .data,
                sentence: "SVG needs Graphviz, which is not installed; --format dot and graphml "
                    + "work without it.")
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let source = try folder.write(Array(map.dot.utf8), as: "map.dot")
        try ProgressBar.during("Drawing \(Counted.text(map.people.count, "person", "people")) …") {
            try graphviz.run(["-Tsvg", "-o", "\(folder.path)/map.svg", source])
        }
        return String(decoding: try folder.read("map.svg"), as: UTF8.self)
    }
}
