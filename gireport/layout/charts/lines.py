"""Lines over years: each named where it ends, with gaps where a figure is none or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.layout.charts.colours import line_colours
from gireport.layout.charts.drawing import Pen
from gireport.layout.charts.ends import LEADER, End, draw_ends, ends_height
from gireport.layout.charts.furniture import draw_categories, draw_ticks, grown, tick_room, unfit
from gireport.layout.charts.ink import ink
from gireport.layout.charts.placing import Rect, Wanted, place_above
from gireport.layout.charts.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.brief.model import Chart, ChartSeries
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_HEIGHT = 140.0
_END_SHARE = 0.28  # of the width at most, for the names
_THICKNESS = 1.4
_DOT = 3.4
_UNIT_GAP = 7.0
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (7, 2, 1.5, 2), (3, 3))
_TARGET_DASH = (3.0, 2.0)

Point = tuple[float, float]


def draw_lines(chart: Chart, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Pen:
    """Lines over a scale of hairlines; where there is one alone, its figures stand on it as far as they fit.

    Raises TemplateError where a table asked for does not fit below the years.
    """
    pen = Pen(typesetter, tallness)
    assert chart.axis is not None, "lines share a scale"
    style = theme.chart_label
    names = [series.name for series in chart.series]
    room = min(max(pen.width(name, style) for name in names) + 0.5, width * _END_SHARE)
    needed = ends_height(pen, [End(0, name) for name in names], room, style)
    scale = Scale(chart.axis, max(_HEIGHT * tallness, needed))
    left = _left(pen, chart, theme)
    slot = (width - left - room - LEADER) / len(chart.categories)
    plot = slot * len(chart.categories)
    draw_ticks(pen, chart, scale, left, plot, theme)
    ends = []
    for number, series in enumerate(chart.series):
        points = [None if v is None else (left + slot * (i + 0.5), scale.at(v)) for i, v in enumerate(series.values)]
        known = _draw_line(pen, points, series, number, line_colours(chart.series, theme)[number], theme)
        ends.append(End(known[-1][1] if known else scale.at(scale.axis.ticks[0].value), series.name))
        if known and known[-1][0] < left + plot - slot:
            # The name stands right of the whole chart, so a line leads there from where it ends.
            pen.line((known[-1], (left + plot, known[-1][1])), theme.hairline, theme.hairline_width, 1, 2)
    draw_ends(pen, ends, left + plot, room, theme, low=-style.leading, high=scale.length + style.leading)
    if len(chart.series) == 1 and not chart.value_table:
        _label_points(pen, chart.series[0], scale, left, slot, theme)
    base = scale.at(0) if chart.axis.scale == "linear" else 0.0
    pen.line(((left, base), (left + plot, base)), theme.rule, theme.hairline_width)
    baseline = min(pen.extent()[0], 0.0) - theme.chart_quiet.leading
    draw_categories(pen, chart, left, slot, baseline, theme)
    if chart.value_table:
        _draw_table(pen, chart, left, slot, baseline - 6, theme)
    if chart.unit:
        pen.text(0, pen.extent()[1] + _UNIT_GAP, chart.unit, theme.chart_quiet)
    return pen


def _left(pen: Pen, chart: Chart, theme: Theme) -> float:
    """The room left of the lines: for the scale, and for the names in a table below."""
    room = tick_room(pen, chart, theme)
    if chart.value_table:
        names = max(pen.width(series.name, theme.chart_label) for series in chart.series) + 8
        room = max(room, min(names, 110.0))
    return room


def _draw_line(
    pen: Pen, points: list[Point | None], series: ChartSeries, number: int, colour: str, theme: Theme
) -> list[Point]:
    """A line through neighbours that are known, and a dot where a point has none, or is all there is at an end."""
    thickness, dot = (grown(measure, theme.chart_label.size) for measure in (_THICKNESS, _DOT))
    dash = _TARGET_DASH if series.is_target else _DASHES[number % len(_DASHES)]
    dash = tuple(grown(measure, theme.chart_label.size) for measure in dash)
    for run in _runs(points):
        if len(run) > 1:
            pen.line(run, colour, thickness, *dash)
        for x, y in run if series.is_target or len(run) == 1 else (run[0], run[-1]):
            pen.box(x - dot / 2, y - dot / 2, dot, dot, "" if series.is_target else colour, colour)
    return [point for point in points if point is not None]


def _runs(points: list[Point | None]) -> Iterator[list[Point]]:
    """Stretches of points without a gap between them."""
    run: list[Point] = []
    for point in points:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _label_points(pen: Pen, series: ChartSeries, scale: Scale, left: float, slot: float, theme: Theme) -> None:
    """Figures above the points of a line: all that fit, the highest and the last before the others."""
    style = theme.chart_label
    points = {i: (left + slot * (i + 0.5), scale.at(v)) for i, v in enumerate(series.values) if v is not None}
    heights = {index: y for index, (_, y) in points.items()}
    order = sorted(points, key=lambda index: (index != max(points), -heights[index], index))
    # What a line covers between two points, as rectangles narrow enough to follow it.
    covered = [
        rect for one, two in zip(points, list(points)[1:], strict=False) for rect in _along(points[one], points[two])
    ]
    wanted = [
        Wanted(
            points[i][0], points[i][1] + 2, pen.width(series.labels[i], style), sum(ink(series.labels[i], style.size))
        )
        for i in order
    ]
    right = left + slot * len(series.values)
    places = place_above(wanted, covered, left, right, reach=style.size)
    for index, place in sorted(zip(order, places, strict=True)):  # written as they are read
        if place is not None and place.leader is None:
            _, below = ink(series.labels[index], style.size)
            pen.text(place.room.left, place.room.bottom + below, series.labels[index], style)


def _along(one: Point, two: Point, steps: int = 8) -> Iterator[Rect]:
    for step in range(steps):
        x0, x1 = (one[0] + (two[0] - one[0]) * (step + more) / steps for more in (0, 1))
        y0, y1 = (one[1] + (two[1] - one[1]) * (step + more) / steps for more in (0, 1))
        yield Rect(x0, min(y0, y1) - _THICKNESS / 2, x1, max(y0, y1) + _THICKNESS / 2)


def _draw_table(pen: Pen, chart: Chart, left: float, slot: float, top: float, theme: Theme) -> None:
    """A row for each line: its name, and its figures below the years."""
    style = theme.chart_label
    labels = [label for series in chart.series for label in series.labels]
    widest = max(labels, key=lambda label: pen.width(label, style))
    if pen.width(widest, style) > slot - 3:
        raise unfit("layout.chart-table-too-wide", chart, text=widest)
    for series in chart.series:
        pen.line(((0, top), (left + slot * len(chart.categories), top)), theme.hairline, theme.hairline_width)
        height = pen.block(0, top - 1, left - 6, series.name, style)
        for index, label in enumerate(series.labels):
            pen.text(left + slot * (index + 0.5), top - 1 - style.baseline, label, style, anchor=0.5)
        top -= height + 2
