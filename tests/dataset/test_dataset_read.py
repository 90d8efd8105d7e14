"""A CSV file comes in as text, whole and in order, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gireport.dataset.read import RawTable, read_csv
from gireport.dataset.schema import load_schema
from gireport.dataset.sources.grid import GridRow
from gireport.dataset.sources.options import SourceOptions
from gireport.errors import DataError, Place
from gireport.settings import Limits

if TYPE_CHECKING:
    from pathlib import Path


def _read(tmp_path: Path, content: bytes, **limits: int) -> RawTable:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    return read_csv(path, "t.csv", SourceOptions(delimiter=",", limits=Limits(**limits)))


def _refusal(tmp_path: Path, content: bytes, **limits: int) -> tuple[str, int | None]:
    with pytest.raises(DataError) as caught:
        _read(tmp_path, content, **limits)
    [problem] = caught.value.problems
    assert problem.place.file == "t.csv"
    assert str(caught.value)
    return problem.code, problem.place.row or problem.place.line


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_cells_are_text_with_their_row(tmp_path: Path, line_end: str, mark: bytes) -> None:
    text = 'ปี,"a ""b"", c"\n007, NA \n,\n1e3,=1+1\n,\n'.replace("\n", line_end)
    table = _read(tmp_path, mark + text.encode())
    assert table.header == ("ปี", 'a "b", c')
    assert table.rows == (GridRow(2, ("007", " NA ")), GridRow(3, ("", "")), GridRow(4, ("1e3", "=1+1")))
    assert table.place(4, 1) == Place("t.csv", 4, 'B (a "b", c)')
    assert [(problem.code, problem.place.row) for problem in table.problems] == [("data.row-blank", 3)]


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "source.empty", None),
        (b"\xef\xbb\xbf", "source.empty", None),
        (b"\n\n", "source.empty", None),
        (b",\n1,2\n", "data.header-blank", 1),
        (b"a,b\n", "data.header-only", 1),
        (b"a,b\n,\n\n", "data.header-only", 1),
        (b'a,b\n1,2\n3,"4\n5,6\n', "source.quote-unclosed", 3),
        (b'a,b\n1,2\n"3"x,4\n', "source.quote-stray", 3),
        ("a,b\n1,2\n".encode("utf-16-le"), "source.utf16-unmarked", None),
        ("a,b\n1,2\nกบ,3\n".encode("cp874"), "source.encoding-unknown", 3),
        (b"a,b\n1,\xed\xa0\x80\n", "source.encoding-unknown", 2),
        (b"PK\x03\x04\x14\x00", "source.not-text", None),
        (b"a,b\n1,\x00\n", "source.nul", 2),
        ("a,b\n1,\u00e0\u00b8\u00a3\n".encode(), "source.mojibake-utf8-as-latin", 2),
        (b"a,b\n1," + b"9" * 200_000, "source.cell-too-long", 2),
        (b",".join([b"a"] * 1025) + b"\n1\n", "source.too-many-columns", 1),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, code: str, row: int | None) -> None:
    assert _refusal(tmp_path, content) == (code, row)


def test_there_are_limits(tmp_path: Path) -> None:
    assert len(_read(tmp_path, b"a\n1\n2\n", rows=3).rows) == 2
    assert _refusal(tmp_path, b"a\n1\n2\n3\n", rows=3) == ("source.too-many-rows", None)
    assert len(_read(tmp_path, b"a\n12345678", bytes=10).rows) == 1
    assert _refusal(tmp_path, b"a\n123456789", bytes=10) == ("source.too-large", None)


@pytest.mark.parametrize("encoding", ["utf-16", "cp874"])
def test_other_encodings_are_read_where_they_are_proven_and_said(tmp_path: Path, encoding: str) -> None:
    table = _read(tmp_path, "ระดับ,ชื่อ\n1,ก\n".encode(encoding))
    assert table.rows == (GridRow(2, ("1", "ก")),)
    [notice] = table.notices
    assert encoding in str(notice.facts["encoding"]).casefold()


def test_only_a_regular_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for path in (tmp_path / "folder.csv", tmp_path / "absent.csv"):
        with pytest.raises(DataError) as caught:
            read_csv(path, path.name, SourceOptions())
        assert caught.value.problems[0].code == "source.missing"


def test_a_file_that_may_not_be_read_is_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    for path, reader in (
        (tmp_path / "t.csv", lambda path: read_csv(path, path.name, SourceOptions())),
        (tmp_path, load_schema),
    ):
        (tmp_path / "t.csv").touch()
        with pytest.raises(DataError, match="Permission denied"):
            reader(path)


@pytest.mark.parametrize(("row", "count"), [("1", 1), ("1,2,3", 3), ("1,2,", 3)])
def test_a_row_has_as_many_cells_as_headings(tmp_path: Path, row: str, count: int) -> None:
    [problem] = _read(tmp_path, f"a,b\n1,2\n{row}\n".encode()).problems
    assert (problem.code, problem.place.row) == ("data.row-ragged", 3)
    assert problem.facts == {"count": count, "expected": 2}


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\t", "U+0009"),
        ("\x1b", "U+001B"),
        ("\x85", "U+0085"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u200d", "U+200D ZERO WIDTH JOINER"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\uf701", "U+F701"),
        ("\ufffe", "U+FFFE"),
        ("\U0010ffff", "U+10FFFF"),
    ],
)
def test_what_cannot_be_seen_is_a_problem_at_its_cell(tmp_path: Path, character: str, name: str) -> None:
    [problem] = _read(tmp_path, f"a,b\n1,ข{character}ค\n".encode()).problems
    assert (problem.code, problem.place) == ("data.character", Place("t.csv", 2, "B (b)"))
    assert problem.facts == {"characters": name}


def test_a_heading_that_cannot_be_shown_leaves_its_letter(tmp_path: Path) -> None:
    table = _read(tmp_path, ",".join(["x"] * 27 + ["\u202ey"]).encode() + b"\n" + b"1," * 27 + b"2")
    [problem] = table.problems
    assert problem.place == Place("t.csv", 1, "AB")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(content=st.binary(max_size=200) | st.text('a1,"\n\r \x00ก\u200b', max_size=40).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(tmp_path: Path, content: bytes) -> None:
    try:
        table = _read(tmp_path, content)
    except DataError:
        return
    assert table.rows
    assert len(table.header) > 0
