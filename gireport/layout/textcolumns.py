"""Prose in columns beside each other, as long as each other where they all end on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gireport.layout.flowable import Flowable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.layout.theme import Theme
    from gireport.pdf.canvas import TaggedCanvas

_GAP_EM = 2.0  # between columns, in em of body type
_STEP = 0.25  # of a line, by which columns are tried longer until all fits
_TOLERANCE = 1e-6


class _Filled(NamedTuple):
    """Columns with what stands in each, their height in points, and what is left over."""

    columns: list[list[Flowable]]
    height: float
    left: list[Flowable]


class TextColumnsFlowable(Flowable):
    """Paragraphs and items of lists, read column by column."""

    canv: TaggedCanvas

    def __init__(self, members: Sequence[Flowable], count: int, theme: Theme, *, most: float | None = None) -> None:
        """`count` columns; `most` is how high they may be where their text goes on behind them (points)."""
        super().__init__()
        self._members, self._count, self._theme, self._most = list(members), count, theme, most
        self._filled = _Filled([], 0.0, [])
        self.spaceBefore = members[0].getSpaceBefore()
        self.spaceAfter = members[-1].getSpaceAfter()

    def _column_width(self, available_width: float) -> float:
        gap = _GAP_EM * self._theme.body.size
        return (available_width - gap * (self._count - 1)) / self._count

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width, and the least height at which the columns hold all of it, or as much as is theirs."""
        self.width = available_width
        width = self._column_width(available_width)
        self._filled = self._fill(width, self._most) if self._most is not None else self._balanced(width)
        self.height = self._filled.height
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> Sequence[Flowable]:
        """What fits the height, column by column, and the rest; nothing where not even that stands well."""
        self.wrap(available_width, available_height)
        if self.height <= available_height:
            return []
        filled = self._fill(self._column_width(available_width), available_height)
        if not all(filled.columns) or not filled.left:
            return []
        kept = [member for column in filled.columns for member in column]
        first = TextColumnsFlowable(kept, self._count, self._theme, most=available_height)
        first._filled = filled
        return [first, TextColumnsFlowable(filled.left, self._count, self._theme)]

    def _balanced(self, width: float) -> _Filled:
        heights = [self._height(member, width) for member in self._members]
        step = _STEP * self._theme.body.leading
        height = max(sum(heights) / self._count, self._theme.body.leading)
        filled = self._fill(width, height)
        while filled.left:
            height += step
            filled = self._fill(width, height)
        return filled

    def _height(self, member: Flowable, width: float) -> float:
        return float(member.wrapOn(self.canv, width, 1e9)[1])

    def _fill(self, width: float, most: float) -> _Filled:
        """The members in columns no higher than `most`."""
        queue = list(self._members)
        columns: list[list[Flowable]] = []
        tallest = 0.0
        for _ in range(self._count):
            column, used = self._column(queue, width, most)
            columns.append(column)
            tallest = max(tallest, used)
        return _Filled(columns, tallest, queue)

    def _column(self, queue: list[Flowable], width: float, most: float) -> tuple[list[Flowable], float]:
        """Takes from the queue what one column holds; and how high that is."""
        column: list[Flowable] = []
        used = gap = 0.0
        while queue:
            member = queue[0]
            above = max(gap, member.getSpaceBefore()) if column else 0.0
            height = self._height(member, width)
            if used + above + height <= most + _TOLERANCE:
                column.append(queue.pop(0))
                used += above + height
                gap = member.getSpaceAfter()
                continue
            parts = member.splitOn(self.canv, width, most - used - above)
            if len(parts) == 2:
                column.append(parts[0])
                used += above + self._height(parts[0], width)
                queue[:1] = [parts[1]]
            break
        while queue and len(column) > 1 and column[-1].getKeepWithNext():
            queue.insert(0, column.pop())
        return column, used

    def draw(self) -> None:
        """Draws the columns from the top, in reading order."""
        width = self._column_width(self.width)
        step = width + _GAP_EM * self._theme.body.size
        for index, column in enumerate(self._filled.columns):
            top, gap = self.height, 0.0
            for place, member in enumerate(column):
                top -= max(gap, member.getSpaceBefore()) if place else 0.0
                top -= self._height(member, width)
                member.drawOn(self.canv, index * step, top)
                gap = member.getSpaceAfter()
