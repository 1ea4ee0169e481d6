"""Runs programs and measures them: wall time and peak memory."""
import json
import os
import shlex
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Run:
    """What one or several runs took: the median of seconds, the greatest peak memory in bytes."""
    seconds: float
    memory: int
    count: int


def once(command, environment=None):
    """Runs a program to its end; a failure ends the benchmark with what it printed."""
    with tempfile.NamedTemporaryFile(mode="r") as usage:
        # GNU time starts it: the peak of a child of Python would be Python's own at least.
        begin = time.perf_counter()
        result = subprocess.run(
            ["/usr/bin/time", "--quiet", "--format=%M", f"--output={usage.name}", *command],
            env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        seconds = time.perf_counter() - begin
        if result.returncode != 0:
            raise SystemExit(f"{shlex.join(command)}: exit {result.returncode}\n{result.stdout}")
        return Run(seconds, int(usage.read()) * 1024, 1), result.stdout


def merged(runs):
    """The median of runs."""
    return Run(statistics.median(run.seconds for run in runs), max(run.memory for run in runs),
               sum(run.count for run in runs))


def short(sides, environment=None, prepare=None, rounds=5, runs=10):
    """The medians of short programs by hyperfine, in rounds that alternate between them.

    `prepare` is a shell command before each run of the first program only.
    """
    if prepare:
        once(["sh", "-c", prepare], environment)
    # Also the warm-up; a failure shows what was printed.
    memories = [once(side, environment)[0].memory for side in sides]
    variables = {**os.environ, **(environment or {})}
    times = [[] for _ in sides]
    for _ in range(rounds):
        for index, side in enumerate(sides):
            with tempfile.NamedTemporaryFile() as report:
                command = ["hyperfine", "--shell=none", "--style=none", "--warmup=1",
                           f"--runs={runs}", f"--export-json={report.name}"]
                if prepare and index == 0:
                    command.append("--prepare=" + shlex.join(["sh", "-c", prepare]))
                result = subprocess.run(command + [shlex.join(side)], env=variables,
                                        capture_output=True, text=True)
                if result.returncode != 0:
                    raise SystemExit(f"{shlex.join(side)}: {result.stdout}{result.stderr}")
                times[index] += json.load(report)["results"][0]["times"]
    return [Run(statistics.median(taken), memory, len(taken))
            for taken, memory in zip(times, memories)]
