#!/usr/bin/env python3
"""A whole kith client in Python's standard library, to show that the pages are enough.

  peer.py STATE join URL CODE [DEVICE]
  peer.py STATE push ENTITY-HEX TEXT     one put of the register `text` of a note
  peer.py STATE photo ENTITY-HEX FILE    one more photo of a person
  peer.py STATE pull                     everything, then compares with the server
  peer.py STATE show                     every shown value, one a line
  peer.py STATE live                     pulls whenever the server says that there is news
"""
import base64
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.request

import kithwire as wire


class Peer:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.state = json.loads(self.path.read_text()) if self.path.exists() else {}

    def save(self):
        self.path.write_text(json.dumps(self.state))

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.state["url"] + path, data=body, method=method)
        request.add_header("Content-Type", "application/x-protobuf")
        request.add_header("Accept", "application/x-protobuf")
        if "token" in self.state:
            request.add_header("Authorization", "Bearer " + self.state["token"])
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return wire.members(reply.read())
        except urllib.error.HTTPError as error:
            code = dict(wire.members(error.read())).get(1, b"").decode()
            raise SystemExit(f"refused: {code}")

    def join(self, url, code, device="python"):
        self.state = {"url": url}
        body = wire.member(1, 1) + wire.member(2, code) + wire.member(3, device)
        reply = self.call("POST", "/v1/join", body)
        space = dict(wire.members(next(v for n, v in reply if n == 5)))
        album = wire.album_of(space[1])
        self.state |= {"token": dict(reply)[2].decode(), "replica": os.urandom(16).hex(),
                       "cards": {"space": space[1].hex(), "log": [], "cursor": None},
                       "album": {"space": album.hex(), "log": [], "cursor": None}}
        self.save()

    def live(self):
        """Listens, and syncs at each notice beyond what is held (LIVE-8)."""
        request = urllib.request.Request(self.state["url"] + "/v1/events")
        request.add_header("Authorization", "Bearer " + self.state["token"])
        with urllib.request.urlopen(request, timeout=45) as stream:  # LIVE-5
            self.sync()
            print("equal", flush=True)
            for line in stream:
                words = line.decode(errors="replace").split()
                if words[:1] != ["data:"] or len(words) < 3:
                    continue  # LIVE-2
                books = [b for b in (self.book("cards"), self.book("album"))
                         if b.state["space"] == words[1]]
                if not books or int(words[2]) > books[0].position():
                    self.sync()
                    print("equal", flush=True)

    def book(self, name):
        return Book(self, self.state[name])

    def sync(self):
        """The cards, then the album if it has anything that is not here (PHOTO-3)."""
        cards, album = self.book("cards"), self.book("album")
        end = cards.sync().get(12, b"")
        if end.hex() != (album.state["cursor"] or "") or album.has_unsent():
            album.sync()
        self.save()

    def photo(self, entity, picture):
        text = base64.b64encode(picture)
        line = b"PHOTO;ENCODING=b:" + text
        value, shown = wire.line_value(1 << 32, line + b"\r\n")
        if shown is not None:  # PHOTO-8
            self.book("album").append(wire.picture_id(shown), "picture", "bytes", b"", shown)
        element = wire.sha(b"kith line" + line + bytes(4))[:16]
        self.book("cards").append(entity, "person", "line", element, value)
        self.save()

    def show(self):
        pictures = {wire.sha(value): value for _, _, value in self.book("album").shown()}  # PHOTO-4
        for entity, field, value in self.book("cards").shown():
            try:
                value = self.raw_line(value, pictures) if field == "line" else value
            except wire.WireError:
                continue  # Of a newer program.
            print(entity.hex(), field, value.decode(errors="replace").strip())

    @staticmethod
    def raw_line(value, pictures):
        """The line, with its picture if that is here."""
        digest = wire.read_line_value(value)[2]
        return wire.read_line_value(value, pictures.get(digest))[1]


class Book:
    """What is held of one space."""

    def __init__(self, peer, state):
        self.peer, self.state = peer, state

    # The log: [replica, sequence, bytes] in the order of arrival; of an erased change (LOG-11) its
    # digest and whether its transaction ends there, as a list, stand in place of the bytes.

    def log(self):
        return [((bytes.fromhex(r), s), (bytes.fromhex(b[0]), b[1]) if isinstance(b, list)
                 else bytes.fromhex(b)) for r, s, b in self.state["log"]]

    def whole(self):
        return {dot: data for dot, data in self.log() if isinstance(data, bytes)}

    def changes(self):
        return {dot: wire.decode_change(data) for dot, data in self.whole().items()}

    def erase(self):
        """Forgets the bytes of all that a purge covers."""
        gone = wire.covered(changes := self.changes())
        for row in self.state["log"]:
            dot = (bytes.fromhex(row[0]), row[1])
            if dot in gone and isinstance(row[2], str):
                ends = changes[dot]["index"] + 1 == changes[dot]["count"]
                row[2] = [wire.sha(bytes.fromhex(row[2])).hex(), ends]

    def has_unsent(self):
        own = bytes.fromhex(self.peer.state["replica"])
        return self.held().get(own, 0) > self.state.get("sent", 0)

    def position(self):
        """Where the log is read up to: the second member of the cursor."""
        cursor = bytes.fromhex(self.state["cursor"] or "")
        return dict(wire.members(cursor)).get(2, 0)

    def held(self):
        held = {}
        for dot, _ in self.log():
            held[dot[0]] = max(held.get(dot[0], 0), dot[1])
        return held

    def chain(self, replica, until):
        chain = wire.chain_seed(bytes.fromhex(self.state["space"]), replica)
        for dot, data in sorted(self.log(), key=lambda row: row[0]):
            if dot[0] == replica and dot[1] <= until:
                digest = data[0] if isinstance(data, tuple) else wire.sha(data)
                chain = wire.chain_over(chain, digest)
        return chain

    def append(self, entity, kind, field, element, value):
        own, held = bytes.fromhex(self.peer.state["replica"]), self.held()
        changes = self.changes()
        cell = (entity, field, element)
        seen = [d for d in wire.heads(changes) if wire.cell_of(changes[d]) == cell]
        last = max([c["timestamp"] for c in changes.values()], default=0)
        change = dict(timestamp=wire.clock_next(last, time.time_ns() // 1_000_000), index=0,
                      count=1, entity=entity, kind=kind, field=field, element=element, verb=1,
                      value=value, replaces=seen, observed=[])
        row = [own.hex(), held.get(own, 0) + 1, wire.encode_change(change).hex()]
        self.state["log"].append(row)

    def run(self, replica, after):
        rows = [data for dot, data in sorted(self.log(), key=lambda row: row[0])
                if dot[0] == replica and dot[1] > after]
        return wire.encode_run(replica, after + 1, self.chain(replica, after), rows)

    def sync(self):
        server, sent = {}, False
        while True:
            body = wire.member(1, 1) + wire.member(
                2, bytes.fromhex(self.peer.state["replica"]))
            for dot in self.held().items():
                body += wire.nested(3, wire.encode_dot(dot))
            if self.state["cursor"]:
                body += wire.nested(4, bytes.fromhex(self.state["cursor"]))
            if sent:
                for replica, sequence in self.held().items():
                    if sequence > server.get(replica, 0):
                        body += wire.nested(5, self.run(replica, server.get(replica, 0)))
            reply = self.peer.call("POST", f"/v1/spaces/{self.state['space']}/sync", body)
            fields = dict(reply)
            server = dict(wire.decode_dot(v) for n, v in reply if n == 2)
            for run in (v for n, v in reply if n == 3):
                self.take(wire.decode_run(run))
            self.erase()
            self.state["cursor"] = fields[4].hex()
            sent = True
            if not fields.get(5) and server == self.held():
                break
        if self.state_hash() != fields[6]:
            raise SystemExit("the state hash differs")
        self.state["sent"] = server.get(bytes.fromhex(self.peer.state["replica"]), 0)
        return fields

    def take(self, run):
        replica, sequence, before, items = run
        if before != self.chain(replica, sequence - 1):
            raise SystemExit("the chain hash differs")
        held = self.held().get(replica, 0)
        for item in items:
            if sequence > held:
                kept = [item[0].hex(), item[1]] if isinstance(item, tuple) else item.hex()
                self.state["log"].append([replica.hex(), sequence, kept])
            sequence += 1

    def state_hash(self):
        return wire.state_hash(self.changes(), self.whole())

    def shown(self):
        """Entity, field and value of every cell that shows one."""
        changes = self.changes()
        cells = {}
        for dot in wire.heads(changes):
            cells.setdefault(wire.cell_of(changes[dot]), []).append(dot)
        for cell in sorted(cells):
            best, _ = wire.reading(changes, cells[cell])
            if best:
                yield cell[0], cell[1], changes[best]["value"]


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    peer, command, rest = Peer(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if command == "join":
        peer.join(*rest)
    elif command == "push":
        peer.book("cards").append(
            bytes.fromhex(rest[0]), "note", "text", b"", rest[1].encode())
        peer.sync()
    elif command == "photo":
        peer.photo(bytes.fromhex(rest[0]), pathlib.Path(rest[1]).read_bytes())
        peer.sync()
    elif command == "pull":
        peer.sync()
    elif command == "show":
        peer.show()
    elif command == "live":
        peer.live()
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
