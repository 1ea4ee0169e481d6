import Foundation
import Testing

/// Failures that people have had with programs of this kind; each ends equal, with nothing lost.
struct FailureScenarioTests {
    private func requireEqual(_ machines: [Machine]) throws {
        for machine in machines + machines { try machine.sync() }
        for machine in machines { try machine.requireEqual() }
        let exports = try Set(machines.map { try $0.export() })
        #expect(exports.count == 1)
    }

    private func sql(_ statement: String, _ database: URL, _ bench: TestBench) throws {
        let result = try RunningProgram(
            "/usr/bin/sqlite3", [database.path, statement], environment: [:],
            scratch: bench.folder
        ).wait()
        #expect(result.exitCode == 0, "\(result.diagnostics)")
    }

    @Test func `5: deleted again by who saw the edit, somebody is gone for who was away, too`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["a", "b", "c"])
        let (a, b, c) = (machines[0], machines[1], machines[2])
        try a.kith("add", "--name", "Grace Example")
        for machine in machines { try machine.sync() }
        try a.kith("rm", "Grace")
        try b.kith("edit", "Grace", "--add", "phone=+1 555 0100")
        for machine in [a, b, c] { try machine.sync() }
        #expect(try c.names() == ["Grace Example"])
        try c.kith("rm", "Grace")
        try requireEqual([c, a, b])
        for machine in machines {
            #expect(try machine.names().isEmpty)
            #expect(try machine.conflicts().isEmpty)
        }
    }

    @Test func `6: who is deleted and imported again in one offline hour is there, once`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        let file = try bench.file("one.vcf", InventedCards.text(count: 1)).path
        try machines[0].kith("import", file)
        for machine in machines { try machine.sync() }
        try machines[0].kith("rm", "Person0")
        try machines[0].kith("restore", "Person0")
        try machines[0].kith("rm", "Person0")
        try machines[0].kith("import", file)
        try machines[1].kith("edit", "Person0", "--set", "title=Engineer")
        let back = try machines[0].attempt("restore", "Person0")
        #expect(back.exitCode == 0 || back.exitCode == 1)
        try requireEqual(machines)
        #expect(try machines[1].names() == ["Person0 Example0"])
        #expect(try machines[0].export() == machines[1].export())
        #expect(try machines[0].kith("export").output.contains("TITLE:Engineer"))
    }

    @Test func `7: one tag added twice is one, two phones are two, and a removed one is gone`()
        throws
    {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[0].kith("add", "--name", "Grace Example", "--phone", "+1 555 0100")
        for machine in machines { try machine.sync() }
        for (number, machine) in machines.enumerated() {
            try machine.kith("edit", "Grace", "--add", "tag=club")
            try machine.kith("edit", "Grace", "--add", "phone=+1 555 020\(number)")
        }
        try machines[0].kith("edit", "Grace", "--remove", "phone=+1 555 0100")
        try requireEqual(machines)
        let card = try machines[0].kith("export").output
        #expect(card.components(separatedBy: "club").count == 2)
        for phone in ["0200", "0201"] { #expect(card.contains("+1 555 \(phone)")) }
        #expect(!card.contains("+1 555 0100"))
    }

    @Test func `20: a sync goes through a proxy that takes small bodies only`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop", "desktop"])
        let proxy = try bench.file("proxy.py", Self.proxy)
        let port = FreePort.next()
        let pipe = try FIFO(in: bench.folder)
        let running = try RunningProgram(
            "/bin/sh",
            ["-c", "exec python3 '\(proxy.path)' \(port) \(daemon.port) 150000 > '\(pipe.path)'"],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder)
        defer {
            running.signal(SIGKILL)
            _ = try? running.wait()
        }
        #expect(pipe.readLine(containing: "listening"))
        let away = try bench.machine("away")
        let count = 1_500
        try away.kith("import", try bench.file("a.vcf", InventedCards.text(count: count)).path)
        try away.kith(
            "join", "http://127.0.0.1:\(port)", try daemon.addDevice("ada"), "--device", "away")
        try away.sync()
        try away.requireEqual()
        try machines[0].sync()
        #expect(try machines[0].people().count == count)
        let refusals = try String(
            contentsOf: bench.folder.appending(path: "refused"), encoding: .utf8)
        #expect(!refusals.isEmpty, "no body was too large: the test shows nothing")
    }

    /// Hands requests on, but bodies over a limit are refused in words that are not kith's.
    private static let proxy = """
        import http.client, http.server, pathlib, sys
        listen, server, limit = map(int, sys.argv[1:])
        class Proxy(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                if length > limit:
                    pathlib.Path(__file__).with_name("refused").open("a").write("x")
                    return self.reply(413, {"Content-Type": "text/html"}, b"<h1>too large</h1>")
                there = http.client.HTTPConnection("127.0.0.1", server)
                there.request(self.command, self.path, body, dict(self.headers))
                answer = there.getresponse()
                keep = ("content-type", "content-encoding")
                self.reply(answer.status, {k: v for k, v in answer.getheaders()
                                           if k.lower() in keep}, answer.read())
            do_GET = do_POST
            def reply(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass
        proxy = http.server.ThreadingHTTPServer(("127.0.0.1", listen), Proxy)
        print("listening", flush=True)
        proxy.serve_forever()
        """

    @Test func `29: sixteen commands at once on one replica all do their work`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("init")
        let commands = try (0..<16).map { try machine.start(["add", "--name", "Person \($0)"]) }
        for command in commands {
            let result = try command.wait()
            #expect(result.exitCode == 0, "\(result.diagnostics)")
        }
        #expect(try machine.names().count == 16)
        try machine.kith("doctor")
    }

    @Test func `32: another server at the same address is sent nothing, and nothing is mixed`()
        throws
    {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        try machines[0].kith("add", "--name", "Grace Example")
        try machines[0].sync()
        try daemon.stop()
        let database = daemon.data.appending(path: "kithd.sqlite")
        try sql("UPDATE server SET uuid = randomblob(16)", database, bench)
        try daemon.start()
        try machines[0].kith("add", "--name", "Hugo Example")
        let refused = try machines[0].attempt("sync")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("Another server"))
        #expect(try machines[0].names() == ["Grace Example", "Hugo Example"])
        try machines[0].kith("doctor")
    }

    @Test func `39: a wrong code lets nothing in or out`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let other = try bench.machine("other")
        try other.kith("add", "--name", "Hugo Example")
        let before = try other.export()
        let refused = try other.attempt("join", daemon.url, "KITH-AAAAA-BBBBB-CCCCC-DDDDD")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("The code is wrong"))
        #expect(try other.attempt("sync").exitCode == 5)
        #expect(try other.export() == before)
        #expect(try other.kith("status").output.contains("No server yet"))
        try machines[0].sync()
        #expect(try machines[0].names().isEmpty)
    }

    @Test(arguments: [
        "UPDATE space SET state_hash = zeroblob(16)", "DELETE FROM head WHERE sequence % 3 = 0",
    ])
    func `48: a state that was forced wrong on one machine is made anew from its log`(
        damage: String
    ) throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[0].kith("import", try bench.file("a.vcf", InventedCards.text(count: 9)).path)
        for machine in machines { try machine.sync() }
        let whole = try machines[0].export()
        try sql(damage, machines[0].home.appending(path: "kith.sqlite"), bench)
        let report = try machines[0].kith("sync")
        #expect(damage.contains("head") || report.output.contains("repaired here"))
        // What the hash does not show the doctor finds, and mends.
        _ = try machines[0].attempt("doctor")
        try machines[0].kith("doctor")
        try requireEqual(machines)
        #expect(try machines[0].export() == whole)
    }

    @Test func `49: a bit flipped in the server's log is found, and spreads to nobody`() throws {
        let bench = try TestBench()
        let (daemon, machines) = try bench.household(machines: ["laptop"])
        let file = try bench.file("a.vcf", InventedCards.text(count: 1_600))
        try machines[0].kith("import", file.path)
        try machines[0].sync()
        let codes = try [daemon.addDevice("ada"), daemon.addDevice("ada")]
        try daemon.stop()
        let database = daemon.data.appending(path: "kithd.sqlite")
        try sql(
            """
            UPDATE change SET bytes =
            CAST(substr(bytes, 1, length(bytes) - 3) || 'X' || substr(bytes, -2) AS BLOB)
            WHERE sequence = 50
            """, database, bench)
        for code in codes {
            try daemon.start()
            let other = try bench.machine("other \(code)")
            try other.kith("join", daemon.url, code)
            let refused = try other.attempt("sync")
            #expect(refused.exitCode == 7, "\(refused.output)\(refused.diagnostics)")
            #expect(!refused.output.contains("written again"))
            #expect(try machines[0].attempt("sync").exitCode == 0)
            #expect(try machines[0].export() == Array(try Data(contentsOf: file)))
            try machines[0].kith("doctor")
            try daemon.stop()
            // The doctor finds it, and finds it again: it makes no state of it.
            #expect(throws: ProgramFailure.self) { try daemon.admin("doctor") }
        }
    }

    @Test func `50: two syncs of one replica at once do the work once`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        try machines[0].kith("import", try bench.file("a.vcf", InventedCards.text(count: 60)).path)
        let syncs = try (0..<4).map { _ in try machines[0].start(["sync"]) }
        let results = try syncs.map { try $0.wait() }
        #expect(results.allSatisfy { $0.exitCode == 0 })
        #expect(results.count { $0.output.contains("changes sent") } == 1)
        try requireEqual(machines)
        #expect(try machines[1].people().count == 60)
    }
}
