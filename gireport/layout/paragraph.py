"""Paragraphs: the flowable that sets a `Text` in lines and owns its structure element."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Self

from reportlab.platypus.flowables import Flowable

from gireport.pdf.canvas import Glyphs, PlacedLine, TaggedCanvas
from gireport.text.lines import Line, Run, TextFlow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Text
    from gireport.layout.fonts import FontFamily
    from gireport.layout.theme import TextStyle
    from gireport.pdf.clusterfont import ClusterFont
    from gireport.pdf.structure import StructureElement

_FEWEST_LINES = 2  # left at the foot of a page, or carried to the top of the next


class SetText:
    """A text in a style, measured and ready to be set in lines of any width. Widths and heights are points."""

    def __init__(self, text: Text, style: TextStyle, fonts: FontFamily) -> None:
        self.style = style
        self._faces: list[ClusterFont] = []
        runs = []
        for (bold, italic), spans in groupby(text, key=lambda span: (span.bold or style.bold, span.italic)):
            face = fonts.face(bold=bold, italic=italic)
            self._faces.append(face)
            runs.append(Run("".join(span.text for span in spans), face.shaper, style.size, style.tabular))
        self.flow = TextFlow(runs)
        self._width: float | None = None
        self._lines: tuple[Line, ...] = ()

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines at `width`; those of a balanced style about equally long."""
        # Asked for when measuring, when dividing and when drawing, mostly at the same width.
        if self._width != width:
            self._width = width
            self._lines = self.flow.balanced_lines(width) if self.style.balanced else self.flow.lines(width)
        return self._lines

    def height(self, width: float) -> float:
        """Height of the lines at `width`."""
        return len(self.lines(width)) * self.style.leading

    def place(self, lines: Sequence[Line], x: float, top: float, width: float) -> list[PlacedLine]:
        """The lines positioned below `top` in a column from `x` that is `width` wide."""
        placed = []
        for index, line in enumerate(lines):
            slack = {"left": 0.0, "centre": (width - line.width) / 2, "right": width - line.width}[self.style.align]
            glyphs = tuple(
                Glyphs(self._faces[fragment.run], self.style.size, self.style.colour, fragment.clusters)
                for fragment in line.fragments
            )
            y = top - index * self.style.leading - self.style.baseline
            placed.append(PlacedLine(x + slack, y, glyphs))
        return placed


class ParagraphFlowable(Flowable):  # type: ignore[misc]
    """A paragraph, or the part of one that falls on a page. Both parts of a split share the structure element."""

    canv: TaggedCanvas

    def __init__(
        self,
        content: SetText,
        element: StructureElement,
        *,
        indent: float = 0,
        label: SetText | None = None,
        label_element: StructureElement | None = None,
        bookmark: tuple[str, int] | None = None,
    ) -> None:
        """`indent` moves the text in from the left; `label` (a bullet or number) stands in that room on the first
        line. `bookmark` is a title and depth for the outline.
        """
        super().__init__()
        self._content, self._element, self._indent = content, element, indent
        self._label, self._label_element = label, label_element
        self._bookmark = bookmark
        self._part: tuple[int, int | None] = (0, None)  # lines of the whole that are this flowable's
        self.spaceBefore = content.style.space_before
        self.spaceAfter = content.style.space_after
        self.keepWithNext = content.style.keep_with_next

    def _lines(self) -> tuple[Line, ...]:
        first, last = self._part
        return self._content.lines(self.width - self._indent)[first:last]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height at the width offered."""
        self.width = available_width
        self.height = len(self._lines()) * self._content.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """This paragraph as two, the first no higher than offered; empty where that would leave a line alone."""
        self.wrap(available_width, available_height)
        lines = len(self._lines())
        fitting = min(int(available_height / self._content.style.leading + 1e-6), lines - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return []
        first, last = self._part
        return [self._copy((first, first + fitting)), self._copy((first + fitting, last))]

    def _copy(self, part: tuple[int, int | None]) -> Self:
        begins = part[0] == self._part[0]
        copy = type(self)(
            self._content,
            self._element,
            indent=self._indent,
            label=self._label if begins else None,
            label_element=self._label_element,
            bookmark=self._bookmark if begins else None,
        )
        copy._part = part
        return copy

    def draw(self) -> None:
        """Draws the lines from the top of the flowable's box."""
        canvas = self.canv
        if self._bookmark:
            canvas.bookmark(*self._bookmark, self.height)
        if self._label is not None and self._label_element is not None:
            with canvas.tagged(self._label_element):
                lines = self._label.lines(self._indent)
                canvas.draw_lines(self._label.place(lines, 0, self.height, self._indent))
        with canvas.tagged(self._element):
            width = self.width - self._indent
            canvas.draw_lines(self._content.place(self._lines(), self._indent, self.height, width))
