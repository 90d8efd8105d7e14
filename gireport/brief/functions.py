"""What expressions can reckon with figures. Where there is no answer they give one that is false and prints as `–` or
`ไม่มีข้อมูล`, never a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from gireport.brief.values import Undetermined
from gireport.dataset import figures
from gireport.dataset.counts import is_complete
from gireport.dataset.table import Mark, summand
from gireport.thai.rounding import Rounded
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.brief.values import Series, Year
    from gireport.dataset.counts import Count, Total

_NOTHING, _NOT_KNOWN = Undetermined(Mark.NONE), Undetermined(Mark.UNKNOWN)
_MOST_PLACES = 6


def figure_functions(
    reckoned: figures.Figures, rows: Callable[..., list[dict[str, Any]]]
) -> dict[str, Callable[..., object]]:
    """The functions by name; `rows` finds those of a table."""

    def rank(level: int, year: Year | None = None) -> int | Undetermined:
        ranking = reckoned.ranking(None if year is None else year.be)
        found = next(each.rank for each in ranking if each.level == level)
        return _NOT_KNOWN if found is None else found

    def target(name: str, year: Year | None = None, /, **where: object) -> object:
        return _target(rows(name, **where), year)

    return {
        "share": _determined(figures.share),
        "times": _determined(figures.times),
        "change": _determined(figures.change),
        "growth": growth,
        "average": average,
        "rank": rank,
        "best": lambda series: list(figures.largest(series)),
        "worst": worst,
        "target": target,
    }


def growth(series: Mapping[FiscalYear, Total], places: int = 1) -> object:
    """The change in per cent from the first year of a series to its last; undetermined as a change is."""
    years = sorted(series, key=lambda year: year.be)
    if len(years) < 2:
        return _NOTHING
    return _determined(figures.change)(series[years[-1]], series[years[0]], _checked(places))


def average(series: Mapping[Any, Total], places: int = 1) -> Rounded | Undetermined:
    """The mean of a series, none counting as 0: exact, then halves rounded away from zero, and never to 0 unless it
    is; undetermined where there is nothing, or anything that is not known.
    """
    counts = list(series.values())
    if not all(map(is_complete, counts)):
        return _NOT_KNOWN
    if not counts or all(count is Mark.NONE for count in counts):
        return _NOTHING
    total = Fraction(sum(summand(cast("Count", count)) for count in counts))
    return Rounded.of(total / len(counts), _checked(places))


def worst(series: Mapping[FiscalYear, Total]) -> list[FiscalYear]:
    """The years with the least, none counting as 0, ascending; no years where all are alike, or one is not known."""
    if not all(map(is_complete, series.values())):
        return []
    counts = {year: summand(cast("Count", count)) for year, count in series.items()}
    if len(set(counts.values())) < 2:
        return []
    least = min(counts.values())
    return sorted((year for year, count in counts.items() if count == least), key=lambda year: year.be)


def _target(found: list[dict[str, Any]], year: Year | None) -> object:
    """The targets by year of the one row that was found, or that of `year`. Raises ValueError for another number of
    rows, or of columns by year.
    """
    if len(found) != 1:
        raise ValueError(f"{len(found)} rows")
    [*by_year] = [value for value in found[0].values() if isinstance(value, Mapping) and _is_series(value)]
    if len(by_year) != 1:
        raise ValueError(f"{len(by_year)} columns by year")
    series: Series = by_year[0]
    if year is None:
        return series
    value = next((value for key, value in series.items() if key.be == year.be), None)
    return _NOT_KNOWN if value is None else value


def _is_series(value: Mapping[Any, Any]) -> bool:
    return bool(value) and all(isinstance(key, BEYear | FiscalYear) for key in value)


def _determined(function: Callable[..., object]) -> Callable[..., object]:
    """The function with an answer that prints in place of None."""

    def determined(first: Total, second: Total, places: int = 1) -> object:
        if isinstance(first, Undetermined) or isinstance(second, Undetermined):
            return first if isinstance(first, Undetermined) else second
        answer = function(first, second, _checked(places))
        if answer is not None:
            return answer
        return _NOTHING if is_complete(first) and is_complete(second) else _NOT_KNOWN

    return determined


def _checked(places: int) -> int:
    if not isinstance(places, int) or not 0 <= places <= _MOST_PLACES:
        raise ValueError(f"places: 0–{_MOST_PLACES}")
    return places
