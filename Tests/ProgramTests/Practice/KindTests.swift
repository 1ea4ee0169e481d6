import Foundation
import Testing

/// Everything that can be written down can be, and reaches the other machine as it was.
@Suite(.serialized)
struct KindTests {
    /// A field as `kith kinds KIND` describes it.
    private struct Field {
        let name: String
        let takes: String

        /// Something that the field takes, as a person types it.
        var example: String {
            if takes.hasPrefix("a day") { return "2027-05-01" }
            if takes.hasPrefix("a time") { return "2026-01-02T10:30" }
            if takes.hasPrefix("a person") { return name == "b" ? "Carl" : "Bertha" }
            if takes.hasPrefix("the card") { return "Bertha" }
            if takes.hasPrefix("people") { return "Bertha,Carl" }
            if takes.contains(" to "), let first = takes.split(separator: " ").first,
                Int(first) != nil
            {
                return String(first)
            }
            for article in ["a ", "an "] where takes.hasPrefix(article) {
                return "An example \(takes.dropFirst(article.count))"
            }
            if name == "keep" { return "note,x.diet" }
            if takes == "text" { return name == "every" || name == "cadence" ? "30d" : "ünï words" }
            return String(takes.prefix { $0 != "," })
        }
    }

    private func fields(of kind: String, _ machine: Machine) throws -> [Field] {
        try machine.kith("kinds", kind).output.split(separator: "\n").map { line in
            let columns = line.components(separatedBy: "  ")
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            let name = try #require(columns.first?.split(separator: " ").first)
            return Field(name: String(name), takes: columns.last ?? "")
        }
    }

    /// Texts that are read as more than words: the name of a property, whom a cadence is for, scores.
    private static let readWords = [
        "field": ["name": "shoe-size"], "cadence": ["text": "tag:choir"],
        "route": ["scores": "money=4, time for children=2"],
    ]

    @Test func `Every kind with every field is written here and read there`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        for name in ["Bertha Brewer", "Carl Cooper"] { try laptop.kith("add", "--name", name) }
        // Those that others name come first.
        let named = ["goal", "area", "community", "campaign", "event", "pool"]
        let all = try laptop.kith("kinds").output.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(all.count > 30)
        for kind in named + all.filter({ !named.contains($0) }) {
            let fields = try fields(of: kind, laptop)
            let words = fields.map { field in
                if let word = Self.readWords[kind]?[field.name] { return "\(field.name)=\(word)" }
                let isTitle = field.name == "text" && named.contains(kind)
                return "\(field.name)=\(isTitle ? "An example \(kind)" : field.example)"
            }
            let made = try laptop.start(["new", kind] + words).wait()
            #expect(made.exitCode == 0, "\(kind): \(made.diagnostics)")
        }
        for machine in [laptop, phone] { try machine.sync() }
        for kind in all {
            let here = try laptop.kith("items", kind, "--all", "--json").output
            #expect(try phone.kith("items", kind, "--all", "--json").output == here)
            let item = try #require(try phone.items(kind).first, "\(kind)")
            for field in try fields(of: kind, phone) {
                #expect(item[field.name] != nil, "\(kind).\(field.name)")
            }
        }
    }

    @Test func `Every private word about a person is taken, and taken away again`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Bertha Brewer", "Carl Cooper"] { try machine.kith("add", "--name", name) }
        let fields = try fields(of: "person", machine)
        #expect(fields.count > 25)
        for field in fields {
            try machine.kith("set", "Carl", "\(field.name)=\(field.example)")
            try machine.kith("set", "Carl", "\(field.name)=")
        }
        let refused = try machine.attempt("set", "Carl", "cadence=whenever")
        #expect(refused.exitCode == 2)
        #expect(try machine.attempt("set", "Carl", "shoe-size=44").exitCode == 2)
        #expect(try machine.attempt("new", "grudge", "none").exitCode == 2)
    }

    @Test func `What is said twice, in words and as a field, is refused and not dropped`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada")
        try machine.kith("new", "promise", "the draft", "person=Ada")
        for words in [
            ["touch", "Ada", "coffee", "lighthouse", "text=She will sell the house"],
            ["new", "promise", "the book", "text=the whole book, by Christmas", "person=Ada"],
            ["set", "the draft", "the letter", "text=the long letter"],
        ] {
            let refused = try machine.start(words).wait()
            #expect(refused.exitCode == 2 && refused.diagnostics.contains("text="), "\(words)")
        }
        #expect(try machine.items("touch").isEmpty)
        #expect(try machine.items("promise").map { $0["text"] as? String } == ["the draft"])
        try machine.kith("touch", "Ada", "coffee", "text=She will sell the house")
        #expect(try machine.items("touch").count == 1)
    }

    @Test func `A table is written down row by row, and the same table again changes nothing`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Bertha Brewer", "Carl Cooper"] { try machine.kith("add", "--name", name) }
        let table = try bench.file(
            "history.csv",
            #"""
            with;at;type;text
            Bertha,Carl;2026-03-01;coffee;"tides; and ""whist"""
            Bertha;2026-03-02;mail;
            Bertha;2026-03-02;mail;
            Nobody Here;2026-03-02;mail;
            Bertha;someday;mail;

            """#
        ).path
        let first = try machine.attempt("new", "touch", "--table", table)
        #expect(first.exitCode == 6)
        #expect(first.output.contains("3 new, 0 known, 2 left out"))
        #expect(first.diagnostics.contains("line 5") && first.diagnostics.contains("line 6"))
        #expect(try machine.items("touches").count == 3)
        let texts = try machine.items("touches").compactMap { $0["text"] as? String }
        #expect(texts == ["tides; and \"whist\""])
        let again = try machine.attempt("new", "touch", "--table", table)
        #expect(again.output.contains("0 new, 3 known, 2 left out"))
        try machine.kith("undo")
        #expect(try machine.items("touches").isEmpty)
        let anew = try machine.attempt("new", "touch", "--table", table)
        #expect(anew.output.contains("3 new, 0 known, 2 left out"))
        let odd = try bench.file("odd.csv", "with,colour\nBertha,red\n").path
        #expect(try machine.attempt("new", "touch", "--table", odd).exitCode == 2)
    }
}
