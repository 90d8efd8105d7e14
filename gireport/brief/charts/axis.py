"""Scales of charts: steps that people count in, computed exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from gireport.brief.model import Axis, Tick
from gireport.thai.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gireport.brief.model import ChartSeries

_MOST_STEPS = 5
_STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))

Value = int | Decimal


def linear_axis(values: Iterable[Value], printed: Callable[[Value], str]) -> Axis:
    """An axis from 0, or through it, that holds all values: steps of 1, 2, 2.5 or 5 times a power of ten.

    Steps are whole numbers where all values are. `printed` writes a number in the brief's digits.
    """
    known = list(values)
    least, most = (Fraction(edge(known, default=0)) for edge in (min, max))
    least, most = min(least, Fraction(0)), max(most, Fraction(0))
    only_whole = all(isinstance(value, int) for value in known)
    step = nice_step(least, most, only_whole=only_whole)
    first, last = least // step, -(-most // step)
    if first == last:
        last += 1  # all zeros: an axis still has a length
    places = _places(step)
    return Axis(tuple(_tick(index * step, printed, places) for index in range(first, last + 1)))


def broken_axis(values: Iterable[Value], break_at: Value, printed: Callable[[Value], str]) -> Axis:
    """An axis from 0 to `break_at`, which is its last tick whatever the steps below it are."""
    ticks = linear_axis([value for value in values if value <= break_at], printed).ticks
    below = tuple(tick for tick in ticks if tick.value < break_at)
    return Axis((*below, Tick(break_at, printed(break_at))), "broken")


def log_axis(values: Iterable[Value], printed: Callable[[Value], str]) -> Axis:
    """An axis of powers of ten around values that are all above 0."""
    known = [Fraction(value) for value in values]
    low, high = _power_below(min(known)), _power_below(max(known))
    if Fraction(10) ** high < max(known) or low == high:
        high += 1
    return Axis(tuple(_tick(Fraction(10) ** power, printed) for power in range(low, high + 1)), "log")


def nice_step(least: Fraction, most: Fraction, *, only_whole: bool = False) -> Fraction:
    """The smallest step that people count in with which `least` to `most` takes at most five steps."""
    span = most - least
    if not span:
        return Fraction(1)
    for step in _steps_from(_power_below(span / _MOST_STEPS)):
        whole_enough = not only_whole or step.denominator == 1
        if whole_enough and -(-most // step) - least // step <= _MOST_STEPS:
            return step
    raise AssertionError("steps grow without an end")


def values_of(series: Iterable[ChartSeries]) -> list[Value]:
    """Every known value of the series."""
    return [value for each in series for value in each.values if value is not None]


def _steps_from(power: int) -> Iterator[Fraction]:
    while True:
        for factor in _STEPS:
            yield factor * Fraction(10) ** power
        power += 1


def _power_below(value: Fraction) -> int:
    """The power of ten at or below a value above 0."""
    power = len(str(int(value))) - 1 if value >= 1 else -len(str(int(1 / value)))
    return power + 1 if Fraction(10) ** (power + 1) <= value else power


def _tick(value: Fraction, printed: Callable[[Value], str], places: int = 0) -> Tick:
    """A tick with at least so many decimals; 0 has none."""
    places = max(places, _places(value))
    exact = rounded(value, places) if places and value else int(value)
    return Tick(exact, printed(exact))


def _places(value: Fraction) -> int:
    """How many decimals it takes to write it."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return places
