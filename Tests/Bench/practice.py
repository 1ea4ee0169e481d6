#!/usr/bin/env python3
"""Measures the practice with many people, touches and relations; prints a JSON report.

Two machines, both written by kith alone: one whose owner was in touch with everybody, ten times
each, and one whose owner knows 150 people in a web of ten relations a person.
"""
import argparse
import csv
import json
import os
import random
import sys
import time

from measure import once, short

TIERS = (("focus", 10), ("close", 40), ("active", 100))
TYPES = ["coffee", "call", "mail", "meeting", "like", "message", "card", "visit"]
DAY = 86_400


class Practice:
    """The two machines, and what was measured."""

    def __init__(self, options):
        self.options = options
        self.kith = f"{options.bin}/kith"
        self.source = random.Random(1)
        self.rows = []
        self.written = {}

    def home(self, machine):
        return {"KITH_HOME": f"{self.options.folder}/{machine}", "NO_COLOR": "1"}

    def on(self, machine, *arguments):
        """Runs kith on a machine."""
        return once([self.kith, *arguments], self.home(machine))

    def table(self, machine, kind, columns, rows):
        """Writes a table of items down, as a person with a history would."""
        path = f"{self.options.folder}/{kind}.csv"
        with open(path, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        run, said = self.on(machine, "new", kind, "--table", path)
        os.remove(path)
        self.written[kind] = {"said": said.strip(), "seconds": run.seconds, "memory": run.memory}
        print(f"  {kind}: {said.strip()} {run.seconds:.1f} s", file=sys.stderr)

    def people(self, machine):
        """Imports everybody; the ids."""
        self.on(machine, "import", f"{self.options.folder}/contacts.vcf")
        return self.on(machine, "list", "--ids")[1].split()

    def tiers(self, machine, ids):
        """Gives 150 people a tier, with the tags and rules of an ordinary reader."""
        chosen = iter(self.source.sample(ids, sum(count for _, count in TIERS)))
        for tier, count in TIERS:
            for _ in range(count):
                self.on(machine, "tier", next(chosen), tier)
        self.on(machine, "new", "cadence", "tag:family", "every=60d")

    def touches(self, ids):
        """Ten touches a person, few with many people and many with few."""
        now = time.time()
        for _ in range(10 * self.options.size):
            person = ids[min(int(self.source.paretovariate(1) * 50) - 50, len(ids) - 1)
                         if self.source.random() < 0.2 else self.source.randrange(len(ids))]
            at = time.localtime(now - self.source.random() * 5 * 365 * DAY)
            silent = self.source.random() < 0.1
            yield (person, time.strftime("%Y-%m-%dT%H:%M", at), self.source.choice(TYPES),
                   "out" if silent else "", "none" if silent else "",
                   "about the harbour" if self.source.random() < 0.3 else "")

    def promises(self, ids):
        """A promise for every tenth person; most were kept."""
        for number in range(self.options.size // 10):
            by = time.localtime(time.time() + self.source.randint(-700, 30) * DAY)
            status = "open" if number % 200 == 0 else "kept"
            yield (f"the draft {number}", self.source.choice(ids), time.strftime("%Y-%m-%d", by),
                   status)

    def relations(self, ids):
        """Ten relations a person: most within a circle of a hundred, a fifth anywhere."""
        for _ in range(10 * self.options.size):
            first = self.source.randrange(len(ids))
            if self.source.random() < 0.2:
                second = self.source.randrange(len(ids))
            else:
                second = first // 100 * 100 + self.source.randrange(100)
            if first != second and second < len(ids):
                yield ids[first], ids[second], "colleague", self.source.randint(1, 100)

    def measure(self, machine, what, goal, *arguments):
        """The median and peak memory of a whole process; `goal` in seconds."""
        run, = short([[self.kith, *arguments]], self.home(machine))
        self.rows.append({"what": what, "seconds": run.seconds, "memory": run.memory,
                          "runs": run.count, "goal": goal})
        print(f"  {what}: {run.seconds * 1000:.1f} ms", file=sys.stderr)

    def ways(self, ids):
        """`kith path` to ten people, each measured by itself: the median and the slowest."""
        times = []
        for wanted in self.source.sample(ids, 10):
            run, = short([[self.kith, "path", wanted]], self.home("web"), rounds=1, runs=5)
            times.append(run)
        times.sort(key=lambda run: run.seconds)
        for what, run in (("path, median of ten", times[5]), ("path, slowest of ten", times[-1])):
            self.rows.append({"what": what, "seconds": run.seconds, "memory": run.memory,
                              "runs": run.count, "goal": 0.15})
            print(f"  {what}: {run.seconds * 1000:.1f} ms", file=sys.stderr)

    def warm_ways(self, ids):
        """What one more person adds to a `kith path` of several: the search warm, in process.

        The median over three sets of 21 people of (all of them - the first alone) / 20; finding
        the person and printing the ways are part of it.
        """
        added = []
        for _ in range(3):
            wanted = self.source.sample(ids, 21)
            one, all_of_them = short([[self.kith, "path", wanted[0]], [self.kith, "path", *wanted]],
                                     self.home("web"), rounds=2, runs=5)
            added.append((all_of_them.seconds - one.seconds) / 20)
            memory, runs = all_of_them.memory, all_of_them.count
        seconds = sorted(added)[1]
        self.rows.append({"what": "path, warm in process", "seconds": seconds, "memory": memory,
                          "runs": 3 * runs, "goal": 0.05})
        print(f"  path, warm in process: {seconds * 1000:.1f} ms", file=sys.stderr)

    def run(self):
        ids = self.people("book")
        self.tiers("book", ids)
        self.table("book", "touch", ("with", "at", "type", "direction", "response", "text"),
                   self.touches(ids))
        self.table("book", "promise", ("text", "person", "by", "status"), self.promises(ids))
        self.measure("book", "today", 0.03, "today")
        self.measure("book", "due", 0.03, "due", "--why")
        self.measure("book", "prep", 0.03, "prep", ids[-1])
        self.measure("book", "prep, most touches", 0.1, "prep", ids[0])
        self.measure("book", "ask", 0.03, "ask", ids[7])
        self.measure("book", "touch", 0.03, "touch", ids[0], "coffee")
        self.on("book", "new", "cadence", "all", "every=1y")
        self.measure("book", "today, a rule for all", 0.03, "today")
        self.measure("book", "due, a rule for all", 0.03, "due")
        ids = self.people("web")
        self.tiers("web", ids)
        self.table("web", "relation", ("a", "b", "text", "strength"), self.relations(ids))
        self.ways(ids)
        self.warm_ways(ids)
        self.measure("web", "circle", 0.03, "circle", ids[3])

    def report(self):
        """Everything, as the JSON report has it."""
        return {"people": self.options.size, "practice": self.rows, "written": self.written,
                "bytes": {machine: os.path.getsize(f"{self.options.folder}/{machine}/kith.sqlite")
                          for machine in ("book", "web")}}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("bin", "folder"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--size", required=True, type=int)
    practice = Practice(parser.parse_args())
    practice.run()
    json.dump(practice.report(), sys.stdout)


if __name__ == "__main__":
    main()
