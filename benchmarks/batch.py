"""Measures `gireport batch` beside ReportLab and Typst: whole runs over 50 and 500 briefs of mixed levels and years.

    python benchmarks/batch.py [--rounds N] [--counts 50,500] [--soak N]

`--soak 10000` watches the memory of a long run instead. What is measured and how is in README.md beside this file.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import Any

from contest import contestants
from figures import medians, megabytes, milliseconds, ratio, seconds, table, times
from processes import HERE, environment, memory_of_tree, run, run_watched

_FIRST, _LAST = 2554, 2565
_BEGAN = {4: 2555, 5: 2557}  # levels that were issued later: a brief of before would be blank
_HEADS = ("template", "years", "level", "digits", "name")


def selections(count: int) -> list[dict[str, Any]]:
    """So many different selections: all levels or one, any range of years, both kinds of digits, well mixed.

    Past some 800 they come again, in the same order.
    """
    ranges = [(first, last) for first in range(_FIRST, _LAST) for last in range(first + 1, _LAST + 1)]
    every = [
        {"years": years, "level": level, "digits": digits}
        for years, level, digits in product(ranges, (None, 1, 2, 3, 4, 5), ("arabic", "thai"))
        if level is None or years[1] >= _BEGAN.get(level, _FIRST)
    ]
    random.Random(2565).shuffle(every)
    return [every[number % len(every)] for number in range(count)]


def write_jobs(path: Path, chosen: list[dict[str, Any]]) -> None:
    """The selections as a file of jobs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADS)
        for number, each in enumerate(chosen):
            first, last = each["years"]
            writer.writerow(["annual", f"{first}-{last}", each["level"] or "", each["digits"], f"{number:05}"])


def batch_words(jobs: Path, folder: Path, processes: int) -> list[str]:
    """The command."""
    pattern = f"{folder}/{{name}}.pdf"
    return ["-m", "gireport", "batch", "--jobs-file", str(jobs), "-o", pattern, "-j", str(processes), "--quiet"]


class Race:
    """One number of briefs, made by everybody in turn."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder, self.count = folder, count
        chosen = selections(count)
        self._jobs = folder / f"{count}.csv"
        write_jobs(self._jobs, chosen)
        given, self._briefs = folder / f"{count}.selections.jsonl", folder / f"{count}.briefs.jsonl"
        given.write_text("".join(json.dumps(each) + "\n" for each in chosen), encoding="utf-8")
        run(HERE / "prepare.py", given, self._briefs)
        self.others = [one for one in contestants() if one.name != "gireport" and one.given == "briefs"]
        self.names = ["gireport -j 1", "gireport -j 2", *(one.name for one in self.others)]

    def round(self, name: str) -> dict[str, float]:
        """What one whole run takes, a brief."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            cost, peak = run_watched(*self._words(name, Path(folder)))
            made = len(list(Path(folder).glob("*.pdf")))
        if made != self.count:
            raise SystemExit(f"{name} made {made} of {self.count}")
        return {"wall": cost.wall / made, "cpu": cost.cpu / made, "peak": peak, "run": cost.wall}

    def _words(self, name: str, folder: Path) -> list[str]:
        if name.startswith("gireport"):
            return batch_words(self._jobs, folder, int(name[-1]))
        [one] = [one for one in self.others if one.name == name]
        return [str(word) for word in one.words("many", self._briefs, folder)]


def report(count: int, found: dict[str, list[dict[str, float]]]) -> str:
    """The figures of one race as Markdown."""
    reference = "Typst, UA-1 + A-2a" if "Typst, UA-1 + A-2a" in found else "ReportLab, naive"
    rows = []
    for name, rounds in found.items():
        middle = medians(rounds)
        figures = [seconds(middle["run"]), milliseconds(middle["wall"]), milliseconds(middle["cpu"])]
        against = [times(ratio(rounds, found[reference], key)) for key in ("wall", "cpu")]
        rows.append([name, *figures, megabytes(middle["peak"]), *against])
    heads = ["", "run s", "wall ms", "CPU ms", "peak MB", f"wall × {reference}", f"CPU × {reference}"]
    faster = ratio(found["gireport -j 1"], found["gireport -j 2"], "wall")
    return f"### {count} briefs\n\n{table(heads, rows)}\n\nTwo processes are {times(faster)} times as fast as one."


def soak(folder: Path, count: int) -> str:
    """The memory of a long run, from its first briefs to its last."""
    jobs, made = folder / "jobs.csv", folder / "out"
    write_jobs(jobs, selections(count))
    marks = [count * tenth // 10 for tenth in range(1, 10)]
    rows = []
    words = [sys.executable, *batch_words(jobs, made, 2)]
    with subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL) as process:
        manifest = made / "gireport-manifest.jsonl"
        start = time.perf_counter()
        while process.poll() is None:
            time.sleep(0.5)
            if not marks or not manifest.exists():
                continue
            with manifest.open("rb") as lines:
                ended = sum(1 for _ in lines) - 1
            if ended >= marks[0]:
                rows.append([str(ended), megabytes(memory_of_tree(process.pid)), seconds(time.perf_counter() - start)])
                marks.pop(0)
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    return table(["briefs", "MB of all processes", "seconds"], rows)


def main() -> None:
    """Prints Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--counts", default="50,500")
    parser.add_argument("--soak", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.soak:
            print(soak(Path(name), options.soak))
            return
        for count in map(int, options.counts.split(",")):
            race = Race(Path(name), count)
            found: dict[str, list[dict[str, float]]] = {each: [] for each in race.names}
            for number in range(options.rounds):
                print(f"{count} briefs, round {number + 1} of {options.rounds}", file=sys.stderr)
                turn = number % len(race.names)
                for each in race.names[turn:] + race.names[:turn]:
                    found[each].append(race.round(each))
            print(report(count, found), end="\n\n")


if __name__ == "__main__":
    main()
