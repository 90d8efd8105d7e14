"""The program as a user starts it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """What a run left: its exit code, and what it wrote."""

    code: int
    out: bytes
    err: str

    @property
    def said(self) -> str:
        """Standard output as text."""
        return self.out.decode()


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the tests, without what would choose a language for the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "GIREPORT_"))}
    return {**kept, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8", **(extra or {})}


def command(*words: str) -> list[str]:
    """The words that start the program."""
    return [sys.executable, "-m", "gireport", *words]


def gireport(folder: Path, *words: str, extra: Mapping[str, str] | None = None) -> Ended:
    """Runs the program in `folder` and checks what holds of every run: no traceback, no stray part of a file."""
    done = subprocess.run(command(*words), cwd=folder, env=environment(extra), capture_output=True, timeout=60)
    ended = Ended(done.returncode, done.stdout, done.stderr.decode(errors="replace"))
    assert "Traceback" not in ended.err, ended.err
    assert not list(folder.rglob("*.part"))
    return ended


def names(folder: Path) -> list[str]:
    """What is in the folder."""
    return sorted(path.name for path in folder.iterdir())
