"""Rows and kinds of cells, kept so that a million rows take tens of megabytes: equal texts once, no object per row."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING, overload

from gireport.dataset.sources.grid import CellKind, GridRow, column_letters
from gireport.dataset.sources.mojibake import find_mojibake
from gireport.dataset.sources.options import over_limit
from gireport.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.errors import Place
    from gireport.settings import Limits

# Where so many texts are different, remembering them costs more than it saves.
_REMEMBERED = 50_000
_KINDS = tuple(CellKind)


class CompactRows(Sequence[GridRow]):
    """Rows from number 1 as one list of cells and where each row ends in it; a row is made when it is asked for."""

    __slots__ = ("_cells", "_ends")

    def __init__(self, cells: list[str], ends: array[int]) -> None:
        self._cells = cells
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> GridRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[GridRow, ...]: ...
    def __getitem__(self, index: int | slice) -> GridRow | tuple[GridRow, ...]:
        if isinstance(index, slice):
            return tuple(map(self._row, range(*index.indices(len(self)))))
        return self._row(range(len(self))[index])

    def __iter__(self) -> Iterator[GridRow]:
        cells, start = self._cells, 0
        for number, end in enumerate(self._ends, start=1):
            yield GridRow(number, tuple(cells[start:end]))
            start = end

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"

    def _row(self, index: int) -> GridRow:
        start = self._ends[index - 1] if index else 0
        return GridRow(index + 1, tuple(self._cells[start : self._ends[index]]))


class KindMap(Mapping[tuple[int, int], CellKind]):
    """The kinds of cells by row number and column, five bytes each; they are added row by row, downwards."""

    __slots__ = ("_columns",)

    def __init__(self) -> None:
        self._columns: dict[int, tuple[array[int], bytearray]] = {}

    def add(self, row: int, column: int, kind: CellKind) -> None:
        """Says what kind the cell is; `row` is below every row that was told of in this column."""
        rows, kinds = self._columns.setdefault(column, (array("I"), bytearray()))
        rows.append(row)
        kinds.append(_KINDS.index(kind))

    def __getitem__(self, key: tuple[int, int]) -> CellKind:
        row, column = key
        if found := self._columns.get(column):
            rows, kinds = found
            at = bisect_left(rows, row)
            if at < len(rows) and rows[at] == row:
                return _KINDS[kinds[at]]
        raise KeyError(key)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for column, (rows, _) in self._columns.items():
            yield from zip(rows, repeat(column))

    def __len__(self) -> int:
        return sum(len(rows) for rows, _ in self._columns.values())


class GridBuilder:
    """Gathers rows from the first downwards, within limits; blank ones count only once a row below says something.

    Text that was decoded wrongly before it came here is refused, unless it was `searched` for that already.
    """

    def __init__(self, place: Place, limits: Limits, *, searched: bool = False) -> None:
        self._searched = searched
        self.kinds = KindMap()
        self._place = place
        self._limits = limits
        self._cells: list[str] = []
        self._ends = array("Q")
        self._known: dict[str, str] = {}
        self._kept = 0  # rows up to the last that says something

    @property
    def row_count(self) -> int:
        """How many rows were gathered, blank ones included."""
        return len(self._ends)

    def add(self, cells: Sequence[str], *, said: bool = False) -> None:
        """Puts one row below the others. Raises DataError where it is too much.

        With `said` it counts as saying something although no cell has a text.
        """
        limits, text = self._limits, "".join(cells)
        if len(self._ends) >= limits.rows:
            raise over_limit("source.too-many-rows", self._place, limits, "rows")
        if len(cells) > limits.columns:
            raise over_limit("source.too-many-columns", self._row_place(), limits, "columns")
        if len(text) > limits.cell_length:
            self._check_lengths(cells)
        if not (self._searched or text.isascii()) and (found := find_mojibake(text)):
            raise DataError(Problem(found.code, self._row_place()))
        known = self._known.setdefault
        self._cells += map(known, cells, cells)
        if len(self._cells) > limits.cells:
            raise over_limit("source.too-many-cells", self._row_place(), limits, "cells")
        self._ends.append(len(self._cells))
        if said or (text and not text.isspace()):
            self._kept = len(self._ends)
        if len(self._known) > _REMEMBERED:
            self._known.clear()

    def add_blank(self, count: int) -> None:
        """Puts `count` rows without cells below the others. Raises DataError where they are too many."""
        if len(self._ends) + count > self._limits.rows:
            raise over_limit("source.too-many-rows", self._place, self._limits, "rows")
        self._ends.extend(repeat(len(self._cells), count))

    def rows(self) -> CompactRows:
        """The rows gathered, without the blank ones at the end. Nothing is added after this."""
        self._known.clear()
        del self._ends[self._kept :]
        del self._cells[self._ends[-1] if self._ends else 0 :]
        return CompactRows(self._cells, self._ends)

    def _row_place(self) -> Place:
        return replace(self._place, row=len(self._ends) + 1)

    def _check_lengths(self, cells: Sequence[str]) -> None:
        for column, cell in enumerate(cells):
            if len(cell) > self._limits.cell_length:
                place = replace(self._row_place(), column=column_letters(column))
                raise over_limit("source.cell-too-long", place, self._limits, "cell_length")
