"""The figures of a selection. All arithmetic is exact, in whole numbers and fractions: never a float.

Whatever lacks a count that is not known is no number but a `Partial`, or `Mark.UNKNOWN`; no share, change or rank is
computed from it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, cast, overload

from gireport.dataset.counts import Count, Partial, Total, added, is_complete, together
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.select import Selection, select
from gireport.dataset.table import Mark, summand
from gireport.thai import shares
from gireport.thai.provinces import Province, provinces, regions
from gireport.thai.quantities import Change, Multiple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gireport.dataset.dataset import Dataset
    from gireport.thai.provinces import Region
    from gireport.thai.quantities import Percentage
    from gireport.thai.years import FiscalYear

__all__ = [
    "Count", "Figures", "Gap", "Partial", "ProvinceRank", "Ranked", "Total", "change", "is_complete", "largest",
    "share", "times", "together",
]  # fmt: skip


K = TypeVar("K")


class Ranked(NamedTuple):
    """A level by its total: rank 1 has the most, equals share a rank, and none has one where a total is not known."""

    rank: int | None
    level: int
    total: Total


class ProvinceRank(NamedTuple):
    """A province by its total among all that the dataset has, and among those of its region; as `Ranked` otherwise."""

    province: Province
    total: Total
    rank: int | None
    of: int
    """How many provinces are ranked."""
    rank_in_region: int | None
    of_in_region: int


class Gap(NamedTuple):
    """A count that is not known."""

    year: FiscalYear
    level: int
    province: Province | None


class Figures:
    """What can be counted in a selection.

    Every year and level asked for must be one that the dataset has, selected or not, since a change needs the
    year before; all are of the selected provinces. The methods that take any raise SelectionError otherwise.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self._counts = certificate_counts(selection.dataset)
        self._places: tuple[Province | None, ...] = selection.provinces or (None,)
        self._sums: dict[tuple[object, ...], Total] = {}

    def count(self, year: int | FiscalYear, level: int) -> Total:
        """The certificates of one level in one fiscal year, of all selected provinces together."""
        asked = select(self.selection.dataset, [year], [level])
        return self._together(asked.years, asked.levels)

    def total(self, years: Iterable[int | FiscalYear] | None = None, levels: Iterable[int] | None = None) -> Total:
        """The certificates of all the years and levels named, by default those selected; none counts as 0."""
        asked = self._asked(years, levels)
        return added([self._together(asked.years, asked.levels)])

    def series(self, level: int | None = None) -> dict[FiscalYear, Total]:
        """By selected year, the certificates of one level, or of all selected levels together.

        A year in which every one of them has none has none itself.
        """
        asked = self._asked(None, None if level is None else [level])
        return {year: self._together((year,), asked.levels) for year in asked.years}

    def ranking(self, year: int | FiscalYear | None = None) -> tuple[Ranked, ...]:
        """The selected levels by their totals (of all selected years, or of one), most first.

        Where a total is not known, none has a rank, and they come in their own order.
        """
        years = None if year is None else [year]
        totals = {level: self.total(years, [level]) for level in self.selection.levels}
        return tuple(Ranked(rank, level, totals[level]) for level, rank in _ranked(totals))

    @overload
    def by(self, group: Literal["province"], level: int | None = None) -> dict[Province, Total]: ...
    @overload
    def by(self, group: Literal["region"], level: int | None = None) -> dict[Region, Total]: ...
    def by(
        self, group: Literal["province", "region"], level: int | None = None
    ) -> dict[Province, Total] | dict[Region, Total]:
        """By selected province, or by region, the certificates of the selected years, of one level or of all selected.

        The total of a region of which a province is not selected, or not in the data, is partial.
        """
        levels = self._asked(None, None if level is None else [level]).levels
        if group == "province":
            return {province: self._of(province, levels) for province in self.selection.provinces}
        selected, scheme = set(self.selection.provinces), self.selection.scheme
        sums = {}
        for region in regions(scheme):
            members = [province for province in self._of_country() if province.region(scheme) == region]
            if selected & {*members}:
                sums[region] = together(
                    self._of(each, levels) if each in selected else Mark.UNKNOWN for each in members
                )
        return sums

    def province_ranks(self) -> tuple[ProvinceRank, ...]:
        """The selected provinces by their totals (of the selected years and levels), most first, each with its rank
        among all provinces that the dataset has and among those of its region.
        """
        levels = self.selection.levels
        everywhere = {each: added([self._of(each, levels)]) for each in self.selection.dataset.provinces}
        scheme = self.selection.scheme
        of_country = dict(_ranked(everywhere))
        ranks = []
        for province in (each for each in of_country if each in self.selection.provinces):
            region = province.region(scheme)
            within = {each: total for each, total in everywhere.items() if each.region(scheme) == region}
            in_region = dict(_ranked(within))[province]
            place = of_country[province], len(everywhere), in_region, len(within)
            ranks.append(ProvinceRank(province, everywhere[province], *place))
        return tuple(ranks)

    def gaps(self) -> tuple[Gap, ...]:
        """The selected counts that are not known, by year, level and province."""
        return tuple(
            Gap(year, level, province)
            for year in self.selection.years
            for level in self.selection.levels
            for province in self._places
            if self._count(year, level, province) is Mark.UNKNOWN
        )

    def _of_country(self) -> tuple[Province, ...]:
        """The provinces there are; where only those with certificates have rows, those that the dataset has."""
        dataset = self.selection.dataset
        return dataset.provinces if dataset.tables[CERTIFICATES].spec.gaps == "none" else provinces()

    def _of(self, province: Province, levels: tuple[int, ...]) -> Total:
        return self._together(self.selection.years, levels, (province,))

    def _together(
        self, years: tuple[FiscalYear, ...], levels: tuple[int, ...], places: tuple[Province, ...] = ()
    ) -> Total:
        """The sum as `together` says, of the provinces given or of those selected; reckoned once."""
        asked = years, levels, places
        if asked not in self._sums:
            self._sums[asked] = together(
                self._count(year, level, place)
                for place in places or self._places
                for year in years
                for level in levels
            )
        return self._sums[asked]

    def _count(self, year: FiscalYear, level: int, place: Province | None) -> Count:
        return self._counts[year.be, level, place.iso if place else ""]

    def _asked(self, years: Iterable[int | FiscalYear] | None, levels: Iterable[int] | None) -> Selection:
        selection = self.selection
        return select(
            selection.dataset,
            selection.years if years is None else years,
            selection.levels if levels is None else levels,
        )


def largest(series: Mapping[FiscalYear, Total]) -> tuple[FiscalYear, ...]:
    """The years with the most, ascending, several where they tie; none where every count is 0 or none, or one is not
    known.
    """
    if not all(map(is_complete, series.values())):
        return ()
    counts = {year: _known(count) for year, count in series.items()}
    most = max(counts.values(), default=0)
    return tuple(sorted(year for year, count in counts.items() if most and count == most))


def share(part: Total, whole: Total, places: int = 1) -> Percentage | None:
    """`part` in per cent of `whole`, halves rounded up; None where the whole is 0 or none, or either is not known.

    Never 0 or 100 by rounding alone: then it is a bound, as `thai.shares.share` says.
    """
    if not (is_complete(part) and is_complete(whole)):
        return None
    return shares.share(_known(part), _known(whole), places)


def times(new: Total, old: Total, places: int = 1) -> Multiple | None:
    """`new` as a multiple of `old`, halves rounded up: 33,704 is 9.8 times 3,422.

    None where old is 0 or none, or either is not known.
    """
    if not (is_complete(new) and is_complete(old)) or not _known(old):
        return None
    return Multiple.of(Fraction(_known(new), _known(old)), places)


def change(new: Total, old: Total, places: int = 1) -> Change | None:
    """The change in per cent of `old`, halves rounded away from zero; None where old is 0 or none, or either not known.

    Never 0 or -100 by rounding alone: what changed a little has changed, and what is left of all is not nothing.
    """
    if not (is_complete(new) and is_complete(old)) or not _known(old):
        return None
    exact = Fraction((_known(new) - _known(old)) * 100, _known(old))
    return Change.of(exact, places, limits=(0, -100))


def _known(count: Total) -> int:
    return summand(cast("Count", count))


def _ranked(totals: Mapping[K, Total]) -> list[tuple[K, int | None]]:
    """The keys with their ranks, most first, equals in the order they came in."""
    if not all(map(is_complete, totals.values())):
        return [(key, None) for key in totals]
    known = {key: _known(total) for key, total in totals.items()}
    most_first = sorted(known, key=lambda key: -known[key])
    return [(key, 1 + sum(other > known[key] for other in known.values())) for key in most_first]


def certificate_counts(dataset: Dataset) -> dict[tuple[int, int, str], Count]:
    """The counts by year, level and ISO code of the province, where there is one: of every combination, those without
    a row meaning what the dataset declares.
    """
    table = dataset.tables[CERTIFICATES]
    [year], [level], [count] = (table.spec.typed(kind) for kind in ("fiscal-year", "level", "count"))
    place = next(iter(table.spec.typed("province")), None)
    absent = Mark.NONE if table.spec.gaps == "none" else Mark.UNKNOWN
    codes = [province.iso for province in dataset.provinces] or [""]
    years = [fiscal.be for fiscal in dataset.years]
    counts: dict[tuple[int, int, str], Count] = dict.fromkeys(product(years, dataset.levels, codes), absent)
    for row in table.rows:
        # What the checks of these columns let through.
        iso = cast("Province", row[place.name]).iso if place else ""
        key = cast("FiscalYear", row[year.name]).be, cast("int", row[level.name]), iso
        counts[key] = cast("Count", row[count.name])
    return counts
