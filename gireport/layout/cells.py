"""Cells and rows of a table: their lines, and where a row too high for a page is divided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Row
    from gireport.layout.typesetting import SetText
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.structure import StructureElement
    from gireport.text.line import Line

ROW_GAP = 1.6  # above and below the lines of a row, points
_PARAGRAPH_GAP = 2.5  # between the paragraphs of a cell, points
_FEWEST_LINES = 2  # of a divided row on either page
_TOLERANCE = 1e-6


class CellLine(NamedTuple):
    """A line of a cell: from the top of the cell's first line to its own in points, and the paragraph it is of."""

    line: Line
    top: float
    paragraph: int


@dataclass(frozen=True)
class Cell:
    """A cell ready to be drawn: its text, its element, and the room left free at its sides (points)."""

    content: SetText
    element: StructureElement
    padding: float
    indent: float = 0
    trail: float = 0
    """Left free at the right, for what other cells of the column have after the units."""
    paragraphs: tuple[StructureElement, ...] = ()
    """One for each paragraph, where there are several."""

    def room(self, width: float) -> float:
        """What a column `width` wide leaves for the text."""
        return width - 2 * self.padding - self.indent - self.trail

    def height(self, width: float) -> float:
        """Height of the text in a column `width` wide."""
        if not self.paragraphs:
            return self.content.height(self.room(width))
        return extent(self.lines(width), self.content.style.leading)

    def lines(self, width: float) -> list[CellLine]:
        """The lines in a column `width` wide, with a small gap between paragraphs."""
        lines: list[CellLine] = []
        top, paragraph = 0.0, 0
        for line in self.content.lines(self.room(width)):
            lines.append(CellLine(line, top, paragraph))
            top += self.content.style.leading
            if line.level is None and self.paragraphs:  # the text itself ends the line
                top, paragraph = top + _PARAGRAPH_GAP, paragraph + 1
        return lines

    def draw(
        self,
        canvas: TaggedCanvas,
        lines: Sequence[CellLine],
        x: float,
        top: float,
        width: float,
        *,
        repeated: bool = False,
    ) -> None:
        """Draws these of its lines in a column from `x`, the first at `top`, each paragraph as its element's; what is
        `repeated` was read out once already and is no content.
        """
        left, room = x + self.padding + self.indent, self.room(width)
        for paragraph, group in groupby(lines, key=lambda line: line.paragraph):
            own = list(group)
            first = top - (own[0].top - lines[0].top)
            placed = self.content.place([line.line for line in own], left, first, room)
            element = self.paragraphs[paragraph] if self.paragraphs else self.element
            with canvas.artifact("repeated") if repeated else canvas.tagged(element):
                if any(line.glyphs for line in placed):
                    canvas.draw_lines(placed)


def extent(lines: Sequence[CellLine], leading: float) -> float:
    """Height from the top of the first line to the foot of the last."""
    return lines[-1].top - lines[0].top + leading if lines else 0.0


@dataclass(frozen=True)
class TableLine:
    """A row ready to be drawn, or the part of it that falls on a page."""

    cells: tuple[Cell, ...]
    row: Row
    parts: tuple[tuple[int, int | None], ...] = ()
    """For each cell of a part its first line and the one after its last; empty for a whole row."""

    @property
    def is_group(self) -> bool:
        """Whether it heads the rows below it."""
        return self.row.kind == "group"

    @property
    def is_total(self) -> bool:
        """Whether it sums up the rows above it."""
        return self.row.kind == "total"

    def height(self, widths: Sequence[float]) -> float:
        """Height of the row in columns of these widths."""
        if not self.parts:
            return max(cell.height(width) for cell, width in zip(self.cells, widths, strict=True)) + 2 * ROW_GAP
        extents = [
            extent(self.lines(index, width), cell.content.style.leading)
            for index, (cell, width) in enumerate(zip(self.cells, widths, strict=True))
        ]
        return max(extents) + 2 * ROW_GAP

    def lines(self, index: int, width: float) -> list[CellLine]:
        """The lines of one cell that are this row's, or this part's."""
        lines = self.cells[index].lines(width)
        return lines[slice(*self.parts[index])] if self.parts else lines

    def divided(self, widths: Sequence[float], available: float) -> tuple[TableLine, TableLine] | None:
        """The row as two, the first no higher than offered; None where a line of its highest cell would be alone."""
        columns = [self.lines(index, width) for index, width in enumerate(widths)]
        leadings = [cell.content.style.leading for cell in self.cells]
        highest = max(range(len(columns)), key=lambda index: extent(columns[index], leadings[index]))
        room = available - 2 * ROW_GAP
        count = min(_fitting(columns[highest], leadings[highest], room), len(columns[highest]) - _FEWEST_LINES)
        if count < _FEWEST_LINES:
            return None
        room = extent(columns[highest][:count], leadings[highest])
        counts = [_fitting(lines, leading, room) for lines, leading in zip(columns, leadings, strict=True)]
        parts = self.parts or ((0, None),) * len(columns)
        above = tuple((first, first + count) for (first, _), count in zip(parts, counts, strict=True))
        below = tuple((first + count, last) for (first, last), count in zip(parts, counts, strict=True))
        return replace(self, parts=above), replace(self, parts=below)


def _fitting(lines: Sequence[CellLine], leading: float, room: float) -> int:
    """How many of the lines fit the room."""
    return sum(line.top - lines[0].top + leading <= room + _TOLERANCE for line in lines)
