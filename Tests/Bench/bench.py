#!/usr/bin/env python3
"""Measures one size against a running daemon and prints a JSON report; see run.sh."""
import argparse
import json
import os
import shutil
import sqlite3
import sys
from urllib.parse import urlsplit

import files
import live
import queries
from byte_counter import ByteCounter
from measure import merged, once, short


class Bench:
    """The machines of one user around one daemon, and what was measured."""

    def __init__(self, options):
        self.options = options
        self.kith = f"{options.bin}/kith"
        self.rounds = options.rounds or (3 if options.size >= 100_000 else 5)
        self.rows = []
        self.limits = []
        self.traffic = {}
        self.device_count = 0

    # Machines

    def path(self, name):
        return f"{self.options.folder}/{name}"

    def database(self, machine):
        return self.path(f"{machine}/kith.sqlite")

    def home(self, machine):
        return {"KITH_HOME": self.path(machine), "NO_COLOR": "1"}

    def on(self, machine, *arguments):
        """Runs kith on a machine."""
        return once([self.kith, *arguments], self.home(machine))[0]

    def admin(self, *arguments):
        """Runs kithd; the answer is the last word of its output."""
        command = [f"{self.options.bin}/kithd", *arguments, "--data", self.path("server")]
        return once(command)[1].split()[-1]

    def join(self, machine):
        """Makes an empty machine of the user."""
        self.device_count += 1
        words = ("user", "add") if self.device_count == 1 else ("device", "add")
        self.on(machine, "join", self.options.url, self.admin(*words, "ada"), "--device",
                f"device-{self.device_count}")

    def plain_insert(self, database):
        """Inserts the rows of a finished database anew."""
        target = self.path("plain.sqlite")
        run, _ = once([f"{self.options.tools}/plain_insert", database, target])
        os.remove(target)
        return run

    def add(self, what, ours, yardstick, name, target, goal=None):
        """Adds a row to the report: `target` and `goal` are the greatest ratios wanted."""
        self.rows.append({
            "what": what, "kith_seconds": ours.seconds, "kith_memory": ours.memory,
            "runs": ours.count, "yardstick": name, "yardstick_seconds": yardstick.seconds,
            "yardstick_memory": yardstick.memory, "ratio": ours.seconds / yardstick.seconds,
            "target": target, "goal": goal})
        print(f"  {what}: {ours.seconds / yardstick.seconds:.2f}", file=sys.stderr)

    # Long operations

    def bulk(self):
        """First import and first sync, each against insertion of the same rows."""
        imports, same_rows = [], []
        for _ in range(self.rounds):
            shutil.rmtree(self.path("alone"), ignore_errors=True)
            imports.append(self.on("alone", "import", self.path("contacts.vcf")))
            same_rows.append(self.plain_insert(self.database("alone")))
        shutil.rmtree(self.path("alone"))
        self.add("first import", merged(imports), merged(same_rows), "same rows, plain C", 1.3)
        files.import_rate(self, merged(imports))

        self.join("laptop")
        self.on("laptop", "import", self.path("contacts.vcf"))
        upload = self.on("laptop", "sync")
        same_rows = self.plain_insert(self.path("server/kithd.sqlite"))
        self.add("first upload", upload, same_rows, "server's rows, plain C", 2)

        syncs, same_rows = [], []
        for _ in range(self.rounds):
            shutil.rmtree(self.path("desktop"), ignore_errors=True)
            self.join("desktop")
            syncs.append(self.on("desktop", "sync"))
            same_rows.append(self.plain_insert(self.database("desktop")))
        self.add("first sync", merged(syncs), merged(same_rows), "same rows, plain C", 3, 1.5)

    # Short operations

    def compare(self, what, arguments, yardstick, name, target, goal=None, machine="desktop"):
        """Compares a kith command with one program."""
        ours, other = short([[self.kith, *arguments], yardstick], self.home(machine))
        self.add(what, ours, other, name, target, goal)

    def sqlite(self, *statements):
        return ["sqlite3", "-batch", "-readonly", self.database("desktop"), "; ".join(statements)]

    def reading(self):
        """Commands that only read."""
        with sqlite3.connect(f"file:{self.database('desktop')}?mode=ro", uri=True) as database:
            person = queries.unique_person(database)
            words = queries.two_words(person.name)
            prefix = queries.worst_prefix(database)
        identity = person.uuid.hex()
        self.compare("show ID", ["show", identity],
                     self.sqlite(*queries.show_by_id(identity)), "sqlite3, same rows by id", 2, 1.5)
        self.compare("show NAME", ["show", person.name],
                     self.sqlite(*queries.show_by_name(person)), "sqlite3, same rows by name", 2,
                     1.5)
        for what, text in ("find, two words", words), ("find, worst prefix", prefix):
            self.compare(what, ["find", *text.split()], self.sqlite(queries.find(text)),
                         "sqlite3, same FTS query", 3, 1.6)
        self.compare("mail-query, two words", ["mail-query", *words.split()],
                     self.sqlite(*queries.mail(words)), "sqlite3, same rows", 2, 1.5)
        self.compare("mail-query, worst prefix", ["mail-query", prefix],
                     self.sqlite(*queries.mail(prefix)), "sqlite3, same rows", 2, 1.5)
        hello = [f"{self.options.tools}/hello"]
        self.compare("kith --version", ["--version"], hello, "hello in C", 3)
        self.compare("kith --help", ["--help"], hello, "hello in C", None)
        return identity

    def writing(self, person):
        """One private note: one durable commit."""
        scratch = self.path("one-row.sqlite")
        once(["sqlite3", scratch, "PRAGMA journal_mode = WAL; CREATE TABLE t (a, b)"])
        insert = ["sqlite3", "-batch", scratch,
                  "PRAGMA synchronous = FULL; INSERT INTO t VALUES (1, 'met at the fair')"]
        self.compare("note", ["note", person, "met at the fair"], insert,
                     "sqlite3, one FULL insert", 1.6, machine="laptop")
        self.on("laptop", "sync")
        return insert

    def syncing(self, person, insert):
        """One change there and back, and a sync with nothing to do."""
        for machine in ("desktop", "laptop"):
            self.on(machine, "sync")
        kith = f"'{self.kith}'"
        edit = f"{kith} edit {person} --set title=\"Title $(date +%s%N)\" > /dev/null"
        other = f"KITH_HOME='{self.path('laptop')}' "
        health = ["curl", "-s", "-o", "/dev/null", f"{self.options.url}/health"]
        receive = f"{other}{edit} && {other}{kith} sync > /dev/null"
        for what, machine, prepare in (
            ("one-change sync, send", "laptop", edit),
            ("one-change sync, receive", "desktop", receive),
        ):
            ours, ask, write = short([[self.kith, "sync"], health, insert], self.home(machine),
                                     prepare, runs=5)
            ask.seconds += write.seconds
            self.add(what, ours, ask, "curl /health + one FULL insert", 1.5)
        self.on("laptop", "sync")
        self.compare("idle sync", ["sync"], health, "curl /health", 1.5)

    def idle_traffic(self):
        """Counts what an idle sync sends and receives."""
        address = urlsplit(self.options.url)
        counter = ByteCounter(address.hostname, address.port)
        with sqlite3.connect(self.database("desktop")) as database:
            database.execute(
                "UPDATE setting SET value = ? WHERE key = 'server_url'", (counter.url,))
        database.close()
        # The token is for one server: here the same one, by another address.
        credentials = os.path.join(os.path.dirname(self.database("desktop")), "credentials")
        with open(credentials, "r+") as file:
            token = file.readline()
            file.seek(0)
            file.truncate()
            file.write(token + counter.url + "\n")
        self.on("desktop", "sync")
        counter.close()
        self.traffic = {
            "requests": counter.requests, "sent": counter.sent, "received": counter.received}

    def report(self):
        """Everything, as the JSON report has it."""
        with open(f"/proc/{self.options.daemon}/status") as status:
            peak = next(line for line in status if line.startswith("VmHWM:"))
        size = os.path.getsize
        return {
            "people": self.options.size, "rows": self.rows, "limits": self.limits,
            "idle_sync": self.traffic,
            "daemon_memory": int(peak.split()[1]) * 1024,
            "bytes": {"vcf": size(self.path("contacts.vcf")),
                      "replica": size(self.database("desktop")),
                      "server": size(self.path("server/kithd.sqlite"))}}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("bin", "tools", "folder", "url"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--vobject", help="a Python with vobject")
    for name in ("size", "daemon", "rounds"):
        parser.add_argument(f"--{name}", required=True, type=int)
    bench = Bench(parser.parse_args())
    bench.bulk()
    person = bench.reading()
    insert = bench.writing(person)
    bench.syncing(person, insert)
    bench.idle_traffic()
    files.folder(bench, insert)
    files.doubles(bench)
    live.listeners(bench)
    json.dump(bench.report(), sys.stdout)


if __name__ == "__main__":
    main()
