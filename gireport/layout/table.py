"""Tables: rows divided over pages, the head and what is continued repeated above them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Self

from gireport.layout.cells import ROW_GAP
from gireport.layout.columns import column_widths
from gireport.layout.flowable import Flowable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gireport.layout.cells import TableLine
    from gireport.layout.columns import ColumnNeed
    from gireport.layout.tablehead import TableHead
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import SetText
    from gireport.pdf.canvas import TaggedCanvas

_KEPT_WHOLE = (
    6  # rows: a table this short moves to the next page rather than being divided, unless it is half a page high
)
_LEAST_ROWS = 3  # of a part of a divided table: fewer look lost, but where they are as high as many
_LEAST_LINES = 4  # of text: a part so high is enough whatever its rows
_WHOLE_PAGE = 0.75  # of a page: with as much room there is no better place for a table's beginning
_HIGH_ROW = 1 / 3  # of a page: a row higher than this is divided between its lines where a page ends
_TOLERANCE = 1e-6
_SWATCH, _SWATCH_EM = 6.0, 0.65  # side of the square that shows a level's colour: points, or em where that is more


def swatch_side(size: float) -> float:
    """The side of the square that shows a level's colour beside words of `size`, in points."""
    return max(_SWATCH, _SWATCH_EM * size)


class _Measured(NamedTuple):
    """A whole table measured at one width: columns, head, rows, and for each row the sum of those before it."""

    widths: list[float]
    head: float
    heights: list[float]
    sums: list[float]


@dataclass(frozen=True)
class TableBody:
    """What all parts of a table share. `page_height` is that of the text column, in points."""

    head: TableHead
    lines: tuple[TableLine, ...]
    needs: tuple[ColumnNeed, ...]
    theme: Theme
    page_height: float
    continued: SetText | None = None
    """What stands above the rows on every page but the first."""

    def measured(self, width: float) -> _Measured:
        """The table at `width`, in which its columns are known to fit."""
        widths = column_widths(self.needs, width)
        if widths is None:
            raise ValueError(f"a table set for more than {width} points")
        heights = [line.height(widths) for line in self.lines]
        return _Measured(widths, sum(self.head.heights(widths)), heights, list(accumulate(heights, initial=0.0)))


class TableFlowable(Flowable):
    """A table's head and rows, or the rows of it that fall on a page. Caption and notes are paragraphs of their own."""

    canv: TaggedCanvas

    def __init__(
        self,
        body: TableBody,
        rows: tuple[int, int] | None = None,
        parts: Mapping[int, TableLine] | None = None,
        measured: tuple[float, _Measured] | None = None,
        *,
        kept_whole: bool = True,
    ) -> None:
        """`rows` are the first and the one after the last; `parts` are what of divided rows is drawn in their place.
        `measured` is a width and the whole table at it, so that no part measures all of it again. `kept_whole` says
        that it is not divided where it is short.
        """
        super().__init__()
        self._body, self._parts, self._measured = body, dict(parts or {}), measured
        self._kept_whole = kept_whole
        self._first, self._last = rows or (0, len(body.lines))
        self.spaceAfter = 4
        self.keepWithNext = False

    def divisible(self) -> Self:
        """The same, but divided even where it is short."""
        copy = type(self)(self._body, (self._first, self._last), self._parts, self._measured, kept_whole=False)
        copy.keepWithNext = self.keepWithNext
        return copy

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height at the width offered."""
        if self._measured is None or self._measured[0] != available_width:
            self._measured = (available_width, self._body.measured(available_width))
        table = self._measured[1]
        self.width = sum(table.widths)
        self.height = self._above(table) + sum(self._heights(table, self._first, self._last))
        return self.width, self.height

    def _above(self, table: _Measured) -> float:
        """Height of all that stands above the rows."""
        return table.head + self._continued_height()

    def _continued_height(self) -> float:
        continued = self._body.continued
        if continued is None or not self._is_continued:
            return 0.0
        return continued.height(self.width) + continued.style.space_after

    @property
    def _is_continued(self) -> bool:
        return self._first > 0 or (0 in self._parts and any(first for first, _ in self._parts[0].parts))

    def _line(self, index: int) -> TableLine:
        return self._parts.get(index) or self._body.lines[index]

    def _heights(self, table: _Measured, first: int, last: int) -> Sequence[float]:
        """Heights of rows of this part."""
        heights = table.heights[first:last]
        for index, part in self._parts.items():
            if first <= index < last:
                heights[index - first] = part.height(table.widths)
        return heights

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """This table as two, each with the head, the first no higher than offered; empty where no row fits."""
        self.wrap(available_width, available_height)
        assert self._measured is not None
        table = self._measured[1]
        is_short = self._last - self._first <= _KEPT_WHOLE and self.height <= self._body.page_height / 2
        if is_short and self._kept_whole:
            return []
        room = available_height - self._above(table)
        end = self._whole_rows(table, room)
        part = self._divided_row(table, room, end)
        if part is not None:
            at, above, below = part
            kept = {index: line for index, line in self._parts.items() if index < at}
            return [self._part(self._first, at + 1, {**kept, at: above}), self._part(at, self._last, {at: below})]
        best = self._well_divided(table, end)
        if best == self._first and available_height >= self._body.page_height * _WHOLE_PAGE:
            best = self._before_group(end)
        end = best
        if not self._first < end < self._last:
            return []
        return [self._part(self._first, end, self._parts), self._part(end, self._last, {})]

    def _part(self, first: int, last: int, parts: Mapping[int, TableLine]) -> Self:
        part = type(self)(self._body, (first, last), parts, self._measured)
        part.keepWithNext = self.keepWithNext  # a note stays with whatever rows are the last
        return part

    def _whole_rows(self, table: _Measured, room: float) -> int:
        """The row before which the room is used up."""
        begun = self._parts.get(self._first)
        more = table.heights[self._first] - begun.height(table.widths) if begun else 0.0
        reach = table.sums[self._first] + more + room + _TOLERANCE
        return max(self._first, min(bisect_right(table.sums, reach) - 1, self._last))

    def _divided_row(self, table: _Measured, room: float, at: int) -> tuple[int, TableLine, TableLine] | None:
        """The row that does not fit whole, and its two parts, where it is so high that it is divided."""
        if at >= self._last:
            return None
        room -= sum(self._heights(table, self._first, at))
        line = self._line(at)
        if line.height(table.widths) <= self._body.page_height * _HIGH_ROW:
            return None
        parts = line.divided(table.widths, room)
        return (at, *parts) if parts else None

    def _well_divided(self, table: _Measured, end: int) -> int:
        """The row before which the table is best divided, where it has room up to `end`; the first of this part where
        one of its two parts would be too small. A total takes the row before it along.
        """
        best = self._before_group(end)
        while self._first < best < self._last and (
            self._body.lines[best].is_total or not self._is_enough(table, best, self._last)
        ):
            best = self._before_group(best - 1)
        return best if self._is_enough(table, self._first, best) else self._first

    def _is_enough(self, table: _Measured, first: int, last: int) -> bool:
        """Whether rows that stand alone on a page do not look lost."""
        height = sum(self._heights(table, first, last))
        return last - first >= _LEAST_ROWS or height >= self._body.theme.cells[0][0].leading * _LEAST_LINES

    def _before_group(self, end: int) -> int:
        """A group row stays with the row after it."""
        while end > self._first and self._body.lines[end - 1].is_group:
            end -= 1
        return end

    def draw(self) -> None:
        """Draws head, rows and rules from the top of the flowable's box."""
        assert self._measured is not None
        table, theme, top = self._measured[1], self._body.theme, self.height
        continued = self._body.continued
        if continued is not None and self._is_continued:
            with self.canv.artifact("repeated"):
                self.canv.draw_lines(continued.place(continued.lines(self.width), 0, top, self.width))
            top -= self._continued_height()
        self._body.head.draw(self.canv, table.widths, top, theme)
        top -= table.head
        self._rule(top, theme.rule, theme.rule_width)
        for index, height in enumerate(self._heights(table, self._first, self._last), start=self._first):
            line = self._line(index)
            if line.is_total:
                self._rule(top, theme.rule, theme.rule_width)
            elif index > self._first:
                self._rule(top, theme.hairline, theme.hairline_width)
            self._draw_line(line, table.widths, top)
            top -= height
        self._rule(top, theme.hairline, theme.hairline_width)

    def _draw_line(self, line: TableLine, widths: Sequence[float], top: float) -> None:
        x = 0.0
        first = top - ROW_GAP
        for index, (cell, width) in enumerate(zip(line.cells, widths, strict=True)):
            begins = not line.parts or line.parts[index][0] == 0
            if index == 0 and line.row.shade is not None and begins:
                style = cell.content.style
                self._swatch(x + cell.padding, first - style.baseline, swatch_side(style.size), line.row.shade)
            cell.draw(self.canv, line.lines(index, width), x, first, width)
            x += width

    def _swatch(self, x: float, y: float, side: float, shade: int) -> None:
        theme = self._body.theme
        with self.canv.artifact():
            self.canv.setFillColor(_colour(theme.level_colour(shade)))
            if theme.outline:
                self.canv.setStrokeColor(_colour(theme.outline))
                self.canv.setLineWidth(theme.hairline_width)
            self.canv.rect(x, y, side, side, stroke=int(bool(theme.outline)), fill=1)

    def _rule(self, y: float, colour: str, width: float) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(_colour(colour))
            self.canv.setLineWidth(width)
            self.canv.line(0, y, self.width, y)


def _colour(text: str) -> object:
    from reportlab.lib.colors import HexColor

    return HexColor(text)
