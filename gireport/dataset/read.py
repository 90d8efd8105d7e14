"""From the file of a declared table to cells as text: its heading, its rows, and what is wrong with single cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from gireport.dataset.characters import cell_problems, refused
from gireport.dataset.sources.grid import column_letters
from gireport.dataset.sources.opening import read_text_file
from gireport.errors import DataError, Place, Problem
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gireport.dataset.sources.grid import GridRow
    from gireport.dataset.sources.options import SourceOptions

HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file as it was read: the heading cells, the rows below, and what is wrong with a cell or a row."""

    file: str
    header: tuple[str, ...]
    rows: tuple[GridRow, ...]
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    """How it was read."""

    def place(self, row: int, column: int) -> Place:
        """Where the cell stands, such as row 4, column "C (count)"; `column` counts from 0."""
        return Place(self.file, row=row, column=column_label(self.header, column))


def column_label(header: tuple[str, ...], column: int) -> str:
    """A column's spreadsheet letter, with its heading where it has one that can be shown."""
    letter = column_letters(column)
    heading = header[column].strip() if column < len(header) else ""
    return f"{letter} ({heading})" if heading and not refused(heading) else letter


def read_csv(path: Path, file: str, options: SourceOptions) -> RawTable:
    """The table in the CSV file at `path`, called `file` in messages; its heading is its first row.

    Raises DataError where the file as a whole cannot be read, as `read_text_file` does, or has no rows. What is wrong
    with single rows and cells is left in the table's `problems`, to be reported with the rest.
    """
    grid = read_text_file(path, file, options)
    header = grid.rows[0]
    if header.is_blank:
        raise DataError(Problem("data.header-blank", Place(file, row=HEADER_ROW)))
    if len(grid.rows) == 1:
        raise DataError(Problem("data.header-only", Place(file, row=HEADER_ROW)))
    table = RawTable(file, header.cells, tuple(islice(grid.rows, 1, None)), notices=grid.notices)
    return replace(table, problems=tuple(_problems(table, header)))


def _problems(table: RawTable, header: GridRow) -> Iterator[Problem]:
    yield from _cell_problems(table, header)
    width = len(table.header)
    for row in table.rows:
        if row.is_blank:
            yield Problem("data.row-blank", Place(table.file, row=row.number))
        elif len(row.cells) != width:
            facts = {"count": len(row.cells), "expected": width}
            yield Problem("data.row-ragged", Place(table.file, row=row.number), facts)
        else:
            yield from _cell_problems(table, row)


def _cell_problems(table: RawTable, row: GridRow) -> Iterator[Problem]:
    for column, cell in enumerate(row.cells):
        for code, facts in cell_problems(cell):
            yield Problem(code, table.place(row.number, column), facts)
