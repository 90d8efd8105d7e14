"""From cells as text to a typed table, with every problem that one table can have on its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gireport.dataset.cells import CellError, parse_cell
from gireport.dataset.headings import find_columns
from gireport.dataset.read import column_label
from gireport.dataset.structure import check_structure
from gireport.dataset.table import FrozenMap, Mark, Row, Table
from gireport.errors import Place, Problem

if TYPE_CHECKING:
    from gireport.dataset.cells import Domain
    from gireport.dataset.read import RawTable
    from gireport.dataset.schema import ColumnSpec, TableSpec
    from gireport.dataset.sources.grid import GridRow
    from gireport.dataset.table import Scalar, Value


@dataclass(frozen=True, slots=True)
class Checked:
    """A table as far as it could be read: a row lacks the value of a bad cell, and the cell has a problem."""

    table: Table
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()
    """How its file was read."""


def check_table(raw: RawTable, spec: TableSpec, domain: Domain) -> Checked:
    """`raw` read by its declaration, with all that is wrong in its headings, cells and between its rows."""
    columns, problems = find_columns(raw, spec)
    reader = _RowReader(raw, spec, domain, columns)
    labels = FrozenMap({heading: column_label(raw.header, column) for heading, column in columns.items()})
    table = Table(spec, tuple(map(reader.row, raw.rows)), labels)
    found = (*raw.problems, *problems, *reader.problems, *check_structure(table, domain))
    # From the top of the file down, as its owner will go through it.
    return Checked(table, tuple(sorted(found, key=lambda problem: problem.place.row or 0)), raw.notices)


@dataclass(slots=True)
class _RowReader:
    raw: RawTable
    spec: TableSpec
    domain: Domain
    columns: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    _reported: set[Place] = field(init=False)

    def __post_init__(self) -> None:
        self._reported = {problem.place for problem in self.raw.problems}

    def row(self, row: GridRow) -> Row:
        """The values of a row. In a ragged one no cell can be told from its neighbour, so it has none."""
        place = Place(self.raw.file, row=row.number)
        if len(row.cells) != len(self.raw.header):
            return Row(FrozenMap(), place)
        values: dict[str, Value] = {}
        for column in self.spec.columns:
            cells = [self._cell(row, column, heading) for heading in column.headings]
            read = [cell[0] for cell in cells if cell]
            if len(read) == len(cells):
                values[column.name] = FrozenMap(zip(column.years, read, strict=True)) if column.years else read[0]
        return Row(FrozenMap(values), place)

    def _cell(self, row: GridRow, column: ColumnSpec, heading: str) -> tuple[Scalar] | None:
        """The value of one cell, in a tuple because None is a value; without one, its problem is known."""
        position = self.columns.get(heading)
        if position is None:
            return None
        if self._reported and self.raw.place(row.number, position) in self._reported:
            return None
        if self.spec.gaps == "unknown" and column.type == "count" and not row.cells[position].strip():
            return (Mark.UNKNOWN,)
        try:
            return (parse_cell(row.cells[position], column, self.domain),)
        except CellError as error:
            self.problems.append(Problem(error.code, self.raw.place(row.number, position), error.facts))
            return None
