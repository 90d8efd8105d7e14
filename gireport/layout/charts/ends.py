"""Names at the ends of lines and stacks, moved apart where they would touch, with a line to what they name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.model import plain
from gireport.layout.charts.ink import ink
from gireport.layout.charts.placing import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Text
    from gireport.layout.charts.drawing import Pen
    from gireport.layout.theme import TextStyle, Theme

LEADER = 10.0  # from a point to its label, points
_NEAR = 0.75  # a label this near to its point needs no line
_BETWEEN = 1.5


class End(NamedTuple):
    """A point at height `y`, and what is to be written beside it."""

    y: float
    text: Text


def ends_height(pen: Pen, ends: Sequence[End], width: float, style: TextStyle) -> float:
    """The height that all the labels take together."""
    return sum(_height(pen, end, width, style) for end in ends)


def draw_ends(
    pen: Pen,
    ends: Sequence[End],
    x: float,
    width: float,
    theme: Theme,
    *,
    low: float,
    high: float,
    leftwards: bool = False,
) -> None:
    """Writes labels right of the points at `x`, or left of them, between `low` and `high`, in lines of `width`.

    There has to be room for all of them, as `ends_height` tells.
    """
    style = replace(theme.chart_label, align="right") if leftwards else theme.chart_label
    heights = [_height(pen, end, width, style) for end in ends]
    centres = spread([end.y for end in ends], heights, low, high)
    assert centres is not None, "the room was made as high as the labels"
    sign = -1 if leftwards else 1
    for end, centre, height in zip(ends, centres, heights, strict=True):
        if abs(centre - end.y) > _NEAR:
            points = ((x + sign * 2, end.y), (x + sign * (LEADER - 2), centre))
            pen.line(points, theme.chart_quiet.colour, theme.hairline_width)
        start = x - LEADER - width if leftwards else x + LEADER
        above, _ = ink(plain(end.text), style.size)
        pen.block(start, centre + height / 2 - max(_BETWEEN / 2, above - style.baseline), width, end.text, style)


def _height(pen: Pen, end: End, width: float, style: TextStyle) -> float:
    """The height of a label with room for its marks."""
    first_line = max(style.leading, sum(ink(plain(end.text), style.size)))
    return pen.height(end.text, width, style) - style.leading + first_line + _BETWEEN
