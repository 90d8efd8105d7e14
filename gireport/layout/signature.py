"""The lines of one who signs: words, and dots where there is something to write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.model import Span
from gireport.layout.dots import draw_dots
from gireport.layout.flowable import Flowable
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from gireport.brief.model import SignatureBlock, SignatureLine
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import SetText, Typesetter
    from gireport.pdf.canvas import TaggedCanvas

_SHARE = 0.52  # of the width of text: the block stands at the right, as in official letters
_PEN = 1.6  # em above a line that is signed
_BETWEEN = 0.35  # em, between lines: what is written by hand is larger than print
_GAP = 0.35  # em, between words and dots


class _Set(NamedTuple):
    """A line's words: before and after the dots, or, where it is filled, all of them in `before`."""

    before: SetText
    after: SetText | None
    dotted: bool
    element: StructureElement


class SignatureFlowable(Flowable):
    """Each line is a paragraph; the dots are nothing to a screen reader. It is never divided."""

    canv: TaggedCanvas

    def __init__(self, block: SignatureBlock, parent: StructureElement, theme: Theme, typesetter: Typesetter) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._style = replace(theme.body, align="left")
        self._colour = theme.body.colour
        self._lines = [self._set(line, parent) for line in block.lines]
        self.spaceBefore, self.spaceAfter = self._style.size, self._style.size

    def _set(self, line: SignatureLine, parent: StructureElement) -> _Set:
        element = StructureElement("P", parent)
        if not line.filled:
            after = self._typesetter.set(line.after, self._style) if line.after else None
            return _Set(self._typesetter.set(line.before, self._style), after, True, element)
        # A name stands in brackets below the middle of the signature.
        style = replace(self._style, align="centre") if line.after else self._style
        space = (Span(" "),)
        words = (*line.before, *space, *line.filled, *(space if line.after else ()), *line.after)
        return _Set(self._typesetter.set(words, style), None, False, element)

    def _each_height(self) -> list[float]:
        return [line.before.height(self._width()) for line in self._lines]

    def _width(self) -> float:
        return self.width * _SHARE

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width, and the height of all lines with room to write."""
        self.width = available_width
        em = self._style.size
        self.height = _PEN * em + sum(self._each_height()) + _BETWEEN * em * (len(self._lines) - 1)
        return self.width, self.height

    def draw(self) -> None:
        """Draws the lines from the top down, at the right of the column."""
        em = self._style.size
        top = self.height - _PEN * em
        for line, height in zip(self._lines, self._each_height(), strict=True):
            self._draw_line(line, self.width - self._width(), top)
            top -= height + _BETWEEN * em

    def _draw_line(self, line: _Set, left: float, top: float) -> None:
        canvas, width, gap = self.canv, self._width(), _GAP * self._style.size
        right = left + width
        with canvas.tagged(line.element):
            canvas.draw_lines(line.before.place(line.before.lines(width), left, top, width))
            if line.after is not None:
                right -= line.after.flow.natural_width
                canvas.draw_lines(line.after.place(line.after.lines(width), right, top, width))
                right -= gap
        if line.dotted:
            left += line.before.flow.natural_width + gap
            with canvas.artifact():
                draw_dots(canvas, left, right, top - self._style.baseline, self._colour)
