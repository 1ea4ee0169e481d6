import Foundation
import Testing

/// The pages that kith writes, as a browser shows them on a phone, a desk, in the dark, on paper.
///
/// The pictures stay in `.build/artefacts/screens`, to be looked at.
struct ScreenTests {
    /// The least contrast of text that WCAG 2.2 accepts on level AA (1.4.3).
    private static let leastContrast = 4.5
    /// Letters below this many pixels are for nobody.
    private static let leastPixels = 9.0

    @Test func `Report, one-pager and map are readable on a phone, in the dark and on paper`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try ScreenPeople.write(on: machine, bench)
        let page = try Browser(scratch: bench.folder).page()
        for (name, command) in [
            ("report.html", ["report"]), ("page.html", ["page"]),
            ("page-investors.html", ["page", "--for", "investors"]),
            ("map.html", ["map", "--format", "html"]), ("drawing.svg", ["map"]),
        ] {
            let file = machine.scratch.appending(path: name)
            try machine.kith(words: command + ["-o", file.path])
            // A drawing alone is for a screen: the page has it for the phone.
            for view in BrowserPage.View.all where view.width > 600 || name.hasSuffix("html") {
                try check(file, in: view, page)
            }
        }
    }

    private func check(_ file: URL, in view: BrowserPage.View, _ page: BrowserPage) throws {
        let name = "\(file.deletingPathExtension().lastPathComponent)-\(view.name)"
        let asked = try page.open(file, in: view)
        #expect(asked == [file.absoluteString], "\(name) asks for something else")
        let reading = try PageReading(page)
        try Artefacts.keep(try page.screenshot(), as: "screens/\(name).png")
        #expect(reading.textCount > 5, "\(name)")
        #expect(reading.contentWidth <= reading.windowWidth, "\(name) has to be scrolled sideways")
        #expect(reading.beyond.isEmpty, "\(name): \(reading.beyond)")
        let faintest = try #require(reading.faintest)
        #expect(faintest.ratio >= Self.leastContrast, "\(name): \(faintest)")
        let smallest = try #require(reading.smallest)
        #expect(smallest.pixels >= Self.leastPixels, "\(name): \(smallest)")
        guard view.isPrinted else { return }
        let pdf = try page.pdf()
        try Artefacts.keep(pdf, as: "screens/\(name).pdf")
        #expect(pdf.starts(with: Data("%PDF-".utf8)), "\(name)")
    }
}

/// What tests leave for people to look at.
enum Artefacts {
    static let folder = BuildFolder.packageRoot.appending(path: ".build/artefacts")

    /// Writes a file, over the one of the run before.
    ///
    /// - Throws: What writing throws.
    static func keep(_ data: Data, as path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }
}
