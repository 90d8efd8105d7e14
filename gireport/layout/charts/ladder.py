"""The ladder: levels as rising steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.layout.charts.colours import ink_on
from gireport.layout.charts.drawing import Drawing, Pen

if TYPE_CHECKING:
    from gireport.brief.model import Ladder, LadderStep
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_STEP_GAP = 3.0
_LOWEST_STEP, _STEP_RISE = 22.0, 15.0


def draw_ladder(ladder: Ladder, width: float, theme: Theme, typesetter: Typesetter) -> Drawing:
    """Rising steps: the number in the step; name, English name and count above it."""
    lines = theme.chart_title.leading + 2 * theme.chart_quiet.leading + 4
    top = _LOWEST_STEP + _STEP_RISE * (len(ladder.steps) - 1)
    pen = Pen(typesetter)
    each = (width + _STEP_GAP) / len(ladder.steps)
    for index, step in enumerate(ladder.steps):
        _draw_step(pen, step, index * each, each - _STEP_GAP, _LOWEST_STEP + index * _STEP_RISE, theme)
    return Drawing(width, top + lines, tuple(pen.marks))


def _draw_step(pen: Pen, step: LadderStep, x: float, width: float, height: float, theme: Theme) -> None:
    colour = theme.level_colour(step.level - 1)
    pen.box(x, 0, width, height, colour, theme.outline)
    pen.text(x + 5, 7, step.number, theme.chart_title, colour=ink_on(colour, theme))
    y = height + 5
    end = pen.text(x + 2, y, step.count, theme.chart_title)
    pen.text(end + 3, y, step.unit, theme.chart_quiet)
    y += theme.chart_quiet.leading + 1
    pen.text(x + 2, y, step.other_name, theme.chart_quiet)
    y += theme.chart_quiet.leading
    pen.text(x + 2, y, step.name, theme.chart_title)
