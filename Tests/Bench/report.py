#!/usr/bin/env python3
"""Prints the tables of a benchmark and writes them as one JSON file: report.py FOLDER JSON..."""
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time

HEAD = ("what", "kith", "memory", "yardstick", "", "ratio", "target", "goal", "verdict")


def duration(seconds):
    if seconds < 0.1:
        return f"{seconds * 1000:.2f} ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def wanted(ratio):
    return "" if ratio is None else f"{ratio:g}"


def verdict(ratio, target):
    if target is None:
        return ""
    return "met" if ratio <= target else "missed"


def cells(row):
    return (row["what"], duration(row["kith_seconds"]), f"{row['kith_memory'] / 1e6:.0f} MB",
            duration(row["yardstick_seconds"]), row["yardstick"], f"{row['ratio']:.2f}",
            wanted(row["target"]), wanted(row["goal"]), verdict(row["ratio"], row["target"]))


def table(rows):
    """Columns as wide as their widest cell; texts to the left, numbers to the right."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    left = (0, 4, 8)
    return "\n".join("  ".join(
        text.ljust(width) if column in left else text.rjust(width)
        for column, (text, width) in enumerate(zip(line, widths))).rstrip() for line in lines)


def practice(rows):
    """The table of the practice: whole processes against a goal."""
    lines = [("what", "kith", "memory", "goal", "verdict")] + [
        (row["what"], duration(row["seconds"]), f"{row['memory'] / 1e6:.0f} MB",
         duration(row["goal"]), verdict(row["seconds"], row["goal"])) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join("  ".join(
        text.ljust(width) if column in (0, 4) else text.rjust(width)
        for column, (text, width) in enumerate(zip(line, widths))).rstrip() for line in lines)


def traffic(idle):
    """The idle sync: one request, below 1,000 bytes each way."""
    is_met = len(idle["requests"]) == 1 and max(idle["sent"], idle["received"]) < 1000
    return (f"idle sync: {len(idle['requests'])} request(s), {idle['sent']} bytes sent, "
            f"{idle['received']} received; target 1 request below 1000 bytes each way: "
            f"{'met' if is_met else 'missed'}")


def limits(items):
    """What has a limit in seconds, whatever the machine."""
    return "".join(
        f"\n{item['what']}: {duration(item['seconds'])}, {item['memory'] / 1e6:.0f} MB; "
        f"{item['remark']}; target {item['limit']} s: {verdict(item['seconds'], item['limit'])}"
        for item in items)


def row(report, what):
    return next(row for row in report["rows"] if row["what"] == what)


def import_memory(reports):
    """How much more memory import takes for the largest file than for the one before."""
    before, last = reports[-2:]
    ratio = row(last, "first import")["kith_memory"] / row(before, "first import")["kith_memory"]
    return (f"memory of import with {last['people']:,} people against {before['people']:,}: "
            f"{ratio:.2f}; goal 1.1: {verdict(ratio, 1.1)}")


def growth(reports):
    """How much longer `show` takes with the most people than with the fewest."""
    first, last = (row(report, "show ID") for report in (reports[0], reports[-1]))
    ratio = last["kith_seconds"] / first["kith_seconds"]
    return (f"\nshow ID with {reports[-1]['people']:,} people against {reports[0]['people']:,}: "
            f"{ratio:.2f}; goal 1.1: {verdict(ratio, 1.1)}")


def commit():
    result = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return result.stdout.strip() or "unknown"


def main():
    folder, *files = sys.argv[1:]
    reports = []
    for name in files:
        with open(name) as file:
            reports.append(json.load(file))
    for report in reports:
        sizes = ", ".join(f"{what} {count / 1e6:.1f} MB" for what, count in report["bytes"].items())
        if "practice" in report:
            written = "; ".join(f"{kind}: {done['said']} {done['seconds']:.1f} s"
                                for kind, done in report["written"].items())
            print(f"\nThe practice with {report['people']:,} people ({sizes})\n{written}\n\n"
                  f"{practice(report['practice'])}")
            continue
        print(f"\n{report['people']:,} people ({sizes}; peak of the daemon "
              f"{report['daemon_memory'] / 1e6:.0f} MB)\n\n{table(report['rows'])}\n\n"
              f"{traffic(report['idle_sync'])}{limits(report['limits'])}")
    contacts = [report for report in reports if "rows" in report]
    if len(contacts) > 1:
        print(growth(contacts))
        print(import_memory(contacts))
    whole = {
        "commit": commit(), "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": f"{os.cpu_count()} cores, {platform.platform()}",
        "sqlite": sqlite3.sqlite_version, "sizes": reports}
    path = os.path.join(folder, time.strftime("%Y%m%d-%H%M%S.json", time.gmtime()))
    with open(path, "w") as file:
        json.dump(whole, file, indent=1)
    print(f"\nWritten to {path}")


if __name__ == "__main__":
    main()
