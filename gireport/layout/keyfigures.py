"""Key figures: up to four big numbers side by side between two rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from gireport.layout.flowable import Flowable
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from gireport.brief.model import KeyFigures
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter
    from gireport.pdf.canvas import TaggedCanvas

_GAP = 10.0  # between two figures, points
_ROOM = 9.0  # between a rule and the figures, points


class KeyFiguresFlowable(Flowable):
    """Each figure is one paragraph to a screen reader: the number, what it counts, its context."""

    canv: TaggedCanvas

    def __init__(self, key_figures: KeyFigures, parent: StructureElement, theme: Theme, typesetter: Typesetter) -> None:
        super().__init__()
        self._theme = theme
        styles = (theme.key_value, theme.key_label, theme.key_context)
        self._figures = [
            [
                (typesetter.set(text, style), StructureElement("P", parent))
                for text, style in zip((figure.value, figure.label, figure.context), styles, strict=True)
                if text
            ]
            for figure in key_figures.figures
        ]
        self.spaceBefore, self.spaceAfter = 8, 12

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width; the height of the tallest figure."""
        self.width = available_width
        self._each = (available_width + _GAP) / len(self._figures) - _GAP
        self.height = 2 * _ROOM + max(
            sum(content.height(self._each) for content, _ in figure) for figure in self._figures
        )
        return self.width, self.height

    def draw(self) -> None:
        """Draws the two rules and the figures between them."""
        canvas = self.canv
        with canvas.artifact():
            for y, colour, width in (
                (self.height, self._theme.accent_rule, self._theme.rule_width),
                (0, self._theme.hairline, self._theme.hairline_width),
            ):
                canvas.setStrokeColor(HexColor(colour))
                canvas.setLineWidth(width)
                canvas.line(0, y, self.width, y)
        for index, figure in enumerate(self._figures):
            top = self.height - _ROOM
            for content, element in figure:
                lines = content.lines(self._each)
                with canvas.tagged(element):
                    canvas.draw_lines(content.place(lines, index * (self._each + _GAP), top, self._each))
                top -= len(lines) * content.style.leading
