"""Measures gireport beside ReportLab and Typst: the same briefs, alternating in one run; medians and ratios.

    python benchmarks/run.py [--rounds N] [--briefs N] [--json]

What is measured and how is in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from contest import SETS, Contestant, Workshop, contestants, imported_by_help, start_up
from figures import compared, kilobytes, medians, megabytes, milliseconds, seconds, table

_COMPARED_TO = ("Typst", "ReportLab, naive")  # the first of them that is here
_TITLES = {"spans": "all levels, other years each", "levels": "one level each"}


def main() -> int:
    """Returns the exit code: 1 where `--help` imports too much or a contestant's file lacks something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each contestant runs (default 5)")
    parser.add_argument("--briefs", type=int, default=50, help="briefs of a warm process, 3 to 50 (default 50)")
    parser.add_argument("--json", action="store_true", help="print every round as JSON rather than tables")
    options = parser.parse_args()
    if options.rounds < 1 or not 3 <= options.briefs <= 50:
        parser.error("at least 1 round, and 3 to 50 briefs")
    entered = contestants()
    if not any(one.name == "Typst" for one in entered):
        print("Typst is left out: `pip install typst` brings it in.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Workshop(Path(folder)), entered, options.rounds, options.briefs)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else report(found))
    return faults(found)


def measure(workshop: Workshop, entered: list[Contestant], rounds: int, briefs: int) -> dict[str, Any]:
    """Every measurement of every round. The order of the contestants moves on by one each round."""
    imported = imported_by_help()  # first, since nothing is worth measuring of a command that fails
    workshop.prepare(briefs)
    started = [one for one in entered if one.cold]
    for one in started:  # compiles modules and fills the disk cache
        workshop.cold(one)
    cold: dict[str, list[Any]] = {one.name: [] for one in started}
    warm: dict[str, dict[str, list[Any]]] = {name: {one.name: [] for one in entered} for name in SETS}
    parts, starts = [], []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for one in _turned(started, number):
            cold[one.name].append(workshop.cold(one))
        for name in SETS:
            for one in _turned(entered, number):
                warm[name][one.name].append(workshop.warm(one, name))
        parts.append(workshop.parts())
        starts.append(start_up())
    return {
        "machine": machine(),
        "rounds": rounds,
        "briefs": briefs,
        "cold": cold,
        "warm": warm,
        "parts": parts,
        "start-up": {"rounds": starts, "imported": imported},
        "checked": {one.name: workshop.check(one) for one in started},
    }


def _turned(entered: list[Contestant], by: int) -> list[Contestant]:
    by %= len(entered)
    return entered[by:] + entered[:by]


def machine() -> dict[str, Any]:
    """What the figures were measured on and with."""
    versions = {}
    for name in ("reportlab", "typst", "uharfbuzz"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    system = f"{platform.system()} {platform.machine()}"
    return {"system": system, "cores": os.cpu_count(), "python": platform.python_version(), "versions": versions}


def report(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    about = found["machine"]
    reference = next(name for name in _COMPARED_TO if name in found["cold"])
    ratios = {"wall": f"wall × {reference}", "cpu": f"CPU × {reference}"}
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    where = f"{about['system']}, {about['cores']} cores, Python {about['python']}, {versions}"
    out = [
        f"{where}; {found['rounds']} rounds, {found['briefs']} briefs in a warm process.",
        "### Cold: one process, the annual brief",
        compared(
            _with_pages(found),
            reference,
            {
                "wall": ("wall s", seconds),
                "cpu": ("CPU s", seconds),
                "peak": ("peak MB", megabytes),
                "size": ("file KB", kilobytes),
                "pages": ("pages", str),
            },
            ratios,
        ),
    ]
    for name, title in _TITLES.items():
        columns = {
            "wall": ("wall ms", milliseconds),
            "cpu": ("CPU ms", milliseconds),
            "peak": ("peak MB", megabytes),
        }
        out += [f"### Warm: a brief, {title}", compared(found["warm"][name], reference, columns, ratios)]
    first, later = (medians([each[key] for each in found["parts"]]) for key in ("first", "later"))
    rows = [[part, milliseconds(first[part]), milliseconds(later[part]) if part in later else ""] for part in first]
    out += ["### Parts of gireport's time, ms", table(["", "first brief", "later briefs"], rows)]
    starts = medians(found["start-up"]["rounds"])
    heavy = ", ".join(found["start-up"]["imported"]) or "none of pandas, reportlab, babel"
    out.append(
        f"`gireport --help`: {seconds(starts['help'])} s, of which {seconds(starts['interpreter'])} s are Python's own "
        f"start; it imports {heavy}."
    )
    return "\n\n".join(out)


def _with_pages(found: dict[str, Any]) -> dict[str, list[Any]]:
    pages = {name: checked["pages"] for name, checked in found["checked"].items()}
    return {name: [{**each, "pages": pages[name]} for each in rounds] for name, rounds in found["cold"].items()}


def faults(found: dict[str, Any]) -> int:
    """Says what makes the comparison void; returns the exit code."""
    said = [f"{name} lacks {' '.join(one['missing'])}" for name, one in found["checked"].items() if one["missing"]]
    said += [f"gireport --help imports {name}" for name in found["start-up"]["imported"]]
    for line in said:
        print(line, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
