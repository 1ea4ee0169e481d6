import ArgumentParser
import Glibc
import SyncServer

/// One cell of a list.
indirect enum ListCell {
    case text(String)
    case number(UInt64)
    /// A point in time, Unix milliseconds; nil is never.
    case time(UInt64?)
    case members([MemberSummary])
    case names([String])
    /// Things with named cells, for programs alone.
    case rows([[(name: String, cell: ListCell)]])
    /// Whether something is as it should be.
    case flag(Bool)

    /// As people read it.
    var text: String {
        switch self {
        case .text(let text): Output.visible(text)
        case .number(let number): "\(number)"
        case .time(let milliseconds): milliseconds.map(Self.local) ?? "never"
        case .members(let members):
            Output.visible(members.map { "\($0.user) (\($0.role))" }.joined(separator: ", "))
        case .names(let names): Output.visible(names.joined(separator: ", "))
        case .rows: ""
        case .flag(let isTrue): isTrue ? "good" : "bad"
        }
    }

    /// As programs read it.
    var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let number), .time(.some(let number)): "\(number)"
        case .time(nil): "null"
        case .members(let members):
            "["
                + members.map {
                    #"{"user":\#(Self.quoted($0.user)),"role":\#(Self.quoted($0.role))}"#
                }.joined(separator: ",") + "]"
        case .names(let names): "[" + names.map(Self.quoted).joined(separator: ",") + "]"
        case .rows(let rows):
            "[" + rows.map { "{\(Self.members($0))}" }.joined(separator: ",") + "]"
        case .flag(let isTrue): "\(isTrue)"
        }
    }

    /// Named cells as the inside of a JSON object.
    static func members(_ cells: [(name: String, cell: ListCell)]) -> String {
        cells.map { #""\#($0.name)":\#($0.cell.json)"# }.joined(separator: ",")
    }

    /// The day and minute in the machine's time zone.
    private static func local(_ milliseconds: UInt64) -> String {
        var seconds = time_t(clamping: min(milliseconds / 1_000, 253_402_300_799))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return "" }
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M", &parts)
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// The option of commands that tell one thing.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON, for programs.")
    var json = false

    /// Prints named cells as JSON, or the sentence for people.
    func print(_ cells: [(name: String, cell: ListCell)], else sentence: String) {
        guard json else { return Output.write(sentence + "\n") }
        Output.write("{\"version\":1,\(ListCell.members(cells))}\n")
    }
}

/// The option every listing command has.
struct ListOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON, for programs.")
    var json = false

    /// Prints rows of named cells.
    ///
    /// - Parameters:
    ///   - name: The member of the JSON that holds them.
    ///   - rows: Each with the same names.
    ///   - titled: Whether a terminal shows the names above.
    ///   - hint: What to say on standard error when there are none.
    func print(
        _ name: String, _ rows: [[(name: String, cell: ListCell)]], titled: Bool = true,
        empty hint: String
    ) {
        if json {
            Output.write("{\"version\":1,\(ListCell.members([(name, .rows(rows))]))}\n")
            return
        }
        guard let first = rows.first else {
            Output.write(hint + "\n", to: 2)
            return
        }
        let titles = titled && isatty(1) == 1 ? [first.map(\.name)] : []
        let lines = titles + rows.map { $0.map(\.cell.text) }
        let widths = first.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        for line in lines {
            var text = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            Output.write(text + "\n")
        }
    }
}
