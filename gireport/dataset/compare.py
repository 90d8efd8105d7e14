"""What changed between two versions of a table of certificates: added, revised, missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.figures import Figures, certificate_counts
from gireport.dataset.table import Mark, summand
from gireport.errors import Problem, SelectionError
from gireport.thai.provinces import Province, find_province
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gireport.dataset.counts import Count, Total
    from gireport.dataset.dataset import Dataset


class Cell(NamedTuple):
    """Which count: its fiscal year, level, and province where the data tells provinces apart."""

    year: FiscalYear
    level: int
    province: Province | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A count that both versions have, and not the same."""

    cell: Cell
    old: Count
    new: Count

    @property
    def difference(self) -> int | None:
        """By how much it went up, none being 0; None where one of the two is not known."""
        if Mark.UNKNOWN in (self.old, self.new):
            return None
        return summand(self.new) - summand(self.old)


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The totals of one fiscal year; None in the version that has not the year."""

    year: FiscalYear
    old: Total | None
    new: Total | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two versions differ, each part by year, level and province."""

    old: Dataset
    new: Dataset
    years_added: tuple[FiscalYear, ...]
    years_missing: tuple[FiscalYear, ...]
    revised: tuple[Revision, ...]
    added: tuple[Cell, ...]
    """What only the new version has in years that both have: levels and provinces that are new."""
    missing: tuple[Cell, ...]
    """What only the old version has in years that both have."""
    years: tuple[YearTotals, ...]
    old_total: Total
    new_total: Total

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.years_added or self.years_missing or self.revised or self.added or self.missing)


def compare(old: Dataset, new: Dataset) -> Comparison:
    """How `new` differs from `old`.

    Raises SelectionError where one of them has no certificates, or only one tells provinces apart: counts of
    provinces and of the whole country are not versions of each other.
    """
    if bool(old.provinces) != bool(new.provinces):
        facts = {"apart": (old if old.provinces else new).name, "together": (new if old.provinces else old).name}
        raise SelectionError(Problem("compare.provinces", facts=facts))
    before, after = Figures(old.select()), Figures(new.select())
    old_counts, new_counts = _cells(old), _cells(new)
    shared = set(old.years) & set(new.years)
    both = sorted(old_counts.keys() & new_counts.keys(), key=_order)
    return Comparison(
        old=old,
        new=new,
        years_added=_only(new.years, old.years),
        years_missing=_only(old.years, new.years),
        revised=tuple(
            Revision(cell, old_counts[cell], new_counts[cell]) for cell in both if old_counts[cell] != new_counts[cell]
        ),
        added=_in_years(new_counts.keys() - old_counts.keys(), shared),
        missing=_in_years(old_counts.keys() - new_counts.keys(), shared),
        years=tuple(_year_totals(before, after)),
        old_total=before.total(),
        new_total=after.total(),
    )


def _cells(dataset: Dataset) -> dict[Cell, Count]:
    return {
        Cell(FiscalYear(year), level, find_province(iso) if iso else None): count
        for (year, level, iso), count in certificate_counts(dataset).items()
    }


def _order(cell: Cell) -> tuple[int, int, str]:
    return cell.year.be, cell.level, cell.province.iso if cell.province else ""


def _only(years: Iterable[FiscalYear], others: Iterable[FiscalYear]) -> tuple[FiscalYear, ...]:
    return tuple(sorted(set(years) - set(others)))


def _in_years(cells: Iterable[Cell], years: set[FiscalYear]) -> tuple[Cell, ...]:
    return tuple(sorted((cell for cell in cells if cell.year in years), key=_order))


def _year_totals(before: Figures, after: Figures) -> Iterator[YearTotals]:
    had, has = before.selection.years, after.selection.years
    for year in sorted({*had, *has}):
        old = before.total([year]) if year in had else None
        yield YearTotals(year, old, after.total([year]) if year in has else None)
