import Foundation
import TestSupport
import Testing

/// Two hundred rounds of edits from all sides: files, this machine, another machine.
struct VDirRandomTests {
    private static let rounds = 200
    private static let people = 6
    /// What only files say, what only `kith` says, and what both do.
    private static let fileFields = ["X-FILE-A", "X-FILE-B", "NOTE", "URL"]
    private static let kithFields = ["title", "role", "x-kith-a"]
    private static let shared = "X-SHARED"

    @Test func `No field is lost in 200 rounds of edits on both sides and syncs`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let (laptop, desktop) = (machines[0], machines[1])
        let book = try bench.file("book.vcf", InventedCards.text(count: Self.people))
        try laptop.kith("import", book.path)
        try laptop.sync()
        try desktop.sync()
        let folder = try MirrorFolder(bench.folder.appending(path: "mirror"))
        try laptop.kith("vdir", "link", folder.url.path)
        var random = SeededRandom(seed: 2026)
        var expected = [[String: String]](repeating: [:], count: Self.people)

        for round in 0..<Self.rounds {
            let value = "round \(round)"
            for _ in 0..<2 {
                let person = Int.random(in: 0..<Self.people, using: &random)
                let machine = Int.random(in: 0..<4, using: &random) == 0 ? desktop : laptop
                let field = try #require(Self.kithFields.randomElement(using: &random))
                // One machine writes a field: which of two is later is another test's question.
                let own = machine.name == "desktop" ? "x-desktop-\(field)" : field
                try machine.kith("edit", "Person\(person)", "--set", "\(own)=\(value)")
                expected[person][own.uppercased()] = value
            }
            let person = Int.random(in: 0..<Self.people, using: &random)
            let field = try #require(Self.fileFields.randomElement(using: &random))
            try rewrite(folder, person, field, value, shuffled: round % 3 == 0, using: &random)
            expected[person][field] = value
            if round % 4 == 0 {
                try laptop.kith("edit", "Person\(person)", "--set", "x-shared=kith \(value)")
                try rewrite(
                    folder, person, Self.shared, "file \(value)", shuffled: false, using: &random)
                expected[person][Self.shared] = "file \(value)"
            }
            try laptop.kith("vdir", "sync")
            if round % 10 == 9 {
                try desktop.sync()
                try laptop.sync()
                try desktop.sync()
                try laptop.kith("vdir", "sync")
                try check(expected, folder, laptop)
            }
        }
        try laptop.requireEqual()
        try check(expected, folder, laptop)
        // Only what both said at once, and what both machines list.
        let conflicts = try laptop.conflicts()
        #expect(!conflicts.isEmpty)
        #expect(conflicts.allSatisfy { $0["property"] as? String == Self.shared })
        #expect(try desktop.conflicts().count == conflicts.count)
        #expect(try laptop.export() == desktop.export())
        // Looking only at what changed left nothing undone: a run that looks at all finds nothing.
        let stamps = try folder.stamps()
        try laptop.kith("vdir", "unlink", folder.url.path)
        try laptop.kith("vdir", "link", folder.url.path)
        #expect(try folder.stamps() == stamps)
    }

    /// Sets a property in a file as a program does that writes all lines anew.
    private func rewrite(
        _ folder: MirrorFolder, _ person: Int, _ field: String, _ value: String, shuffled: Bool,
        using random: inout SeededRandom
    ) throws {
        let name = "invented-\(person).vcf"
        var lines = try folder.text(name).components(separatedBy: "\r\n").dropLast()
            .dropFirst().filter { $0 != "END:VCARD" }
        let index = lines.firstIndex { $0.hasPrefix(field + ":") }
        if let index {
            lines[index] = "\(field):\(value)"
        } else {
            lines.append("\(field):\(value)")
        }
        if shuffled { lines.shuffle(using: &random) }
        let text = (["BEGIN:VCARD"] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
        try folder.write(name, text)
    }

    /// Requires every field in the file and in the card.
    private func check(
        _ expected: [[String: String]], _ folder: MirrorFolder, _ machine: Machine
    ) throws {
        for (person, fields) in expected.enumerated() {
            let file = try folder.text("invented-\(person).vcf")
            let card = try machine.kith("export", "Person\(person)").output
            for (field, value) in fields {
                #expect(file.contains("\(field):\(value)\r\n"), "\(field) of \(person): \(file)")
                #expect(card.contains("\(field):\(value)\r\n"), "\(field) of \(person): \(card)")
            }
            let (inFile, inCard) = (file.split(separator: "\r\n"), card.split(separator: "\r\n"))
            #expect(inFile.sorted() == inCard.sorted())
        }
    }
}
