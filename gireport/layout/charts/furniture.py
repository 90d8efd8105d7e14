"""What stands around the bars and lines of a chart: its unit, its legend, its ticks, the names of its categories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.model import plain
from gireport.errors import Place, Problem, TemplateError
from gireport.layout.charts.colours import outline_of, series_colours
from gireport.layout.charts.drawing import roomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Chart
    from gireport.layout.charts.drawing import Pen
    from gireport.layout.charts.scale import Scale
    from gireport.layout.theme import Theme

_SWATCH, _SWATCH_GAP = 7.0, 4.0
_ENTRY_GAP = 14.0
_USUAL_SIZE = 7.2  # of a label: what is drawn beside larger ones is larger too
TICK_GAP = 4.0
_NAME_GAP = 4.0  # between the names of neighbours, points
_NAME_LINES = 3


class Look(NamedTuple):
    """How a series is filled: its colour and the outline that a light one needs; a target is an outline alone."""

    fill: str
    outline: str


def looks(chart: Chart, theme: Theme) -> list[Look]:
    """The look of each series of bars."""
    solid = [series for series in chart.series if not series.is_target]
    colours = iter(series_colours(solid, theme))
    found = []
    for series in chart.series:
        colour = "" if series.is_target else next(colours)
        found.append(Look(colour, outline_of(colour, theme) if colour else theme.body.colour))
    return found


def unfit(code: str, chart: Chart, **facts: object) -> TemplateError:
    """The error that says why the chart cannot be set."""
    return TemplateError(Problem(code, Place(), {"chart": chart.caption.label, **facts}))


def grown(measure: float, size: float) -> float:
    """A measure beside labels of `size` points."""
    return measure * max(1.0, size / _USUAL_SIZE)


def swatch_room(size: float) -> float:
    """The width of a swatch and the gap between it and its text of `size` points."""
    return grown(_SWATCH + _SWATCH_GAP, size)


def draw_swatch(pen: Pen, x: float, baseline: float, look: Look, size: float) -> float:
    """A little box of the series' look beside a text on `baseline`; returns where the text begins."""
    side = grown(_SWATCH, size)
    pen.box(x, baseline + (size * 0.62 - side) / 2, side, side, look.fill, look.outline)
    return x + swatch_room(size)


def draw_legend(pen: Pen, chart: Chart, x: float, width: float, theme: Theme) -> None:
    """The names of the series in reading order, above all that is drawn so far; a single one needs none."""
    _, top = pen.extent()
    style = theme.chart_label
    rows: list[list[int]] = [[]]
    used = 0.0
    before = swatch_room(style.size)
    widths = [min(pen.width(series.name, style), width - before) for series in chart.series]
    if len(chart.series) > 1:
        for index, text_width in enumerate(widths):
            entry = before + text_width
            if rows[-1] and used + entry > width:
                rows.append([])
                used = 0.0
            rows[-1].append(index)
            used += entry + _ENTRY_GAP
    y = top + 4
    for row in reversed([row for row in rows if row]):
        y += max(pen.height(chart.series[index].name, widths[index] + 0.5, style) for index in row)
        at = x
        for index in row:
            start = draw_swatch(pen, at, y - style.baseline, looks(chart, theme)[index], style.size)
            pen.block(start, y, widths[index] + 0.5, chart.series[index].name, style)
            at = start + widths[index] + _ENTRY_GAP
        y += 2
    if chart.unit:
        pen.text(x, y + 4, chart.unit, theme.chart_quiet)


def tick_room(pen: Pen, chart: Chart, theme: Theme) -> float:
    """The width that the figures of a vertical axis take left of it."""
    assert chart.axis is not None
    return max(pen.width(tick.label, theme.chart_quiet) for tick in chart.axis.ticks) + TICK_GAP


def draw_ticks(pen: Pen, chart: Chart, scale: Scale, x: float, width: float, theme: Theme) -> None:
    """Hairlines across a vertical scale, with their figures left of them."""
    for tick in scale.axis.ticks:
        y = scale.at(tick.value)
        pen.line(((x, y), (x + width, y)), theme.hairline, theme.hairline_width)
        pen.text(x - TICK_GAP, y - theme.chart_quiet.size * 0.3, tick.label, theme.chart_quiet, anchor=1.0)


def draw_categories(pen: Pen, chart: Chart, x: float, slot: float, baseline: float, theme: Theme) -> float:
    """The names of categories on one baseline: all, or of years that do not fit the first, the middle and the last;
    other names that do not fit stand in up to three lines. Returns how far names go on below the first line (points).

    Raises TemplateError where names do not fit so: one left out would be missed.
    """
    style = theme.chart_quiet
    count = len(chart.categories)
    widths = [pen.width(category, style) for category in chart.categories]
    shown: Sequence[int] = range(count)
    if count > 1 and max(widths) > slot - 3:
        if not chart.over_time:
            return _draw_names(pen, chart, x, slot, baseline, theme)
        shown = sorted({0, (count - 1) // 2, count - 1})
        if (shown[-1] - shown[0]) * slot / max(len(shown) - 1, 1) < max(widths) + 3:
            shown = [0, count - 1]
    for index in shown:
        half = widths[index] / 2
        centre = min(max(x + slot * (index + 0.5), x + half), max(x + slot * count - half, x + half))
        pen.text(centre, baseline, chart.categories[index], style, anchor=0.5)
    return 0.0


def _draw_names(pen: Pen, chart: Chart, x: float, slot: float, baseline: float, theme: Theme) -> float:
    """Names in lines that end between words, each below the middle of its category."""
    # Lines of all names stand level, whatever marks they have.
    names = tuple(span for name in chart.categories for span in name)
    style = roomy(replace(theme.chart_quiet, align="centre"), names)
    width = slot - _NAME_GAP
    lowest = 0.0
    for index, name in enumerate(chart.categories):
        setting = pen.typesetter.set(name, style)
        if setting.flow.minimum_width > width or len(setting.lines(width)) > _NAME_LINES:
            raise unfit("layout.chart-too-narrow", chart, text=plain(name))
        height = pen.block(x + slot * index + _NAME_GAP / 2, baseline + style.baseline, width, name, style)
        lowest = max(lowest, height - style.leading)
    return lowest
