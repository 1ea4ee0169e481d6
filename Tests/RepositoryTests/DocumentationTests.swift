import Foundation
import TestSupport
import Testing

/// Comments on declarations: `swift format` checks `public` ones only.
@Suite struct DocumentationTests {
    /// What protocols demand needs no comment of its own.
    private static let witnesses = [
        "func run(", "func validate(", "static func <", "static func ==", "func hash(",
        "func callAsFunction(", "func next(", "func encode(to", "func write(to", "func read(from",
        "func answer(", "func handle(", "func step(", "static func main(",
    ]
    private static let keywords = ["func", "struct", "enum", "class", "actor", "protocol"]

    @Test func `Every type and function that others can call has a comment`() throws {
        for file in try SourceFiles.sources() {
            for (number, line) in file.lines.enumerated()
            where declares(line) && !isLocal(number, in: file) {
                #expect(isCommented(number, in: file), "\(file):\(number + 1) \(line)")
            }
        }
    }

    @Test func `Every function that throws says what`() throws {
        for file in try SourceFiles.sources() {
            for (number, line) in file.lines.enumerated()
            where declares(line) && !isLocal(number, in: file) {
                guard line.contains("func "), throwsErrors(number, in: file) else { continue }
                let comment = comment(above: number, in: file)
                #expect(
                    comment.contains { $0.contains("- Throws:") },
                    "\(file):\(number + 1) \(line)")
            }
        }
    }

    private func declares(_ line: Substring) -> Bool {
        let code = line.trimmingPrefix(while: \.isWhitespace)
        guard !code.hasPrefix("/"), !code.contains("private "), !code.contains("override "),
            !Self.witnesses.contains(where: code.contains)
        else { return false }
        let words = code.split(separator: " ").prefix(4)
        guard let place = words.firstIndex(where: { Self.keywords.contains(String($0)) }) else {
            return false
        }
        let modifiers = [
            "package", "public", "static", "final", "mutating", "nonmutating", "indirect",
            "@discardableResult",
        ]
        return words[..<place].allSatisfy { modifiers.contains(String($0)) }
    }

    /// Whether the declaration stands inside a function.
    private func isLocal(_ number: Int, in file: SourceFile) -> Bool {
        let indent = file.lines[number].prefix { $0 == " " }.count
        let enclosing = file.lines[..<number].last { line in
            let other = line.prefix { $0 == " " }.count
            return other < indent && (line.hasSuffix("{") || line.hasSuffix(" in"))
        }
        return enclosing.map {
            $0.contains("func ") || $0.contains("var ") || $0.contains("init")
                || $0.hasPrefix("    )")
                || $0.hasSuffix(" in")
        } ?? false
    }

    private func throwsErrors(_ number: Int, in file: SourceFile) -> Bool {
        for line in file.lines[number...].prefix(8) {
            if line.contains(" throws") || line.contains("rethrows") {
                return !line.contains("rethrows")
            }
            if line.hasSuffix("{") { return false }
        }
        return false
    }

    private func comment(above number: Int, in file: SourceFile) -> [Substring] {
        var result: [Substring] = []
        for line in file.lines[..<number].reversed() {
            let code = line.trimmingPrefix(while: \.isWhitespace)
            guard code.hasPrefix("///") || code.hasPrefix("@") else { break }
            result.append(code)
        }
        return result
    }

    private func isCommented(_ number: Int, in file: SourceFile) -> Bool {
        comment(above: number, in: file).contains { $0.hasPrefix("///") }
    }
}
