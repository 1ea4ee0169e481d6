import ArgumentParser
import ChangeLog
import ContactModel
import Foundation
import RelationshipPractice
import SQLiteReplica

/// `kith page`.
struct Page: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Make the one page about you that others may see.",
        discussion: """
            From your answers (`kith me`) and your offers (`kith new offer`); nothing of anybody \
            else is on it. Offers with audience=investors are only on pages --for investors; \
            limits of offers, minutes and ceilings are on none. qr is a code of your card: blocks \
            on a terminal, an SVG in a file. pdf needs Chromium.

            Examples:
              kith page --open
              kith page -o me.html
              kith page --for investors --format pdf -o me.pdf
              kith page --format qr
            """)

    /// The forms of the page.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html
        case md
        case vcf
        case qr
        case pdf
    }

    @Option(name: .customLong("for"), help: "The variant for one audience.")
    var audience: String?

    @Option(
        name: .customLong("format"),
        help: "html, md, vcf, qr or pdf; as the output is called, else html.")
    var wanted: Format?

    @OptionGroup var document: DocumentOptions

    func run() throws {
        // The others are to be read on a terminal too: text, a card, a code to scan.
        if [.html, .pdf].contains(format) { try document.check(name) }
        let profile = try read()
        switch format {
        case .html: try write(profile.html(picture: try picture(profile)))
        case .md: try write(profile.markdown)
        case .vcf: try document.write(try named(profile).vCard(), name)
        case .qr: try writeCode(try named(profile))
        case .pdf:
            let html = profile.html(picture: try picture(profile))
            try document.write(try PDFPrinter.pdf(of: html), name)
        }
    }

    private var format: Format {
        let ending = document.output?.split(separator: ".").last.map(String.init) ?? ""
        return wanted ?? Format(rawValue: ending.lowercased()) ?? .html
    }

    /// The name of the file unless another is given.
    private var name: String { "me." + (format == .qr ? "svg" : format.rawValue) }

    private func read() throws -> Profile {
        let audience = try Audience.name(audience)
        let replica = try Replica.reading()
        let profile = Profile(
            me: try replica.items(of: .me),
            offers: try replica.items(of: .offer), audience: audience)
        guard !profile.isEmpty else {
            throw CommandError(
                exit: .nothingFound,
                sentence: "Nothing is said about you yet; `kith me` shows the questions.")
        }
        if !audience.isEmpty, !profile.isVariant {
            Terminal.note("Nothing is written for “\(audience)”; this is the page for everybody.")
        }
        return profile
    }

    private func write(_ text: String) throws {
        try document.write(Array(text.utf8), name)
    }

    /// A card needs a name.
    private func named(_ profile: Profile) throws -> Profile {
        guard profile.name.isEmpty else { return profile }
        throw CommandError(exit: .usage, sentence: "A card needs a name: kith me name=\"…\".")
    }

    private func writeCode(_ profile: Profile) throws {
        guard let code = profile.qrCode else {
            throw CommandError(
                exit: .data,
                sentence: "The card has more than \(QRCode.maximumBytes) bytes, too many for a "
                    + "code; shorten name, email, phone or url.")
        }
        if document.output == nil, !document.open, Terminal.isOutputTerminal {
            Terminal.write(code.blocks(isColoured: Terminal.hasColour))
        } else {
            try write(code.svg(title: "The card of \(profile.name)") + "\n")
        }
    }

    private static let maximumPictureBytes = 2 << 20

    private func picture(_ profile: Profile) throws -> String? {
        guard !profile.photo.isEmpty else { return nil }
        let home = Environment.value("HOME") ?? ""
        let path =
            profile.photo.hasPrefix("~/") ? home + profile.photo.dropFirst() : profile.photo
        guard let data = FileManager.default.contents(atPath: path),
            data.count <= Self.maximumPictureBytes, let type = Self.type(of: data)
        else {
            Terminal.note(
                "The picture is left out: \(profile.photo) is no JPEG, PNG or WebP of at most "
                    + "2 MiB on this machine.")
            return nil
        }
        return "data:\(type);base64,\(data.base64EncodedString())"
    }

    /// By the first bytes, whatever the file is called.
    private static func type(of data: Data) -> String? {
        if data.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if data.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        let isWebP =
            data.starts(with: Array("RIFF".utf8))
            && data.dropFirst(8).starts(with: Array("WEBP".utf8))
        return isWebP ? "image/webp" : nil
    }
}

/// Prints pages through a browser without a window.
enum PDFPrinter {
    private static let browsers = [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    ]

    /// A page as PDF.
    ///
    /// - Throws: ``CommandError`` when no browser is installed or it fails.
    static func pdf(of html: String) throws -> [UInt8] {
        guard let browser = ExternalProgram(oneOf: browsers) else {
            throw CommandError(
                exit: .data,
                sentence: "PDF needs Chromium, which is not installed; write --format html and "
                    + "print it from any browser.")
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let page = try folder.write(Array(html.utf8), as: "page.html")
        // The page has no script and loads nothing; a browser run by root has no other way.
        let sandbox = geteuid() == 0 ? ["--no-sandbox"] : []
        try browser.run(
            sandbox + [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
                "--user-data-dir=\(folder.path)/browser", "--no-pdf-header-footer",
                "--print-to-pdf=\(folder.path)/page.pdf", "file://\(page)",
            ])
        return try folder.read("page.pdf")
    }
}
