"""The command line that every contestant has.

    with_x.py one SOURCE TARGET     one document, of the first line of SOURCE
    with_x.py many SOURCE FOLDER    one document a line, in one process; prints [wall, CPU] seconds of each as JSON

It imports next to nothing, so that what a cold start costs is the contestant's own.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts" / "sarabun"

Job = TypeVar("Job")


def drive(make: Callable[[Job, Path], object], prepare: Callable[[str], Job], words: list[str]) -> None:
    """Does what `words` ask. `prepare` turns a line into a job before the clock starts; `make` is what is timed."""
    mode, source, target = words
    lines = Path(source).read_text(encoding="utf-8").splitlines()
    if mode == "one":
        make(prepare(lines[0]), Path(target))
        return
    jobs = [prepare(line) for line in lines]
    seconds = []
    for index, job in enumerate(jobs):
        wall, cpu = time.perf_counter(), time.process_time()
        make(job, Path(target) / f"{index:04}.pdf")
        seconds.append((time.perf_counter() - wall, time.process_time() - cpu))
    json.dump(seconds, sys.stdout)
