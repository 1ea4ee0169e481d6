"""A TCP proxy on loopback that counts requests and bytes of each direction."""
import re
import socket
import threading

REQUEST_LINE = re.compile(rb"(?:GET|POST|PUT|DELETE) (\S+) HTTP/1\.1\r\n")


class ByteCounter:
    """Forwards connections to a server until it is closed.

    `requests` holds the path of every request, `sent` and `received` the bytes of HTTP as the
    client sees them.
    """

    def __init__(self, host, port):
        self.target = (host, port)
        self.requests, self.sent, self.received = [], 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        """Takes no further connection."""
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            for pair in ((client, server, self._count_sent), (server, client, self._count_received)):
                threading.Thread(target=self._forward, args=pair, daemon=True).start()

    def _count_sent(self, data):
        self.sent += len(data)
        # A request line comes in one piece: kith writes its head at once.
        self.requests += [path.decode() for path in REQUEST_LINE.findall(data)]

    def _count_received(self, data):
        self.received += len(data)

    @staticmethod
    def _forward(source, target, count):
        try:
            while data := source.recv(65536):
                count(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # The other direction ended first.
