"""What was read, before anything of it is understood: cells as text, each where a spreadsheet shows it."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gireport.errors import Place
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gireport.errors import Problem

_LETTERS = 26


class CellKind(Enum):
    """What a workbook says a cell holds, where it is no text and no whole number; a CSV file says nothing."""

    DECIMAL = "decimal"
    """A number that is not whole, whatever its format shows."""
    DATE = "date"
    FLAG = "flag"
    """TRUE or FALSE."""
    ERROR = "error"
    """`#REF!` and its like."""
    NO_VALUE = "no-value"
    """A formula whose value was not stored."""
    SHOWN_OTHERWISE = "shown-otherwise"
    """A whole number whose format shows another (12 for 12,345), a measure that it is not (12 %), or nothing."""


class GridRow(NamedTuple):
    """A row of cells as text, and its number as a spreadsheet shows it, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not "".join(self.cells).strip()


class CellRange(NamedTuple):
    """A rectangle of cells, all four edges included; rows from 1, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        first, last = column_letters(self.first_column), column_letters(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


@dataclass(frozen=True, slots=True)
class Grid:
    """One table's worth of cells. Rows that say nothing at the end are left out; rows need not be equally long."""

    file: str
    """What messages call it: a file's name, `-` for standard input, a database without its password."""
    rows: Sequence[GridRow]
    sheet: str = ""
    """The worksheet, where there is one."""
    kinds: Mapping[tuple[int, int], CellKind] = field(default_factory=dict)
    """By row number and column (from 0), the cells that are not plain text or a whole number."""
    merged: tuple[CellRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    notices: tuple[Problem, ...] = ()
    """How it was read, and what its owner should know of that: the encoding, the delimiter, hidden rows."""

    def place(self, row: int | None = None, column: int | None = None, heading: str = "") -> Place:
        """Where something stands; `column` counts from 0, `heading` is what heads it, where that can be shown."""
        letters = "" if column is None else column_letters(column)
        label = f"{letters} ({heading})" if letters and heading else letters
        return Place(self.file, row=row, column=label, sheet=self.sheet)


def column_letters(column: int) -> str:
    """A column, counted from 0, as a spreadsheet shows it: A, B, …, Z, AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return letters
