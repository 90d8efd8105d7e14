"""Child processes and what they cost.

A child begins its life as a copy of its parent, and the system counts the parent's memory into the child's peak. So
nothing here, nor in run.py, imports more than the standard library: everything heavy is done by children.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere


class Cost(NamedTuple):
    """What a process took: seconds, and its peak of resident memory in bytes."""

    wall: float
    cpu: float
    peak: int


def run(*words: str | Path) -> tuple[Cost, str, str]:
    """Runs Python with `words`; returns what that cost and what it printed to both streams. Raises SystemExit where it
    failed.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *map(str, words)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        assert child.stderr
        # One stream is short, so that reading one after the other cannot stall the child.
        errors, printed = child.stderr.read(), child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, words))} ended with {child.returncode}:\n{errors}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT), printed, errors


def run_watched(*words: str | Path) -> tuple[Cost, int]:
    """What `run` returns first, and the most memory that the process and those it started had at one moment."""
    ended, peak = threading.Event(), [0]
    before = os.getpid()

    def watch() -> None:
        while not ended.wait(0.25):
            peak[0] = max(peak[0], memory_of_tree(before) - _memory(before))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        cost, _, _ = run(*words)
    finally:
        ended.set()
        watcher.join()
    return cost, max(peak[0], 0) or cost.peak


def memory_of_tree(pid: int) -> int:
    """Bytes that a process and all below it have just now; what they share is counted once. 0 where it is not told."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        children = []
    return _memory(pid) + sum(memory_of_tree(int(child)) for child in children)


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    except (OSError, IndexError, ValueError):
        return 0


def environment() -> dict[str, str]:
    """This environment with the project importable from its source, and compiled modules kept between processes."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
