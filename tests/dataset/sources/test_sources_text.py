"""Delimited text comes in as it was written, or is refused with what it seems to be."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gireport.dataset.sources.delimited import find_delimiter, read_text
from gireport.dataset.sources.opening import read_grid
from gireport.dataset.sources.options import SourceOptions
from gireport.errors import DataError
from gireport.messages import describe
from gireport.settings import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.dataset.sources.grid import Grid
    from gireport.dataset.sources.options import Delimiter, Encoding

TABLE = "ปีงบประมาณ,ระดับ,จำนวน\n2564,1,12\n2565,2,7\n"
ROWS = [("ปีงบประมาณ", "ระดับ", "จำนวน"), ("2564", "1", "12"), ("2565", "2", "7")]


def _read(content: bytes, **options: object) -> Grid:
    return read_text(io.BytesIO(content), "t.csv", SourceOptions(**options))  # type: ignore[arg-type]


def _cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def _refusal(content: bytes, **options: object) -> tuple[str, int | None]:
    with pytest.raises(DataError) as caught:
        _read(content, **options)
    [problem] = caught.value.problems
    assert problem.place.file == "t.csv"
    assert describe(problem, "en") != describe(problem, "th")
    return problem.code, problem.place.row or problem.place.line


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "declared", "name"),
    [
        ("utf-8", None, "UTF-8"),
        ("utf-8", "utf-8", "UTF-8"),
        ("utf-8-sig", None, "UTF-8"),
        ("utf-8-sig", "utf-8", "UTF-8"),
        ("utf-16", None, "UTF-16"),
        ("utf-16", "utf-16", "UTF-16"),
        ("utf-16-le", "utf-16", "UTF-16"),
        ("utf-16-be", "utf-16", "UTF-16"),
        ("cp874", None, "Windows-874 (cp874)"),
        ("cp874", "cp874", "Windows-874 (cp874)"),
        ("cp874", "tis-620", "TIS-620"),
    ],
)
def test_every_encoding_is_read_and_said(line_end: str, encoding: str, declared: Encoding | None, name: str) -> None:
    grid = _read(TABLE.replace("\n", line_end).encode(encoding), encoding=declared)
    assert _cells(grid) == ROWS
    assert [row.number for row in grid.rows] == [1, 2, 3]
    [notice] = grid.notices
    assert notice.facts == {"encoding": name, "delimiter": ","}
    assert name in describe(notice, "en")
    assert name in describe(notice, "th")


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"\xef\xbb\xbf", "source.empty", None),
        (b"\n\n,,\n", "source.empty", None),
        (TABLE.encode("utf-16-le"), "source.utf16-unmarked", None),
        (TABLE.encode("utf-16-be"), "source.utf16-unmarked", None),
        ("a,b\n1,ระยอง\n".encode("cp874"), "source.encoding-unknown", 2),
        ("année,n\n2022,7\n".encode("latin-1"), "source.encoding-unknown", 1),
        ("ปี,ระดับ\n".encode("big5", "replace") + b"\x81\xfe\xa4\n", "source.encoding-unknown", 2),
        (b"a,b\n1,\xed\xa0\x80\n", "source.encoding-unknown", 2),
        (b"\xef\xbb\xbfa,b\n\n1,\xff\n", "source.damaged-text", 3),
        (TABLE.encode("utf-16")[:-1], "source.damaged-text", 3),
        (b"a,b\n1,2\n3,\x004\n", "source.nul", 3),
        (b'a,b\n1,2\n3,"4\n5,6\n', "source.quote-unclosed", 3),
        (b'a,b\n1,2\n"3"x,4\n', "source.quote-stray", 3),
        (b"a,b\n1," + b"9" * 200_000, "source.cell-too-long", 2),
        (b"a,b;c\n1,2;3\n", "source.delimiter-unclear", None),
        (("," * 2_000).encode() + b"\n1\n", "source.too-many-columns", 1),
    ],
)
def test_what_is_in_doubt_or_damaged_is_refused_where_it_stands(content: bytes, code: str, row: int | None) -> None:
    assert _refusal(content) == (code, row)


@pytest.mark.parametrize(
    ("encoding", "declared", "code"),
    [
        ("cp874", "utf-8", "source.not-as-declared"),
        ("utf-16", "utf-8", "source.not-as-declared"),
        ("utf-8-sig", "cp874", "source.mojibake-utf8-as-cp874"),
        ("utf-8", "tis-620", "source.mojibake-utf8-as-cp874"),
    ],
)
def test_a_wrong_declaration_is_refused(encoding: str, declared: Encoding, code: str) -> None:
    # Most letters have a byte in UTF-8 that cp874 leaves empty; these have none.
    assert _refusal("วาระ,ระยะยาว\n1,7\n".encode(encoding), encoding=declared) == (code, 1)


def test_tis_620_has_no_punctuation_of_windows() -> None:
    content = "ระดับ,“ระยอง”\n1,7\n".encode("cp874")
    assert _cells(_read(content))[0] == ("ระดับ", "“ระยอง”")
    assert _refusal(content, encoding="tis-620") == ("source.not-as-declared", 1)


def _spoilt(text: str, wrong: str) -> bytes:
    return text.encode("utf-8").decode(wrong, "replace").encode("utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_spoilt(TABLE, "latin-1"), "source.mojibake-utf8-as-latin"),
        (_spoilt(TABLE, "cp1252"), "source.mojibake-utf8-as-latin"),
        (_spoilt(TABLE, "mac-roman"), "source.mojibake-utf8-as-latin"),
        (_spoilt(_spoilt(TABLE, "latin-1").decode(), "latin-1"), "source.mojibake-twice"),
        (_spoilt("ระดับ,จำนวน\n1,2\n", "tis-620"), "source.mojibake-utf8-as-cp874"),
        (TABLE.encode("cp874").decode("latin-1").encode(), "source.mojibake-cp874-as-latin"),
        (TABLE.encode("cp874").decode("cp1252").encode(), "source.mojibake-cp874-as-latin"),
        (TABLE.encode("cp874").decode("utf-8", "replace").encode(), "source.replaced-characters"),
    ],
)
def test_what_was_decoded_wrongly_before_is_refused_with_what_it_seems_to_be(content: bytes, code: str) -> None:
    assert _refusal(content)[0] == code
    # Where it stands is told, even behind a mebibyte of what is right.
    far = b"year,level,count\n" + b"2564,1,12\n" * 110_000
    assert _refusal(far + content) == (code, 110_002)


@pytest.mark.parametrize(
    "text", ["ระดับ,£££££,······\n1,2,3\n", "Äpfel,naïve,Zoë\n1,2,3\n", "เธอเธอ,เนยเธน,เธอเนย\n1,2,3\n"]
)
def test_what_only_resembles_it_is_read(text: str) -> None:
    assert _cells(_read(text.encode()))[1] == ("1", "2", "3")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a\n1\n", ","),
        ("", ","),
        ("ปี;จำนวน\n2564;1,5\n2565;2,5\n", ";"),
        ("ตาราง 1, ปี 2565\n\nปี|จำนวน\n2564|1\n2565|2\n", "|"),
        ('a\tb\n"1,2\t3"\t4\n', "\t"),
        ('a;b\n1;"2\n', ";"),
        ("a,b,c;d\n1,2,3;4\n", ","),
    ],
)
def test_the_sign_that_parts_most_rows_alike_is_the_delimiter(text: str, delimiter: Delimiter) -> None:
    assert find_delimiter(text, "t") == delimiter


def test_a_torn_last_row_says_nothing_of_the_delimiter() -> None:
    assert find_delimiter("a,b,c;d\n1;2;3;4;5", "t", whole=False) == ","
    assert find_delimiter("a,b,c;d\n1;2;3;4;5", "t") == ";"


def test_the_delimiter_may_be_given() -> None:
    assert _cells(_read(b"a,b;c\n1,2;3\n", delimiter=";")) == [("a,b", "c"), ("1,2", "3")]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=2), "source.too-many-rows"),
        (Limits(columns=2), "source.too-many-columns"),
        (Limits(cells=8), "source.too-many-cells"),
        (Limits(cell_length=9), "source.cell-too-long"),
    ],
)
def test_there_are_limits_and_the_message_says_how_to_raise_them(limits: Limits, code: str) -> None:
    with pytest.raises(DataError, match="GIREPORT_MAX_") as caught:
        _read(TABLE.encode(), limits=limits)
    assert caught.value.problems[0].code == code
    assert _cells(_read(TABLE.encode(), limits=Limits(rows=3, columns=3, cells=9, cell_length=10))) == ROWS


CELL = st.text(st.characters(codec="cp874", exclude_characters="\0\r", exclude_categories=("Cc",)), max_size=8)


@settings(deadline=None)
@given(
    table=st.lists(st.lists(CELL, min_size=2, max_size=5).map(tuple), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]),
    delimiter=st.sampled_from([",", "\t", ";", "|"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_reads_back_as_it_was_written(
    table: list[tuple[str, ...]], encoding: str, delimiter: Delimiter, line_end: str, quoting: int
) -> None:
    table = [("ระดับ", "จำนวน"), *table, ("7", "")]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    grid = _read(stream.getvalue().encode(encoding), delimiter=delimiter)
    assert _cells(grid) == table


@settings(deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_there_is_a_grid_or_a_refusal(content: bytes) -> None:
    try:
        grid = _read(content)
    except DataError as error:
        grid, said = None, str(error)
    assert grid.rows if grid else said


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "ปี.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert _cells(read_grid(path)) == _cells(read_grid(str(path))) == ROWS
    assert read_grid(path).file == "ปี.csv"
