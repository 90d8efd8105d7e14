"""The figures of a selection. All arithmetic is exact, in whole numbers and fractions: never a float."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, cast

from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.select import Selection, select
from gireport.dataset.table import Mark, summand
from gireport.thai import shares
from gireport.thai.quantities import Change, Multiple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gireport.dataset.dataset import Dataset
    from gireport.thai.quantities import Percentage
    from gireport.thai.years import FiscalYear

Count = int | Mark
"""A number of certificates, or `Mark.NONE`."""


class Ranked(NamedTuple):
    """A level by its total: rank 1 has the most, and equals share a rank."""

    rank: int
    level: int
    total: int


class Figures:
    """What can be counted in a selection.

    Every year and level asked for must be one that the dataset has, selected or not, since a change needs the
    year before. The methods that take any raise SelectionError otherwise.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self._counts = dict(_counts(selection.dataset))

    def count(self, year: int | FiscalYear, level: int) -> Count:
        """The certificates of one level in one fiscal year."""
        asked = select(self.selection.dataset, [year], [level])
        return self._counts[asked.years[0], level]

    def total(self, years: Iterable[int | FiscalYear] | None = None, levels: Iterable[int] | None = None) -> int:
        """The certificates of all the years and levels named, by default those selected; none counts as 0."""
        asked = self._asked(years, levels)
        return sum(summand(self._counts[year, level]) for year in asked.years for level in asked.levels)

    def series(self, level: int | None = None) -> dict[FiscalYear, Count]:
        """By selected year, the certificates of one level, or of all selected levels together.

        A year in which every one of them has none has none itself.
        """
        asked = self._asked(None, None if level is None else [level])
        return {year: together(self._counts[year, level] for level in asked.levels) for year in asked.years}

    def ranking(self, year: int | FiscalYear | None = None) -> tuple[Ranked, ...]:
        """The selected levels by their totals (of all selected years, or of one), most first."""
        years = None if year is None else [year]
        totals = sorted(((self.total(years, [level]), level) for level in self.selection.levels), key=_most_first)
        return tuple(Ranked(1 + sum(other > total for other, _ in totals), level, total) for total, level in totals)

    def _asked(self, years: Iterable[int | FiscalYear] | None, levels: Iterable[int] | None) -> Selection:
        selection = self.selection
        return select(
            selection.dataset,
            selection.years if years is None else years,
            selection.levels if levels is None else levels,
        )


def together(counts: Iterable[Count]) -> Count:
    """The sum of the counts; none where every one of them is none."""
    known = list(counts)
    return Mark.NONE if all(count is Mark.NONE for count in known) else sum(map(summand, known))


def largest(series: Mapping[FiscalYear, Count]) -> tuple[FiscalYear, ...]:
    """The years with the most, ascending, several where they tie; none where every count is 0 or none."""
    most = max(map(summand, series.values()), default=0)
    return tuple(sorted(year for year, count in series.items() if most and summand(count) == most))


def share(part: Count, whole: Count, places: int = 1) -> Percentage | None:
    """`part` in per cent of `whole`, halves rounded up; None where the whole is 0 or none.

    Never 0 or 100 by rounding alone: then it is a bound, as `thai.shares.share` says.
    """
    return shares.share(summand(part), summand(whole), places)


def times(new: Count, old: Count, places: int = 1) -> Multiple | None:
    """`new` as a multiple of `old`, halves rounded up: 33,704 is 9.8 times 3,422. None where old is 0 or none."""
    if not summand(old):
        return None
    return Multiple.of(Fraction(summand(new), summand(old)), places)


def change(new: Count, old: Count, places: int = 1) -> Change | None:
    """The change in per cent of `old`, halves rounded away from zero; None where old is 0 or none.

    Never 0 or -100 by rounding alone: what changed a little has changed, and what is left of all is not nothing.
    """
    if not summand(old):
        return None
    exact = Fraction((summand(new) - summand(old)) * 100, summand(old))
    return Change.of(exact, places, limits=(0, -100))


def _counts(dataset: Dataset) -> Iterator[tuple[tuple[FiscalYear, int], Count]]:
    table = dataset.tables[CERTIFICATES]
    [year], [level], [count] = (table.spec.typed(kind) for kind in ("fiscal-year", "level", "count"))
    for row in table.rows:
        # What the checks of these three columns let through.
        key = cast("FiscalYear", row[year.name]), cast("int", row[level.name])
        yield key, cast("Count", row[count.name])


def _most_first(ranked: tuple[int, int]) -> tuple[int, int]:
    total, level = ranked
    return -total, level
