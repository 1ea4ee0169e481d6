import Foundation

/// A constant of the practice that has a number in it.
struct PracticeNumber: CustomStringConvertible {
    /// The type it stands in and its name, such as `Tier.maximumFocusCount`.
    let name: String
    let file: SourceFile
    let line: Int
    /// The doc comment, in one line.
    let comment: String
    /// What is written behind the equals sign, in one line.
    let value: String

    var type: String { String(name.prefix { $0 != "." }) }
    var description: String { "\(file):\(line) \(name) = \(value)" }

    /// What stands for a source: a row of the essays, a paper with its year, another constant, or
    /// the plain word that it is our choice, with a reason.
    var citation: String? {
        if let match = comment.firstMatch(of: #/\bS[0-4]-\d+\b/#) { return String(match.output) }
        if let match = comment.firstMatch(of: #/[A-Z]\w+[^.;]*\b(?:1[6-9]|20)\d\d\b/#) {
            return String(match.output)
        }
        if let match = comment.firstMatch(of: #/``\w+(?:\/\w+)?``/#) { return String(match.output) }
        if let match = comment.firstMatch(of: #/[Oo]ur choice\b.{25,}/#) {
            return String(match.output)
        }
        return nil
    }
}

/// Reads the numbers of Swift files, as far as this project's way of writing needs it.
enum PracticeNumbers {
    /// The constants of a file that have a number in them.
    static func constants(in file: SourceFile) -> [PracticeNumber] {
        file.lines.indices.compactMap { number in
            guard file.lines[number].contains("static let "),
                !file.lines[number].contains("= CommandConfiguration("),
                let match = file.lines[number].firstMatch(of: #/static let (\w+)\b.*?=(.*)/#)
            else {
                return nil
            }
            let value =
                ([match.output.2] + file.lines[lines(ofConstantAt: number, in: file)].dropFirst())
                .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
            guard !numbers(in: value).isEmpty else { return nil }
            return PracticeNumber(
                name: "\(type(around: number, in: file)).\(match.output.1)", file: file,
                line: number + 1, comment: comment(above: number, in: file), value: value)
        }
    }

    /// Lines with a number that is no constant's, by their place from 1.
    static func looseLines(in file: SourceFile) -> [(line: Int, code: String)] {
        var taken: Set<Int> = []
        for number in file.lines.indices where file.lines[number].contains("static let ") {
            taken.formUnion(lines(ofConstantAt: number, in: file))
        }
        return file.lines.indices.compactMap { number in
            let code = file.lines[number].trimmingCharacters(in: .whitespaces)
            guard !taken.contains(number), !code.hasPrefix("//"), code.contains(where: \.isNumber)
            else { return nil }
            // None, one, and per cent of a whole say nothing of their own.
            let found = numbers(in: code).filter { !["0", "1", "100"].contains($0) }
            return found.isEmpty ? nil : (number + 1, code)
        }
    }

    /// The numbers of some code, those in texts and comments aside.
    private static func numbers(in code: String) -> [String] {
        let bare = code.replacing(#/""".*?"""/#, with: "").replacing(
            #/"(?:\\.|[^"\\])*"/#, with: "\"\""
        ).replacing(
            #/\/\/.*/#, with: "")
        // A literal, and no part of a name.
        return bare.matches(of: #/(?:^|[^\w.$#])(\d[\d_]*(?:\.\d[\d_]*)?)/#).map {
            String($0.output.1)
        }
    }

    /// A constant ends where the next line of its own depth is no closing bracket.
    private static func lines(ofConstantAt number: Int, in file: SourceFile) -> Range<Int> {
        func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
        let own = indent(file.lines[number])
        let end = file.lines[(number + 1)...].firstIndex { line in
            let code = line.drop { $0 == " " }
            return code.isEmpty || indent(line) <= own && !"]})".contains(code.prefix(1))
        }
        return number..<(end ?? file.lines.count)
    }

    private static func type(around number: Int, in file: SourceFile) -> String {
        let own = file.lines[number].prefix { $0 == " " }.count
        for line in file.lines[..<number].reversed() {
            guard line.prefix(while: { $0 == " " }).count < own,
                let match = line.firstMatch(of: #/\b(?:struct|enum|class|extension) (\w+)/#)
            else { continue }
            return String(match.output.1)
        }
        return ""
    }

    private static func comment(above number: Int, in file: SourceFile) -> String {
        let lines = file.lines[..<number].reversed().prefix {
            $0.drop { $0 == " " }.hasPrefix("///")
        }
        return lines.reversed().map {
            $0.drop { $0 == " " }.dropFirst(3).trimmingCharacters(in: .whitespaces)
        }.joined(separator: " ")
    }
}
