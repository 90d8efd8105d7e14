"""What `gireport batch` says on a terminal: a line of progress in place of paths, and what goes wrong above it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from run_gireport import command, environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
WORDS = ("batch", "--by", "level,year", "--years", "2560-2565", "-o", "out/{level}-{year}.pdf")


def on_terminal(folder: Path, *words: str, stdout: bool = True) -> tuple[int, str, str]:
    """Exit code, what came on a terminal, and on a standard output that is none."""
    own, theirs = os.openpty()
    process = subprocess.Popen(
        command(*words), cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
        stdout=theirs if stdout else subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    with suppress(OSError):  # how a terminal says that nobody is left
        while read := os.read(own, 65536):
            said += read
    os.close(own)
    out, _ = process.communicate(timeout=60)
    return process.returncode, said.decode(), (out or b"").decode()


def test_a_terminal_shows_how_far_it_has_come(tmp_path: Path) -> None:
    code, said, _ = on_terminal(tmp_path, *WORDS)
    assert code == 0
    lines = re.findall(r"\r(\d+) of 30 · (\d+\.\d) a second · (\d+:\d\d) left", said)
    assert lines[-1][0] == "30"
    assert lines[-1][2] == "0:00"
    assert float(lines[-1][1]) > 0
    assert [int(ended) for ended, _, _ in lines] == sorted(int(ended) for ended, _, _ in lines)
    assert ".pdf" not in said, "paths would scroll past"
    assert "made: 30" in said


def test_results_that_go_elsewhere_are_paths_all_the_same(tmp_path: Path) -> None:
    code, said, out = on_terminal(tmp_path, *WORDS, stdout=False)
    assert code == 0
    assert len(out.splitlines()) == 30
    assert "30 of 30" in said


def test_failures_are_told_above_the_line_and_counted_in_it(tmp_path: Path) -> None:
    front = '+++\nversion = 1\nname = "own"\npurpose = "ทดสอบ"\n+++\n# ระดับ\n\n'
    body = "{% if levels[0].number == 1 %}{{ nothing }}{% endif %}ก\n"
    (tmp_path / "own.md").write_text(front + body, encoding="utf-8")
    code, said, _ = on_terminal(tmp_path, "batch", "own.md", "--by", "level", "-o", "out/{level}.pdf")
    assert code == 8
    assert "not made: out/1.pdf" in said
    assert "5 of 5" in said
    assert "· failed: 1" in said


def test_told_to_be_quiet_it_shows_nothing(tmp_path: Path) -> None:
    code, said, _ = on_terminal(tmp_path, *WORDS, "--quiet", stdout=False)
    assert (code, said) == (0, "")
