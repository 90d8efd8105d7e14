"""No slip in the table of certificates can turn into a wrong figure."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gireport.assets import asset
from gireport.dataset.dataset import Dataset
from gireport.dataset.figures import Count, Figures
from gireport.dataset.table import summand
from gireport.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

BUNDLED = asset("data", "green-industry")
TABLE = list(csv.reader(io.StringIO((BUNDLED / "certificates.csv").read_text(encoding="utf-8"))))

# Slips of the keyboard, of a spreadsheet, and any text at all.
CELLS = st.one_of(
    st.integers(0, 40_000).map(str),
    st.integers(2553, 2567).map(str),
    st.sampled_from(["-", "–", "", " ", "0", "๐", "N/A", "1.5", "-5", "1,05", "#REF!", "ระดับ 1", "Total", "all"]),
    st.text("0123456789๐๑๒,.-– \u200b²", max_size=6),
    st.text(max_size=4).filter(lambda text: "\r" not in text and "\n" not in text and text.isprintable()),
)
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "green-industry"
    shutil.copytree(BUNDLED, copied)
    return copied


def _figures(data: Dataset) -> dict[tuple[int, int], Count]:
    figures = Figures(data.select())
    return {(year.be, level): figures.count(year, level) for year in data.years for level in data.levels}


def _write(folder: Path, row: int, column: int, cell: str) -> None:
    rows = [list(cells) for cells in TABLE]
    rows[row][column] = cell
    with (folder / "certificates.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _without_totals(folder: Path) -> None:
    text = (folder / "dataset.toml").read_text(encoding="utf-8")
    start, end = text.index("[tables.published_totals]"), text.index("[tables.indicators]")
    (folder / "dataset.toml").write_text(text[:start] + text[end:], encoding="utf-8")


@SLOW
@given(row=st.integers(0, len(TABLE) - 1), column=st.integers(0, 2), cell=CELLS)
def test_with_published_totals_every_changed_number_is_refused(folder: Path, row: int, column: int, cell: str) -> None:
    _write(folder, row, column, cell)
    before = _figures(Dataset.bundled())
    try:
        after = _figures(Dataset.read(folder))
    except DataError:
        return
    assert {key: summand(count) for key, count in after.items()} == {
        key: summand(count) for key, count in before.items()
    }


@SLOW
@given(row=st.integers(0, len(TABLE) - 1), column=st.integers(0, 2), cell=CELLS)
def test_without_them_a_slip_is_refused_or_is_that_figure_alone(folder: Path, row: int, column: int, cell: str) -> None:
    if (folder / "dataset.toml").stat().st_size == (BUNDLED / "dataset.toml").stat().st_size:
        _without_totals(folder)
    _write(folder, row, column, cell)
    before = _figures(Dataset.bundled())
    try:
        after = _figures(Dataset.read(folder))
    except DataError:
        return
    assert after.keys() == before.keys()
    changed = {key for key in before if after[key] != before[key]}
    assert changed <= {(int(TABLE[row][0]), int(TABLE[row][1]))} if row else not changed


def test_every_single_figure_is_guarded(folder: Path) -> None:
    seen = 0
    for row, (_, _, count) in enumerate(TABLE[1:], start=1):
        _write(folder, row, 2, "1" if count == "-" else str(int(count) + 1))
        with pytest.raises(DataError) as caught:
            Dataset.read(folder)
        # The year's total, the level's and the grand total all say so.
        assert [problem.code for problem in caught.value.problems] == ["data.total-differs"] * 3
        seen += 1
    assert seen == 60
