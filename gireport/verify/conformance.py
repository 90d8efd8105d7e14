"""Conformance to PDF/UA-1 and PDF/A, as veraPDF judges it, which is a program of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from gireport.errors import MissingError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAM = "verapdf"
_SECONDS = 300
_PART = re.compile(rb"<pdfaid:part>([1-4])</pdfaid:part>")
_LONGEST = 300  # characters of what the program says


def flavours(content: bytes) -> tuple[str, str]:
    """What a file of ours has to conform to: PDF/UA-1, and the part of PDF/A that it claims, at least 2a."""
    parts = _PART.findall(content)
    return "ua1", "3a" if parts and parts[-1] == b"3" else "2a"


def find_verapdf() -> str:
    """Where veraPDF is. Raises MissingError."""
    found = shutil.which(_PROGRAM)
    if found is None:
        raise MissingError(Problem("verify.no-verapdf"))
    return found


def conformance_problems(path: Path, content: bytes) -> list[Problem]:
    """What the file at `path` does not conform to. Raises MissingError where veraPDF is not there or does not run."""
    program = find_verapdf()
    problems = []
    for flavour in flavours(content):
        try:
            done = subprocess.run(
                [program, "-f", flavour, str(path)], capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MissingError(Problem("verify.verapdf-failed", facts={"reason": type(error).__name__})) from None
        if done.returncode not in (0, 1):
            said = (done.stderr or done.stdout).decode(errors="replace")
            raise MissingError(Problem("verify.verapdf-failed", facts={"reason": _short(said)}))
        if done.returncode:
            said = done.stdout.decode(errors="replace")
            problems.append(Problem("verify.conformance", facts={"flavour": flavour, "said": _short(said)}))
    return problems


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
