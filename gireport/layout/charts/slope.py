"""Slopes: what each thing was and what it became, names and figures at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.model import Span
from gireport.layout.charts.colours import dark_tones
from gireport.layout.charts.drawing import Pen
from gireport.layout.charts.ends import LEADER, End, draw_ends, ends_height
from gireport.layout.charts.furniture import grown
from gireport.layout.charts.scale import Scale

if TYPE_CHECKING:
    from gireport.brief.model import Chart, Text
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_HEIGHT = 130.0
_END_SHARE = 0.33  # of the width at most, for the words at one end
_THICKNESS = 1.2
_DOT = 3.0


def draw_slope(chart: Chart, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Pen:
    """A line from the first to the second category for each series of which both are known; else a point alone."""
    pen = Pen(typesetter, tallness)
    assert chart.axis is not None, "slopes share a scale"
    style = theme.chart_label
    texts = [[_words(chart, number, place) for number in range(len(chart.series))] for place in (0, 1)]
    rooms = [min(max(pen.width(text, style) for text in side) + 0.5, width * _END_SHARE) for side in texts]
    left, right = rooms[0] + LEADER, width - rooms[1] - LEADER
    needed = max(
        ends_height(pen, [End(0, t) for t in side], room, style) for side, room in zip(texts, rooms, strict=True)
    )
    scale = Scale(chart.axis, max(_HEIGHT * tallness, needed * 1.05))
    colour, dot = dark_tones(theme)[-1], grown(_DOT, style.size)
    for series in chart.series:
        points = [
            (x, scale.at(value)) for x, value in zip((left, right), series.values, strict=True) if value is not None
        ]
        if len(points) == 2:
            pen.line(points, colour, grown(_THICKNESS, style.size))
        for x, y in points:
            pen.box(x - dot / 2, y - dot / 2, dot, dot, colour)
    margin = max(0.0, (needed - scale.length) / 2) + style.leading
    for place, (x, side, room) in enumerate(zip((left, right), texts, rooms, strict=True)):
        ends = [_end(chart, number, place, scale, text) for number, text in enumerate(side)]
        draw_ends(pen, ends, x, room, theme, low=-margin, high=scale.length + margin, leftwards=place == 0)
    _, top = pen.extent()
    for x, category, anchor in zip((left, right), chart.categories, (1.0, 0.0), strict=True):
        pen.text(x, top + 5, category, theme.chart_title, anchor=anchor)
    if chart.unit:
        pen.text(0, top + 5 + theme.chart_title.leading, chart.unit, theme.chart_quiet)
    return pen


def _end(chart: Chart, number: int, place: int, scale: Scale, text: Text) -> End:
    """Where a figure is not drawn, its words stand at the height of the other end, or of the baseline."""
    values = chart.series[number].values
    value = values[place] if values[place] is not None else values[1 - place]
    return End(scale.at(value or 0), text)


def _words(chart: Chart, number: int, place: int) -> Text:
    """Name and figure towards the line: the figure stands next to it."""
    series = chart.series[number]
    figure = (Span(series.labels[place], bold=True),) if series.labels[place] else ()
    gap = (Span("\u00a0\u00a0"),) if figure else ()
    return (*series.name, *gap, *figure) if place == 0 else (*figure, *gap, *series.name)
