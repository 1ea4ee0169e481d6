import Foundation
import Testing

/// P10: what is private never leaves the personal space.
@Suite(.serialized)
struct PrivacyTests {
    @Test func `P10: no byte of an overlay reaches the team, an export or a log`() throws {
        let bench = try TestBench()
        let (daemon, ada, bob) = try team(on: bench, people: ["Grace Example"])
        let canaries = ["ada": "canaryadasnote7431", "bob": "canarybobsnote9127"]
        try ada.kith("note", "Grace", try #require(canaries["ada"]))
        try ada.kith("tier", "Grace", "focus")
        try bob.kith("note", "Grace", try #require(canaries["bob"]))
        for machine in [ada, bob, ada, bob] { try machine.sync() }

        #expect(try ada.kith("show", "Grace").output.contains("canaryadasnote7431"))
        #expect(try bob.kith("show", "Grace").output.contains("canarybobsnote9127"))
        try expectAbsent("canarybobsnote9127", in: try ada.files())
        try expectAbsent("canaryadasnote7431", in: try bob.files())
        for machine in [ada, bob] {
            let exported = String(decoding: try machine.export(), as: UTF8.self)
            #expect(!exported.contains("canary"))
        }
        let log = String(
            decoding: try Data(contentsOf: try #require(daemon.process).errorLog), as: UTF8.self)
        #expect(!log.contains("canary") && !log.contains("Grace"))
        try daemon.stop()
        let team = try daemon.log(ofSpace: "team")
        #expect(team.contains("Grace"), "the shared card is in the team's log")
        #expect(!team.contains("canary"))
    }

    @Test func `P10: what I write down about a shared person stays with me`() throws {
        let bench = try TestBench()
        let (daemon, ada, bob) = try team(on: bench, people: ["Grace Example", "Hugo Example"])
        try ada.kith("set", "Grace", "why=canaryreason5501", "trust=1", "boundary=no")
        try ada.kith(
            "touch", "Grace", "coffee", "canarytouch5502", "gave=canarygift5503",
            "promised=canarypromise5504", "needs=canaryneed5505")
        try ada.kith("new", "goal", "canarygoal5506")
        try ada.kith("new", "relation", "a=Grace", "b=Hugo", "text=canaryrelation5507")
        try ada.kith("new", "cadence", "tag:canarytag5508", "every=30d")
        for machine in [ada, bob, ada, bob] { try machine.sync() }

        #expect(try ada.kith("prep", "Grace").output.contains("canarypromise5504"))
        for file in try bob.files() {
            let content = try Data(contentsOf: file)
            #expect(content.range(of: Data("canary".utf8)) == nil, "\(file.lastPathComponent)")
        }
        #expect(try bob.items("touch").isEmpty)
        #expect(try bob.attempt("circle", "Grace").output.isEmpty)
        for machine in [ada, bob] {
            let exported = String(decoding: try machine.export(), as: UTF8.self)
            #expect(exported.contains("Grace") && !exported.contains("canary"))
        }
        let log = String(
            decoding: try Data(contentsOf: try #require(daemon.process).errorLog), as: UTF8.self)
        #expect(!log.contains("canary"))
        try daemon.stop()
        let team = try daemon.log(ofSpace: "team")
        #expect(team.contains("Grace") && !team.contains("canary"))
    }

    /// Two users with a machine each, who share a space with some people in it.
    private func team(
        on bench: TestBench, people: [String]
    ) throws -> (daemon: Daemon, ada: Machine, bob: Machine) {
        let (daemon, machines) = try bench.household(user: "ada", machines: ["adas-laptop"])
        let ada = machines[0]
        let bob = try bench.machine("bobs-laptop")
        try bob.join(daemon, code: try daemon.addUser("bob"))
        try daemon.admin("space", "add", "team")
        try daemon.admin("member", "add", "team", "ada", "--role", "owner")
        try daemon.admin("member", "add", "team", "bob", "--role", "editor")
        try ada.sync()
        for name in people { try ada.kith("add", "--space", "team", "--name", name) }
        try ada.sync()
        try bob.sync()
        return (daemon, ada, bob)
    }

    private func expectAbsent(_ text: String, in files: [URL]) throws {
        #expect(!files.isEmpty)
        for file in files {
            let content = try Data(contentsOf: file)
            #expect(content.range(of: Data(text.utf8)) == nil, "\(file.lastPathComponent)")
        }
    }
}
