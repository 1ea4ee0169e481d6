import Foundation
import TestSupport
import Testing

/// The pages about the practice against the catalogue of kinds, the commands and the tests.
@Suite struct PracticePageTests {
    /// How many capabilities each essay has.
    private static let capabilities = [21, 39, 16, 19, 26]

    private func rows() throws -> [[String]] {
        try SourceFiles.read("docs/capabilities.md").lines.filter { $0.hasPrefix("| S") }.map {
            line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private func text() throws -> String {
        try ["practice", "numbers", "capabilities"].map { page in
            try SourceFiles.read("docs/\(page).md").text
        }.joined(separator: "\n")
    }

    @Test func `Every capability stands on the page once, in order`() throws {
        let wanted = Self.capabilities.enumerated().flatMap { essay, count in
            (1...count).map { "S\(essay)-\($0)" }
        }
        #expect(try rows().map(\.[0]) == wanted)
    }

    @Test func `Every capability is answered, kept or left out with a reason`() throws {
        for row in try rows() {
            #expect(row.count == 5, "\(row)")
            let states = ["answered", "kept", "left out: "]
            #expect(states.contains { row[1].hasPrefix($0) }, "\(row[0])")
            #expect(!row[1].contains("not yet"), "\(row[0])")
            #expect(row[1].hasPrefix("left out") || row[4] != "–", "\(row[0]) without a test")
        }
    }

    @Test func `Every test that the pages name exists`() throws {
        let files = Set(try SourceFiles.all(in: "Tests", "swift").map(\.name))
        let text = try text()
        for match in text.matches(of: #/`(\w+Tests)`/#) {
            #expect(files.contains("\(match.output.1).swift"), "\(match.output.1)")
        }
    }

    @Test func `Every field that the page names is in the catalogue`() throws {
        let catalogue = try ItemNames.catalogue()
        for row in try rows() {
            for match in row[3].matches(of: #/\b([a-z]+)\.([a-z-]+)/#) {
                let (kind, field) = (match.output.1, match.output.2)
                let isKind = catalogue.contains("ItemSchema(.\(ItemNames.constant(kind)),")
                #expect(kind == "person" || isKind, "\(match.output.0)")
                let isField = catalogue.contains("ItemField(.\(ItemNames.constant(field)),")
                #expect(isField, "\(match.output.0)")
            }
        }
    }

    @Test func `Every command that the pages name exists`() throws {
        let reference = try SourceFiles.read("docs/cli.md").text
        let text = try text()
        for match in text.matches(of: #/`kith ([a-z]+)/#) {
            #expect(reference.contains("### kith \(match.output.1)"), "\(match.output.1)")
        }
    }

    @Test func `No row of the page stands in what people read: ideas are named in words`() throws {
        for file in try SourceFiles.sources() {
            for (number, line) in file.lines.enumerated() {
                let code = line.trimmingCharacters(in: .whitespaces)
                guard !code.hasPrefix("//") else { continue }
                let text = code.components(separatedBy: " // ").first ?? ""
                #expect(
                    !text.contains(#/\bS[0-4]-[0-9]+/#), "\(file):\(number + 1): \(text)")
            }
        }
    }
}
