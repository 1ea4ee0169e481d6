import Foundation
import TestSupport
import Testing

/// The prose, the vectors and the catalogue against the tests and the code.
@Suite struct ContractTests {
    @Test func `Every rule is named by a test, and every rule a test names is written`() throws {
        let rule = #/\b(?:LOG|MERGE|SYNC|HTTP|ERR|CARD|PHOTO|LIVE)-[0-9]+\b/#
        func rules(_ files: [SourceFile]) -> Set<String> {
            Set(files.flatMap { $0.text.matches(of: rule).map { String($0.output) } })
        }
        let written = rules(
            try SourceFiles.all(in: "protocol", "md").map { file in
                let defined = file.lines.filter { $0.contains("**") }.joined(separator: "\n")
                return SourceFile(path: file.path, text: defined, lines: [])
            })
        let tests = try SourceFiles.all(in: "Tests", "swift").map { file in
            let named = file.lines.filter { $0.contains("func `") || $0.contains("@Test(\"") }
            return SourceFile(
                path: file.path, text: named.joined(separator: "\n"), lines: [])
        }
        let named = rules(tests)
        #expect(written.subtracting(named).sorted() == [], "rules without a test")
        #expect(named.subtracting(written).sorted() == [], "tests of rules that are not written")
        #expect(written.count > 40)
    }

    @Test func `Every vector file is read by a test`() throws {
        let tests = try SourceFiles.all(in: "Tests", "swift").map(\.text).joined()
        for file in try SourceFiles.all(in: "protocol/vectors", "json") {
            let name = file.name.dropLast(".json".count)
            #expect(tests.contains("\"\(name)\""), "\(file)")
        }
    }

    @Test func `Files that the documents mention exist`() throws {
        let link = #/\]\(([^)#: ]+)(?:#[^)]*)?\)/#
        let pages =
            try SourceFiles.all(in: "docs", "md") + SourceFiles.all(in: "protocol", "md")
            + ["README.md", "CHANGELOG.md"].map(SourceFiles.read)
        for page in pages {
            let folder = URL(filePath: "/" + page.path).deletingLastPathComponent().path
            for match in page.text.matches(of: link) {
                let path = Repository.root.path + folder + "/" + String(match.output.1)
                #expect(
                    FileManager.default.fileExists(atPath: path), "\(page): \(match.output.1)")
            }
        }
    }

    @Test func `The newest version of the CHANGELOG is the program's, and dates descend`() throws {
        let page = try SourceFiles.read("CHANGELOG.md")
        let headings = page.text.matches(of: #/\n## ([0-9.]+) - ([0-9-]+)/#)
        let version = try SourceFiles.read("Sources/ChangeLog/KithVersion.swift")
        let newest = try #require(headings.first?.output.1)
        #expect(version.text.contains("\"\(newest)\""))
        let dates = headings.map { String($0.output.2) }
        #expect(dates == dates.sorted(by: >))
    }

    @Test func `No path of a machine stands in the project`() throws {
        let homes = ["/" + "root/", "/" + "work/", "/home/" + "user"]
        var files = try SourceFiles.sources() + SourceFiles.all(in: "Tests", "swift", "sh", "py")
        files += try SourceFiles.all(in: "protocol", "md", "py", "json", "proto")
        files += try SourceFiles.all(in: "docs", "md")
        files += try ["README.md", "CHANGELOG.md", "Makefile", ".ci/run"].map(SourceFiles.read)
        for file in files {
            #expect(!homes.contains(where: file.text.contains), "\(file)")
        }
    }
}
