import Foundation
import Testing

/// A proxy before a daemon that refuses what is larger than its limit with a page of its own, as nginx
/// does with more than `client_max_body_size`.
final class NarrowProxy {
    private let port = FreePort.next()
    private let proxy: SpokenProgram
    private let notes: URL

    /// Starts it before a daemon that serves.
    ///
    /// - Throws: ``ProgramFailure``.
    init(before daemon: Daemon, maximumBytes: Int, on bench: TestBench) throws {
        notes = bench.folder.appending(path: "refused")
        proxy = try SpokenProgram(
            "/usr/bin/python3",
            [
                "-c", Self.script, String(port), String(daemon.port), String(maximumBytes),
                notes.path,
            ],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder)
        guard proxy.says("listening") else { throw ProgramFailure(description: proxy.text) }
    }

    /// Where it serves.
    var url: String { "http://127.0.0.1:\(port)" }

    /// How many bodies it refused.
    func refusals() throws -> Int { try Data(contentsOf: notes).count }

    /// Ends it.
    func stop() { proxy.kill() }

    private static let script = """
        import http.client, http.server, sys

        class Narrow(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if len(body) > int(sys.argv[3]):
                    with open(sys.argv[4], "ab") as notes:
                        notes.write(b".")
                    return self.answer(413, [("Content-Type", "text/html")], b"<html></html>")
                path = "/none" if self.path == "/v1/events" else self.path
                server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[2]))
                server.request(self.command, path, body, dict(self.headers))
                answer = server.getresponse()
                self.answer(answer.status, answer.getheaders(), answer.read())

            def answer(self, status, headers, data):
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in ("content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = forward

            def log_message(self, *words):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Narrow)
        print("listening", flush=True)
        server.serve_forever()
        """
}
