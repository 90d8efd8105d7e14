"""Paragraphs: the flowable of a text set in lines, which owns its structure element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from gireport.layout.flowable import Flowable

if TYPE_CHECKING:
    from gireport.layout.typesetting import SetText
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.structure import StructureElement
    from gireport.text.line import Line

_FEWEST_LINES = 2  # left at the foot of a page, or carried to the top of the next


class ParagraphFlowable(Flowable):
    """A paragraph, or the part of one that falls on a page. Both parts of a split share the structure element."""

    canv: TaggedCanvas

    def __init__(
        self,
        content: SetText,
        element: StructureElement,
        *,
        indent: float = 0,
        label_left: float = 0,
        label: SetText | None = None,
        label_element: StructureElement | None = None,
        bookmark: tuple[str, int] | None = None,
        destination: str = "",
    ) -> None:
        """`indent` moves the text in from the left; `label` (a bullet or number) stands in that room on the first
        line, from `label_left` on. `bookmark` is a title and depth for the outline, `destination` a name for links to
        lead to.
        """
        super().__init__()
        self._content, self._element, self._indent, self._label_left = content, element, indent, label_left
        self._label, self._label_element = label, label_element
        self._bookmark, self._destination = bookmark, destination
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
            label_left=self._label_left,
            label=self._label if begins else None,
            label_element=self._label_element,
            bookmark=self._bookmark if begins else None,
            destination=self._destination if begins else "",
        )
        copy._part = part
        return copy

    def draw(self) -> None:
        """Draws the lines from the top of the flowable's box."""
        canvas = self.canv
        if self._bookmark:
            canvas.bookmark(*self._bookmark, self.height)
        if self._destination:
            canvas.destination(self._destination, self.height)
        if self._label is not None and self._label_element is not None:
            with canvas.tagged(self._label_element):
                room = self._indent - self._label_left
                lines = self._label.lines(room)
                canvas.draw_lines(self._label.place(lines, self._label_left, self.height, room))
        with canvas.tagged(self._element):
            width = self.width - self._indent
            canvas.draw_lines(self._content.place(self._lines(), self._indent, self.height, width))
