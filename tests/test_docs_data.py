"""The page on data: every table in it is written to a file, every command run, every message found in what is said."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from gireport.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "data.md").read_text(encoding="utf-8")
TABLE = re.compile(r"^`([a-z-]+\.csv)`:\n\n```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands() -> Iterator[tuple[list[str], int]]:
    """Each command with the exit code that the page tells of."""
    for kind, block in BLOCK.findall(PAGE):
        for line in block.splitlines() if kind == "sh" else ():
            command, _, told = line.partition(" # exit ")
            yield shlex.split(command), int(told or 0)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[list[str], int, int, str]]]:
    """The folder in which the commands of the page ran, and of each what the page tells, what it did and said."""
    folder = tmp_path_factory.mktemp("data")
    for name, content in TABLE.findall(PAGE):
        (folder / name).write_text(content, encoding="utf-8")
    ended = []
    for words, told in commands():
        assert words[0] == "gireport"
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8"
        )
        ended.append((words, told, done.returncode, done.stdout + done.stderr))
    return folder, ended


def test_the_page_has_examples() -> None:
    assert len(TABLE.findall(PAGE)) >= 7
    assert len(list(commands())) >= 15
    assert PAGE.count("```csv") == len(TABLE.findall(PAGE)), "every table has a name"


def test_every_command_ends_as_the_page_tells(run: tuple[Path, list[tuple[list[str], int, int, str]]]) -> None:
    _, ended = run
    for words, told, code, said in ended:
        assert code == told, (words, said)
        assert "Traceback" not in said


def test_every_message_is_said(run: tuple[Path, list[tuple[list[str], int, int, str]]]) -> None:
    _, ended = run
    said = "\n".join(said for *_, said in ended)
    messages = [block.strip() for kind, block in BLOCK.findall(PAGE) if kind == "text"]
    assert len(messages) >= 3
    for message in messages:
        assert message in said, message


def test_the_briefs_say_what_the_page_tells(run: tuple[Path, list[tuple[list[str], int, int, str]]]) -> None:
    folder, _ = run

    def text(name: str) -> str:
        pages = pypdf.PdfReader(folder / name).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))

    assert "1,625 ฉบับ" in text("brief.pdf")
    assert "กรมโรงงานอุตสาหกรรม" in text("brief.pdf")
    assert "ข้อมูล ณ ไม่ระบุ" in text("all.pdf")
    assert "จังหวัดระยอง" in text("rayong.pdf")
    assert "ไม่มีข้อมูล" in text("gaps.pdf")
    assert "≥" in text("gaps.pdf")
    assert "+2" in text("changes.pdf")
    for name in ("brief.pdf", "all.pdf"):
        for bundled in ("ยุทธศาสตร์", "เป้าหมาย", "77,925", "เริ่มดำเนินการ"):
            assert bundled not in text(name)


def test_the_limits_are_those_of_the_program() -> None:
    stated = re.findall(r"^\| `([a-z_]+)` \| (\d+) \|", PAGE, re.MULTILINE)
    assert {name: int(limit) for name, limit in stated} == asdict(Limits())
