"""Two versions of one table: what is added, revised and missing, each once and nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_select_provinces import east, written

from gireport.dataset.compare import Cell, compare
from gireport.dataset.counts import Partial
from gireport.dataset.dataset import Dataset
from gireport.dataset.table import Mark
from gireport.errors import SelectionError
from gireport.thai.provinces import find_province
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Mapping

Table = dict[tuple[int, int], "int | None"]
PLACE = "ตราด"


def dataset(table: Mapping[tuple[int, int], int | None]) -> Dataset:
    rows = [f"{year},{level},{PLACE},{'-' if count is None else count}" for (year, level), count in table.items()]
    with TemporaryDirectory() as folder:
        return Dataset.read(written(Path(folder), rows))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A full table: some years in a row, some levels, a count for each of them."""
    first, count = draw(st.integers(2560, 2563)), draw(st.integers(1, 4))
    levels = sorted(draw(st.sets(st.integers(1, 5), min_size=1)))
    numbers = st.one_of(st.none(), st.integers(0, 3))
    return {(year, level): draw(numbers) for year in range(first, first + count) for level in levels}


@given(tables(), tables())
@settings(max_examples=80, deadline=None)
def test_every_difference_is_found_once(old: Table, new: Table) -> None:
    found = compare(dataset(old), dataset(new))
    old_years, new_years = ({year for year, _ in table} for table in (old, new))
    assert {year.be for year in found.years_added} == new_years - old_years
    assert {year.be for year in found.years_missing} == old_years - new_years
    revised = {(each.cell.year.be, each.cell.level): each for each in found.revised}
    assert len(revised) == len(found.revised)
    assert revised.keys() == {key for key in old.keys() & new.keys() if old[key] != new[key]}
    for key, each in revised.items():
        assert each.difference == (new[key] or 0) - (old[key] or 0)
    both = old_years & new_years
    assert {(cell.year.be, cell.level) for cell in found.added} == {k for k in new.keys() - old.keys() if k[0] in both}
    assert {(cell.year.be, cell.level) for cell in found.missing} == {
        k for k in old.keys() - new.keys() if k[0] in both
    }
    assert (found.old_total, found.new_total) == (sum(filter(None, old.values())), sum(filter(None, new.values())))
    assert found.differs == (old != new)


def test_a_figure_that_became_known_is_a_revision_without_a_difference(tmp_path: Path) -> None:
    old = Dataset.read(written(tmp_path, ["2564,1,ตราด,4", "2565,1,ตราด,"], "unknown"))
    new = Dataset.read(written(tmp_path, ["2564,1,ตราด,4", "2565,1,ตราด,7"]))
    [revision] = compare(old, new).revised
    assert revision.cell == Cell(FiscalYear(2565), 1, find_province("ตราด"))
    assert (revision.old, revision.new, revision.difference) == (Mark.UNKNOWN, 7, None)
    assert compare(old, new).old_total == Partial(4, 1)


def test_provinces_are_not_compared_with_the_country(tmp_path: Path) -> None:
    with pytest.raises(SelectionError):
        compare(east(tmp_path), Dataset.bundled())
    assert not compare(Dataset.bundled(), Dataset.bundled()).differs
