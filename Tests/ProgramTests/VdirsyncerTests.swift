import Foundation
import Testing

/// vdirsyncer 0.21 and Radicale 3.9 themselves, from PyPI, between the linked folders of machines
/// that know nothing of each other otherwise.
struct VdirsyncerTests {
    /// What Radicale does to the sample books, all of it: it cuts a list and a label at a comma
    /// that is not escaped, and escapes the backslash of Apple's addresses.
    private static let losses = [
        "Hana Kurosawa-Lind urls", "Iñaki Urrotz urls", "Kazimierz Wróblewicz emails",
        "Kazimierz Wróblewicz nicknames", "Maëlle Quintrec emails", "Tove Åkerlund emails",
    ]
    private static let (captain, sailor) = (
        "pas-id-6C00394DA0D9315B4B6F5DF991FBE451", "pas-id-72C1AF530230C0EC4EE42C74F4288B31"
    )

    @Test func `Folders meet through vdirsyncer and Radicale, and no field is lost in kith`() throws
    {
        let bench = try TestBench()
        guard let server = try AddressBookServer(bench) else { return }
        let (_, machines) = try bench.household(machines: ["laptop", "tablet"])
        let (laptop, tablet) = (machines[0], machines[1])
        try laptop.kith("import", try bench.file("book.vcf", try Self.book()).path)
        let folder = try MirrorFolder(server.folder("files"))
        try laptop.kith("vdir", "link", folder.url.path)
        let original = try laptop.export()

        // Up: the folder and the people stay as they are, to the byte.
        let before = try folder.names.map { try folder.text($0) }
        try server.sync("up")
        #expect(try folder.names.map { try folder.text($0) } == before)
        #expect(try laptop.kith("vdir", "sync").output.contains("nothing to do"))

        // Down to somebody who has nothing: everybody, but for what Radicale does.
        try server.sync("down")
        let copy = try MirrorFolder(server.folder("copy"))
        #expect(copy.names == folder.names)
        let desktop = try bench.machine("desktop")
        try desktop.kith("vdir", "link", copy.url.path)
        #expect(try Self.differences(laptop, desktop) == Self.losses)

        // Down to somebody who has the people: nothing is lost, doubled or spelled otherwise.
        let second = try MirrorFolder(bench.folder.appending(path: "second"))
        for name in copy.names { try second.write(name, try copy.text(name)) }
        try laptop.sync()
        try tablet.sync()
        try tablet.kith("vdir", "link", second.url.path)
        let joined = Self.added(to: original, in: try tablet.export())
        #expect(joined.map { $0.prefix { $0 != ":" } } == ["NICKNAME"])

        // Edits of both sides meet, each on one line of its card.
        let captain = try #require(try Self.people(laptop)[Self.captain]?["id"])
        let sailor = try #require(try Self.people(laptop)[Self.sailor]?["id"])
        try laptop.kith("edit", captain, "--set", "title=Captain")
        try desktop.kith("edit", captain, "--add", "phone=+1 555 0177")
        try desktop.kith("edit", sailor, "--set", "x-ship=Sailor")
        try laptop.kith("vdir", "sync")
        try server.sync("up")
        try server.sync("down")
        try desktop.kith("vdir", "sync")
        try server.sync("down")
        try server.sync("up")
        try laptop.kith("vdir", "sync")
        #expect(try Self.differences(laptop, desktop) == Self.losses)
        #expect(
            Self.added(to: original, in: try laptop.export())
                == ["TEL:+1 555 0177", "TITLE:Captain", "X-SHIP:Sailor"])
        #expect(try laptop.conflicts().isEmpty && desktop.conflicts().isEmpty)
    }

    /// The sample books' cards that have a UID: a server gives others one of its own.
    private static func book() throws -> String {
        try ["icloud", "evolution", "thunderbird", "khard"].map { name in
            let file = BuildFolder.packageRoot.appending(path: "Tests/Samples/\(name).vcf")
            return try String(contentsOf: file, encoding: .utf8)
                .components(separatedBy: "BEGIN:VCARD").filter { $0.contains("\nUID:") }
                .map { "BEGIN:VCARD" + $0 }.joined()
        }.joined()
    }

    /// What people read of every card, by its UID; photos by whether there is one, lists in any
    /// order.
    private static func people(_ machine: Machine) throws -> [String: [String: String]] {
        let export = try machine.kith("export", "--format", "json").standardOutput
        let document = try JSONSerialization.jsonObject(with: Data(export)) as? [String: Any]
        let people = try #require(document?["people"] as? [[String: Any]])
        func text(_ value: Any) throws -> String {
            if let list = value as? [Any] {
                return try list.map(text).sorted().joined(separator: ",")
            }
            return String(
                decoding: try JSONSerialization.data(
                    withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed]),
                as: UTF8.self)
        }
        var views: [String: [String: String]] = [:]
        for person in people {
            var view = try person.mapValues(text)
            view["photo"] = person["photo"] is [String: Any] ? "yes" : "no"
            view["display_name"] = person["display_name"] as? String
            view["id"] = person["id"] as? String
            views[person["uid"] as? String ?? ""] = view
        }
        return views
    }

    /// Members that differ between two machines, as `name member`.
    private static func differences(_ one: Machine, _ other: Machine) throws -> [String] {
        let (left, right) = (try people(one), try people(other))
        #expect(left.keys.sorted() == right.keys.sorted())
        return left.flatMap { uid, person in
            person.keys.filter { person[$0] != right[uid]?[$0] }
                .map { "\(person["display_name"] ?? "") \($0)" }
        }.sorted()
    }

    /// The lines, unfolded and sorted, that came to an export; none may have gone.
    private static func added(to original: [UInt8], in export: [UInt8]) -> [String] {
        let (before, after) = (lines(original), lines(export))
        var added: [String] = []
        for change in after.difference(from: before) {
            switch change {
            case .insert(_, let line, _): added.append(line)
            case .remove(_, let line, _): Issue.record("\(line) is gone")
            }
        }
        return added.sorted()
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "")
            .replacing("\r\n", with: "\n").replacing("\n ", with: "").split(separator: "\n")
            .map(String.init)
    }
}

/// A Radicale, and a vdirsyncer that knows two folders of its one address book.
final class AddressBookServer {
    private let bench: TestBench
    private let radicale: Radicale
    private var known: Set<String> = []

    /// Installs and starts both; nil, and a printed reason, where PyPI cannot be reached.
    init?(_ bench: TestBench) throws {
        self.bench = bench
        guard let radicale = try Radicale(bench, with: ["vdirsyncer==0.21.0"]) else { return nil }
        self.radicale = radicale
        for name in ["files", "copy"] {
            try FileManager.default.createDirectory(
                at: folder(name), withIntermediateDirectories: true)
        }
        let configuration = Self.configuration(in: bench.folder, server: radicale.url)
        _ = try bench.file("vdirsyncer.conf", configuration)
    }

    /// The folder of the address book in one of the two storages on this side.
    func folder(_ storage: String) -> URL { bench.folder.appending(path: "\(storage)/book") }

    private static func configuration(in folder: URL, server: String) -> String {
        func files(_ name: String) -> String {
            """
            [storage \(name)]
            type = "filesystem"
            path = "\(folder.path)/\(name)/"
            fileext = ".vcf"

            """
        }
        func pair(_ name: String, _ storage: String) -> String {
            """
            [pair \(name)]
            a = "\(storage)"
            b = "server"
            collections = ["book"]

            """
        }
        return """
            [general]
            status_path = "\(folder.path)/status/"
            [storage server]
            type = "carddav"
            url = "\(server)/"
            username = "ada"
            password = "ada"

            """ + files("files") + files("copy") + pair("up", "files") + pair("down", "copy")
    }

    private func vdirsyncer(_ arguments: String...) throws {
        let yes = try bench.file("yes", "y\ny\ny\n")
        let configuration = bench.folder.appending(path: "vdirsyncer.conf").path
        let result = try radicale.programs.start(
            [radicale.programs.path(of: "vdirsyncer"), "-c", configuration] + arguments, input: yes
        ).wait()
        try #require(result.exitCode == 0, "\(arguments): \(result.diagnostics)\(result.output)")
    }

    /// Makes both sides of a pair equal.
    func sync(_ pair: String) throws {
        if known.insert(pair).inserted { try vdirsyncer("discover", pair) }
        try vdirsyncer("sync", pair)
    }
}
