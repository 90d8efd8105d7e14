"""What merged cells say: a key that was merged downwards stands for each of its rows."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gireport.dataset.sources.grid import CellRange, Grid

# No more ranges are gone through: a table has a few, and a sheet made to hurt may have millions.
_MOST = 10_000


class Merged:
    """The merged ranges of a grid and the texts in their first cells."""

    def __init__(self, grid: Grid) -> None:
        self._ranges = sorted(grid.merged[:_MOST])
        self._by_column: dict[int, list[CellRange]] = {}
        self._texts: dict[tuple[int, int], str] = {}
        if self._ranges:
            wanted = {merged.first_row for merged in self._ranges}
            first_cells = {(merged.first_row, merged.first_column) for merged in self._ranges}
            self._texts = {
                (row.number, column): text
                for row in grid.rows
                if row.number in wanted
                for column, text in enumerate(row.cells)
                if (row.number, column) in first_cells
            }

    def text(self, row: int, column: int, text: str) -> str:
        """`text`, or where it is blank and its cell is merged with those above it, what stands in the first of them."""
        if text.strip() or not self._ranges:
            return text
        merged = self._range(row, column)
        if merged is None or merged.first_column != merged.last_column:
            return text
        return self._texts.get((merged.first_row, column), text)

    def covering(self, row: int, column: int) -> str:
        """The merged range that a cell other than its first is in, such as B4:B6; empty where it is in none."""
        merged = self._range(row, column) if self._ranges else None
        if merged is None or (merged.first_row, merged.first_column) == (row, column):
            return ""
        return str(merged)

    def _range(self, row: int, column: int) -> CellRange | None:
        if column not in self._by_column:
            self._by_column[column] = [
                merged for merged in self._ranges if merged.first_column <= column <= merged.last_column
            ]
        ranges = self._by_column[column]
        at = bisect_right(ranges, row, key=lambda merged: merged.first_row) - 1
        return ranges[at] if at >= 0 and ranges[at].last_row >= row else None
