"""Grids of cells for tests, from text as a CSV file has it, and what is made of them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from gireport import Dataset
from gireport.dataset.shapes.certificates import read_certificates
from gireport.dataset.shapes.options import ShapeOptions
from gireport.dataset.sources.grid import Grid, GridRow
from gireport.dataset.table import Mark
from gireport.errors import DataError
from gireport.messages import describe
from gireport.thai.provinces import Province
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gireport.dataset.shapes.certificates import Certificates

Counts = dict[tuple[object, ...], object]
"""By year (BE), level and the Thai name of the province, where there is one, the count or a Mark."""


def grid_of(text: str, **more: Any) -> Grid:
    """The grid of a CSV text."""
    return grid_of_rows(csv.reader(io.StringIO(text, newline=""), strict=True), **more)


def grid_of_rows(rows: Iterable[Sequence[str]], **more: Any) -> Grid:
    """The grid of rows of cells."""
    return Grid("table.csv", tuple(GridRow(number, tuple(cells)) for number, cells in enumerate(rows, start=1)), **more)


def read(table: str | Grid, **said: Any) -> Certificates:
    """The certificates in a grid, or in the grid of a CSV text; `said` is what `ShapeOptions` takes."""
    grid = grid_of(table) if isinstance(table, str) else table
    return read_certificates(grid, ShapeOptions(Dataset.bundled().level_names, **said))


def counts(certificates: Certificates) -> Counts:
    """What was read, in plain values."""
    found: Counts = {}
    for row in certificates.table.rows:
        year, level = row["fiscal_year"], row["level"]
        assert isinstance(year, FiscalYear)
        key: tuple[object, ...] = (year.be, level)
        if "province" in row.values:
            province = row["province"]
            assert isinstance(province, Province)
            key = (*key, province.th)
        assert key not in found
        assert isinstance(row["count"], int | Mark)
        found[key] = row["count"]
    return found


def notices(certificates: Certificates) -> list[str]:
    """The codes of what was accepted with a note."""
    return [notice.code for notice in certificates.notices]


def problems(table: str | Grid, **said: Any) -> list[str]:
    """Every problem as its code with the row and the column's letter."""
    try:
        read(table, **said)
    except DataError as error:
        for problem in error.problems:
            assert describe(problem, "th") != describe(problem, "en")
        return [
            " ".join(filter(None, [each.code, str(each.place.row or ""), each.place.column.split(" ")[0]]))
            for each in error.problems
        ]
    return []


def said(table: str | Grid, **more: Any) -> str:
    """All problems as they are said in English."""
    try:
        read(table, **more)
    except DataError as error:
        return str([describe(problem, "en") for problem in error.problems])
    return ""
