import Foundation
import Testing

/// A phone that reads and edits through Radicale, whose address book is a linked folder
/// (docs/phones.md): the requests are those of a CardDAV app.
struct PhoneTests {
    @Test func `A phone and kith edit the same people, and each has the other's edits by itself`()
        throws
    {
        let bench = try TestBench()
        guard let radicale = try Radicale(bench) else { return }
        let (_, machines) = try bench.household(machines: ["server", "laptop"])
        let (server, laptop) = (machines[0], machines[1])
        let sample = BuildFolder.packageRoot.appending(path: "Tests/Samples/google-takeout.vcf")
        try laptop.kith("import", sample.path)
        try laptop.sync()
        try server.sync()
        let folder = try radicale.addressBook("contacts")
        try server.kith("vdir", "link", folder.url.path)
        let watch = try server.watch()
        defer { watch.kill() }
        // The lines that other programs need, which Google does not write, go to everybody.
        #expect(watch.says(" sent, 0 received, equal."))

        // Without them the phone would show only a few.
        let phone = Phone(url: "\(radicale.url)/ada/contacts", bench: bench)
        let everybody = try phone.changes()
        #expect(everybody.count == folder.names.count)
        #expect(everybody.count == (try laptop.kith("list", "--ids").output.lineCount))

        let wren = try #require(folder.names.first { try folder.text($0).contains("Wren") })
        let card = try phone.get(wren)
        try phone.put(
            wren, card.text.replacing("END:VCARD", with: "TITLE:Captain\r\nEND:VCARD"),
            replacing: card.tag)
        #expect(watch.says("contacts: 1 person updated."))
        #expect(watch.says(" sent, 0 received, equal."))
        try laptop.sync()
        #expect(try laptop.kith("show", "Wren").output.contains("Captain"))

        try phone.put("new.vcf", InventedCards.text(first: 7, count: 1), replacing: nil)
        #expect(watch.says("contacts: 1 person added."))
        #expect(watch.says(" sent, 0 received, equal."))
        _ = try phone.changes()
        try laptop.kith("edit", "Wren", "--set", "org=Sea School")
        try laptop.sync()
        #expect(watch.says("contacts: 1 file written."))
        // The phone asks for what changed, and it is this card alone.
        #expect(try phone.changes() == [wren])
        #expect(try phone.get(wren).text.contains("ORG:Sea School"))

        try phone.delete("new.vcf")
        #expect(watch.says("contacts: 1 person trashed."))
        #expect(watch.says(" sent, 0 received, equal."))
        try server.requireEqual()
    }
}

/// The requests of a CardDAV app for one address book (RFC 6352, RFC 6578).
private final class Phone {
    private let url: String
    private let bench: TestBench
    private var token = ""

    init(url: String, bench: TestBench) {
        self.url = url
        self.bench = bench
    }

    /// The names of the cards that are new, changed or gone since the last time; of all at first.
    func changes() throws -> [String] {
        let body = """
            <?xml version="1.0"?><sync-collection xmlns="DAV:"><sync-token>\(token)</sync-token>\
            <sync-level>1</sync-level><prop><getetag/></prop></sync-collection>
            """
        let answer = try request("REPORT", "", body: body)
        token = answer.between("<sync-token>", "</sync-token>").first ?? ""
        return answer.between("<href>", "</href>").compactMap { $0.split(separator: "/").last }
            .filter { $0.hasSuffix(".vcf") }.map(String.init).sorted()
    }

    /// A card with its tag.
    func get(_ name: String) throws -> (text: String, tag: String) {
        let answer = try request("GET", name, "--include")
        let parts = answer.components(separatedBy: "\r\n\r\n")
        let tag = parts[0].between("ETag: ", "\r\n").first
        return (parts.dropFirst().joined(separator: "\r\n\r\n"), try #require(tag))
    }

    /// Writes a card; nil for one that is to be new.
    func put(_ name: String, _ text: String, replacing tag: String?) throws {
        let condition = tag.map { "If-Match: \($0)" } ?? "If-None-Match: *"
        _ = try request(
            "PUT", name, "--header", condition, "--header", "Content-Type: text/vcard", body: text)
    }

    func delete(_ name: String) throws {
        _ = try request("DELETE", name)
    }

    private func request(
        _ method: String, _ name: String, _ options: String..., body: String? = nil
    ) throws -> String {
        var arguments = ["-sS", "--fail", "--user", "ada:ada", "--request", method] + options
        if let body {
            let file = try bench.file("body-\(UUID().uuidString)", body)
            arguments += ["--data-binary", "@\(file.path)"]
        }
        let result = try RunningProgram(
            "/usr/bin/curl", arguments + ["\(url)/\(name)"], environment: [:],
            scratch: bench.folder
        ).wait()
        try #require(result.exitCode == 0, "\(method) \(name): \(result.diagnostics)")
        return String(decoding: result.standardOutput, as: UTF8.self)
    }
}

extension String {
    fileprivate var lineCount: Int { split(separator: "\n").count }

    /// Every text between two others.
    fileprivate func between(_ start: String, _ end: String) -> [String] {
        components(separatedBy: start).dropFirst().compactMap {
            $0.components(separatedBy: end).first
        }
    }
}
