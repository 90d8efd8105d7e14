"""Tables: widths from content, whole rows, the head repeated on every page, figures in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from reportlab.platypus.flowables import Flowable

from gireport.errors import Place, Problem, TemplateError
from gireport.layout.columns import ColumnNeed, column_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Row
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import SetText
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.structure import StructureElement

_ROW_GAP = 1.6  # above and below the lines of a row, points
_KEPT_WHOLE = (
    6  # rows: a table this short moves to the next page rather than being divided, unless it is half a page high
)
SWATCH = 6.0  # side of the square that shows a level's colour, points


@dataclass(frozen=True)
class Cell:
    """A cell ready to be drawn: its text, its element, and the room left free at its sides (points)."""

    content: SetText
    element: StructureElement
    padding: float
    indent: float = 0

    def room(self, width: float) -> float:
        """What a column `width` wide leaves for the text."""
        return width - 2 * self.padding - self.indent

    def height(self, width: float) -> float:
        """Height of the text in a column `width` wide."""
        return self.content.height(self.room(width))


@dataclass(frozen=True)
class TableLine:
    """A row ready to be drawn."""

    cells: tuple[Cell, ...]
    row: Row | None  # None for the head

    def height(self, widths: Sequence[float]) -> float:
        inner = max(cell.height(width) for cell, width in zip(self.cells, widths, strict=True))
        return inner + 2 * _ROW_GAP


class TableFlowable(Flowable):  # type: ignore[misc]
    """A table's head and rows, or the rows of it that fall on a page. Caption and notes are paragraphs of their own."""

    canv: TaggedCanvas

    def __init__(
        self, head: TableLine, lines: tuple[TableLine, ...], needs: list[ColumnNeed], theme: Theme, name: str
    ) -> None:
        super().__init__()
        self._head, self._lines, self._needs, self._theme, self._name = head, lines, needs, theme, name
        self.spaceAfter = 4
        self.keepWithNext = False

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height at the width offered; raises TemplateError where the columns do not fit at all."""
        widths = column_widths(self._needs, available_width)
        if widths is None:
            facts = {
                "table": self._name,
                "needed": round(sum(need.least for need in self._needs)),
                "available": round(available_width),
            }
            raise TemplateError(Problem("layout.table-too-wide", Place(), facts))
        self._widths = widths
        self._head_height = self._head.height(widths)
        self._heights = [line.height(widths) for line in self._lines]
        self.width = sum(widths)
        self.height = self._head_height + sum(self._heights)
        return self.width, self.height

    def _last_kept(self, index: int) -> int:
        """A group row stays with the row after it."""
        while index + 1 < len(self._lines) and self._is_group(index):
            index += 1
        return index

    def _is_group(self, index: int) -> bool:
        row = self._lines[index].row
        return row is not None and row.kind == "group"

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """This table as two, each with the head, the first no higher than offered; empty where no row fits."""
        self.wrap(available_width, available_height)
        if len(self._lines) <= _KEPT_WHOLE and self.height <= self._theme.page.text_height / 2:
            return []
        used, fitting, index = self._head_height, 0, 0
        while index < len(self._lines):
            last = self._last_kept(index)
            used += sum(self._heights[index : last + 1])
            if used > available_height + 1e-6:
                break
            index = fitting = last + 1
        if not 0 < fitting < len(self._lines):
            return []
        # A total alone on the next page says nothing: it takes the row before it along, and that one its group's head.
        if fitting == len(self._lines) - 1:
            taken = fitting - 1
            while taken > 0 and self._is_group(taken - 1):
                taken -= 1
            fitting = taken or fitting
        return [self._part(self._lines[:fitting]), self._part(self._lines[fitting:])]

    def _part(self, lines: tuple[TableLine, ...]) -> Self:
        part = type(self)(self._head, lines, self._needs, self._theme, self._name)
        part.keepWithNext = self.keepWithNext  # a note stays with whatever rows are the last
        return part

    def draw(self) -> None:
        """Draws head, rows and rules from the top of the flowable's box."""
        top = self.height
        self._draw_line(self._head, top, self._head_height)
        top -= self._head_height
        self._rule(top, self._theme.rule, self._theme.rule_width)
        for index, (line, height) in enumerate(zip(self._lines, self._heights, strict=True)):
            is_total = line.row is not None and line.row.kind == "total"
            if is_total:
                self._rule(top, self._theme.rule, self._theme.rule_width)
            elif index > 0:
                self._rule(top, self._theme.hairline, self._theme.hairline_width)
            self._draw_line(line, top, height)
            top -= height
        self._rule(top, self._theme.hairline, self._theme.hairline_width)

    def _draw_line(self, line: TableLine, top: float, height: float) -> None:
        canvas = self.canv
        x = 0.0
        for index, (cell, width) in enumerate(zip(line.cells, self._widths, strict=True)):
            left, room = x + cell.padding + cell.indent, cell.room(width)
            lines = cell.content.lines(room)
            first = top - _ROW_GAP
            if line.row is None:  # heads stand on the rule below them
                first -= height - 2 * _ROW_GAP - len(lines) * cell.content.style.leading
            elif index == 0 and line.row.shade is not None:
                self._swatch(x + cell.padding, first - cell.content.style.baseline, line.row.shade)
            placed = cell.content.place(lines, left, first, room)
            # A head that is repeated on a later page was read out once already.
            repeated = line.row is None and cell.element.drawn
            with canvas.artifact() if repeated else canvas.tagged(cell.element):
                if any(fragment.glyphs for fragment in placed):
                    canvas.draw_lines(placed)
            x += width

    def _swatch(self, x: float, y: float, shade: int) -> None:
        with self.canv.artifact():
            self.canv.setFillColor(_colour(self._theme.level_colour(shade)))
            if self._theme.outline:
                self.canv.setStrokeColor(_colour(self._theme.outline))
                self.canv.setLineWidth(self._theme.hairline_width)
            self.canv.rect(x, y, SWATCH, SWATCH, stroke=int(bool(self._theme.outline)), fill=1)

    def _rule(self, y: float, colour: str, width: float) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(_colour(colour))
            self.canv.setLineWidth(width)
            self.canv.line(0, y, self.width, y)


def _colour(text: str) -> object:
    from reportlab.lib.colors import HexColor

    return HexColor(text)
