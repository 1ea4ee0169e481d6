import Foundation
import Testing

/// `me`, `page`, `report` and `map`, as files and on standard output.
struct PageCommandTests {
    private func machine(_ bench: TestBench, _ name: String = "laptop") throws -> Machine {
        let machine = try bench.machine(name)
        try machine.kith(
            "me", "name=Ada Lind", "who=Harbour engineer", "email=ada@example.org",
            "value=I find what breaks", "budget=90")
        return machine
    }

    private func mode(_ file: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    }

    @Test func `Machines that never met give the same profile the same id`() throws {
        let bench = try TestBench()
        let ids = try ["laptop", "desktop"].map { name in
            let me = try machine(bench, name).json("me")["me"] as? [String: Any]
            #expect(me?["who"] as? String == "Harbour engineer")
            return try #require(me?["id"] as? String)
        }
        #expect(ids[0] == ids[1])
    }

    @Test func `A profile shows its questions before there is an answer, and variants apart`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("init")
        #expect(try machine.kith("me").output.contains("Who are you, and what do you do?"))
        #expect(try machine.attempt("page").exitCode == 1)
        try machine.kith("me", "name=Ada", "value=usual")
        try machine.kith("me", "--for", "Investors", "value=special")
        let variant = try machine.kith("page", "--for", "investors", "--format", "md").output
        #expect(variant.contains("# Ada") && variant.contains("special"))
        #expect(try machine.kith("page", "--format", "md").output.contains("usual"))
        let other = try machine.kith("page", "--for", "press", "--format", "md")
        #expect(other.output.contains("usual") && other.diagnostics.contains("press"))
        #expect(try machine.attempt("me", "just words").exitCode == 2)
        #expect(try machine.attempt("me", "audience=x").exitCode == 2)
        #expect(try machine.attempt("me", "colour=red").exitCode == 2)
    }

    @Test func `A page has nothing of other people, in any form`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("add", "--name", "Grace Hidden", "--email", "grace@example.org")
        try machine.kith("tier", "Grace", "focus")
        try machine.kith("touch", "Grace", "coffee", "a secret talk")
        try machine.kith("new", "offer", "A boat of hers", "person=Grace")
        try machine.kith("new", "offer", "A saw", "limits=not for Grace")
        for format in ["html", "md", "vcf", "qr"] {
            let page = try machine.kith("page", "--format", format).output
            #expect(page.contains("Ada Lind"), "\(format)")
            for word in ["Grace", "grace", "secret", "boat", "not for", "90"] where format != "qr" {
                #expect(
                    !page.replacing(/<svg.*<\/svg>|<style>(.|\n)*<\/style>/, with: "")
                        .contains(word), "\(format): \(word)")
            }
        }
    }

    @Test func `Report and map are files that only their owner reads`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for (name, tier) in [("Bob <b>Example</b>", "close"), ("Carol Example", "active")] {
            try machine.kith("add", "--name", name)
            try machine.kith("tier", name, tier)
        }
        try machine.kith("touch", "Bob", "coffee")
        try machine.kith("new", "relation", "a=Bob", "b=Carol", "text=sister")
        let report = machine.scratch.appending(path: "report.html")
        try machine.kith("report", "-o", report.path)
        #expect(try mode(report) == 0o600)
        let page = try String(contentsOf: report, encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg"))
        #expect(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"))
        let map = machine.scratch.appending(path: "map.graphml")
        try machine.kith("map", "--format", "graphml", "-o", map.path)
        #expect(try mode(map) == 0o600)
        let graph = try String(contentsOf: map, encoding: .utf8)
        #expect(graph.contains("Bob &lt;b&gt;Example&lt;/b&gt;") && graph.contains("sister"))
        #expect(try machine.kith("map", "--format", "dot").output.contains(" -- "))
    }

    @Test func `What needs another program says which, and what works without it`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("add", "--name", "Bob Example")
        try machine.kith("tier", "Bob", "close")
        let pdf = try machine.attempt("page", "--format", "pdf", extra: ["PATH": "/nowhere"])
        #expect(pdf.exitCode == 6 && pdf.diagnostics.contains("Chromium"))
        let svg = try machine.attempt("map", extra: ["PATH": "/nowhere"])
        #expect(svg.exitCode == 6 && svg.diagnostics.contains("Graphviz"))
        #expect(try machine.attempt("map", "--limit", "0").exitCode == 2)
    }
}
