"""Small multiples: a panel of bars for each series, each on a scale of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.model import Axis, Tick, plain
from gireport.layout.charts.bars import bars_of
from gireport.layout.charts.colours import outline_of, plain_bar
from gireport.layout.charts.drawing import Pen
from gireport.layout.charts.furniture import Look, draw_categories
from gireport.layout.charts.ink import ink
from gireport.layout.charts.scale import Scale
from gireport.layout.charts.vertical import label_bars, paint_bars

if TYPE_CHECKING:
    from gireport.brief.model import Chart, ChartSeries
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_ACROSS = 3  # or more on a broad page, where that makes fewer rows
_NARROWEST = 128.0  # of more than three, points
_GAP = 14.0
_HEIGHT = 62.0  # from the lowest to the highest value, points
_ROW_GAP = 10.0
_HEAD_GAP = 3.0  # from the words of a panel to the figures on its bars
_ALONE = 0.6  # of the width, for a single panel


def draw_panels(chart: Chart, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Pen:
    """Panels in rows of three, on a broad page of more: title, highest and last figure printed."""
    across = _across(len(chart.series), width)
    each = width * _ALONE if len(chart.series) == 1 else (width - _GAP * (across - 1)) / across
    pen = Pen(typesetter, tallness)
    bottom = 0.0
    for first in range(0, len(chart.series), across):
        row = chart.series[first : first + across]
        panels = [_panel(chart, series, each, theme, Pen(typesetter, tallness)) for series in row]
        # Titles of a row stand on one line, baselines of its bars on another.
        low, high = min(panel.extent()[0] for panel in panels), max(panel.extent()[1] for panel in panels)
        heads = [_head(series, each, theme, typesetter) for series in row]
        words = max(height for _, height in heads)
        for place, (panel, (head, height)) in enumerate(zip(panels, heads, strict=True)):
            pen.add(head.marks, place * (each + _GAP), bottom - words + height)
            pen.add(panel.marks, place * (each + _GAP), bottom - words - _HEAD_GAP - high)
        bottom -= words + _HEAD_GAP + high - low + _ROW_GAP
    return pen


def _across(count: int, width: float) -> int:
    """How many panels stand in a row."""
    room = max(_ACROSS, int((width + _GAP) / (_NARROWEST + _GAP)))
    rows = -(-count // room)
    return _ACROSS if rows == -(-count // _ACROSS) else -(-count // rows)


def _head(series: ChartSeries, width: float, theme: Theme, typesetter: Typesetter) -> tuple[Pen, float]:
    """The name of a panel and the line below it, down from 0, and how high they are."""
    pen = Pen(typesetter)
    height = pen.block(0, 0, width, series.name, theme.chart_title)
    if series.context:
        title, quiet = theme.chart_title, theme.chart_quiet
        marks = ink(plain(series.name), title.size)[1] + ink(plain(series.context), quiet.size)[0]
        height += max(0.0, marks - (title.leading - title.baseline + quiet.baseline))
        height += pen.block(0, -height, width, series.context, theme.chart_quiet)
    return pen, height


def _panel(chart: Chart, series: ChartSeries, width: float, theme: Theme, pen: Pen) -> Pen:
    """The bars of one series with the figures and categories that fit, its title left out."""
    alone = _alone(chart, series)
    assert alone.axis is not None
    scale = Scale(alone.axis, _HEIGHT * pen.tallness)
    slot = width / len(alone.categories)
    bars = bars_of(alone, scale, slot)
    for index, bar in enumerate(bars):
        colour = theme.bar_of_interest if index == len(bars) - 1 else plain_bar(theme)
        paint_bars(pen, [bar], 0, [Look(colour, outline_of(colour, theme))], theme)
    highest = max((value for value in series.values if value is not None), default=None)
    essential = [b for b in bars if b is bars[-1] or (highest and series.values[b.category] == highest)]
    label_bars(pen, bars, 0, width, theme, every=False, essential=essential)
    base = scale.at(0)
    pen.line(((0, base), (width, base)), theme.rule, theme.hairline_width)
    low, _ = pen.extent()
    draw_categories(pen, alone, 0, slot, min(low, 0.0) - theme.chart_quiet.leading, theme)
    return pen


def _alone(chart: Chart, series: ChartSeries) -> Chart:
    """A chart of one series, on a scale that ends where its values do."""
    known = [value for value in series.values if value is not None]
    low, high = min([0, *known]), max([0, *known])
    ticks = (Tick(low, ""), Tick(high if high > low else low + 1, ""))
    return replace(chart, kind="bars", series=(series,), axis=Axis(ticks))
