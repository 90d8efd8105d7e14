"""Bars as lengths along a scale, whichever way they will be drawn: grouped, stacked, or as shares of a whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.brief.model import Chart
    from gireport.layout.charts.scale import Scale

_GROUP = 0.76  # of a category's room that its bars take
_WHOLE = 100


class Bar(NamedTuple):
    """One bar of a series in a category: where it starts and how thick it is across the categories, and where it lies
    along the scale, from `near` its baseline to its `end` (points; below the baseline the end is less).
    """

    series: int
    category: int
    start: float
    thickness: float
    near: float
    end: float
    label: str
    is_cut: bool = False
    is_blank: bool = False
    """There is nothing of it to draw: none, not known, or zero."""
    is_on_another: bool = False
    """It lies on another bar of its stack."""

    @property
    def middle(self) -> float:
        """Its middle across the categories."""
        return self.start + self.thickness / 2

    @property
    def length(self) -> float:
        """How long it is."""
        return abs(self.end - self.near)


def bars_of(chart: Chart, scale: Scale, room: float) -> list[Bar]:
    """The bars of every series, category by category; each category has `room` points across."""
    if chart.kind in ("stacked", "shares"):
        return [bar for index in range(len(chart.categories)) for bar in _stack(chart, index, scale, room)]
    return [bar for index in range(len(chart.categories)) for bar in _group(chart, index, scale, room)]


def _group(chart: Chart, index: int, scale: Scale, room: float) -> Iterator[Bar]:
    """Bars side by side."""
    thickness = room * _GROUP / len(chart.series)
    start = room * (index + (1 - _GROUP) / 2)
    base = scale.at(0)
    for number, series in enumerate(chart.series):
        value = series.values[index]
        yield Bar(
            series=number,
            category=index,
            start=start + number * thickness,
            thickness=thickness,
            near=base,
            end=base if value is None else scale.at(value),
            label=series.labels[index],
            is_cut=value is not None and scale.is_cut(value),
            is_blank=not value,
        )


def _stack(chart: Chart, index: int, scale: Scale, room: float) -> Iterator[Bar]:
    """Bars on each other; those of a chart of shares fill the scale."""
    values = [Fraction(series.values[index] or 0) for series in chart.series]
    whole = sum(values)
    below = Fraction(0)
    for number, (series, value) in enumerate(zip(chart.series, values, strict=True)):
        length = value
        if chart.kind == "shares":
            length = value * _WHOLE / whole if whole else Fraction(0)
        yield Bar(
            series=number,
            category=index,
            start=room * (index + (1 - _GROUP) / 2),
            thickness=room * _GROUP,
            near=scale.at(below),
            end=scale.at(below + length),
            label=series.labels[index],
            is_blank=not value,
            is_on_another=bool(below),
        )
        below += length
