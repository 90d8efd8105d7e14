"""Whatever is named is read by its content, or refused by what it is."""

from __future__ import annotations

import io
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import workbooks

from gireport.dataset.sources.opening import read_grid
from gireport.dataset.sources.options import SourceOptions
from gireport.errors import DataError, GireportError, UsageError
from gireport.messages import describe
from gireport.settings import Limits

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "ปี,จำนวน\n2565,7\n".encode()
ROWS = [("ปี", "จำนวน"), ("2565", "7")]
BOOK = workbooks.packed(workbooks.parts()).getvalue()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(GireportError) as caught:
        read_grid(path)
    [problem] = caught.value.problems
    assert describe(problem, "en") != describe(problem, "th")
    return f"{problem.code} {problem.facts.get('found', '')}".strip()


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("t.csv", b"", "source.empty"),
        ("t.xlsx", b"", "source.empty"),
        ("t.csv", BOOK, "source.wrong-name XLSX"),
        ("t.parquet", BOOK, "source.wrong-name XLSX"),
        ("t.xlsx", TABLE, "source.not-what-it-says"),
        ("t.parquet", TABLE, "source.not-what-it-says"),
        ("t.xlsx", BOOK[:200], "source.workbook-damaged"),
        ("t.csv", OLE, "source.wrong-name XLS"),
        ("t.xls", OLE, "source.other-content XLS"),
        ("t.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "source.wrong-name encrypted XLSX"),
        ("t.csv", b"%PDF-1.7\n", "source.wrong-name PDF"),
        ("t.csv", b"\n <!DOCTYPE HTML><table>", "source.wrong-name HTML"),
        ("t.xls", b"\xef\xbb\xbf<html><table>", "source.other-content HTML"),
        ("t.csv", b"<?xml version='1.0'?><a/>", "source.wrong-name XML"),
        ("t.csv", b"SQLite format 3\0", "source.wrong-name SQLite"),
        ("t", b"\x1f\x8b\x08", "source.other-content GZIP"),
        ("t.parquet", b"PAR1" + b"\0" * 40 + b"PAR1", "source.parquet-damaged"),
        ("t.csv", workbooks.packed({"content.xml": ""}).getvalue(), "source.wrong-name ODS"),
        ("t.ods", workbooks.packed({"content.xml": ""}).getvalue(), "source.other-content ODS"),
        ("t.zip", workbooks.packed({"a.csv": ""}).getvalue(), "source.other-content ZIP"),
    ],
)
def test_content_that_is_no_table_is_named(tmp_path: Path, name: str, content: bytes, refusal: str) -> None:
    assert _refusal(tmp_path / name, content) == refusal


def test_content_decides_where_the_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(BOOK)
    (tmp_path / "b.data").write_bytes(TABLE)
    assert read_grid(tmp_path / "a").sheet == "Sheet1"
    assert [row.cells for row in read_grid(tmp_path / "b.data").rows] == ROWS


def test_only_a_regular_file_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("none.csv", "pipe.csv", ".", "a\0b", "x" * 300):
        with pytest.raises(DataError) as caught:
            read_grid(str(tmp_path / name))
        assert caught.value.problems[0].code in ("source.missing", "source.unreadable")


def _standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_input(monkeypatch, TABLE)
    grid = read_grid("-")
    assert (grid.file, [row.cells for row in grid.rows]) == ("-", ROWS)
    _standard_input(monkeypatch, BOOK)
    assert read_grid("-").sheet == "Sheet1"


def test_size_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(TABLE)
    for source in ("-", tmp_path / "t.csv"):
        _standard_input(monkeypatch, TABLE)
        assert read_grid(source, SourceOptions(limits=Limits(bytes=len(TABLE)))).rows
        _standard_input(monkeypatch, TABLE)
        with pytest.raises(DataError, match="GIREPORT_MAX_BYTES"):
            read_grid(source, SourceOptions(limits=Limits(bytes=len(TABLE) - 1)))


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (TABLE, {"sheet": "a"}),
        (TABLE, {"query": "SELECT 1"}),
        (BOOK, {"encoding": "utf-8"}),
        (BOOK, {"delimiter": ","}),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    tmp_path: Path, content: bytes, options: dict[str, Any]
) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(UsageError, match=f"--{next(iter(options))}"):
        read_grid(tmp_path / "t", SourceOptions(**options))
