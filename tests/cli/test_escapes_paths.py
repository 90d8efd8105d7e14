"""Paths that lead elsewhere and files that are not what they seem: refused, and nothing is written."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from run_gireport import gireport, names

if TYPE_CHECKING:
    from pathlib import Path

FRONT = '+++\nversion = 1\nname = "own"\npurpose = "ทดสอบ"\n+++\n# หัวเรื่อง\n\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a template, beside which lies what it must not reach."""
    (tmp_path / "secret.md").write_text("ความลับ\n", encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(png(2, 2))
    inside = tmp_path / "inside"
    inside.mkdir()
    return inside


def png(width: int, height: int) -> bytes:
    """A grey picture whose head says this size and whose rows are one long run of zeros."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(bytes(min((width + 1) * height, 10**7)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def refused(folder: Path, body: str) -> str:
    """What is said of a template with this body, which is refused and leaves nothing."""
    (folder / "own.md").write_text(FRONT + body, encoding="utf-8")
    before = names(folder)
    ended = gireport(folder, "build", "own.md")
    assert ended.code == 4, ended.err
    assert "ความลับ" not in ended.err
    assert names(folder) == before
    return ended.err


@pytest.mark.parametrize("link", [False, True])
def test_a_part_is_read_from_the_folder_only(link: bool, folder: Path) -> None:
    if link:
        (folder / "secret.md").symlink_to(folder.parent / "secret.md")
    assert "own.md" in refused(folder, f'{{% include "{"" if link else "../"}secret.md" %}}')


def test_no_folder_that_is_a_link_leads_out(folder: Path) -> None:
    (folder / "parts").symlink_to(folder.parent)
    assert "own.md" in refused(folder, '{% include "parts/secret.md" %}')
    assert "own.md" in refused(folder, "![ก](parts/secret.png)\n")


@pytest.mark.parametrize("link", [False, True])
def test_a_picture_is_read_from_the_folder_only(link: bool, folder: Path) -> None:
    if link:
        (folder / "secret.png").symlink_to(folder.parent / "secret.png")
    assert "secret.png" in refused(folder, f"![ก]({'' if link else '../'}secret.png)\n")


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (2**31 - 1, 2**31 - 1), (0, 5)])
def test_a_picture_takes_no_more_than_it_may(width: int, height: int, folder: Path) -> None:
    (folder / "bomb.png").write_bytes(png(width, height))
    assert "bomb.png" in refused(folder, "![ก](bomb.png)\n")


@pytest.mark.parametrize("name", ["../../out", "a/b", "..", "a\\u0000b", "-rf\\n"])
def test_a_template_names_no_file_elsewhere(name: str, folder: Path) -> None:
    (folder / "own.md").write_text(FRONT.replace('"own"', f'"{name}"') + "ก\n", encoding="utf-8")
    ended = gireport(folder, "build", "own.md", "-o", "{template}.pdf")
    assert (ended.code, names(folder)) == (4, ["own.md"]), ended.err
    assert names(folder.parent) == ["inside", "secret.md", "secret.png"]


def test_a_dataset_with_a_nul_is_refused_with_its_file(folder: Path) -> None:
    table = folder / "t.csv"
    table.write_text("ปีงบประมาณ,ระดับ,จังหวัด,จำนวน\n2565,1,ระ\0ยอง,12\n", encoding="utf-8")
    ended = gireport(folder, "build", "--data", "t.csv")
    assert (ended.code, names(folder)) == (3, ["t.csv"])
    assert "t.csv" in ended.err


@pytest.mark.parametrize("text", ["\u202e2565", "2565\x1b[2J", "2565\nerror: none"])
def test_a_date_that_is_none_is_shown_without_what_cannot_be_seen(text: str, folder: Path) -> None:
    (folder / "t.csv").write_text("ปีงบประมาณ,ระดับ,จำนวน\n2565,1,12\n", encoding="utf-8")
    ended = gireport(folder, "build", "--data", "t.csv", "--as-of", text)
    assert (ended.code, names(folder)) == (2, ["t.csv"])
    assert text not in ended.err
    assert "\\u" in ended.err
