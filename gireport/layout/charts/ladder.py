"""The ladder: levels as rising steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.model import plain
from gireport.layout.charts.colours import ink_on
from gireport.layout.charts.drawing import Drawing, Pen
from gireport.layout.charts.ink import ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Ladder, LadderStep
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_STEP_GAP = 3.0
_LOWEST_STEP, _STEP_RISE = 22.0, 15.0


def draw_ladder(ladder: Ladder, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Drawing:
    """Rising steps: the number in the step; name, English name and count above it."""
    rises = [max(each) for each in zip(*(_rises(step, theme) for step in ladder.steps), strict=True)]
    lines = 3 + sum(rises) + theme.chart_title.leading
    rise = _STEP_RISE * tallness
    top = _LOWEST_STEP + rise * (len(ladder.steps) - 1)
    pen = Pen(typesetter, tallness)
    each = (width + _STEP_GAP) / len(ladder.steps)
    for index, step in enumerate(ladder.steps):
        _draw_step(pen, step, index * each, each - _STEP_GAP, _LOWEST_STEP + index * rise, rises, theme)
    return Drawing(width, top + lines, tuple(pen.marks))


def _rises(step: LadderStep, theme: Theme) -> tuple[float, float]:
    """How far the other name stands above the count, and the name above that, so that no marks touch (points)."""
    title, quiet = theme.chart_title, theme.chart_quiet
    count, other, name = (
        ink(plain(text), style.size)
        for text, style in ((step.count, title), (step.other_name, quiet), (step.name, title))
    )
    return max(quiet.leading + 1, count[0] + other[1]), max(quiet.leading, other[0] + name[1])


def _draw_step(
    pen: Pen, step: LadderStep, x: float, width: float, height: float, rises: Sequence[float], theme: Theme
) -> None:
    colour = theme.level_colour(step.level - 1)
    pen.box(x, 0, width, height, colour, theme.outline)
    pen.text(x + 5, 7, step.number, theme.chart_title, colour=ink_on(colour, theme))
    y = height + 5
    end = pen.text(x + 2, y, step.count, theme.chart_title)
    pen.text(end + 3, y, step.unit, theme.chart_quiet)
    y += rises[0]
    pen.text(x + 2, y, step.other_name, theme.chart_quiet)
    y += rises[1]
    pen.text(x + 2, y, step.name, theme.chart_title)
