"""The digest of a dataset: of what it says, and of nothing else."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport import Dataset
from gireport.dataset.digest import exact_date
from gireport.thai.dates import PartialDate
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["ปีงบประมาณ", "ระดับ", "จำนวน"]] + [
    [str(year), str(level), str(year % 7 + level)] for year in (2563, 2564) for level in range(1, 6)
]


def csv_file(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def digest(path: Path, **how: str) -> str:
    return Dataset.read(path, **how).digest  # type: ignore[arg-type]


def test_it_is_the_same_from_any_kind_of_file(tmp_path: Path) -> None:
    first = digest(csv_file(tmp_path / "a.csv", ROWS))
    assert re.fullmatch("[0-9a-f]{64}", first)
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(tmp_path / "b.xlsx")
    assert digest(tmp_path / "b.xlsx") == first
    wide = [["ระดับ", "2563", "2564"]]
    wide += [[str(level), str(2563 % 7 + level), str(2564 % 7 + level)] for level in range(1, 6)]
    assert digest(csv_file(tmp_path / "c.csv", wide)) == first
    assert digest(csv_file(tmp_path / "d.csv", [ROWS[0], *reversed(ROWS[1:])])) == first
    cp874 = tmp_path / "e.csv"
    cp874.write_bytes((tmp_path / "a.csv").read_bytes().decode().encode("cp874"))
    assert digest(cp874) == first


@pytest.mark.parametrize("how", [{"as_of": "2564-09-30"}, {"source": "กรมโรงงาน"}, {"unit": "แห่ง"}, {"gaps": "none"}])
def test_what_is_said_of_the_figures_counts(tmp_path: Path, how: dict[str, str]) -> None:
    path = csv_file(tmp_path / "a.csv", ROWS)
    assert digest(path, **how) != digest(path)
    assert digest(path, **how) == digest(path, **how)


def test_every_figure_and_key_counts(tmp_path: Path) -> None:
    seen = {digest(csv_file(tmp_path / "a.csv", ROWS))}
    for at, row in enumerate(ROWS[1:], start=1):
        other = [*ROWS]
        other[at] = [*row[:2], str(int(row[2]) + 1)]
        seen.add(digest(csv_file(tmp_path / "a.csv", other)))
    seen.add(digest(csv_file(tmp_path / "a.csv", ROWS[:6])))
    assert len(seen) == len(ROWS) + 1


def folder(path: Path, *, words: str = "ก,ข", declared: str = "", name: str = "one") -> Path:
    path.mkdir()
    (path / "dataset.toml").write_text(
        f'version = 1\nname = "{name}"\n{declared}\n'
        '[tables.certificates]\nfile = "c.csv"\ncomplete = ["year", "level"]\ncolumns = [\n'
        '  { name = "year", type = "fiscal-year", key = true },\n'
        '  { name = "level", type = "level", key = true },\n'
        '  { name = "issued", type = "count", none = ["-"] },\n]\n'
        '[tables.tactics]\nfile = "t.csv"\ncolumns = [\n'
        '  { name = "text", type = "text" },\n'
        '  { name = "goal", type = "number", optional = true, years = "2561-2562" },\n]\n',
        encoding="utf-8",
    )
    (path / "c.csv").write_text("year,level,issued\n2563,1,10\n2563,2,-\n", encoding="utf-8")
    lines = [f"{word},{number},1.50" for number, word in enumerate(words.split(","))]
    (path / "t.csv").write_text("\n".join(["text,2561,2562", *lines]) + "\n", encoding="utf-8")
    return path


def test_of_tables_that_are_printed_as_they_stand_the_order_counts(tmp_path: Path) -> None:
    first = digest(folder(tmp_path / "1"))
    assert digest(folder(tmp_path / "2", name="two")) == first
    assert digest(folder(tmp_path / "3", words="ข,ก")) != first
    assert digest(folder(tmp_path / "4", declared='title = "เรื่อง"')) != first
    assert digest(folder(tmp_path / "5", declared='words = ["กาก|อุตสาหกรรม"]')) != first


def test_values_of_different_types_stay_apart(tmp_path: Path) -> None:
    data = Dataset.read(folder(tmp_path / "1"))
    row = data.tables["tactics"].rows[0]["goal"]
    assert list(row.values()) == [0, Decimal("1.50")] or list(row.values()) == [Decimal("0"), Decimal("1.50")]
    (tmp_path / "1" / "t.csv").write_text("text,2561,2562\nก,,1.50\nข,1,1.50\n", encoding="utf-8")
    blank = digest(tmp_path / "1")
    assert blank != data.digest


@given(st.integers(2490, 2690), st.none() | st.integers(1, 12), st.booleans())
def test_a_date_is_written_as_exactly_as_it_is_known(year: int, month: int | None, fiscal: bool) -> None:
    if fiscal and month is None:
        day = PartialDate(FiscalYear(year))
    else:
        day = PartialDate(BEYear(year), month, None if month is None or month % 2 else 7)
    assert PartialDate.parse(exact_date(day)) == day


def test_no_date_is_no_word() -> None:
    assert exact_date(None) == ""
