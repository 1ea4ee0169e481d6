import Foundation
import TestSupport
import Testing

/// What a compiler does not check of `Sources`.
@Suite struct SourceRuleTests {
    /// Calls that can stop the process, or read the world where a caller should pass it in.
    private static let forbidden = [
        "fatalError(", "preconditionFailure(", "precondition(", "assert(", "assertionFailure(",
        "try!", "as!", "Regex", "NSRegularExpression", "uniqueKeysWithValues", "row[\"",
        "unsafeBitCast", "unsafeDowncast", "Date()", "UUID()", ".unsafelyUnwrapped",
    ]

    /// Where one is right, and why.
    private static let allowed: Set<String> = [
        // SQLITE_TRANSIENT is the pointer -1 in C; Swift has no other way to write it.
        "Sources/SQLiteLog/RawStatement.swift: unsafeBitCast"
    ]

    private static let pureTargets: Set<String> = [
        "ChangeLog", "ContactModel", "ContactFormats", "RelationshipPractice", "SyncEngine",
    ]

    @Test func `Nothing in Sources can stop the process on input`() throws {
        for file in try SourceFiles.sources() {
            for (number, line) in file.lines.enumerated() {
                let code = Self.code(in: String(line))
                for call in Self.forbidden where code.contains(call) {
                    #expect(
                        Self.allowed.contains("\(file): \(call)"),
                        "\(file):\(number + 1) uses \(call)")
                }
            }
        }
    }

    /// A line without its comment, and with nothing in its texts.
    private static func code(in line: String) -> String {
        var code = ""
        var isText = false
        var isEscaped = false
        for character in line {
            if !isText, code.hasSuffix("/"), character == "/" { return String(code.dropLast()) }
            if character == "\"", !isEscaped {
                isText.toggle()
                code.append(character)
            } else if !isText {
                code.append(character)
            }
            isEscaped = isText && character == "\\" && !isEscaped
        }
        return code
    }

    @Test func `What is forbidden is found behind a text too, and in none`() {
        let found = #"let a = f("b \"c\" // d", row["e"]) as! F // try!"#
        let calls = Self.forbidden.filter(Self.code(in: found).contains)
        #expect(calls == ["as!", "row[\""])
        #expect(Self.code(in: #"call("as! \"try!\"")"#) == #"call("")"#)
    }

    @Test func `Pure targets take clock and randomness as parameters`() throws {
        let ambient = ["SystemRandomNumberGenerator", "ContinuousClock()", "clock_gettime"]
        for file in try SourceFiles.sources() where Self.pureTargets.contains(file.target) {
            for call in ambient {
                #expect(!file.text.contains(call), "\(file) uses \(call)")
            }
        }
    }

    @Test func `Files are short: sources below 500 lines, tests below 600`() throws {
        for file in try SourceFiles.sources() {
            #expect(file.lines.count <= 500, "\(file) has \(file.lines.count) lines")
        }
        for file in try SourceFiles.all(in: "Tests", "swift") {
            #expect(file.lines.count <= 600, "\(file) has \(file.lines.count) lines")
        }
    }

    @Test func `Functions are below 60 lines`() throws {
        for file in try SourceFiles.sources() {
            for function in functions(in: file) {
                #expect(
                    function.length <= 60, "\(file):\(function.line) has \(function.length) lines")
            }
        }
    }

    @Test func `No file is named for nothing in particular`() throws {
        let banned = ["util", "helper", "common", "misc"]
        for file in try SourceFiles.sources() + SourceFiles.all(in: "Tests", "swift") {
            let name = file.name.lowercased()
            #expect(!banned.contains { name.contains($0) }, "\(file)")
        }
    }

    @Test func `Every command says its name, for the parser is slow to find it out`() throws {
        for file in try SourceFiles.sources() {
            for (line, next) in zip(file.lines, file.lines.dropFirst())
            where line.hasSuffix("= CommandConfiguration(") {
                #expect(next.contains("commandName: "), "\(file): \(next)")
            }
        }
    }

    @Test func `A comment above every unsafe marker says why it holds`() throws {
        let markers = ["@unchecked Sendable", "nonisolated(unsafe)"]
        for file in try SourceFiles.sources() {
            for (number, line) in file.lines.enumerated() {
                guard markers.contains(where: line.contains), number > 0 else { continue }
                let above = file.lines[max(0, number - 3)..<number]
                #expect(above.contains { $0.contains("//") }, "\(file):\(number + 1)")
            }
        }
    }

    private func functions(in file: SourceFile) -> [(line: Int, length: Int)] {
        var result: [(line: Int, length: Int)] = []
        for (number, line) in file.lines.enumerated() {
            let code = line.trimmingPrefix(while: \.isWhitespace)
            guard code.contains("func ") || code.contains("init(") || code.contains("var "),
                !code.hasPrefix("/"), !code.hasPrefix("guard"), !code.hasPrefix("if")
            else { continue }
            let indent = line.prefix { $0 == " " }
            // A body opens on the same line, or where its wrapped head ends.
            let rest = file.lines[number...]
            let opening = rest.firstIndex {
                $0.hasSuffix("{") || $0.hasSuffix("}")
                    || $0.trimmingPrefix(while: \.isWhitespace).isEmpty
            }
            guard let opening, file.lines[opening].hasSuffix("{"),
                opening == number || file.lines[opening].hasPrefix(indent + ")")
            else { continue }
            let end = file.lines[opening...].firstIndex { $0 == indent + "}" }
            if let end { result.append((number + 1, end - number)) }
        }
        return result
    }
}
