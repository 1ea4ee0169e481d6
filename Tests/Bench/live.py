"""Live streams: from the answer to a push to the last of a thousand listeners that has heard of it."""
import os
import resource
import select
import socket
import statistics
import subprocess
import sys
import time
from urllib.parse import urlsplit

from measure import Run

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../protocol"))
import kithwire as wire  # noqa: E402
from peer import Peer  # noqa: E402

COUNT = 1000
ROUNDS = 50
PER_DEVICE = 4     # LIVE-7
PER_ADDRESS = 40   # below three quarters of the connections of an address


class Crowd:
    """Sockets that are told, and one that is asked and answers."""

    def __init__(self, asked, told):
        self.asked, self.told = asked, {sock.fileno(): sock for sock in told}
        self.poll = select.epoll()
        for descriptor in (asked.fileno(), *self.told):
            self.poll.register(descriptor, select.EPOLLIN)

    def round(self, request, answer, notice):
        """Seconds from the answer to the last notice."""
        missing, answered = set(self.told), None
        self.asked.sendall(request)
        while missing or answered is None:
            ready = self.poll.poll(20)
            if not ready:
                raise SystemExit(f"{len(missing)} listeners were not told")
            # The answer first: what came with it came behind it.
            for descriptor, _ in sorted(ready, key=lambda pair: pair[0] != self.asked.fileno()):
                if descriptor == self.asked.fileno():
                    if answer in self.asked.recv(65536):
                        answered = time.perf_counter()
                elif notice in self.told[descriptor].recv(65536):
                    missing.discard(descriptor)
                    last = time.perf_counter()
        return max(last - answered, 0)

    def close(self):
        for sock in (self.asked, *self.told.values()):
            sock.close()


class Listening:
    """A user of the daemon with many devices, all of which listen."""

    def __init__(self, bench):
        self.address = urlsplit(bench.options.url)
        code = bench.admin("user", "add", "listener")
        self.peers = []
        for number in range(COUNT // PER_DEVICE):
            peer = Peer(bench.path(f"peer-{number}.json"))
            peer.join(bench.options.url, code, f"device-{number}")
            self.peers.append(peer)
            code = bench.admin("device", "add", "listener")

    def connect(self, number=0):
        sock = socket.create_connection((self.address.hostname, self.address.port),
                                        source_address=(f"127.0.1.{number // PER_ADDRESS + 1}", 0))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def head(self, peer, line, *more):
        return "\r\n".join([line, "Host: localhost", f"Authorization: Bearer {peer.state['token']}",
                            *more, "", ""]).encode()

    def streams(self):
        told = []
        for number in range(COUNT):
            sock = self.connect(number)
            sock.sendall(self.head(self.peers[number // PER_DEVICE], "GET /v1/events HTTP/1.1"))
            told.append(sock)
        for sock in told:
            seen = b""
            while b"data: " not in seen:
                seen += sock.recv(65536)
        return told

    def push(self, number):
        """The request that adds a change."""
        peer = self.peers[0]
        book = peer.book("cards")
        replica = bytes.fromhex(peer.state["replica"])
        book.append(os.urandom(16), "note", "text", b"", b"news")
        body = wire.member(1, 1) + wire.member(2, replica)
        body += wire.nested(3, wire.encode_dot((replica, number)))
        body += wire.nested(5, book.run(replica, number - 1))
        return self.head(peer, f"POST /v1/spaces/{book.state['space']}/sync HTTP/1.1",
                         "Content-Type: application/x-protobuf",
                         f"Content-Length: {len(body)}") + body


def resident(process):
    with open(f"/proc/{process}/status") as status:
        line = next(line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def kithd(bench):
    user = Listening(bench)
    before = resident(bench.options.daemon)
    crowd = Crowd(user.connect(COUNT), user.streams())
    growth = resident(bench.options.daemon) - before
    taken = [crowd.round(user.push(number), b"200 OK", b" %d\n\n" % number)
             for number in range(1, ROUNDS + 1)]
    crowd.close()
    return Run(statistics.median(taken), growth, ROUNDS)


def raw(bench):
    loop = subprocess.Popen([f"{bench.options.tools}/raw_notices", str(COUNT)],
                            stdout=subprocess.PIPE, text=True)
    place = ("127.0.0.1", int(loop.stdout.readline()))
    asked, *told = [socket.create_connection(place) for _ in range(COUNT + 1)]
    crowd = Crowd(asked, told)
    taken = [crowd.round(b"?", b"?", b"data: ") for _ in range(ROUNDS)]
    crowd.close()
    loop.wait()
    return Run(statistics.median(taken), 0, ROUNDS)


def listeners(bench):
    """Adds the row; the memory is what the daemon's grew by for all listeners together."""
    # Shells begin with 1,024 descriptors.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yardstick = raw(bench)
    bench.add(f"{COUNT:,} listeners hear of a push", kithd(bench), yardstick,
              "C loop over the sockets", 3)
