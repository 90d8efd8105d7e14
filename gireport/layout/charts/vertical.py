"""Vertical bars: categories from left to right, each bar with its figure, or a scale or a table that gives it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.layout.charts.bars import bars_of
from gireport.layout.charts.colours import ink_on
from gireport.layout.charts.drawing import OUTLINE, Pen
from gireport.layout.charts.furniture import (
    TICK_GAP,
    draw_categories,
    draw_legend,
    draw_swatch,
    draw_ticks,
    looks,
    swatch_room,
    tick_room,
    unfit,
)
from gireport.layout.charts.ink import ink
from gireport.layout.charts.placing import Placed, Rect, Wanted, place_above
from gireport.layout.charts.scale import Scale
from gireport.layout.contrast import PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Axis, Chart
    from gireport.layout.charts.bars import Bar
    from gireport.layout.charts.furniture import Look
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

HEIGHT = 124.0
_WIDEST_SLOT = 72.0
_WIDEST_SLOT_OF_NAMES = 150.0  # where a name would take several lines in less
_FARTHEST = 2 * HEIGHT  # that a label rises above its bar
_NAME_SHARE = 0.3  # of the width, for the names in a value table
_TABLE_GAP = 6.0


def draw_vertical(chart: Chart, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Pen:
    """Every bar has its figure, or the scale is drawn; those that do not fit into a stack stand in a table below it.

    Raises TemplateError where names or a table asked for do not fit.
    """
    is_stack = chart.kind in ("stacked", "shares")
    pen = Pen(typesetter, tallness)
    if not chart.value_table:
        if _draw(pen, chart, width, 0.0, theme):
            return pen
        pen = Pen(typesetter, tallness)
        if is_stack:
            tabled = replace(chart, value_table=True)
            if _table_fits(pen, tabled, width, theme):
                chart = tabled
    if chart.value_table:
        _require_table(pen, chart, width, theme)
    gutter = _gutter(pen, chart, theme, width)
    _draw(pen, chart, width, gutter, theme)
    return pen


def _draw(pen: Pen, chart: Chart, width: float, gutter: float, theme: Theme) -> bool:
    """Draws all; without a gutter for a scale, stops and tells that not every bar can have its figure."""
    scale = Scale(_axis(chart), HEIGHT * pen.tallness)
    slot = _slot(pen, chart, width - gutter, theme)
    plot = slot * len(chart.categories)
    bars = bars_of(chart, scale, slot)
    has_scale = gutter > 0
    if has_scale and not chart.value_table:
        draw_ticks(pen, chart, scale, gutter, plot, theme)
    paint_bars(pen, bars, gutter, looks(chart, theme), theme)
    if not chart.value_table:
        is_stack = chart.kind in ("stacked", "shares")
        complete = (
            label_segments(pen, bars, gutter, looks(chart, theme), theme)
            if is_stack
            else label_bars(pen, bars, gutter, plot, theme, every=not has_scale)
        )
        if not complete and not has_scale:
            return False
        if not complete and not is_stack:
            raise unfit("layout.chart-too-narrow", chart, text=_widest(pen, chart, theme))
    base = scale.at(0)
    pen.line(((gutter, base), (gutter + plot, base)), theme.rule, theme.hairline_width)
    low, _ = pen.extent()
    baseline = min(low, 0.0) - theme.chart_quiet.leading
    further = draw_categories(pen, chart, gutter, slot, baseline, theme)
    if chart.value_table:
        _draw_table(pen, chart, gutter, slot, baseline - further - _TABLE_GAP, theme)
    draw_legend(pen, replace(chart, series=()) if chart.value_table else chart, 0.0, width, theme)
    return True


def paint_bars(pen: Pen, bars: Sequence[Bar], x: float, fills: Sequence[Look], theme: Theme) -> None:
    """The bars themselves; one that is cut shows a gap of paper across it."""
    for bar in bars:
        if bar.is_blank:
            continue
        look = fills[bar.series]
        pen.box(x + bar.start, bar.near, bar.thickness, bar.end - bar.near, look.fill, look.outline)
        if bar.is_on_another and not look.outline and bar.length > 4 * OUTLINE:
            pen.line(((x + bar.start, bar.near), (x + bar.start + bar.thickness, bar.near)), PAPER, OUTLINE)
        if bar.is_cut:
            at = bar.near + 0.9 * bar.length
            left, right = x + bar.start - 1, x + bar.start + bar.thickness + 1
            pen.line(((left, at - 2), (right, at + 2)), PAPER, 2.4)
            for shift in (-1.5, 1.5):
                pen.line(((left, at - 2 + shift), (right, at + 2 + shift)), theme.rule, theme.hairline_width)


def label_bars(
    pen: Pen, bars: Sequence[Bar], x: float, width: float, theme: Theme, *, every: bool, essential: Sequence[Bar] = ()
) -> bool:
    """Writes figures at the ends of bars: of `every` bar, and none at all where they do not fit unmoved; or of the
    `essential` ones and of those that are cut, moved out of the way. Tells whether all of these have theirs.
    """
    upper = [bar for bar in bars if bar.label and bar.end >= bar.near]
    lower = [bar for bar in bars if bar.label and bar.end < bar.near]
    if every:
        placed = [_placed(pen, upper, bars, x, width, theme, 0.0), _placed(pen, lower, bars, x, width, theme, 0.0, -1)]
        if not all(place is not None and place.leader is None for places in placed for place in places):
            return False
    else:
        wanted = [bar for bar in bars if bar.is_cut or bar in essential]
        upper, lower = ([bar for bar in side if bar in wanted] for side in (upper, lower))
        placed = [
            _placed(pen, upper, bars, x, width, theme, _FARTHEST),
            _placed(pen, lower, bars, x, width, theme, _FARTHEST, -1),
        ]
    for side, places, sign in ((upper, placed[0], 1), (lower, placed[1], -1)):
        for bar, place in zip(side, places, strict=True):
            if place is not None:
                _write(pen, bar, place, sign, theme)
    return all(place is not None for places in placed for place in places)


def _placed(
    pen: Pen,
    wanted: Sequence[Bar],
    bars: Sequence[Bar],
    x: float,
    width: float,
    theme: Theme,
    reach: float,
    sign: int = 1,
) -> list[Placed | None]:
    """Places for the figures of bars that end above (sign 1) or below (-1) their baseline, which is then flipped."""
    style = theme.chart_label
    rects = [Rect(x + b.start, min(b.near, b.end), x + b.start + b.thickness, max(b.near, b.end)) for b in bars]
    rects = [rect for rect, bar in zip(rects, bars, strict=True) if not bar.is_blank]
    labels = [
        Wanted(x + bar.middle, sign * bar.end, pen.width(bar.label, style), sum(ink(bar.label, style.size)))
        for bar in wanted
    ]
    obstacles = rects if sign > 0 else [rect.flipped() for rect in rects]
    return place_above(labels, obstacles, x, x + width, reach=reach)


def _write(pen: Pen, bar: Bar, place: Placed, sign: int, theme: Theme) -> None:
    style = theme.chart_label
    room = place.room if sign > 0 else place.room.flipped()
    _, below = ink(bar.label, style.size)
    if place.leader is not None:
        line = place.leader if sign > 0 else place.leader.flipped()
        pen.line(((line.left, line.bottom), (line.left, line.top)), theme.hairline, theme.hairline_width)
    pen.text(room.left, room.bottom + below, bar.label, style)


def label_segments(pen: Pen, bars: Sequence[Bar], x: float, fills: Sequence[Look], theme: Theme) -> bool:
    """Writes figures into the segments of stacks where they fit; tells whether every segment has its own."""
    style = theme.chart_label
    complete = True
    for bar in bars:
        if bar.is_blank:
            continue
        above, below = ink(bar.label, style.size)
        if pen.width(bar.label, style) > bar.thickness - 2 or above + below > bar.length - 2:
            complete = False
            continue
        y = (bar.near + bar.end) / 2 - (above - below) / 2
        pen.text(x + bar.middle, y, bar.label, style, anchor=0.5, colour=ink_on(fills[bar.series].fill, theme))
    return complete


def _axis(chart: Chart) -> Axis:
    assert chart.axis is not None, "bars side by side share a scale"
    return chart.axis


def _slot(pen: Pen, chart: Chart, width: float, theme: Theme) -> float:
    """The room of a category."""
    names = 0.0 if chart.over_time else max(pen.width(name, theme.chart_quiet) for name in chart.categories)
    widest = _WIDEST_SLOT if names < _WIDEST_SLOT else _WIDEST_SLOT_OF_NAMES
    return min(width / len(chart.categories), widest)


def _gutter(pen: Pen, chart: Chart, theme: Theme, width: float) -> float:
    """The room left of the bars: for the figures of the scale, or for the names in the table."""
    if not chart.value_table:
        return tick_room(pen, chart, theme)
    names = max(pen.width(series.name, theme.chart_label) for series in chart.series)
    return min(names + swatch_room(theme.chart_label.size) + TICK_GAP, width * _NAME_SHARE)


def _table_fits(pen: Pen, chart: Chart, width: float, theme: Theme) -> bool:
    slot = _slot(pen, chart, width - _gutter(pen, chart, theme, width), theme)
    return pen.width(_widest(pen, chart, theme), theme.chart_label) <= slot - 3


def _require_table(pen: Pen, chart: Chart, width: float, theme: Theme) -> None:
    if not _table_fits(pen, chart, width, theme):
        raise unfit("layout.chart-table-too-wide", chart, text=_widest(pen, chart, theme))


def _widest(pen: Pen, chart: Chart, theme: Theme) -> str:
    labels = [label for series in chart.series for label in series.labels]
    return max(labels, key=lambda label: pen.width(label, theme.chart_label))


def _draw_table(pen: Pen, chart: Chart, gutter: float, slot: float, top: float, theme: Theme) -> None:
    """A row for each series: its look and name, and its figures below the categories."""
    style = theme.chart_label
    width = gutter + slot * len(chart.categories)
    for series, look in zip(chart.series, looks(chart, theme), strict=True):
        pen.line(((0, top), (width, top)), theme.hairline, theme.hairline_width)
        top -= 1
        start = draw_swatch(pen, 0, top - style.baseline, look, style.size)
        height = pen.block(start, top, gutter - start - TICK_GAP, series.name, style)
        for index, label in enumerate(series.labels):
            pen.text(gutter + slot * (index + 0.5), top - style.baseline, label, style, anchor=0.5)
        top -= height + 1
