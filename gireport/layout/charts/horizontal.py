"""Horizontal bars: categories from top to bottom, with room for long names and for a figure at every bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gireport.layout.charts.bars import bars_of
from gireport.layout.charts.colours import ink_on
from gireport.layout.charts.drawing import OUTLINE, Pen
from gireport.layout.charts.furniture import draw_legend, draw_swatch, grown, looks, swatch_room, unfit
from gireport.layout.charts.ink import ink
from gireport.layout.charts.scale import Scale
from gireport.layout.contrast import PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Chart
    from gireport.layout.charts.bars import Bar
    from gireport.layout.charts.furniture import Look
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_NAME_SHARE = 0.36  # of the width at most, for names of categories
_NAME_GAP, _LABEL_GAP = 6.0, 3.0
_NAME_AIR = 0.5  # between names that take several lines, em
_ROW = 1.95  # of a category with one bar, em of its figure
_FURTHER_BAR = 1.25
_STACK_ROW = 2.8
_TABLE_SHARE = 0.45
_COLUMN_GAP = 8.0
_LEAST_COLUMN = 46.0  # so that a head of some words has room
_LEAST_PLOT = 60.0


@dataclass(frozen=True)
class _Columns:
    """Where things stand from left to right: names, bars from `left` for `plot` points, then a table's columns."""

    left: float
    plot: float
    table: tuple[float, ...] = ()
    """The right edge of each column of figures."""
    column: float = 0.0


@dataclass(frozen=True)
class _Rows:
    """The rows of the categories, down from 0: each as high as its name needs, and none lower than its bars."""

    bars: float
    """The height of the bars of a category with the room between them and the next, points."""
    heights: tuple[float, ...]

    def middle(self, index: int) -> float:
        """How far below 0 the middle of a row is."""
        return sum(self.heights[:index]) + self.heights[index] / 2

    def placed(self, bars: Sequence[Bar]) -> list[Bar]:
        """Bars of rows all as high as `bars`, in the middle of their own rows."""
        return [
            bar._replace(start=bar.start - self.bars * (bar.category + 0.5) + self.middle(bar.category)) for bar in bars
        ]


def draw_horizontal(chart: Chart, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Pen:
    """Bars with their figures at their ends; those of stacks inside, or beside them where they do not all fit.

    Raises TemplateError where a table asked for does not fit beside the bars.
    """
    is_stack = chart.kind in ("stacked", "shares")
    pen = Pen(typesetter, tallness)
    columns = _columns(pen, chart, width, theme)
    if columns is None:
        labels = [label for series in chart.series for label in series.labels]
        raise unfit("layout.chart-table-too-wide", chart, text=max(labels, key=len))
    if is_stack and not chart.value_table and not _segments_fit(pen, chart, columns, theme):
        tabled = replace(chart, value_table=True)
        beside = _columns(pen, tabled, width, theme)
        if beside is not None:
            chart, columns = tabled, beside
    _draw(pen, chart, columns, width, theme)
    return pen


def _columns(pen: Pen, chart: Chart, width: float, theme: Theme) -> _Columns | None:
    """The columns; None where a table leaves the bars no room."""
    style = theme.chart_label
    names = max(pen.width(category, style) for category in chart.categories)
    left = min(names, width * _NAME_SHARE) + _NAME_GAP
    widest = max(pen.width(label, style) for series in chart.series for label in series.labels)
    if not chart.value_table:
        if chart.kind in ("stacked", "shares"):
            return _Columns(left, width - left)
        has_negative = any(value < 0 for series in chart.series for value in series.values if value is not None)
        side = widest + _LABEL_GAP + 1
        return _Columns(left + side * has_negative, width - left - side * (1 + has_negative))
    heads = [min(pen.width(series.name, style), _LEAST_COLUMN) + swatch_room(style.size) for series in chart.series]
    column = max(widest, *heads)
    each = column + grown(_COLUMN_GAP, style.size)
    table = each * len(chart.series)
    if table > width * _TABLE_SHARE or width - left - table < _LEAST_PLOT:
        return None
    edges = tuple(width - each * after for after in reversed(range(len(chart.series))))
    return _Columns(left, width - left - table, edges, column)


def _draw(pen: Pen, chart: Chart, columns: _Columns, width: float, theme: Theme) -> None:
    assert chart.axis is not None, "bars side by side share a scale"
    scale = Scale(chart.axis, columns.plot)
    rows = _rows(pen, chart, columns, theme)
    # Down from 0: what a bar has across its categories is taken from there.
    bars = rows.placed(bars_of(chart, scale, rows.bars))
    fills = looks(chart, theme)
    _paint(pen, bars, columns.left, fills, theme)
    if not chart.value_table:
        if chart.kind in ("stacked", "shares"):
            _label_segments(pen, bars, columns.left, fills, theme)
        else:
            _label_ends(pen, bars, columns.left, theme)
    bottom = -sum(rows.heights)
    base = columns.left + scale.at(0)
    pen.line(((base, 0), (base, bottom)), theme.rule, theme.hairline_width)
    _write_names(pen, chart, columns, rows, theme)
    if chart.kind in ("stacked", "shares") and not chart.value_table:
        _draw_ticks(pen, scale, columns.left, bottom, theme)
    if chart.value_table:
        _write_table(pen, chart, columns, rows, theme)
        _write_heads(pen, chart, columns, theme)
        chart = replace(chart, series=())
    draw_legend(pen, chart, 0.0, width, theme)


def _rows(pen: Pen, chart: Chart, columns: _Columns, theme: Theme) -> _Rows:
    thick = _STACK_ROW if chart.kind in ("stacked", "shares") else _ROW + _FURTHER_BAR * (len(chart.series) - 1)
    thick *= theme.chart_label.size * max(pen.tallness, 1.0)  # lower, and figures would touch
    names = [_name_height(pen, chart, index, columns, theme) for index in range(len(chart.categories))]
    return _Rows(thick, tuple(max(thick, name + _NAME_AIR * theme.chart_label.size) for name in names))


def _name_height(pen: Pen, chart: Chart, index: int, columns: _Columns, theme: Theme) -> float:
    return pen.height(chart.categories[index], _name_width(pen, chart, columns, theme), theme.chart_label)


def _name_width(pen: Pen, chart: Chart, columns: _Columns, theme: Theme) -> float:
    names = max(pen.width(category, theme.chart_label) for category in chart.categories)
    return min(names + 0.5, columns.left - _NAME_GAP + 0.5)


def _write_names(pen: Pen, chart: Chart, columns: _Columns, rows: _Rows, theme: Theme) -> None:
    width = _name_width(pen, chart, columns, theme)
    for index, category in enumerate(chart.categories):
        height = _name_height(pen, chart, index, columns, theme)
        pen.block(0, height / 2 - rows.middle(index), width, category, theme.chart_label)


def _paint(pen: Pen, bars: Sequence[Bar], left: float, fills: Sequence[Look], theme: Theme) -> None:
    for bar in bars:
        if bar.is_blank:
            continue
        look = fills[bar.series]
        x = left + min(bar.near, bar.end)
        top = -bar.start
        pen.box(x, top - bar.thickness, bar.length, bar.thickness, look.fill, look.outline)
        if bar.is_on_another and not look.outline and bar.length > 4 * OUTLINE:
            pen.line(((x, top), (x, top - bar.thickness)), PAPER, OUTLINE)
        if bar.is_cut:
            at = x + 0.93 * bar.length
            ends = (top + 1, top - bar.thickness - 1)
            pen.line(((at + 2, ends[0]), (at - 2, ends[1])), PAPER, 2.4)
            for shift in (-1.5, 1.5):
                pen.line(((at + 2 + shift, ends[0]), (at - 2 + shift, ends[1])), theme.rule, theme.hairline_width)


def _label_ends(pen: Pen, bars: Sequence[Bar], left: float, theme: Theme) -> None:
    """Figures right of what lies right of the baseline, left of what lies left of it."""
    style = theme.chart_label
    for bar in bars:
        above, below = ink(bar.label, style.size)
        y = -bar.middle - (above - below) / 2
        if bar.end < bar.near:
            pen.text(left + bar.end - _LABEL_GAP, y, bar.label, style, anchor=1.0)
        else:
            pen.text(left + bar.end + _LABEL_GAP, y, bar.label, style)


def _segments_fit(pen: Pen, chart: Chart, columns: _Columns, theme: Theme) -> bool:
    assert chart.axis is not None
    bars = bars_of(chart, Scale(chart.axis, columns.plot), _STACK_ROW)
    return all(bar.is_blank or _fits(pen, bar, theme) for bar in bars)


def _fits(pen: Pen, bar: Bar, theme: Theme) -> bool:
    return pen.width(bar.label, theme.chart_label) <= bar.length - 3


def _label_segments(pen: Pen, bars: Sequence[Bar], left: float, fills: Sequence[Look], theme: Theme) -> None:
    style = theme.chart_label
    for bar in bars:
        if bar.is_blank or not _fits(pen, bar, theme):
            continue
        above, below = ink(bar.label, style.size)
        colour = ink_on(fills[bar.series].fill, theme)
        y = -bar.middle - (above - below) / 2
        pen.text(left + (bar.near + bar.end) / 2, y, bar.label, style, anchor=0.5, colour=colour)


def _draw_ticks(pen: Pen, scale: Scale, left: float, bottom: float, theme: Theme) -> None:
    """The figures of the scale below the bars, each with a short stroke."""
    style = theme.chart_quiet
    right = left + scale.length
    for tick in scale.axis.ticks:
        x = left + scale.at(tick.value)
        pen.line(((x, bottom), (x, bottom - 3)), theme.rule, theme.hairline_width)
        half = pen.width(tick.label, style) / 2
        pen.text(min(x, right - half), bottom - style.leading - 1, tick.label, style, anchor=0.5)


def _write_table(pen: Pen, chart: Chart, columns: _Columns, rows: _Rows, theme: Theme) -> None:
    style = theme.chart_label
    for series, edge in zip(chart.series, columns.table, strict=True):
        for index, label in enumerate(series.labels):
            above, below = ink(label, style.size)
            pen.text(edge, -rows.middle(index) - (above - below) / 2, label, style, anchor=1.0)


def _write_heads(pen: Pen, chart: Chart, columns: _Columns, theme: Theme) -> None:
    """The names of the series above their figures, each with its look, their last lines on one level."""
    style = replace(theme.chart_label, align="right")
    before = swatch_room(style.size)
    width = columns.column - before + 0.5
    for series, edge, look in zip(chart.series, columns.table, looks(chart, theme), strict=True):
        top = 4 + pen.height(series.name, width, style)
        start = edge - min(pen.width(series.name, style), width) - before
        draw_swatch(pen, start, top - style.baseline, look, style.size)
        pen.block(edge - width, top, width, series.name, style)
