"""Any table that we write reads back; one cell changed is refused there, or changes exactly what it says."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grids import Counts, counts, grid_of_rows, problems, read
from hypothesis import given
from hypothesis import strategies as st

from gireport import Dataset
from gireport.dataset.table import Mark
from gireport.errors import DataError
from gireport.thai.digits import to_thai_digits
from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = Dataset.bundled().level_names
YEAR_FORMS: list[Callable[[int], str]] = [
    str, lambda year: f"พ.ศ. {year}", lambda year: f"ปี {year}", lambda year: to_thai_digits(str(year)),
    lambda year: f"{year}.0", lambda year: f" {year}\u200b",
]  # fmt: skip
LEVEL_FORMS: list[Callable[[int], str]] = [
    str, lambda level: f"ระดับ {level}", lambda level: f"Level {level}", lambda level: to_thai_digits(str(level)),
    lambda level: NAMES[level].th, lambda level: f"{level}. {NAMES[level].en}",
]  # fmt: skip
COUNT_FORMS: list[Callable[[int], str]] = [
    str, lambda count: f"{count:,}", lambda count: to_thai_digits(f"{count:,}"), lambda count: f"{count}.0",
]  # fmt: skip
YEAR_HEADS = ["ปี", "ปีงบประมาณ", "ปี พ.ศ.", "Fiscal year", "year_be", "FY"]
LEVEL_HEADS = ["ระดับ", "ระดับที่", "Level", "GI Level", "level"]
COUNT_HEADS = ["จำนวน", "จำนวน (ราย)", "จำนวนใบรับรอง", "Count", "certificates", "No. of certificates"]
TOTALS = ["รวม", "รวมทั้งสิ้น", "ยอดรวม", "Total", "Grand total"]


@dataclass(frozen=True)
class Written:
    """What a table says, and the rows that say it."""

    truth: Counts
    rows: list[list[str]]


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    """Counts by year and level, none of them far from the year before."""
    first, years = draw(st.integers(2554, 2570)), draw(st.integers(2, 4))
    levels = draw(st.integers(1, 5))
    count = st.one_of(st.integers(0, 9_999), st.just(Mark.NONE))
    return {
        (year, level): draw(count) for year in range(first, first + years) for level in range(1, levels + 1)
    }  # fmt: skip


def added(counts: list[object]) -> int:
    return sum(count for count in counts if isinstance(count, int))


@st.composite
def written(draw: st.DrawFn, shapes: tuple[str, ...] = ("wide", "transposed", "long")) -> Written:
    truth = draw(tables())
    year_form, level_form = draw(st.sampled_from(YEAR_FORMS)), draw(st.sampled_from(LEVEL_FORMS))
    forms = st.sampled_from(COUNT_FORMS)
    cell = lambda count: draw(forms)(count) if isinstance(count, int) else draw(st.sampled_from("-–—"))  # noqa: E731
    years = list(draw(st.permutations(sorted({key[0] for key in truth}))))
    levels = list(draw(st.permutations(sorted({key[1] for key in truth}))))
    shape = draw(st.sampled_from(shapes))
    if shape == "long":
        heads = [draw(st.sampled_from(each)) for each in (YEAR_HEADS, LEVEL_HEADS, COUNT_HEADS)]
        body = [[year_form(key[0]), level_form(key[1]), cell(count)] for key, count in truth.items()]  # type: ignore[arg-type]
        if draw(st.booleans()):
            total, year = draw(st.sampled_from(TOTALS)), years[0]
            body.append([total, total, cell(added(list(truth.values())))])
            body.append(
                [year_form(year), total, cell(added([count for key, count in truth.items() if key[0] == year]))]
            )
        order, rows = draw(st.permutations(range(3))), [heads, *draw(st.permutations(body))]
        return Written(truth, [[row[at] for at in order] for row in rows])
    down, across = (levels, years) if shape == "wide" else (years, levels)
    forms_of = (level_form, year_form) if shape == "wide" else (year_form, level_form)
    key = (lambda row, column: (column, row)) if shape == "wide" else (lambda row, column: (row, column))
    corner = draw(st.sampled_from(LEVEL_HEADS if shape == "wide" else YEAR_HEADS))
    rows = [[corner, *map(forms_of[1], across)]]  # type: ignore[arg-type]
    rows += [[forms_of[0](each), *(cell(truth[key(each, other)]) for other in across)] for each in down]  # type: ignore[arg-type]
    if draw(st.booleans()):
        rows[0].append(draw(st.sampled_from(TOTALS)))
        for row, each in zip(rows[1:], down, strict=True):
            row.append(cell(added([truth[key(each, other)] for other in across])))
    if draw(st.booleans()):
        sums = [added([truth[key(each, other)] for each in down]) for other in across]
        stated = [*sums, sum(sums)][: len(rows[0]) - 1]
        rows.insert(draw(st.integers(1, len(rows))), [draw(st.sampled_from(TOTALS)), *map(cell, stated)])
    return Written(truth, rows)


@given(written())
def test_any_table_reads_back(table: Written) -> None:
    assert counts(read(grid_of_rows(table.rows))) == table.truth


@given(written(("long",)), st.lists(st.sampled_from(provinces()), min_size=1, max_size=3, unique=True), st.data())
def test_a_long_table_of_provinces_reads_back(table: Written, places: list[object], data: st.DataObject) -> None:
    head, *body = [row for row in table.rows if not any(cell in TOTALS for cell in row)]
    names = {place: data.draw(st.sampled_from([place.th, f"จ.{place.th}", place.en, place.iso])) for place in places}  # type: ignore[attr-defined]
    rows = [[*head, "จังหวัด"], *([*row, names[place]] for place in places for row in body)]
    truth = {(*key, place.th): count for key, count in table.truth.items() for place in places}  # type: ignore[attr-defined]
    assert counts(read(grid_of_rows(rows))) == truth


@given(
    st.lists(st.tuples(st.integers(2564, 2566), st.integers(1, 12), st.integers(1, 28), st.integers(1, 5)), min_size=1)
)
def test_a_register_reads_back(certificates: list[tuple[int, int, int, int]]) -> None:
    rows = [["เลขที่ใบรับรอง", "ระดับ", "วันที่ออก"]]
    truth: dict[tuple[object, ...], int] = {}
    for number, (year, month, day, level) in enumerate(certificates):
        rows.append([f"GI-{number}", str(level), f"{day}/{month}/{year}"])
        key = (year + (month >= 10), level)
        truth[key] = truth.get(key, 0) + 1
    years = {key[0] for key in truth}
    if max(years) - min(years) >= len(years):  # type: ignore[operator]
        assert problems(grid_of_rows(rows)) == ["shape.gap"]
        return
    found = counts(read(grid_of_rows(rows)))
    assert {key: count for key, count in found.items() if count is not Mark.NONE} == truth


@given(written(), st.data())
def test_a_changed_cell_is_refused_there_or_changes_what_it_says(table: Written, data: st.DataObject) -> None:
    at_row = data.draw(st.integers(0, len(table.rows) - 1))
    at_column = data.draw(st.integers(0, len(table.rows[at_row]) - 1))
    cell = data.draw(st.one_of(st.text(st.sampled_from("0123456789,.-๑()xก*= /"), max_size=6), st.text(max_size=4)))
    rows = [list(row) for row in table.rows]
    rows[at_row][at_column] = cell
    try:
        found = counts(read(grid_of_rows(rows)))
    except DataError:
        return
    # What was accepted differs in the one figure of that cell, or in the one key of its row or column.
    lost, gained = table.truth.items() - found.items(), found.items() - table.truth.items()
    assert sorted(map(str, (count for _, count in lost))) == sorted(map(str, (count for _, count in gained))) or (
        len(lost) == len(gained) == 1 and str(next(iter(gained))[1]) in _plain(cell)
    )


def _plain(cell: str) -> set[str]:
    """The figure that a cell of digits says, and what a dash says."""
    digits = "".join(str(int(each)) for each in cell.split(".")[0] if each.isdecimal())
    return {str(int(digits or 0)), str(Mark.NONE)}


@given(st.lists(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(
    [*YEAR_HEADS, *LEVEL_HEADS, *COUNT_HEADS, *TOTALS, "2564", "2565", "1", "2", "-", "", "3", "จังหวัด", "ระยอง", "x",
     "เลขที่", "วันที่ออก", "5/1/2565", "=A1", "หมายเหตุ"])), max_size=6), max_size=8),
    st.sampled_from(["", "S"]), st.sampled_from(["", "unknown", "none"]))  # fmt: skip
def test_any_grid_is_read_or_refused(rows: list[list[str]], sheet: str, gaps: str) -> None:
    grid = grid_of_rows(rows, sheet=sheet)
    assert problems(grid, gaps=gaps) or read(grid, gaps=gaps).table.rows


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return
    problems(grid_of_rows(rows))
