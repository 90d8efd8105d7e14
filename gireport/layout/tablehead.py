"""The head of a table: a row of column heads, and above it, where columns belong together, heads that span them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gireport.layout.cells import ROW_GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.layout.cells import Cell
    from gireport.layout.theme import Theme
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.structure import StructureElement


class HeadCell(NamedTuple):
    """A head over the columns from `first` up to, not including, `last`; `upper` stands above other heads, `whole` is
    as high as both rows.
    """

    cell: Cell
    first: int
    last: int
    upper: bool = False
    whole: bool = False


@dataclass(frozen=True)
class TableHead:
    """The head cells in reading order."""

    cells: tuple[HeadCell, ...]

    def over(self, column: int) -> tuple[StructureElement, ...]:
        """The elements of the heads over a column, from the top down; none where there is one row of heads, whose
        scope says as much.
        """
        if not any(head.upper for head in self.cells):
            return ()
        return tuple(head.cell.element for head in self.cells if head.first <= column < head.last)

    def heights(self, widths: Sequence[float]) -> tuple[float, float]:
        """Heights of the upper and the lower row; without spanning heads there is no upper one."""
        upper = self._highest(widths, upper=True, whole=False)
        lower = self._highest(widths, upper=False, whole=False)
        return max(upper, self._highest(widths, upper=False, whole=True) - lower), lower

    def _highest(self, widths: Sequence[float], *, upper: bool, whole: bool) -> float:
        heights = [
            head.cell.height(sum(widths[head.first : head.last]))
            for head in self.cells
            if head.upper == upper and head.whole == whole
        ]
        return max(heights) + 2 * ROW_GAP if heights else 0.0

    def draw(self, canvas: TaggedCanvas, widths: Sequence[float], top: float, theme: Theme) -> None:
        """Draws the heads down from `top`, each standing on the rule below it. Where they were drawn before, on an
        earlier page, they are no content: they were read out once already.
        """
        from reportlab.lib.colors import HexColor

        upper, lower = self.heights(widths)
        edges = list(accumulate(widths, initial=0.0))
        # Line by line, as readers without use for the structure go: heads that span above, all others on one line.
        for head in sorted(self.cells, key=lambda head: (not head.upper, head.first)):
            left, right = edges[head.first], edges[head.last]
            foot = top - upper - (0.0 if head.upper else lower)
            lines = head.cell.lines(right - left)
            first = foot + ROW_GAP + head.cell.height(right - left)
            repeated = head.cell.element.drawn
            head.cell.draw(canvas, lines, left, first, right - left, repeated=repeated)
            if head.upper:
                with canvas.artifact():
                    canvas.setStrokeColor(HexColor(theme.rule))
                    canvas.setLineWidth(theme.hairline_width)
                    canvas.line(left + head.cell.padding, foot, right - head.cell.padding, foot)
