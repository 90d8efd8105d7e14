"""What stands beside a rule at its left: the parts of a remark that is set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from gireport.layout.flowable import Flowable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.layout.theme import Theme
    from gireport.pdf.canvas import TaggedCanvas

_INDENT = 10.0  # from the rule's middle to the text, points


class BesideRule(Flowable):
    """A flowable with a rule beside it, which reaches down to the next one where there is one."""

    canv: TaggedCanvas

    def __init__(self, inner: Flowable, theme: Theme, *, first: bool, last: bool) -> None:
        super().__init__()
        self._inner, self._theme, self._first, self._last = inner, theme, first, last
        self.spaceBefore = max(inner.getSpaceBefore(), theme.quiet.space_after) if first else 0.0
        self.spaceAfter = inner.getSpaceAfter() + theme.quiet.space_after if last else 0.0
        self.keepWithNext = inner.getKeepWithNext()

    def _below(self) -> float:
        return 0.0 if self._last else self._inner.getSpaceAfter()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width, and the height of what stands beside the rule."""
        _, height = self._inner.wrapOn(self.canv, available_width - _INDENT, available_height)
        self.width, self.height = available_width, height + self._below()
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> Sequence[Flowable]:
        """Both parts of what is divided, each beside its rule."""
        parts = self._inner.splitOn(self.canv, available_width - _INDENT, available_height)
        if len(parts) != 2:
            return []
        above, below = parts
        return [
            BesideRule(above, self._theme, first=self._first, last=True),
            BesideRule(below, self._theme, first=False, last=self._last),
        ]

    def draw(self) -> None:
        """Draws the rule, and what stands beside it."""
        canvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(self._theme.accent_rule))
            canvas.setLineWidth(2 * self._theme.rule_width)
            canvas.line(self._theme.rule_width, 0, self._theme.rule_width, self.height)
        self._inner.drawOn(canvas, _INDENT, self._below())
