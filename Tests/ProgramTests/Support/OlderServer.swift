import Foundation
import Testing

/// A daemon as it was before live streams: all goes through but their address, which is unknown.
final class OlderServer {
    private let port = FreePort.next()
    private let proxy: SpokenProgram

    /// Starts it before a daemon that serves.
    ///
    /// - Throws: ``ProgramFailure``.
    init(before daemon: Daemon, on bench: TestBench) throws {
        proxy = try SpokenProgram(
            "/usr/bin/python3", ["-c", Self.script, String(port), String(daemon.port)],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder)
        guard proxy.says("listening") else { throw ProgramFailure(description: proxy.text) }
    }

    /// Where it serves.
    var url: String { "http://127.0.0.1:\(port)" }

    /// Ends it.
    func stop() { proxy.kill() }

    private static let script = """
        import http.client, http.server, sys

        class Older(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path = "/none" if self.path == "/v1/events" else self.path
                server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[2]))
                server.request(self.command, path, body, dict(self.headers))
                answer = server.getresponse()
                data = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = forward

            def log_message(self, *words):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Older)
        print("listening", flush=True)
        server.serve_forever()
        """
}
